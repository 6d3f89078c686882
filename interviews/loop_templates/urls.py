from django.urls import path

from interviews.loop_templates import views, writing

app_name = "templates"

urlpatterns = [
    path("", views.templates, name="list"),
    path("new/", writing.new, name="new"),
    path("<int:pk>/", views.template, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/compare/", views.compare, name="compare"),
    path("<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("<int:pk>/retire/", writing.retire, name="retire"),
    path("<int:pk>/restore/", writing.restore, name="restore"),
]
