"""Interviewers: their hours and limits, their training, whom they may not judge, and the house's policy."""

from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from hiring.candidates.models import Candidate
from hiring.foundations.api import Readable, RowFilter, Rows, VisibleFilter
from hiring.people.models import Member
from interviews.interviewers import bodies
from interviews.interviewers.conflicts import note_conflict, withdraw_conflict
from interviews.interviewers.models import (
    ConflictOfInterest,
    Qualification,
    StaffingPolicy,
    TrainingPath,
)
from interviews.interviewers.selectors import (
    interviewers_seen_by,
    policy_of,
    profiles_of,
    weeks_of,
)
from interviews.interviewers.services import (
    change_profile,
    qualify,
    set_policy,
    set_training_path,
)
from interviews.interviewers.training import approve_step


class InterviewerFilter(RowFilter):
    is_active = filters.BooleanFilter()

    class Meta:
        model = Member
        fields = ["is_active"]


@extend_schema_view(
    list=extend_schema(summary="List interviewers"),
    retrieve=extend_schema(summary="Read when and how much somebody interviews"),
)
class InterviewerViewSet(Readable):
    """When and how much people interview: everybody's for those who plan loops, else one's own."""

    queryset = Member.objects.select_related("organization")
    serializer_class = bodies.InterviewerSerializer
    filterset_class = InterviewerFilter

    def get_queryset(self) -> QuerySet[Any]:
        return interviewers_seen_by(self.member).select_related("organization")

    def get_serializer(self, *args: Any, **options: Any) -> Any:
        """Of a profile for each member, whether or not they have said anything yet."""
        if not args:
            return super().get_serializer(**options)
        rows = args[0] if options.get("many") else [args[0]]
        profiles = list(profiles_of(rows).values())
        return super().get_serializer(profiles if options.get("many") else profiles[0], **options)

    @extend_schema(request=bodies.ProfileChange, responses=bodies.InterviewerSerializer)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change when and how much somebody interviews: yourself, or anybody if you plan every loop."""
        member = self.get_object()
        change_profile(member, **self.body(bodies.ProfileChange), by=self.member)
        return Response(self.get_serializer(member).data)

    @extend_schema(responses=bodies.WeekSerializer(many=True), filters=False)
    @action(detail=True, pagination_class=None, filterset_class=None)
    def load(self, request: Request, pk: int) -> Response:
        """Their interviews in the past four weeks, this one and the next two."""
        self.refuse_unknown_filters()
        member = self.get_object()
        weeks = weeks_of([member], reader=self.member)[member.pk]
        return Response(bodies.WeekSerializer(weeks, many=True).data)


class StaffingPolicyViewSet(Rows):
    """How the organization staffs its loops."""

    queryset = StaffingPolicy.objects.all()
    serializer_class = bodies.PolicySerializer
    pagination_class = None

    @extend_schema(responses=bodies.PolicySerializer, operation_id="staffing_policy_read")
    def read(self, request: Request) -> Response:
        """Read the policy; without one of your own, the defaults."""
        self.refuse_unknown_filters()
        return Response(self.get_serializer(policy_of(self.member.organization)).data)

    @extend_schema(request=bodies.PolicyChange, responses=bodies.PolicySerializer)
    def change(self, request: Request) -> Response:
        """Change the policy; for those who plan every loop."""
        policy = set_policy(self.member.organization, **self.body(bodies.PolicyChange), by=self.member)
        return Response(self.get_serializer(policy).data)


class TrainingPathFilter(RowFilter):
    class Meta:
        model = TrainingPath
        fields = ["round_kind"]


class TrainingPathViewSet(Readable):
    """How long training takes, by kind of round. A kind that is not listed asks for two and two rounds."""

    queryset = TrainingPath.objects.all()
    serializer_class = bodies.TrainingPathSerializer
    filterset_class = TrainingPathFilter

    @extend_schema(request=bodies.SaidTrainingPath, responses={200: bodies.TrainingPathSerializer})
    def create(self, request: Request) -> Response:
        """Say how long training for a kind takes, in place of what was said before."""
        said = self.body(bodies.SaidTrainingPath)
        return self.answer(set_training_path(self.member.organization, **said, by=self.member))


class QualificationFilter(RowFilter):
    member = VisibleFilter(Member)

    class Meta:
        model = Qualification
        fields = ["member", "round_kind", "stage"]


class QualificationViewSet(Readable):
    """How far members' training for each kind of round has come."""

    queryset = Qualification.objects.select_related("member__user")
    serializer_class = bodies.QualificationSerializer
    filterset_class = QualificationFilter

    def seen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        counted: QuerySet[Any] = rows.with_progress()  # type: ignore[attr-defined]
        return counted

    @extend_schema(request=bodies.NotedQualification, responses={200: bodies.QualificationSerializer})
    def create(self, request: Request) -> Response:
        """Note how far a member's training for a kind of round has come, in place of an earlier note."""
        fields = self.body(bodies.NotedQualification)
        qualify(**fields, by=self.member)
        kept = Qualification.objects.get(member=fields["member"], round_kind=fields["round_kind"])
        return self.answer(kept)

    @extend_schema(request=bodies.ApprovedStep, responses=bodies.QualificationSerializer)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """End a trainee's stage, once its rounds are held; for colleagues who are qualified themselves."""
        said = self.body(bodies.ApprovedStep)
        return self.answer(approve_step(self.get_object(), **said, by=self.member))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Take such a note away."""
        kept = self.get_object()
        qualify(kept.member, round_kind=kept.round_kind, stage=None, by=self.member)
        return Response(status=204)


class ConflictFilter(RowFilter):
    member = VisibleFilter(Member)
    candidate = VisibleFilter(Candidate)

    class Meta:
        model = ConflictOfInterest
        fields = ["member", "candidate"]


@extend_schema_view(
    list=extend_schema(summary="List conflicts of interest"),
    retrieve=extend_schema(summary="Read a conflict of interest"),
)
class ConflictViewSet(Readable):
    """Who may not judge whom. Nobody is asked why."""

    queryset = ConflictOfInterest.objects.select_related("member")
    serializer_class = bodies.ConflictOfInterestSerializer
    filterset_class = ConflictFilter

    @extend_schema(request=bodies.NotedConflict, responses={201: bodies.ConflictOfInterestSerializer})
    def create(self, request: Request) -> Response:
        """Keep a member from judging a candidate: yourself, or anybody if you plan every loop."""
        fields = self.body(bodies.NotedConflict)
        return self.answer(note_conflict(fields.pop("member"), **fields, by=self.member), 201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Let them judge the candidate again."""
        withdraw_conflict(self.get_object(), by=self.member)
        return Response(status=204)
