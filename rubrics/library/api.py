"""The questions of the library, as they stand today."""

from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hiring.foundations.api import Readable, RowFilter, VisibleFilter
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY, Question, QuestionVersion
from rubrics.library.states import QuestionStatus

DIFFICULTIES = list(range(LEAST_DIFFICULTY, MOST_DIFFICULTY + 1))


class Sentences(serializers.ListField):
    child = serializers.CharField()


class QuestionVersionSerializer(serializers.ModelSerializer[QuestionVersion]):
    follow_ups = Sentences()
    strong_signals = Sentences()
    weak_signals = Sentences()

    class Meta:
        model = QuestionVersion
        fields = [
            "id",
            "number",
            "status",
            "prompt",
            "context",
            "follow_ups",
            "strong_signals",
            "weak_signals",
            "minutes",
            "difficulty",
            "exposure_limit",
            "competencies",
            "red_flags",
            "author",
            "reviewer",
            "created_at",
        ]
        read_only_fields = fields


class QuestionSerializer(serializers.ModelSerializer[Question]):
    current = QuestionVersionSerializer(allow_null=True)

    class Meta:
        model = Question
        fields = ["id", "slug", "title", "round_kind", "current"]
        read_only_fields = fields


class QuestionFilter(RowFilter):
    kind = filters.ChoiceFilter(
        field_name="round_kind", choices=RoundKind.choices, label="The kind of round."
    )
    status = filters.ChoiceFilter(field_name="current__status", choices=QuestionStatus.choices)
    competency = VisibleFilter(Competency, field_name="current__competencies")
    difficulty = extend_schema_field({"type": "integer", "enum": DIFFICULTIES})(
        filters.TypedChoiceFilter(
            field_name="current__difficulty",
            choices=[(level, str(level)) for level in DIFFICULTIES],
            coerce=int,
        )
    )
    text = filters.CharFilter(method="with_words", label="Words of the title or the prompt.", max_length=200)

    def with_words(self, questions: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        for word in value.split():
            questions = questions.filter(Q(title__icontains=word) | Q(current__prompt__icontains=word))
        return questions

    class Meta:
        model = Question
        fields = ["kind", "status", "competency", "difficulty", "text"]


class QuestionViewSet(Readable):
    """What a team asks, with the signals that tell a strong answer from a weak one."""

    queryset = Question.objects.select_related("current").prefetch_related(
        "current__competencies", "current__red_flags"
    )
    serializer_class = QuestionSerializer
    filterset_class = QuestionFilter
