"""What the API says of interviewers, and what it takes."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hiring.foundations.api import Change, ModelBody, VisibleChoice, acting_member
from hiring.people.models import Member
from interviews.interviewers.conflicts import known_candidates
from interviews.interviewers.models import (
    ConflictOfInterest,
    HalfDay,
    InterviewerProfile,
    Qualification,
    StaffingPolicy,
    TrainingPath,
)
from interviews.interviewers.rules import PATH_RANGES, POLICY_RANGES, PROFILE_RANGES
from rubrics.competencies.round_kinds import RoundKind

PROFILE_FIELDS = [
    "works_from",
    "works_to",
    "daily_limit",
    "weekly_limit",
    "paused_from",
    "paused_to",
    "avoids",
    "dislikes",
]
POLICY_FIELDS = [*POLICY_RANGES, "lunch_from", "lunch_to"]


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "example": "09:30"})
class WallClock(serializers.TimeField):
    """A time of day on somebody's own clock. JSON Schema's `time` would name a zone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **options)


def _within(ranges: dict[str, tuple[int, int]]) -> dict[str, Any]:
    return {name: {"min_value": least, "max_value": most} for name, (least, most) in ranges.items()}


class InterviewerSerializer(serializers.ModelSerializer[InterviewerProfile]):
    """When and how much a member interviews; `id` is the member's."""

    id = serializers.IntegerField(source="member.pk")
    name = serializers.CharField(source="member.name")
    time_zone = serializers.CharField(source="member.time_zone")
    works_from = WallClock()
    works_to = WallClock()
    avoids = serializers.ChoiceField(HalfDay.choices, allow_blank=True)
    dislikes = serializers.ListField(child=serializers.ChoiceField(RoundKind.choices))

    class Meta:
        model = InterviewerProfile
        fields = ["id", "name", "time_zone", *PROFILE_FIELDS, "version"]
        read_only_fields = fields


class ProfileChange(Change, ModelBody):
    works_from = WallClock()
    works_to = WallClock()
    dislikes = serializers.ListField(child=serializers.ChoiceField(RoundKind.choices), max_length=20)

    class Meta:
        model = InterviewerProfile
        fields = PROFILE_FIELDS
        extra_kwargs = _within(PROFILE_RANGES)


class WeekSerializer(serializers.Serializer[Any]):
    """One week of somebody's interviews."""

    monday = serializers.DateField(help_text="Its first day.")
    interviews = serializers.IntegerField(help_text="Seats whose round begins in it, by the member's days.")
    is_past = serializers.BooleanField(help_text="Whether it is over.")


class PolicySerializer(serializers.ModelSerializer[StaffingPolicy]):
    lunch_from = WallClock()
    lunch_to = WallClock()

    class Meta:
        model = StaffingPolicy
        fields = [*POLICY_FIELDS, "version"]
        read_only_fields = fields


class PolicyChange(Change, ModelBody):
    lunch_from = WallClock()
    lunch_to = WallClock()

    class Meta:
        model = StaffingPolicy
        fields = POLICY_FIELDS
        extra_kwargs = _within(POLICY_RANGES)


class TrainingPathSerializer(serializers.ModelSerializer[TrainingPath]):
    class Meta:
        model = TrainingPath
        fields = ["id", "round_kind", "shadows", "reverse_shadows"]
        read_only_fields = fields


class SaidTrainingPath(ModelBody):
    class Meta:
        model = TrainingPath
        fields = ["round_kind", "shadows", "reverse_shadows"]
        validators: list[object] = []
        extra_kwargs = {name: {**said, "required": True} for name, said in _within(PATH_RANGES).items()}


class QualificationSerializer(serializers.ModelSerializer[Qualification]):
    member_name = serializers.CharField(source="member.name")
    held = serializers.IntegerField(help_text="Rounds that count for the stage, held since it began.")

    class Meta:
        model = Qualification
        fields = ["id", "member", "member_name", "round_kind", "stage", "since", "held", "approved_by"]
        read_only_fields = fields


class NotedQualification(ModelBody):
    member = VisibleChoice(queryset=Member.objects.all())

    class Meta:
        model = Qualification
        fields = ["member", "round_kind", "stage"]
        validators: list[object] = []
        extra_kwargs = {"stage": {"required": True}}


class ApprovedStep(ModelBody):
    class Meta:
        model = Qualification
        fields = ["stage"]
        extra_kwargs = {"stage": {"required": True, "help_text": "The stage that ends, as you read it."}}


class KnownCandidate(VisibleChoice):
    """The id of a candidate whom the acting member sees, or is to interview."""

    def get_queryset(self) -> Any:
        return known_candidates(acting_member(self.context["request"]))


class ConflictOfInterestSerializer(serializers.ModelSerializer[ConflictOfInterest]):
    member_name = serializers.CharField(source="member.name")

    class Meta:
        model = ConflictOfInterest
        fields = ["id", "member", "member_name", "candidate", "noted_by", "noted_at"]
        read_only_fields = fields


class NotedConflict(ModelBody):
    member = VisibleChoice(queryset=Member.objects.all())
    candidate = KnownCandidate(queryset=ConflictOfInterest.objects.none())

    class Meta:
        model = ConflictOfInterest
        fields = ["member", "candidate"]
        validators: list[object] = []
