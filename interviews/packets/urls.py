from django.urls import path

from interviews.packets import views

app_name = "packets"

urlpatterns = [
    path("", views.packets, name="list"),
    path("request/", views.request_for, name="request"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/file/", views.file, name="file"),
    path("<int:pk>/retry/", views.retry, name="retry"),
]
