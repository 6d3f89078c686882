from django.urls import path

from interviews.overview import home, planning

app_name = "overview"

urlpatterns = [
    path("", home.home, name="home"),
    path("my-interviews/", home.my_interviews, name="my_interviews"),
    path("loops/", home.loops, name="loops"),
    path("loops/<int:pk>/", planning.loop, name="loop"),
    path("loops/<int:pk>/cancel/", planning.cancel, name="cancel"),
    path("candidacies/<int:pk>/loops/new/", planning.new_loop, name="new_loop"),
    path("candidacies/<int:pk>/move/", planning.move_candidacy, name="move_candidacy"),
    path("openings/<int:pk>/", planning.opening, name="opening"),
    path("candidates/<int:pk>/", planning.candidate, name="candidate"),
]
