"""Debriefs, the committee's votes, and decisions."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates.models import Opening
from hiring.foundations.api import Body, ModelBody, Readable, RowFilter, VisibleChoice, VisibleFilter
from interviews.debriefs.models import Debrief, Decision, Phase, Vote
from interviews.debriefs.selectors import debrief_page
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.loops.models import Loop
from interviews.scorecards.models import Recommendation

Plain = serializers.Serializer[Any]


class DebriefSerializer(serializers.ModelSerializer[Debrief]):
    candidate_name = serializers.CharField(source="loop.candidacy.candidate.name")
    opening = serializers.IntegerField(source="loop.candidacy.opening_id")
    opening_title = serializers.CharField(source="loop.candidacy.opening.title")

    class Meta:
        model = Debrief
        fields = [
            "id",
            "loop",
            "candidate_name",
            "opening",
            "opening_title",
            "status",
            "opened_by",
            "opened_at",
        ]
        read_only_fields = fields


class VoteSerializer(serializers.ModelSerializer[Vote]):
    member_name = serializers.CharField(source="member.name")

    class Meta:
        model = Vote
        fields = ["id", "debrief", "member", "member_name", "phase", "value", "sentence", "cast_at"]
        read_only_fields = fields


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    decided_by_name = serializers.CharField(source="decided_by.name")

    class Meta:
        model = Decision
        fields = [
            "id",
            "debrief",
            "number",
            "outcome",
            "rationale",
            "decided_by",
            "decided_by_name",
            "decided_at",
        ]
        read_only_fields = fields


class SpreadSerializer(Plain):
    n = serializers.IntegerField(help_text="How many levels were given.")
    counts = serializers.ListField(
        child=serializers.IntegerField(), help_text="How many gave level 1, 2, 3 and 4."
    )
    not_assessed = serializers.IntegerField()
    mean = serializers.FloatField(allow_null=True)
    lowest = serializers.IntegerField(allow_null=True)
    highest = serializers.IntegerField(allow_null=True)


class MarkSerializer(Plain):
    criterion = serializers.IntegerField(source="line.criterion_id")
    scorecard = serializers.IntegerField(source="column.scorecard_id")
    value = serializers.IntegerField(allow_null=True)
    evidence = serializers.CharField()
    anchor = serializers.CharField()
    reason = serializers.CharField(help_text="Why it was not assessed.")


class MatrixRowSerializer(Plain):
    criterion = serializers.IntegerField(source="line.criterion_id")
    name = serializers.CharField(source="line.name")
    marks = MarkSerializer(many=True)
    spread = SpreadSerializer()


class MatrixGroupSerializer(Plain):
    competency = serializers.IntegerField(source="competency_id")
    name = serializers.CharField(source="competency")
    is_must_have = serializers.BooleanField()
    rows = MatrixRowSerializer(many=True)
    spread = SpreadSerializer()


class MatrixColumnSerializer(Plain):
    scorecard = serializers.IntegerField(source="scorecard_id")
    author = serializers.CharField()
    round = serializers.CharField()


class MatrixSerializer(Plain):
    columns = MatrixColumnSerializer(many=True)
    groups = MatrixGroupSerializer(many=True)


class DisagreementSerializer(Plain):
    size = serializers.IntegerField(help_text="Levels between the two.")
    low = MarkSerializer()
    high = MarkSerializer()


class MissingSeatSerializer(Plain):
    seat = serializers.IntegerField(source="pk")
    member = serializers.IntegerField(source="member_id")
    member_name = serializers.CharField(source="member.name")
    round = serializers.IntegerField(source="round_id")


class ReadScorecardSerializer(Plain):
    id = serializers.IntegerField()
    member = serializers.IntegerField(source="seat.member_id")
    member_name = serializers.CharField(source="seat.member.name")
    round = serializers.IntegerField(source="seat.round_id")
    recommendation = serializers.ChoiceField(Recommendation.choices)
    summary = serializers.CharField()


class RaisedFlagSerializer(Plain):
    red_flag = serializers.IntegerField(source="red_flag.pk")
    statement = serializers.CharField(source="red_flag.statement")
    scorecard = serializers.IntegerField(source="scorecard.pk")
    evidence = serializers.CharField()


class BallotSerializer(Plain):
    member = serializers.IntegerField(source="member.pk")
    member_name = serializers.CharField(source="member.name")
    has_pre_voted = serializers.BooleanField()
    has_voted = serializers.BooleanField()
    pre_vote = VoteSerializer(allow_null=True)
    vote = VoteSerializer(allow_null=True)
    shift = serializers.IntegerField(allow_null=True, help_text="Steps from pre-vote to vote, -3 to 3.")


class DebriefPageSerializer(Plain):
    id = serializers.IntegerField(source="debrief.pk")
    debrief = DebriefSerializer()
    scorecards = ReadScorecardSerializer(many=True)
    missing = MissingSeatSerializer(many=True)
    matrix = MatrixSerializer()
    disagreements = DisagreementSerializer(many=True)
    red_flags = RaisedFlagSerializer(many=True)
    ballots = BallotSerializer(many=True)
    open_phase = serializers.ChoiceField(
        Phase.choices, allow_null=True, help_text="The phase in which you may vote now."
    )
    decisions = DecisionSerializer(many=True)
    may_decide = serializers.BooleanField()


class NewDebrief(Body):
    loop = VisibleChoice(queryset=Loop.objects.select_related("candidacy__opening"))
    even_without_missing = serializers.BooleanField(
        default=False, help_text="Open it although scorecards are missing."
    )


class DebriefFilter(RowFilter):
    loop = VisibleFilter(Loop)
    opening = VisibleFilter(Opening, field_name="loop__candidacy__opening")

    class Meta:
        model = Debrief
        fields = ["loop", "opening", "status"]


class DebriefViewSet(Readable):
    """The committee's reading of a loop. It is nothing to you while you owe that loop a scorecard."""

    queryset = Debrief.objects.select_related("loop__candidacy__candidate", "loop__candidacy__opening")
    serializer_class = DebriefSerializer
    filterset_class = DebriefFilter

    @extend_schema(responses=DebriefPageSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(DebriefPageSerializer(debrief_page(self.get_object(), eyes_of=self.member)).data)

    @extend_schema(request=NewDebrief, responses={201: DebriefSerializer})
    def create(self, request: Request) -> Response:
        """Lay a loop's scorecards before the committee; opening twice is once."""
        fields = self.body(NewDebrief)
        return self.answer(open_debrief(fields.pop("loop"), **fields, by=self.member), 201)


class NewVote(ModelBody):
    debrief = VisibleChoice(queryset=Debrief.objects.select_related("loop__candidacy__opening"))

    class Meta:
        model = Vote
        fields = ["debrief", "phase", "value", "sentence"]


class VoteFilter(RowFilter):
    debrief = VisibleFilter(Debrief)

    class Meta:
        model = Vote
        fields = ["debrief", "phase"]


class VoteViewSet(Readable):
    """The committee's voices. While you still owe yours in a phase, the others' of it are not shown."""

    queryset = Vote.objects.select_related("member__user")
    serializer_class = VoteSerializer
    filterset_class = VoteFilter

    @extend_schema(request=NewVote, responses={201: VoteSerializer})
    def create(self, request: Request) -> Response:
        """Give your voice, once in each phase; it is never changed."""
        fields = self.body(NewVote)
        return self.answer(cast_vote(fields.pop("debrief"), **fields, by=self.member), 201)


class NewDecision(ModelBody):
    debrief = VisibleChoice(queryset=Debrief.objects.select_related("loop__candidacy__opening"))

    class Meta:
        model = Decision
        fields = ["debrief", "outcome", "rationale"]


class DecisionFilter(RowFilter):
    debrief = VisibleFilter(Debrief)

    class Meta:
        model = Decision
        fields = ["debrief", "outcome"]


class DecisionViewSet(Readable):
    """Outcomes with their rationale. A later decision stands beside an earlier one, never in its place."""

    queryset = Decision.objects.select_related("decided_by__user")
    serializer_class = DecisionSerializer
    filterset_class = DecisionFilter

    @extend_schema(request=NewDecision, responses={201: DecisionSerializer})
    def create(self, request: Request) -> Response:
        """Decide, as the opening's hiring manager; all but “more evidence” close the loop."""
        fields = self.body(NewDecision)
        return self.answer(decide(fields.pop("debrief"), **fields, by=self.member), 201)
