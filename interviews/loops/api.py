"""Loops, their rounds, and the questions that a round asks."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates.models import Candidacy, Opening
from hiring.foundations.api import (
    LONGEST_LIST,
    Body,
    ModelBody,
    Readable,
    RowFilter,
    VisibleChoice,
    VisibleChoices,
    VisibleFilter,
)
from hiring.foundations.forms import LARGEST_ID
from interviews.loop_templates.bodies import WITHIN_RANGES
from interviews.loop_templates.drafts import WRITTEN_FIELDS
from interviews.loop_templates.models import PLANNED_FIELDS, LoopTemplate
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.services import (
    add_round,
    choose_question,
    create_loop,
    drop_question,
    remove_round,
    reorder_rounds,
)
from rubrics.competencies.models import Competency
from rubrics.library.models import Question
from rubrics.scales.api import WHOLE_CRITERIA
from rubrics.scales.bodies import RubricVersionSerializer
from rubrics.scales.models import Rubric


class PlannedRoundSerializer(serializers.ModelSerializer[Round]):
    class Meta:
        model = Round
        fields = ["id", "position", "kind", "title", "minutes", "panel_size", "starts_at"]
        read_only_fields = fields


class LoopSerializer(serializers.ModelSerializer[Loop]):
    candidate_name = serializers.CharField(source="candidacy.candidate.name")
    opening = serializers.IntegerField(source="candidacy.opening_id")
    opening_title = serializers.CharField(source="candidacy.opening.title")
    template = serializers.IntegerField(source="template_version.template_id", default=None, allow_null=True)
    rounds = PlannedRoundSerializer(many=True)

    class Meta:
        model = Loop
        fields = [
            "id",
            "title",
            "status",
            "candidacy",
            "candidate_name",
            "opening",
            "opening_title",
            "template",
            "template_version",
            "rounds",
            "created_by",
            "created_at",
        ]
        read_only_fields = fields


class NewLoop(ModelBody):
    candidacy = VisibleChoice(queryset=Candidacy.objects.select_related("opening"))
    template = VisibleChoice(
        queryset=LoopTemplate.objects.select_related("current"), required=False, allow_null=True
    )

    class Meta:
        model = Loop
        fields = ["candidacy", "template", "title"]
        extra_kwargs = {"title": {"required": False}}


class NewOrder(Body):
    rounds = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        max_length=LONGEST_LIST,
        help_text="The id of every round of the loop, in the new order.",
    )


class LoopFilter(RowFilter):
    candidacy = VisibleFilter(Candidacy)
    opening = VisibleFilter(Opening, field_name="candidacy__opening")

    class Meta:
        model = Loop
        fields = ["status", "candidacy", "opening"]


class LoopViewSet(Readable):
    """The interviews planned for one candidacy. Whoever sits in a loop sees it once it is published."""

    queryset = Loop.objects.select_related(
        "candidacy__candidate", "candidacy__opening", "template_version"
    ).prefetch_related(Prefetch("rounds", queryset=Round.objects.order_by("position")))
    serializer_class = LoopSerializer
    filterset_class = LoopFilter

    @extend_schema(request=NewLoop, responses={201: LoopSerializer})
    def create(self, request: Request) -> Response:
        """Draft a loop for a candidacy, with the rounds of a template if you name one."""
        fields = self.body(NewLoop)
        return self.answer(create_loop(fields.pop("candidacy"), **fields, by=self.member), 201)

    @extend_schema(request=NewOrder, responses=LoopSerializer)
    @action(detail=True, methods=["post"])
    def reorder(self, request: Request, pk: int) -> Response:
        """Put the rounds of a draft into another order."""
        loop = self.get_object()
        reorder_rounds(loop, order=self.body(NewOrder)["rounds"], by=self.member)
        return self.answer(loop)


class RoundQuestionSerializer(serializers.ModelSerializer[RoundQuestion]):
    question = serializers.IntegerField(source="question_version.question_id")
    title = serializers.CharField(source="question_version.question.title")
    prompt = serializers.CharField(source="question_version.prompt")
    minutes = serializers.IntegerField(source="question_version.minutes")

    class Meta:
        model = RoundQuestion
        fields = [
            "id",
            "position",
            "question",
            "question_version",
            "title",
            "prompt",
            "minutes",
            "is_locked",
            "why",
        ]
        read_only_fields = fields


class RoundSerializer(serializers.ModelSerializer[Round]):
    ends_at = serializers.DateTimeField(allow_null=True)
    competencies: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, help_text="Ids of what must be asked about."
    )
    # Empty where there is none, which is no address.
    conference_url = serializers.CharField()
    questions = RoundQuestionSerializer(many=True)

    class Meta:
        model = Round
        fields = [
            "id",
            "loop",
            *PLANNED_FIELDS,
            "competencies",
            "rubric_version",
            "starts_at",
            "ends_at",
            "conference_url",
            "questions",
            "version",
        ]
        read_only_fields = fields


class WholeRoundSerializer(RoundSerializer):
    rubric = RubricVersionSerializer(source="rubric_version")

    class Meta(RoundSerializer.Meta):
        fields = [*RoundSerializer.Meta.fields, "rubric"]
        read_only_fields = fields


class NewRound(ModelBody):
    loop = VisibleChoice(queryset=Loop.objects.select_related("candidacy__opening"))
    rubric = VisibleChoice(queryset=Rubric.objects.all())
    competencies = VisibleChoices(
        queryset=Competency.objects.all(), required=False, help_text="Ids of what must be asked about."
    )

    class Meta:
        model = Round
        # A new round comes last; where it stands is not for the body to say.
        fields = ["loop", "rubric", *WRITTEN_FIELDS, "competencies"]
        extra_kwargs = WITHIN_RANGES


class ChosenQuestion(Body):
    question = VisibleChoice(queryset=Question.objects.select_related("current"))


class RoundFilter(RowFilter):
    loop = VisibleFilter(Loop)

    class Meta:
        model = Round
        fields = ["loop", "kind"]


class RoundViewSet(Readable):
    """The interviews of a loop, with the questions they ask. One of them alone brings its rubric as well."""

    queryset = Round.objects.select_related("loop__candidacy__opening").prefetch_related(
        "competencies",
        Prefetch(
            "questions",
            queryset=RoundQuestion.objects.select_related("question_version__question").order_by("position"),
        ),
    )
    filterset_class = RoundFilter

    def get_serializer_class(self) -> type[RoundSerializer]:
        return RoundSerializer if self.action == "list" else WholeRoundSerializer

    def seen(self, rows: QuerySet[Round]) -> QuerySet[Round]:
        if self.action == "list":
            return rows
        return rows.select_related("rubric_version__rubric").prefetch_related(
            Prefetch("rubric_version__criteria", queryset=WHOLE_CRITERIA), "rubric_version__red_flags"
        )

    @extend_schema(request=NewRound, responses={201: WholeRoundSerializer})
    def create(self, request: Request) -> Response:
        """Add an interview at the end of a draft."""
        fields = self.body(NewRound)
        return self.answer(add_round(fields.pop("loop"), **fields, by=self.member), 201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Take a round out of a draft."""
        remove_round(self.get_object(), by=self.member)
        return Response(status=204)

    @extend_schema(request=ChosenQuestion, responses={201: RoundQuestionSerializer})
    @action(detail=True, methods=["post"], url_path="questions")
    def choose(self, request: Request, pk: int) -> Response:
        """Ask a question of the library in this round; choosing it twice is once."""
        question = self.body(ChosenQuestion)["question"]
        chosen = choose_question(self.get_object(), question=question, by=self.member)
        return Response(RoundQuestionSerializer(chosen).data, status=201)

    @extend_schema(responses={204: None})
    @action(detail=True, methods=["delete"], url_path="questions/<int:chosen>")
    def drop(self, request: Request, pk: int, chosen: int) -> Response:
        """Take a question out of a draft; the last part is the id that the round gives it."""
        questions = self.get_object().questions.select_related("round__loop__candidacy__opening")
        drop_question(get_object_or_404(questions, pk=chosen), by=self.member)
        return Response(status=204)
