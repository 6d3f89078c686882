"""What the API says of questions, and what it takes."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from hiring.foundations.api import NO_SUCH_CHOICE, Body, Change, VisibleChoice, VisibleChoices, acting_member
from hiring.foundations.forms import LARGEST_ID, LARGEST_INTEGER
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library import widths
from rubrics.library.drafts import (
    LONGEST_ACTIVITY,
    LONGEST_LINE,
    LONGEST_TAG,
    MOST_LINES,
    MOST_PARTS,
    MOST_TAGS,
)
from rubrics.library.many import MOST_AT_ONCE
from rubrics.library.models import (
    LEAST_DIFFICULTY,
    LONGEST_MINUTES,
    MOST_DIFFICULTY,
    Question,
    QuestionVersion,
)
from rubrics.library.searching.faces import face_of, state_of
from rubrics.library.searching.wanted import DRAFT, STATES
from rubrics.library.states import QuestionForm
from rubrics.scales.models import RedFlag

NO_SUCH_VERSION = "The question has no such version. Send the number of one that it has."
Plain = serializers.Serializer[Any]


class Sentences(serializers.ListField):
    child = serializers.CharField()


class Line(serializers.CharField):
    """What pages show and take as one line; a second one in it would be another entry there."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if len(text.splitlines()) > 1:
            raise serializers.ValidationError("This holds a line break. Send one line.", "line_break")
        return text


class Lines(serializers.ListField):
    """What an author writes one a line."""

    def __init__(self, **options: Any) -> None:
        line = Line(max_length=LONGEST_LINE)
        super().__init__(child=line, max_length=MOST_LINES, **{"required": False, **options})


class Tags(serializers.ListField):
    def __init__(self, **options: Any) -> None:
        tag = serializers.CharField(max_length=LONGEST_TAG)
        super().__init__(child=tag, max_length=MOST_TAGS, **{"required": False, **options})


class TimingSerializer(Body):
    """One part of an exercise: how long, and what is done in it."""

    minutes = serializers.IntegerField(min_value=1, max_value=LONGEST_MINUTES)
    activity = Line(max_length=LONGEST_ACTIVITY)


# --- What is said ---


class QuestionVersionSerializer(serializers.ModelSerializer[QuestionVersion]):
    follow_ups = Sentences()
    strong_signals = Sentences()
    weak_signals = Sentences()
    materials = Sentences()
    timings = TimingSerializer(many=True)
    source_refs = Sentences()

    class Meta:
        model = QuestionVersion
        fields = [
            "id",
            "number",
            "status",
            "title",
            "prompt",
            "context",
            "follow_ups",
            "strong_signals",
            "weak_signals",
            "sample_answer",
            "materials",
            "timings",
            "minutes",
            "difficulty",
            "exposure_limit",
            "source_refs",
            "competencies",
            "red_flags",
            "author",
            "revised_by",
            "reviewer",
            "review_note",
            "version",
            "created_at",
            "reviewed_at",
        ]
        read_only_fields = fields


class QuestionSerializer(serializers.ModelSerializer[Question]):
    tags = serializers.ListField(child=serializers.CharField())
    state = serializers.SerializerMethodField(
        help_text="That of the version which shows the question; “quarantined” comes before all others."
    )
    current = QuestionVersionSerializer(allow_null=True, help_text="What loops ask, or asked at last.")
    work = serializers.SerializerMethodField(help_text="What is being written or reviewed.")

    class Meta:
        model = Question
        fields = [
            "id",
            "slug",
            "title",
            "round_kind",
            "form",
            "tags",
            "state",
            "asked_count",
            "last_asked_at",
            "quarantined_at",
            "current",
            "work",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": "string", "enum": list(STATES)})
    def get_state(self, question: Question) -> str:
        face = face_of(question)
        return state_of(question, face) if face else DRAFT

    @extend_schema_field(QuestionVersionSerializer(allow_null=True))
    def get_work(self, question: Question) -> Mapping[str, Any] | None:
        in_work = vars(question)["versions_in_work"]
        return QuestionVersionSerializer(in_work[0]).data if in_work else None


class ChoiceSerializer(Plain):
    value = serializers.CharField()
    # A field of that name hides nothing: the framework takes it out of the class.
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(help_text="How many questions would be found with it.")


class FacetsSerializer(Plain):
    kind = ChoiceSerializer(many=True)
    form = ChoiceSerializer(many=True)
    competency = ChoiceSerializer(many=True)
    difficulty = ChoiceSerializer(many=True)
    minutes = ChoiceSerializer(many=True)
    state = ChoiceSerializer(many=True)


class FoundSerializer(Plain):
    total = serializers.IntegerField()
    instead = serializers.CharField(
        help_text="The words that were looked for where some of those sent are nowhere in the library."
    )
    facets = FacetsSerializer()


class LookAlikeSerializer(Plain):
    question = serializers.IntegerField(source="question.pk")
    title = serializers.CharField(source="question.title")
    percent = serializers.IntegerField(help_text="How much alike, 0 to 100.")


# --- What is taken ---


class QuestionWords(Body):
    """What an author writes of a question."""

    title = Line(max_length=widths.TITLE)
    round_kind = serializers.ChoiceField(RoundKind.choices)
    form = serializers.ChoiceField(QuestionForm.choices, required=False)
    prompt = serializers.CharField(max_length=widths.PROMPT)
    context = serializers.CharField(  # type: ignore[assignment]
        max_length=widths.CONTEXT, allow_blank=True, required=False
    )
    sample_answer = serializers.CharField(max_length=widths.SAMPLE_ANSWER, allow_blank=True, required=False)
    follow_ups = Lines()
    strong_signals = Lines()
    weak_signals = Lines()
    materials = Lines(help_text="Of an exercise.")
    timings = serializers.ListField(
        child=TimingSerializer(),
        required=False,
        max_length=MOST_PARTS,
        help_text="Of an exercise; they add up to its minutes.",
    )
    minutes = serializers.IntegerField(min_value=1, max_value=LONGEST_MINUTES)
    difficulty = serializers.IntegerField(min_value=LEAST_DIFFICULTY, max_value=MOST_DIFFICULTY)
    exposure_limit = serializers.IntegerField(
        min_value=1, max_value=LARGEST_INTEGER, allow_null=True, required=False
    )
    source_refs = Lines()
    competencies = VisibleChoices(
        queryset=Competency.objects.all(), required=False, help_text="Ids of competencies."
    )
    red_flags = VisibleChoices(queryset=RedFlag.objects.all(), required=False, help_text="Ids of red flags.")


class NewQuestion(QuestionWords):
    tags = Tags()


class QuestionChange(Change, QuestionWords):
    """`version` is that of what is in work, or 0 where nothing is, which begins the next version."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        says = "The version of `work` that you read; 0 if it was null. An older one is refused."
        number = serializers.IntegerField(min_value=0, max_value=LARGEST_INTEGER, help_text=says)
        return {**super().get_fields(), "version": number}


class QuestionNote(Body):
    note = serializers.CharField(max_length=widths.NOTE, allow_blank=True, required=False)


class QuestionApproval(Body):
    version = serializers.IntegerField(
        min_value=1, max_value=LARGEST_INTEGER, help_text="The version of `work` that you read."
    )


class QuestionTags(Body):
    add = Tags()
    remove = Tags()


class LeakReason(Body):
    reason = serializers.CharField(max_length=widths.NOTE)


class QuestionRead(Body):
    """A question, and the version of its `work` that was read."""

    question = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
    version = serializers.IntegerField(min_value=1, max_value=LARGEST_INTEGER)


class QuestionApprovals(Body):
    questions = serializers.ListField(child=QuestionRead(), min_length=1, max_length=MOST_AT_ONCE)

    def validate_questions(self, read: list[dict[str, int]]) -> list[tuple[Question, int]]:
        """Each question with the version that was read; one query, however many there are."""
        within = Question.objects.visible_to(acting_member(self.context["request"]))
        found = within.in_bulk([one["question"] for one in read])
        missing = {"question": [ErrorDetail(NO_SUCH_CHOICE, "does_not_exist")]}
        faults = [{} if one["question"] in found else missing for one in read]
        if any(faults):
            raise serializers.ValidationError(faults)
        return [(found[one["question"]], one["version"]) for one in read]


class ManyTags(QuestionTags):
    questions = VisibleChoices(queryset=Question.objects.all(), help_text="Ids of questions.")


class PromptToCompare(Body):
    prompt = serializers.CharField(max_length=widths.PROMPT)
    leave_out = VisibleChoice(
        queryset=Question.objects.all(),
        required=False,
        allow_null=True,
        help_text="A question that it is of.",
    )
