from django.urls import path

from interviews.debriefs import views

app_name = "debriefs"

urlpatterns = [
    path("", views.debriefs, name="list"),
    path("open/", views.open_for, name="open"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/vote/", views.vote, name="vote"),
    path("<int:pk>/decision/", views.decision, name="decide"),
]
