"""Scorecards: everybody in the loop sees which there are; what they say, only whoever may read them."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.connections.problems import MEDIA_TYPE, Problem, answer, problem
from hiring.foundations.api import Readable, RowFilter, VisibleFilter
from hiring.people.models import Member
from interviews.loops.models import Loop, Round
from interviews.scorecards.bodies import (
    ContentBody,
    SavedContent,
    SubmittedVersion,
    body_of,
    content_in,
    placed,
)
from interviews.scorecards.content import Content, from_json
from interviews.scorecards.models import Scorecard
from interviews.scorecards.services import ContentRefused, Outcome, save_scorecard, submit_scorecard
from interviews.scorecards.states import ScorecardStatus
from interviews.scorecards.timeline import from_json as moments_in
from interviews.staffing.models import Part

NEWER_EXISTS = (
    "A newer version of this scorecard was saved elsewhere. Both texts are kept: compare them, "
    "then save again with the current version."
)
BOTH_KEPT = "A save that came too late. Nothing is lost: both texts are kept, and here they are."
IS_FINAL = "This scorecard is submitted and stays as it is. Your text is kept beside it."

# What of a scorecard only its readers learn.
HIDDEN = ("version", "saved_at", "submitted_at", "content", "timeline")

Done = TypeVar("Done")


class MomentsBody(serializers.Serializer[Any]):
    criterion = serializers.IntegerField()
    evidenced_at = serializers.DateTimeField(allow_null=True)
    rated_at = serializers.DateTimeField(allow_null=True)


class ScorecardSerializer(serializers.ModelSerializer[Scorecard]):
    loop = serializers.IntegerField(source="seat.round.loop_id")
    round = serializers.IntegerField(source="seat.round_id")
    member = serializers.IntegerField(source="seat.member_id")
    member_name = serializers.CharField(source="seat.member.name")
    part = serializers.ChoiceField(Part.choices, source="seat.part")
    content = serializers.SerializerMethodField(
        help_text="Null, like everything after the status, unless you may read the scorecard."
    )
    version = serializers.IntegerField(allow_null=True)
    timeline = serializers.SerializerMethodField(
        help_text="For each criterion since when it has had evidence, and this rating."
    )

    class Meta:
        model = Scorecard
        fields = [
            "id",
            "seat",
            "loop",
            "round",
            "member",
            "member_name",
            "part",
            "status",
            "version",
            "saved_at",
            "submitted_at",
            "content",
            "timeline",
        ]
        read_only_fields = fields

    @extend_schema_field(ContentBody(allow_null=True))
    def get_content(self, scorecard: Scorecard) -> dict[str, Any]:
        return body_of(from_json(scorecard.content))

    @extend_schema_field(MomentsBody(many=True, allow_null=True))
    def get_timeline(self, scorecard: Scorecard) -> list[dict[str, Any]]:
        moments = moments_in(scorecard.timeline)
        return [{"criterion": criterion, **asdict(at)} for criterion, at in moments.items()]

    def to_representation(self, scorecard: Any) -> dict[str, Any]:
        """What is not the reader's to know is null, in one place and for every such scorecard alike."""
        shown: dict[str, Any] = super().to_representation(scorecard)
        if not scorecard.is_readable:
            shown.update(dict.fromkeys(HIDDEN))
        return shown


class Conflict(Problem):
    """A refusal; if a save came too late, with both texts."""

    version = serializers.IntegerField(required=False, help_text="The current version.")
    yours = ContentBody(required=False)
    current = ContentBody(required=False)


class ScorecardFilter(RowFilter):
    loop = VisibleFilter(Loop, field_name="seat__round__loop")
    round = VisibleFilter(Round, field_name="seat__round")
    member = VisibleFilter(Member, field_name="seat__member")

    class Meta:
        model = Scorecard
        fields = ["loop", "round", "member", "status"]


class ScorecardViewSet(Readable):
    """Feedback on one round by one member. Until your own is in, others' say nothing to you."""

    queryset = Scorecard.objects.select_related("seat__round__loop", "seat__member__user")
    serializer_class = ScorecardSerializer
    filterset_class = ScorecardFilter

    def seen(self, rows: QuerySet[Scorecard]) -> QuerySet[Scorecard]:
        readable = Scorecard.objects.readable_by(self.member).filter(pk=OuterRef("pk"))
        return rows.annotate(is_readable=Exists(readable))

    @extend_schema(
        request=SavedContent,
        responses={
            200: ScorecardSerializer,
            201: ScorecardSerializer,
            (409, MEDIA_TYPE): OpenApiResponse(Conflict, BOTH_KEPT),
        },
    )
    def create(self, request: Request) -> HttpResponseBase:
        """Save the scorecard of your seat, as a whole.

        The first save answers 201, a later one 200, and so does the same `mutation_id` sent again. A save
        made from an older version answers 409 with both texts: yours is kept beside the current one.
        """
        body = self.body(SavedContent)
        content = content_in(body)
        saved = told_by_place(
            content,
            lambda: save_scorecard(
                body["seat"],
                content=content,
                version=body["version"],
                mutation_id=body["mutation_id"],
                by=self.member,
            ),
        )
        if saved.outcome == Outcome.CONFLICT:
            return conflict(saved.scorecard.pk, content)
        is_first = saved.outcome == Outcome.SAVED and saved.version == 1
        response = self.answer(saved.scorecard, 201 if is_first else 200)
        # As of this save: if another has followed, the next one must not overwrite that unseen.
        response.data |= {"version": saved.version, "content": body_of(content)}
        return response

    @extend_schema(request=SubmittedVersion, responses=ScorecardSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Make your scorecard final, so that others may read it; doing it twice is once."""
        scorecard = self.get_object()
        version = self.body(SubmittedVersion)["version"]
        submitted = told_by_place(
            from_json(scorecard.content),
            lambda: submit_scorecard(scorecard, version=version, by=self.member),
        )
        return self.answer(submitted)


def told_by_place(content: Content, act: Callable[[], Done]) -> Done:
    """Do it, and point at the body's own places if the content is refused."""
    try:
        return act()
    except ContentRefused as refused:
        raise ContentRefused(placed(refused.faults, content), code=refused.code) from refused


def conflict(scorecard_id: int, content: Content) -> HttpResponseBase:
    """Both texts, and the version that the next save must name."""
    current = Scorecard.objects.get(pk=scorecard_id)
    says = NEWER_EXISTS if current.status == ScorecardStatus.DRAFT else IS_FINAL
    return answer(
        {
            **problem(409, says, code="conflict"),
            "version": current.version,
            "yours": body_of(content),
            "current": body_of(from_json(current.content)),
        }
    )
