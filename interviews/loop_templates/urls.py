from django.urls import path

from interviews.loop_templates import views

app_name = "templates"

urlpatterns = [
    path("", views.templates, name="list"),
    path("<int:pk>/", views.template, name="detail"),
]
