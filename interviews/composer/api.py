"""Loops evaluated, composed and published."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from interviews.composer.services import publish_loop
from interviews.loops.api import LoopSerializer
from interviews.staffing.api import LoopViewSet


class ComposedLoopViewSet(LoopViewSet):
    """The interviews planned for one candidacy. Whoever sits in a loop sees it once it is published."""

    @extend_schema(request=None, responses=LoopSerializer)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: int) -> Response:
        """Tell the interviewers: the plan stands, and scorecards open; publishing twice is once."""
        return self.answer(publish_loop(self.get_object(), by=self.member))
