from django.urls import path

from interviews.interviewers import member_views, views

app_name = "interviewers"

urlpatterns = [
    path("", views.interviewers, name="list"),
    path("me/", member_views.own, name="own"),
    path("policy/", views.policy, name="policy"),
    path("policy/paths/", views.paths, name="paths"),
    path("<int:pk>/", member_views.detail, name="detail"),
    path("<int:pk>/profile/", member_views.profile, name="profile"),
    path("<int:pk>/stage/", member_views.note_stage, name="note_stage"),
    path("<int:pk>/conflicts/", member_views.note, name="note_conflict"),
    path("<int:pk>/calendar/address/", member_views.calendar_address, name="calendar_address"),
    path("<int:pk>/calendar/file/", member_views.calendar_file, name="calendar_file"),
    path("<int:pk>/calendar/refresh/", member_views.calendar_refresh, name="calendar_refresh"),
    path("<int:pk>/calendar/drop/", member_views.calendar_drop, name="calendar_drop"),
    path("training/<int:pk>/approve/", member_views.approve, name="approve"),
    path("conflicts/<int:pk>/withdraw/", member_views.withdraw, name="withdraw_conflict"),
]
