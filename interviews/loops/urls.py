from django.urls import path

from interviews.loops import views

app_name = "templates"

urlpatterns = [
    path("", views.templates, name="list"),
    path("<int:pk>/", views.template, name="detail"),
]
