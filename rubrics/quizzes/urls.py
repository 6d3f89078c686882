from django.urls import path

from rubrics.quizzes import views

app_name = "quizzes"

urlpatterns = [
    path("", views.items, name="list"),
    path("new/", views.new, name="new"),
    path("approve/", views.approve_ticked, name="approve_ticked"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/submit/", views.submit, name="submit"),
    path("<int:pk>/take-back/", views.take_back, name="take_back"),
    path("<int:pk>/approve/", views.approve, name="approve"),
    path("<int:pk>/retire/", views.retire, name="retire"),
]
