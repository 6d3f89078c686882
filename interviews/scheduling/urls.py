from django.urls import path

from interviews.scheduling import day_views, replacing_views, views

app_name = "scheduling"

urlpatterns = [
    path("seats/<int:pk>/replacements/", replacing_views.replacements, name="replacements"),
    path("rounds/<int:pk>/move/", replacing_views.move_round, name="move_round"),
    path("loops/<int:pk>/schedule/", views.schedule, name="loop"),
    path("loops/<int:pk>/schedule/propose/", views.propose_plans, name="propose"),
    path("loops/<int:pk>/schedule/progress/", views.progress, name="progress"),
    path("loops/<int:pk>/schedule/<int:proposal>/check/", views.check, name="check"),
    path("loops/<int:pk>/schedule/<int:proposal>/take/", views.take_plan, name="take"),
    path("loops/<int:pk>/schedule/<int:proposal>/adjust/", views.take_adjusted, name="take_adjusted"),
    path("loops/<int:pk>/schedule/<int:proposal>/changes/", views.apply_offers, name="apply"),
    path("hiring-days/", day_views.hiring_days, name="hiring_days"),
    path("hiring-days/new/", day_views.new_hiring_day, name="new_hiring_day"),
    path("hiring-days/<int:pk>/", day_views.hiring_day, name="hiring_day"),
    path("hiring-days/<int:pk>/edit/", day_views.edit_hiring_day, name="edit_hiring_day"),
    path("hiring-days/<int:pk>/plan/", day_views.plan_day, name="plan_day"),
    path("hiring-days/<int:pk>/progress/", day_views.day_progress, name="day_progress"),
    path("hiring-days/<int:pk>/<int:proposal>/take/", day_views.take_day, name="take_day"),
    path("hiring-days/<int:pk>/<int:proposal>/changes/", day_views.apply_day_offers, name="apply_day"),
]
