from django.urls import path

from interviews.invitations import views

app_name = "invitations"

urlpatterns = [
    path("<int:pk>/", views.own, name="own"),
    path("<int:pk>/again/", views.again, name="again"),
    path("<int:pk>/<str:code>/", views.answer, name="answer"),
]
