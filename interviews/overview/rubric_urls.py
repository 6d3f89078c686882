from django.urls import path

from interviews.overview import rubrics

app_name = "rubrics"

urlpatterns = [
    path("", rubrics.rubrics, name="list"),
    path("<int:pk>/use/", rubrics.use, name="use"),
]
