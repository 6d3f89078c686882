from django.urls import path

from interviews.composer import views

app_name = "composer"

urlpatterns = [
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/order/", views.reorder, name="reorder"),
    path("<int:pk>/rounds/", views.add, name="add"),
    path("<int:pk>/rounds/<int:round>/", views.revise, name="revise"),
    path("<int:pk>/rounds/<int:round>/remove/", views.remove, name="remove"),
    path("<int:pk>/rounds/<int:round>/library/", views.library, name="library"),
    path("<int:pk>/rounds/<int:round>/questions/", views.choose, name="choose"),
    path("<int:pk>/questions/<int:chosen>/lock/", views.lock, name="lock"),
    path("<int:pk>/questions/<int:chosen>/drop/", views.drop, name="drop"),
    path("<int:pk>/gaps/", views.waive, name="waive"),
    path("<int:pk>/waivers/<int:waiver>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/compose/", views.compose, name="compose"),
    path("<int:pk>/composing/", views.composing, name="composing"),
]
