from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.defaults import page_not_found

from hiring.connections.problems import not_found

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("members/", include("hiring.people.urls")),
    path("candidates/", include("hiring.candidates.urls")),
    path("settings/tokens/", include("hiring.connections.urls")),
    path("openings/", include("rubrics.competencies.urls")),
    path("rubrics/", include("interviews.overview.rubric_urls")),
    path("rubrics/", include("rubrics.scales.urls")),
    path("questions/export/", include("rubrics.importing.export_urls")),
    path("questions/", include("interviews.overview.question_urls")),
    path("questions/", include("rubrics.library.urls")),
    path("imports/", include("rubrics.importing.urls")),
    path("quiz/", include("rubrics.quizzes.urls")),
    path("templates/", include("interviews.loop_templates.urls")),
    path("rounds/", include("interviews.staffing.urls")),
    path("loops/", include("interviews.composer.urls")),
    path("", include("interviews.scheduling.urls")),
    path("interviewers/", include("interviews.interviewers.urls")),
    path("availability/", include("interviews.availability.urls")),
    path("scorecards/", include("interviews.scorecards.urls")),
    path("debriefs/", include("interviews.debriefs.urls")),
    path("packets/", include("interviews.packets.urls")),
    path("invitations/", include("interviews.invitations.urls")),
    path("demo/", include("interviews.demo.urls")),
    path("", include("interviews.overview.urls")),
    path("", include("interviews.invitations.feed_urls")),
    path("api/", include("config.api")),
    path("", include("config.health")),
]


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Programs get a problem, people a page."""
    if request.path.startswith("/api/"):
        return not_found(request)
    return page_not_found(request, exception)
