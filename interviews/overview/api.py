"""Questions as the library has them, and what only the loops above can say of them."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates.models import Candidate
from hiring.foundations.api import VisibleFilter
from interviews.exposure.models import met_by
from interviews.overview.selectors_questions import QuestionUse, open_uses, question_use
from rubrics.library.api import QuestionFilter, QuestionViewSet
from rubrics.library.services import retire_question


class AskingSerializer(serializers.Serializer[Any]):
    round = serializers.IntegerField(source="round_id")
    loop = serializers.IntegerField(source="round.loop_id")
    candidate = serializers.IntegerField(source="candidate_id")
    question_version = serializers.IntegerField(source="question_version_id")
    planned_at = serializers.DateTimeField()
    asked_at = serializers.DateTimeField(allow_null=True, help_text="Empty while it is only planned.")


class QuestionUseSerializer(serializers.Serializer[QuestionUse]):
    window_days = serializers.IntegerField(help_text="How far back askings count against the limit.")
    limit = serializers.IntegerField(allow_null=True)
    in_window = serializers.IntegerField(help_text="Planned, or asked within the window.")
    asked = serializers.IntegerField()
    planned = serializers.IntegerField()
    candidates = serializers.IntegerField()
    last_asked_at = serializers.DateTimeField(allow_null=True)
    askings = AskingSerializer(many=True, help_text="Those in loops that you may read, the newest first.")


class RetiredSerializer(serializers.Serializer[Any]):
    open_loops = serializers.ListField(
        child=serializers.IntegerField(), help_text="Open loops you may read that go on asking it."
    )
    open_loops_elsewhere = serializers.IntegerField(help_text="How many more there are.")


class AskedQuestionFilter(QuestionFilter):
    not_met_by = VisibleFilter(
        Candidate, method="leave", label="Only what this candidate was never asked and is not going to be."
    )

    @property
    def without(self) -> "QuerySet[Any, Any] | None":
        candidate = self.form.cleaned_data["not_met_by"]
        return met_by(candidate).values("pk") if candidate else None


class AskedQuestionViewSet(QuestionViewSet):
    """What a team asks, with the signals of strong and weak answers, and how much it is used."""

    filterset_class = AskedQuestionFilter

    @extend_schema(responses=QuestionUseSerializer)
    @action(detail=True, methods=["get"], url_path="use")
    def use(self, request: Request, pk: int) -> Response:
        """Where the question is planned and was asked, and how far it is from its limit."""
        return Response(QuestionUseSerializer(question_use(self.get_object(), reader=self.member)).data)

    @extend_schema(request=None, responses=RetiredSerializer)
    @action(detail=True, methods=["post"], url_path="retire")
    def retire(self, request: Request, pk: int) -> Response:
        """Let nothing new ask the question; open loops keep the version that they have chosen."""
        question = retire_question(self.get_object(), by=self.member)
        [use] = open_uses([question], reader=self.member)
        found = {"open_loops": [loop.pk for loop in use.loops], "open_loops_elsewhere": use.elsewhere}
        return Response(RetiredSerializer(found).data)
