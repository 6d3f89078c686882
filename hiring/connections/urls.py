from django.urls import path

from hiring.connections import views

app_name = "connections"

urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<int:pk>/revoke/", views.revoke, name="revoke"),
]
