from django.urls import path

from hiring.people import views

app_name = "people"

urlpatterns = [
    path("", views.members, name="list"),
    path("new/", views.new, name="new"),
    path("switch/", views.switch, name="switch"),
    path("<int:pk>/", views.edit, name="edit"),
]
