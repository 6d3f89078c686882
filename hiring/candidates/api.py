"""Candidates, and what they are considered for. Openings are one app up, beside what they ask for."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates.models import Candidacy, Candidate, Opening
from hiring.candidates.services import change_candidate, consider, create_candidate
from hiring.foundations.api import (
    Body,
    Change,
    ModelBody,
    Readable,
    RowFilter,
    VisibleChoice,
    VisibleFilter,
    stays,
)


class CandidateSerializer(serializers.ModelSerializer[Candidate]):
    email = serializers.CharField(help_text="Empty while it is not known.")

    class Meta:
        model = Candidate
        fields = ["id", "name", "email", "time_zone", "version", "created_at"]
        read_only_fields = fields


class NewCandidate(ModelBody):
    opening = VisibleChoice(
        queryset=Opening.objects.all(),
        required=False,
        allow_null=True,
        help_text="They are considered for it at once.",
    )

    class Meta:
        model = Candidate
        fields = ["name", "email", "time_zone", "opening"]


class CandidateChange(Change, ModelBody):
    class Meta:
        model = Candidate
        fields = ["name", "email", "time_zone"]


class CandidateFilter(RowFilter):
    name = filters.CharFilter(lookup_expr="icontains", label="A part of the name.")
    email = filters.CharFilter(lookup_expr="iexact", label="The whole address, in any case.")
    opening = VisibleFilter(Opening, field_name="candidacies__opening", label="Considered for this opening.")

    class Meta:
        model = Candidate
        fields = ["name", "email", "opening"]


class CandidateViewSet(Readable):
    """People who may be hired."""

    queryset = Candidate.objects.all()
    serializer_class = CandidateSerializer
    filterset_class = CandidateFilter

    @extend_schema(request=NewCandidate, responses={201: CandidateSerializer})
    def create(self, request: Request) -> Response:
        """Add a candidate; an e-mail address stands for one person."""
        return self.answer(create_candidate(**self.body(NewCandidate), by=self.member), 201)

    @extend_schema(request=CandidateChange, responses=CandidateSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Correct a candidate's details."""
        candidate = self.get_object()
        fields = stays(candidate, "name", "email", "time_zone") | self.body(CandidateChange)
        return self.answer(change_candidate(candidate, **fields, by=self.member))


class CandidacySerializer(serializers.ModelSerializer[Candidacy]):
    candidate_name = serializers.CharField(source="candidate.name")
    opening_title = serializers.CharField(source="opening.title")

    class Meta:
        model = Candidacy
        fields = ["id", "candidate", "candidate_name", "opening", "opening_title", "status", "created_at"]
        read_only_fields = fields


class NewCandidacy(Body):
    candidate = VisibleChoice(queryset=Candidate.objects.all())
    opening = VisibleChoice(queryset=Opening.objects.all())


class CandidacyFilter(RowFilter):
    candidate = VisibleFilter(Candidate)
    opening = VisibleFilter(Opening)

    class Meta:
        model = Candidacy
        fields = ["candidate", "opening", "status"]


class CandidacyViewSet(Readable):
    """Candidates considered for an opening, each once."""

    queryset = Candidacy.objects.select_related("candidate", "opening")
    serializer_class = CandidacySerializer
    filterset_class = CandidacyFilter

    @extend_schema(request=NewCandidacy, responses={201: CandidacySerializer})
    def create(self, request: Request) -> Response:
        """Consider a candidate for an opening; doing it twice is the same candidacy."""
        fields = self.body(NewCandidacy)
        return self.answer(consider(fields["candidate"], opening=fields["opening"], by=self.member), 201)
