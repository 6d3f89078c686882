from django.urls import path

from rubrics.scales import flag_views, publishing, sort_views, views, writing

app_name = "scales"

urlpatterns = [
    path("new/", writing.new, name="new"),
    path("check/", writing.check, name="check"),
    path("red-flags/", flag_views.flags, name="flags"),
    path("red-flags/new/", flag_views.new, name="new_flag"),
    path("red-flags/<int:pk>/", flag_views.flag, name="flag"),
    path("red-flags/<int:pk>/retire/", flag_views.retire, name="retire_flag"),
    path("red-flags/<int:pk>/reinstate/", flag_views.reinstate, name="reinstate_flag"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", writing.edit, name="edit"),
    path("<int:pk>/compare/", views.compare, name="compare"),
    path("<int:pk>/versions/<int:number>/", views.version, name="version"),
    path("<int:pk>/versions/<int:number>/sort/", sort_views.sort, name="sort"),
    path("<int:pk>/publish/", publishing.publish, name="publish"),
    path("<int:pk>/discard/", publishing.discard, name="discard"),
    path("<int:pk>/retire/", publishing.retire, name="retire"),
    path("<int:pk>/reinstate/", publishing.reinstate, name="reinstate"),
]
