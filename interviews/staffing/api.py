"""Loops cancelled, rounds scheduled, seats given, and who is trained for what."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates import api as candidates
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.api import (
    Body,
    Change,
    ModelBody,
    Readable,
    RowFilter,
    VisibleChoice,
    VisibleChoices,
    VisibleFilter,
)
from hiring.people.models import Member
from interviews.loop_templates.bodies import WITHIN_RANGES
from interviews.loop_templates.drafts import WRITTEN_FIELDS
from interviews.loops import api as loops
from interviews.loops.models import Loop, Round
from interviews.staffing.models import Seat
from interviews.staffing.rubrics import move_round_to_current_rubric
from interviews.staffing.services import (
    cancel_loop,
    release_seat,
    revise_round,
    seat_member,
)
from interviews.staffing.withdrawing import note_outcome
from rubrics.competencies.models import Competency


class CandidacyMove(Body):
    to = serializers.ChoiceField(CandidacyStatus.choices)


class CandidacyViewSet(candidates.CandidacyViewSet):
    @extend_schema(request=CandidacyMove, responses=candidates.CandidacySerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: int) -> Response:
        """Note that the candidate withdrew or was declined, or is considered again.

        Whoever is no longer considered is interviewed no more: an open loop is cancelled, and everybody in it
        is told. Hiring takes a decision.
        """
        to = CandidacyStatus(self.body(CandidacyMove)["to"])
        return self.answer(note_outcome(self.get_object(), to=to, by=self.member))


class LoopViewSet(loops.LoopViewSet):
    @extend_schema(request=None, responses=loops.LoopSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        """Call the interviews off; what was written is kept."""
        return self.answer(cancel_loop(self.get_object(), by=self.member))


class RoundChange(Change, ModelBody):
    competencies = VisibleChoices(
        queryset=Competency.objects.all(), required=False, help_text="Ids of what must be asked about."
    )

    class Meta:
        model = Round
        # Its kind is its rubric's, and where it stands is said by the order of all.
        fields = [
            *(name for name in WRITTEN_FIELDS if name != "kind"),
            "starts_at",
            "conference_url",
            "competencies",
        ]
        extra_kwargs = WITHIN_RANGES


class RoundViewSet(loops.RoundViewSet):
    @extend_schema(request=RoundChange, responses=loops.WholeRoundSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Rename, lengthen or schedule a round, and its seats with it."""
        row = self.get_object()
        return self.answer(revise_round(row, **self.body(RoundChange), by=self.member))

    @extend_schema(request=None, responses=loops.WholeRoundSerializer)
    @action(detail=True, methods=["post"], url_path="use-current-rubric")
    def use_current_rubric(self, request: Request, pk: int) -> Response:
        """Judge the round by the published version of its rubric, while no scorecard is begun."""
        return self.answer(move_round_to_current_rubric(self.get_object(), by=self.member))


class SeatSerializer(serializers.ModelSerializer[Seat]):
    loop = serializers.IntegerField(source="round.loop_id")
    member_name = serializers.CharField(source="member.name")

    class Meta:
        model = Seat
        fields = ["id", "loop", "round", "member", "member_name", "part", "starts_at", "ends_at"]
        read_only_fields = fields


class NewSeat(ModelBody):
    round = VisibleChoice(queryset=Round.objects.select_related("loop__candidacy__opening"))
    member = VisibleChoice(queryset=Member.objects.select_related("user"))

    class Meta:
        model = Seat
        fields = ["round", "member", "part"]
        validators: list[object] = []


class SeatFilter(RowFilter):
    loop = VisibleFilter(Loop, field_name="round__loop")
    round = VisibleFilter(Round)
    member = VisibleFilter(Member)

    class Meta:
        model = Seat
        fields = ["loop", "round", "member", "part"]


class SeatViewSet(Readable):
    """Who sits in which round. Scorecards are filled from a seat."""

    queryset = Seat.objects.select_related("member__user", "round__loop__candidacy__opening")
    serializer_class = SeatSerializer
    filterset_class = SeatFilter

    @extend_schema(request=NewSeat, responses={201: SeatSerializer})
    def create(self, request: Request) -> Response:
        """Seat a member; without a part they lead, or join the panel if somebody leads."""
        fields = self.body(NewSeat)
        return self.answer(seat_member(fields.pop("round"), **fields, by=self.member), 201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Take a member out of a round, unless they have begun their scorecard."""
        release_seat(self.get_object(), by=self.member)
        return Response(status=204)
