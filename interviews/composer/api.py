"""Loops evaluated, composed and published."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from interviews.composer.bodies import (
    ComposingSerializer,
    EvaluationSerializer,
    NewWaiver,
    WaiverSerializer,
)
from interviews.composer.composing import ask_to_compose, latest_composing
from interviews.composer.evaluation import evaluated
from interviews.composer.services import publish_loop, waive_gap, withdraw_waiver
from interviews.loops.api import LoopSerializer, RoundQuestionSerializer
from interviews.loops.services import lock_question
from interviews.staffing.api import LoopViewSet, RoundViewSet


class ComposedLoopViewSet(LoopViewSet):
    """The interviews planned for one candidacy. Whoever sits in a loop sees it once it is published."""

    @extend_schema(request=None, responses=LoopSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Tell the interviewers: the plan stands, and scorecards open; publishing twice is once."""
        return self.answer(publish_loop(self.get_object(), by=self.member))

    @extend_schema(responses=EvaluationSerializer)
    @action(detail=True, methods=["get"])
    def evaluation(self, request: Request, pk: int) -> Response:
        """What the loop would find out, and what speaks against it."""
        found = evaluated(self.get_object())
        return Response(EvaluationSerializer(found, context={"waivers": found.waivers}).data)

    @extend_schema(request=None, responses={200: ComposingSerializer, 202: ComposingSerializer})
    @action(detail=True, methods=["post"])
    def compose(self, request: Request, pk: int) -> Response:
        """Choose a draft's questions at least cost, beside those that are locked.

        200 with the outcome: composed, or impossible with the reason, and then nothing has changed. 202 where
        there is so much to choose from that a worker does it: ask for `composing` until it is done.
        """
        composing = ask_to_compose(self.get_object(), by=self.member)
        return Response(ComposingSerializer(composing).data, status=200 if composing.outcome else 202)

    @extend_schema(responses=ComposingSerializer)
    @action(detail=True, methods=["get"])
    def composing(self, request: Request, pk: int) -> Response:
        """How far the latest composing is, or what it came to.

        404 if the loop was never composed.
        """
        composing = latest_composing(self.get_object())
        if composing is None:
            raise Http404
        return Response(ComposingSerializer(composing).data)

    @extend_schema(responses=WaiverSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def waivers(self, request: Request, pk: int) -> Response:
        """The gaps that somebody answers for, with the reasons."""
        return Response(WaiverSerializer(self.get_object().waivers.all(), many=True).data)

    @extend_schema(request=NewWaiver, responses={201: WaiverSerializer})
    @waivers.mapping.post
    def waive(self, request: Request, pk: int) -> Response:
        """Let the loop be published with a gap; only the opening's hiring manager may.

        Waiving the same gap again replaces the reason.
        """
        waiver = waive_gap(self.get_object(), **self.body(NewWaiver), by=self.member)
        return Response(WaiverSerializer(waiver).data, status=201)

    @extend_schema(responses={204: None})
    @action(detail=True, methods=["delete"], url_path="waivers/<int:waiver>")
    def withdraw(self, request: Request, pk: int, waiver: int) -> Response:
        """Answer for a gap no longer."""
        withdraw_waiver(get_object_or_404(self.get_object().waivers, pk=waiver), by=self.member)
        return Response(status=204)


class ComposedRoundViewSet(RoundViewSet):
    """The interviews of a loop, with the questions they ask. One of them alone brings its rubric as well."""

    @extend_schema(request=None, responses=RoundQuestionSerializer)
    @action(detail=True, methods=["post"], url_path="questions/<int:chosen>/lock")
    def lock(self, request: Request, pk: int, chosen: int) -> Response:
        """Have composing keep a question of a draft; the id is the one that the round gives it."""
        return self._locked(chosen, is_locked=True)

    @extend_schema(request=None, responses=RoundQuestionSerializer)
    @action(detail=True, methods=["post"], url_path="questions/<int:chosen>/unlock")
    def unlock(self, request: Request, pk: int, chosen: int) -> Response:
        """Let composing choose another in a question's place."""
        return self._locked(chosen, is_locked=False)

    def _locked(self, chosen: int, *, is_locked: bool) -> Response:
        questions = self.get_object().questions.select_related(
            "round__loop__candidacy__opening", "question_version__question"
        )
        question = lock_question(get_object_or_404(questions, pk=chosen), is_locked=is_locked, by=self.member)
        return Response(RoundQuestionSerializer(question).data)
