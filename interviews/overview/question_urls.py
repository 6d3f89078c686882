from django.urls import path

from interviews.overview import questions

app_name = "exposure"

urlpatterns = [
    path("retire/", questions.retire, name="retire"),
    path("<int:pk>/use/", questions.asked, name="asked"),
]
