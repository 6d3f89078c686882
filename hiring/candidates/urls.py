from django.urls import path

from hiring.candidates import views

app_name = "candidates"

urlpatterns = [
    path("", views.candidates, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/consider/", views.consider_for, name="consider"),
]
