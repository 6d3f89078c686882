"""The API's addresses: version 1, its schema, and its documentation."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.routers import SimpleRouter

from hiring.candidates.api import CandidateViewSet
from hiring.connections.api import TokenViewSet
from hiring.journal.api import EventViewSet
from hiring.people.api import MemberViewSet, MeViewSet
from interviews.availability.api import (
    AvailabilityRequestViewSet,
    BusyCalendarViewSet,
    WindowViewSet,
)
from interviews.composer.api import ComposedLoopViewSet, ComposedRoundViewSet
from interviews.debriefs.api import DebriefViewSet, DecisionViewSet, VoteViewSet
from interviews.interviewers.api import (
    ConflictViewSet,
    InterviewerViewSet,
    QualificationViewSet,
    StaffingPolicyViewSet,
    TrainingPathViewSet,
)
from interviews.invitations.api import CalendarFeedViewSet, InvitationViewSet
from interviews.loop_templates.api import LoopTemplateViewSet
from interviews.overview.api import AskedQuestionViewSet
from interviews.packets.api import PacketViewSet
from interviews.scheduling.api import HiringDayViewSet, ProposalViewSet
from interviews.scheduling.replacing_api import ReplaceableSeatViewSet
from interviews.scorecards.api import ScorecardViewSet
from interviews.staffing.api import CandidacyViewSet
from rubrics.competencies.api import CompetencyViewSet, OpeningViewSet
from rubrics.importing.api import ImportViewSet
from rubrics.importing.draft_api import ImportDraftViewSet
from rubrics.importing.export_views import LibraryExport
from rubrics.quizzes.api import QuizItemViewSet
from rubrics.scales.api import RedFlagViewSet, RubricViewSet

RESOURCES = {
    "members": MemberViewSet,
    "competencies": CompetencyViewSet,
    "openings": OpeningViewSet,
    "candidates": CandidateViewSet,
    "candidacies": CandidacyViewSet,
    "rubrics": RubricViewSet,
    "red-flags": RedFlagViewSet,
    "questions": AskedQuestionViewSet,
    "quiz-items": QuizItemViewSet,
    "imports": ImportViewSet,
    "import-drafts": ImportDraftViewSet,
    "loop-templates": LoopTemplateViewSet,
    "loops": ComposedLoopViewSet,
    "rounds": ComposedRoundViewSet,
    "seats": ReplaceableSeatViewSet,
    "invitations": InvitationViewSet,
    "proposals": ProposalViewSet,
    "hiring-days": HiringDayViewSet,
    "interviewers": InterviewerViewSet,
    "calendars": BusyCalendarViewSet,
    "candidate-windows": WindowViewSet,
    "availability-requests": AvailabilityRequestViewSet,
    "qualifications": QualificationViewSet,
    "training-paths": TrainingPathViewSet,
    "conflicts-of-interest": ConflictViewSet,
    "scorecards": ScorecardViewSet,
    "debriefs": DebriefViewSet,
    "votes": VoteViewSet,
    "decisions": DecisionViewSet,
    "packets": PacketViewSet,
    "tokens": TokenViewSet,
    "events": EventViewSet,
}

router = SimpleRouter(use_regex_path=False)
for address, resource in RESOURCES.items():
    router.register(address, resource, basename=f"api-{address}")

urlpatterns = [
    path("v1/me/", MeViewSet.as_view({"get": "read"}), name="api-me"),
    path(
        "v1/staffing-policy/",
        StaffingPolicyViewSet.as_view({"get": "read", "patch": "change"}),
        name="api-staffing-policy",
    ),
    path(
        "v1/calendar-feed/",
        CalendarFeedViewSet.as_view({"get": "read", "post": "reset", "delete": "end"}),
        name="api-calendar-feed",
    ),
    path("v1/questions/export/", LibraryExport.as_view({"get": "read"}), name="api-questions-export"),
    path("v1/", include(router.urls)),
    path(
        "schema/",
        SpectacularAPIView.as_view(content_negotiation_class=DefaultContentNegotiation),
        name="api-schema",
    ),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(
            url_name="api-schema", template_name="hiring/connections/api_docs.html"
        ),
        name="api-docs",
    ),
]
