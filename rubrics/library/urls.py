from django.urls import path

from rubrics.library import views

app_name = "library"

urlpatterns = [
    path("", views.questions, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
]
