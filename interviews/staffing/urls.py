from django.urls import path

from interviews.staffing import views

app_name = "staffing"

urlpatterns = [
    path("<int:pk>/", views.round_page, name="round"),
    path("<int:pk>/revise/", views.revise, name="revise"),
    path("<int:pk>/rubric/", views.move_rubric, name="move_rubric"),
    path("<int:pk>/questions/", views.choose, name="choose"),
    path("<int:pk>/seats/", views.seat, name="seat"),
    path("<int:pk>/questions/<int:chosen>/drop/", views.drop, name="drop"),
    path("<int:pk>/seats/<int:held>/release/", views.release, name="release"),
]
