from django.urls import path

from rubrics.importing import export_views

app_name = "exporting"

urlpatterns = [path("", export_views.export_library, name="library")]
