from django.urls import path

from interviews.availability import views

app_name = "availability"

urlpatterns = [
    path("candidacies/<int:pk>/", views.times, name="times"),
    path("candidacies/<int:pk>/ask/", views.ask, name="ask"),
    path("links/<int:pk>/close/", views.close, name="close"),
    path("<str:token>/", views.answer, name="answer"),
]
