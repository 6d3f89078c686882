"""Who sits in which round."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hiring.foundations.tenancy import is_among
from hiring.people.models import Member
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus


class Part(models.TextChoices):
    LEAD = "lead", _("Lead")
    PANEL = "panel", _("Panel")
    SHADOW = "shadow", _("Shadow")
    REVERSE_SHADOW = "reverse_shadow", _("Reverse shadow")


# Parts whose scorecards count; the others are training.
JUDGING_PARTS = (Part.LEAD, Part.PANEL)


class SeatQuerySet(models.QuerySet["Seat"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(is_among(Loop.objects.visible_to(member), "round__loop"))

    def held_by(self, member: Member) -> Self:
        """The member's own seats in loops that interviewers may know of."""
        return self.filter(member=member).exclude(
            round__loop__status__in=[LoopStatus.DRAFT, LoopStatus.CANCELLED]
        )

    def judging(self) -> Self:
        """Seats whose scorecards enter the debrief: no trainees."""
        return self.filter(part__in=JUDGING_PARTS)


class Seat(models.Model):
    """One member's place in one round.

    The times repeat the round's, so that the database itself can refuse a double booking.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="seats")
    part = models.CharField(max_length=14, choices=Part.choices, default=Part.PANEL)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="seat_is_unique"),
            models.UniqueConstraint(fields=["round"], condition=Q(part=Part.LEAD), name="round_has_one_lead"),
            models.CheckConstraint(condition=Q(part__in=Part.values), name="seat_part_is_known"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="seat_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["member", "starts_at"], name="seat_of_member")]

    def __str__(self) -> str:
        return f"{self.member} in {self.round}"

    @property
    def is_training(self) -> bool:
        return self.part not in JUDGING_PARTS
