from django.urls import path

from interviews.demo import views

app_name = "demo"

urlpatterns = [path("sign-in/<str:signed>/", views.sign_in, name="sign_in")]
