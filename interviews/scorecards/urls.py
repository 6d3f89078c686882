from django.urls import path

from interviews.scorecards import views

app_name = "scorecards"

urlpatterns = [
    path("", views.scorecards, name="list"),
    path("export.csv", views.export, name="export"),
    path("seats/<int:pk>/", views.fill, name="fill"),
    path("seats/<int:pk>/save/", views.autosave, name="autosave"),
    path("<int:pk>/", views.read, name="read"),
]
