from django.urls import path

from rubrics.scales import views

app_name = "scales"

urlpatterns = [
    path("", views.rubrics, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
]
