"""Who could take a seat, and giving it to them."""

from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.connections.problems import MEDIA_TYPE, Problem
from hiring.foundations.api import Body, VisibleChoice
from hiring.people.models import Member
from interviews.scheduling.replacing import Replacement, Replacements, replace_by, replacements_for
from interviews.staffing import api as staffing


class ReplacementSerializer(serializers.Serializer[Replacement]):
    member = serializers.IntegerField(source="member.pk")
    member_name = serializers.CharField(source="member.name")
    reason = serializers.CharField()


class ReplacementsSerializer(serializers.Serializer[Replacements]):
    offered = ReplacementSerializer(many=True, help_text="At most three, the best first.")
    others = serializers.ListField(
        child=serializers.CharField(), help_text="Why some others cannot take the seat."
    )


class NewHolder(Body):
    member = VisibleChoice(queryset=Member.objects.select_related("user"))


class ReplaceableSeatViewSet(staffing.SeatViewSet):
    """Who sits in which round. Scorecards are filled from a seat."""

    @extend_schema(
        responses={
            200: ReplacementsSerializer,
            (403, MEDIA_TYPE): OpenApiResponse(Problem, "You do not plan this loop."),
            (409, MEDIA_TYPE): OpenApiResponse(Problem, "The round is over, or stands at no time yet."),
        }
    )
    @action(detail=True, methods=["get"])
    def replacements(self, request: Request, pk: int) -> Response:
        """Say who could take a seat, ranked by load and preference, and why."""
        self.refuse_unknown_filters()
        return Response(ReplacementsSerializer(replacements_for(self.get_object(), by=self.member)).data)

    @extend_schema(request=NewHolder, responses=staffing.SeatSerializer)
    @action(detail=True, methods=["post"])
    def replace(self, request: Request, pk: int) -> Response:
        """Give a seat to somebody who could take it: one is released, one asked, colleagues are told."""
        member = self.body(NewHolder)["member"]
        return self.answer(replace_by(self.get_object(), member=member, by=self.member))
