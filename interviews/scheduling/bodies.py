"""What the API says of plans and hiring days, and what it takes."""

from datetime import UTC
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hiring.background.models import JobStatus
from hiring.foundations.api import Body, Change, VisibleChoice, VisibleChoices
from hiring.people.models import Member
from interviews.loop_templates.models import LARGEST_PANEL
from interviews.loops.models import Loop, Round
from interviews.scheduling.forms import LONGEST_REASON, refuse_far_years
from interviews.scheduling.hiring_days import MOST_DAYS, MOST_ROOMS
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.taking import Entry
from interviews.scheduling.wishes import Wish
from interviews.scheduling.wording import cost_in_words
from interviews.staffing.broken_rules import Violation

MOST_BOOKINGS = 2_000
PlanStatus = ["planned", "partly_planned", "impossible"]


class CostSerializer(serializers.Serializer[Any]):
    """In the order in which the parts count: less of an earlier one is better than less of all later ones."""

    unplanned_rounds = serializers.IntegerField()
    days = serializers.IntegerField()
    span_minutes = serializers.IntegerField()
    load = serializers.IntegerField()
    preferences = serializers.IntegerField()


class BookingSerializer(serializers.Serializer[Any]):
    loop = serializers.IntegerField(source="candidate")
    round = serializers.IntegerField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    panel = serializers.ListField(child=serializers.IntegerField(), help_text="Ids of members.")
    trainee = serializers.IntegerField(source="shadow", allow_null=True)
    why = serializers.CharField()


class ClashSerializer(serializers.Serializer[Any]):
    """Rules that cannot hold together for a loop, and of which none can be spared."""

    loop = serializers.IntegerField(source="candidate")
    rules = serializers.ListField(
        child=serializers.DictField(), help_text="Each rule, with its round or rounds."
    )
    says = serializers.CharField()


class HelpfulChangeSerializer(serializers.Serializer[Any]):
    """Something to be changed, so that a loop can be planned."""

    change = serializers.CharField()
    cost = serializers.IntegerField()
    says = serializers.CharField()


class WaySerializer(serializers.Serializer[Any]):
    """Changes that let a loop be planned, all of them together."""

    loop = serializers.IntegerField(source="candidate")
    changes = HelpfulChangeSerializer(many=True)


class PlanSerializer(serializers.Serializer[Any]):
    wish = serializers.ChoiceField([wish.value for wish in Wish])
    status = serializers.ChoiceField(PlanStatus, source="plan.status")
    is_optimal = serializers.BooleanField(source="plan.optimal")
    cost = CostSerializer(source="plan.cost")
    says = serializers.SerializerMethodField(help_text="What it costs, in words.")
    bookings = BookingSerializer(many=True, source="plan.bookings")
    conflicts = ClashSerializer(many=True, source="plan.conflicts")
    ways = WaySerializer(many=True, help_text="Each would help; the cheapest first.")

    def get_says(self, one: dict[str, Any]) -> str:
        bookings = one["plan"]["bookings"]
        return cost_in_words(one["instance"], bookings) if bookings else ""


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    status = serializers.SerializerMethodField(help_text="How far it is; `done` when all plans are there.")
    progress = serializers.IntegerField(source="job.progress", default=100, min_value=0, max_value=100)
    failure = serializers.CharField(source="job.error", default="")
    plans = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields = [
            "id",
            "loop",
            "hiring_day",
            "status",
            "progress",
            "failure",
            "stale_reason",
            "asked_by",
            "asked_at",
            "taken_at",
            "plans",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(JobStatus.choices))
    def get_status(self, proposal: Proposal) -> str:
        return proposal.job.status if proposal.job else JobStatus.DONE

    @extend_schema_field(PlanSerializer(many=True))
    def get_plans(self, proposal: Proposal) -> Any:
        return PlanSerializer(
            [one | {"instance": proposal.instance} for one in proposal.plans], many=True
        ).data


class NewProposal(Body):
    loop = VisibleChoice(queryset=Loop.objects.select_related("candidacy__opening"))
    days = serializers.ListField(
        child=serializers.DateField(),
        required=False,
        max_length=60,
        help_text="The candidate's local days. Without any, those on which they have time.",
    )
    move = VisibleChoices(
        queryset=Round.objects.all(),
        required=False,
        help_text="Rounds that stand already and are planned anew all the same.",
    )
    stale_reason = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_REASON,
        help_text="Why calendars that were read too long ago are planned by; they are refused without.",
    )


class WantedBooking(Body):
    """A round as it is wanted."""

    round = VisibleChoice(queryset=Round.objects.all())
    start = serializers.DateTimeField(default_timezone=UTC, validators=[refuse_far_years])
    panel = VisibleChoices(queryset=Member.objects.all(), max_length=LARGEST_PANEL)
    trainee = VisibleChoice(queryset=Member.objects.all(), required=False, allow_null=True)

    def to_internal_value(self, data: Any) -> Any:
        said = super().to_internal_value(data)
        trainee = said.get("trainee")
        return Entry(
            round=str(said["round"].pk),
            start=said["start"].astimezone(UTC),
            panel=tuple(str(member.pk) for member in said["panel"]),
            shadow=str(trainee.pk) if trainee else None,
        )


class AdjustedPlan(Body):
    bookings = WantedBooking(many=True)


class TakenPlan(Body):
    wish = serializers.ChoiceField([wish.value for wish in Wish], required=False)
    bookings = WantedBooking(many=True, required=False, help_text="In place of a wish: the plan as adjusted.")
    loops = VisibleChoices(
        queryset=Loop.objects.select_related("candidacy__opening"),
        required=False,
        help_text="Of a hiring day, only these.",
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if bool(said.get("wish")) == bool(said.get("bookings")):
            raise serializers.ValidationError("Send either a wish or bookings.")
        return said


class ChosenWay(Body):
    way = serializers.IntegerField(
        min_value=0, max_value=MOST_BOOKINGS, help_text="Its place, from 0, in the ways of the first plan."
    )
    stale_reason = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REASON)


class BrokenRuleSerializer(serializers.Serializer[Violation]):
    rule = serializers.CharField()
    round = serializers.IntegerField(allow_null=True)
    says = serializers.CharField()


class CheckSerializer(serializers.Serializer[Any]):
    fits = serializers.BooleanField()
    broken = BrokenRuleSerializer(many=True)
    says = serializers.CharField(help_text="What it would cost, in words.")


class HiringDaySerializer(serializers.ModelSerializer[HiringDay]):
    loops = serializers.SerializerMethodField()

    class Meta:
        model = HiringDay
        fields = ["id", "title", "days", "rooms", "loops", "created_by", "created_at", "version"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_loops(self, day: HiringDay) -> list[int]:
        return sorted(loop.pk for loop in day.loops.all())


class NewHiringDay(Body):
    title = serializers.CharField(max_length=120)
    days = serializers.ListField(child=serializers.DateField(), min_length=1, max_length=MOST_DAYS)
    rooms = serializers.IntegerField(
        min_value=1, max_value=MOST_ROOMS, required=False, allow_null=True, default=None
    )
    loops = VisibleChoices(queryset=Loop.objects.select_related("candidacy__opening", "candidacy__candidate"))


class HiringDayChange(Change):
    title = serializers.CharField(max_length=120)
    days = serializers.ListField(child=serializers.DateField(), min_length=1, max_length=MOST_DAYS)
    rooms = serializers.IntegerField(min_value=1, max_value=MOST_ROOMS, allow_null=True)
    loops = VisibleChoices(queryset=Loop.objects.select_related("candidacy__opening", "candidacy__candidate"))


class DayPlanning(Body):
    away = VisibleChoices(
        queryset=Member.objects.all(),
        required=False,
        help_text="Members who cannot come: their rounds go to others.",
    )
    stale_reason = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_REASON)
