"""Competencies, and openings with what they ask for."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates.models import Opening
from hiring.candidates.services import move_opening
from hiring.candidates.states import OpeningStatus
from hiring.foundations.api import (
    Body,
    Change,
    ModelBody,
    Readable,
    RowFilter,
    VisibleChoice,
    VisibleChoices,
    VisibleFilter,
    stays,
)
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.services import open_opening, revise_opening


class CompetencySerializer(serializers.ModelSerializer[Competency]):
    class Meta:
        model = Competency
        fields = ["id", "slug", "name", "description"]
        read_only_fields = fields


class CompetencyFilter(RowFilter):
    name = filters.CharFilter(lookup_expr="icontains", label="A part of the name.")

    class Meta:
        model = Competency
        fields = ["slug", "name"]


class CompetencyViewSet(Readable):
    """What is judged: something that a candidate can show in an interview."""

    queryset = Competency.objects.all()
    serializer_class = CompetencySerializer
    filterset_class = CompetencyFilter


def asked_for(opening: Opening, *, is_must_have: bool) -> list[int]:
    """Ids of the competencies that the opening asks for, as must-haves or as nice to have."""
    return sorted(
        requirement.competency_id
        for requirement in opening.requirements.all()
        if requirement.is_must_have == is_must_have
    )


class OpeningSerializer(serializers.ModelSerializer[Opening]):
    hiring_manager_name = serializers.CharField(source="hiring_manager.name")
    must_have = serializers.SerializerMethodField()
    nice_to_have = serializers.SerializerMethodField()

    class Meta:
        model = Opening
        fields = [
            "id",
            "title",
            "level",
            "description",
            "status",
            "hiring_manager",
            "hiring_manager_name",
            "committee",
            "must_have",
            "nice_to_have",
            "version",
            "created_at",
        ]
        read_only_fields = fields

    def get_must_have(self, opening: Opening) -> list[int]:
        return asked_for(opening, is_must_have=True)

    def get_nice_to_have(self, opening: Opening) -> list[int]:
        return asked_for(opening, is_must_have=False)


class NewOpening(ModelBody):
    hiring_manager = VisibleChoice(queryset=Member.objects.all())
    committee = VisibleChoices(queryset=Member.objects.select_related("user"), required=False)
    must_have = VisibleChoices(queryset=Competency.objects.all(), help_text="Ids of competencies.")
    nice_to_have = VisibleChoices(
        queryset=Competency.objects.all(), required=False, help_text="Ids of competencies."
    )

    class Meta:
        model = Opening
        fields = ["title", "level", "description", "hiring_manager", "committee", "must_have", "nice_to_have"]
        extra_kwargs = {"level": {"required": True}}


class OpeningChange(Change, NewOpening):
    pass


class OpeningMove(Body):
    to = serializers.ChoiceField(OpeningStatus.choices)


class OpeningFilter(RowFilter):
    title = filters.CharFilter(lookup_expr="icontains", label="A part of the title.")
    hiring_manager = VisibleFilter(Member)

    class Meta:
        model = Opening
        fields = ["status", "level", "title", "hiring_manager"]


class OpeningViewSet(Readable):
    """Jobs being filled, with the competencies that each must have and would like to have."""

    queryset = Opening.objects.select_related("hiring_manager__user").prefetch_related(
        "committee", "requirements__competency"
    )
    serializer_class = OpeningSerializer
    filterset_class = OpeningFilter

    @extend_schema(request=NewOpening, responses={201: OpeningSerializer})
    def create(self, request: Request) -> Response:
        """Open an opening; a hiring manager opens their own."""
        return self.answer(open_opening(**self.body(NewOpening), by=self.member), 201)

    @extend_schema(request=OpeningChange, responses=OpeningSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change an opening, its committee or what it asks for."""
        opening = self.get_object()
        fields = as_it_stands(opening) | self.body(OpeningChange)
        return self.answer(revise_opening(opening, **fields, by=self.member))

    @extend_schema(request=OpeningMove, responses=OpeningSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: int) -> Response:
        """Put an opening on hold, close it, or open it again."""
        to = OpeningStatus(self.body(OpeningMove)["to"])
        return self.answer(move_opening(self.get_object(), to=to, by=self.member))


def as_it_stands(opening: Opening) -> dict[str, Any]:
    """Everything that a change of the opening may leave out."""
    requirements = list(opening.requirements.all())
    return {
        **stays(opening, "title", "level", "description", "hiring_manager"),
        "committee": list(opening.committee.all()),
        "must_have": [row.competency for row in requirements if row.is_must_have],
        "nice_to_have": [row.competency for row in requirements if not row.is_must_have],
    }
