"""Quiz items: written, reviewed by somebody else, retired."""

from dataclasses import replace

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.foundations.api import Body, Change, Readable, RowFilter, VisibleChoices, VisibleFilter
from hiring.foundations.forms import LARGEST_INTEGER
from rubrics.competencies.models import Competency
from rubrics.library import widths as library
from rubrics.library.drafts import LONGEST_TAG, MOST_TAGS
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY
from rubrics.library.outcomes import EachOutcome, VersionsRead
from rubrics.quizzes import services, widths
from rubrics.quizzes.drafts import QuizDraft
from rubrics.quizzes.models import LEAST_OPTIONS, MOST_OPTIONS, QuizItem
from rubrics.quizzes.selectors import with_words


class QuizItemSerializer(serializers.ModelSerializer[QuizItem]):
    options = serializers.ListField(child=serializers.CharField())
    answer = serializers.IntegerField(
        allow_null=True, help_text="The right option’s place, from 0; null while nobody has said."
    )
    tags = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = QuizItem
        fields = [
            "id",
            "slug",
            "prompt",
            "options",
            "answer",
            "explanation",
            "difficulty",
            "competencies",
            "tags",
            "status",
            "author",
            "reviewer",
            "review_note",
            "version",
            "created_at",
        ]
        read_only_fields = fields


class NewQuizItem(Body):
    prompt = serializers.CharField(max_length=widths.PROMPT)
    options = serializers.ListField(
        child=serializers.CharField(max_length=widths.OPTION),
        min_length=LEAST_OPTIONS,
        max_length=MOST_OPTIONS,
    )
    answer = serializers.IntegerField(
        min_value=0,
        max_value=MOST_OPTIONS - 1,
        allow_null=True,
        required=False,
        help_text="The right option’s place, from 0.",
    )
    explanation = serializers.CharField(max_length=widths.EXPLANATION, allow_blank=True, required=False)
    difficulty = serializers.IntegerField(
        min_value=LEAST_DIFFICULTY, max_value=MOST_DIFFICULTY, required=False
    )
    tags = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_TAG), max_length=MOST_TAGS, required=False
    )
    competencies = VisibleChoices(
        queryset=Competency.objects.all(), required=False, help_text="Ids of competencies."
    )


class QuizItemChange(Change, NewQuizItem):
    pass


class QuizNote(Body):
    note = serializers.CharField(max_length=library.NOTE, allow_blank=True, required=False)


class QuizApproval(Body):
    version = serializers.IntegerField(
        min_value=1, max_value=LARGEST_INTEGER, help_text="The version that was read."
    )


class QuizApprovals(Body):
    items = VisibleChoices(queryset=QuizItem.objects.all(), help_text="Ids of quiz items in review.")
    versions = VersionsRead(help_text="The version of each that you read, by its id. Others are refused.")


class QuizItemFilter(RowFilter):
    competency = VisibleFilter(Competency, field_name="competencies")
    text = filters.CharFilter(
        method="with_words", label="Words of the prompt or the explanation.", max_length=200
    )

    def with_words(self, items: QuerySet[QuizItem], name: str, value: str) -> QuerySet[QuizItem]:
        return with_words(items, value)

    class Meta:
        model = QuizItem
        fields = ["status", "competency", "text"]


class QuizItemViewSet(Readable):
    """Questions with options of which one is right, so that a program can score them."""

    queryset = QuizItem.objects.prefetch_related("competencies")
    serializer_class = QuizItemSerializer
    filterset_class = QuizItemFilter

    @extend_schema(request=NewQuizItem, responses={201: QuizItemSerializer})
    def create(self, request: Request) -> Response:
        """Write a quiz item; it is a draft until somebody else approves it."""
        return self.answer(
            services.propose_quiz_item(QuizDraft(**self.body(NewQuizItem)), by=self.member), 201
        )

    @extend_schema(request=QuizItemChange, responses=QuizItemSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a draft; what was approved is written anew instead."""
        item = self.get_object()
        said = self.body(QuizItemChange)
        version = said.pop("version")
        draft = replace(QuizDraft.of(item), **said)
        return self.answer(services.revise_quiz_item(item, draft, version=version, by=self.member))

    @extend_schema(request=None, responses=QuizItemSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Ask for a review of the draft."""
        return self.answer(services.submit_quiz_item(self.get_object(), by=self.member))

    @extend_schema(request=QuizNote, responses=QuizItemSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: int) -> Response:
        """Make what is in review a draft again, with a note on what should change."""
        note = self.body(QuizNote).get("note", "")
        return self.answer(services.take_back_quiz_item(self.get_object(), note=note, by=self.member))

    @extend_schema(request=QuizApproval, responses=QuizItemSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """Let quizzes take the item; its author cannot."""
        version = self.body(QuizApproval)["version"]
        return self.answer(services.approve_quiz_item(self.get_object(), version=version, by=self.member))

    @extend_schema(request=None, responses=QuizItemSerializer)
    @action(detail=True, methods=["post"])
    def retire(self, request: Request, pk: int) -> Response:
        """Take the item out of use for good."""
        return self.answer(services.retire_quiz_item(self.get_object(), by=self.member))

    @extend_schema(
        operation_id="quiz_items_approve_many", request=QuizApprovals, responses=EachOutcome(many=True)
    )
    @action(detail=False, methods=["post"], url_path="approve", pagination_class=None, filterset_class=None)
    def approve_many(self, request: Request) -> Response:
        """Approve several items; each is answered for itself."""
        said = self.body(QuizApprovals)
        outcomes = services.approve_quiz_items(
            said["items"], versions=said.get("versions", {}), by=self.member
        )
        return Response(EachOutcome(outcomes, many=True).data)
