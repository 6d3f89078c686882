from django.urls import path

from rubrics.competencies import views

app_name = "openings"

urlpatterns = [
    path("", views.openings, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/move/", views.move, name="move"),
]
