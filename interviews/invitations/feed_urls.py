from django.urls import path

from interviews.invitations import feed_views

app_name = "feeds"

urlpatterns = [
    path("settings/calendar/", feed_views.settings_page, name="settings"),
    path("settings/calendar/end/", feed_views.end, name="end"),
    path("feeds/<str:token>.ics", feed_views.read, name="read"),
]
