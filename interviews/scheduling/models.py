"""Plans that were proposed for a loop, or for a hiring day with many."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.background.models import Job
from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet, is_among
from hiring.people.models import Member
from interviews.loops.models import Loop


class HiringDayQuerySet(OwnedQuerySet["HiringDay"]):
    def visible_to(self, member: Member) -> Self:
        """Those who plan every loop plan hiring days."""
        rows = super().visible_to(member)
        return rows if member.may(Capability.PLAN_EVERY_LOOP) else rows.none()


class HiringDay(Owned):
    """Many candidates interviewed on the same days by one pool of people."""

    title = models.CharField(_("title"), max_length=120)
    # Dates, in their order.
    days = models.JSONField(_("days"), default=list)
    rooms = models.PositiveSmallIntegerField(_("rooms"), null=True, blank=True)
    loops = models.ManyToManyField(Loop, related_name="hiring_days", verbose_name=_("loops"))
    created_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = HiringDayQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scheduling:hiring_day", args=[self.pk])


class ProposalQuerySet(OwnedQuerySet["Proposal"]):
    def visible_to(self, member: Member) -> Self:
        rows = super().visible_to(member)
        loops = is_among(Loop.objects.planned_by(member), "loop")
        return rows.filter(Q(loops) | Q(hiring_day__in=HiringDay.objects.visible_to(member)))


class Proposal(Owned):
    """What planning a loop, or a hiring day, came to: a few plans side by side, or why there is none.

    `instance` and the plans are trees of the format `plan/1`; ids in them are the rows' keys. A small
    instance is answered at once, a large one by a job, which keeps its first plan as soon as there is one.
    """

    loop = models.ForeignKey(Loop, null=True, on_delete=models.CASCADE, related_name="proposals")
    hiring_day = models.ForeignKey(HiringDay, null=True, on_delete=models.CASCADE, related_name="proposals")
    job = models.OneToOneField(Job, null=True, on_delete=models.PROTECT, related_name="+")
    instance = models.JSONField()
    # Each `{"wish": "fewest_days", "plan": {…}}`; empty until the first is found.
    plans = models.JSONField(default=list)
    # What stood when it was asked for: by round its start and its people. Who cannot come, by their keys.
    standing = models.JSONField(default=dict)
    away = models.JSONField(default=list)
    # Whose calendars were too old, and why they were planned by all the same.
    despite = models.JSONField(default=list)
    stale_reason = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    taken_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(loop__isnull=False, hiring_day__isnull=True)
                | Q(loop__isnull=True, hiring_day__isnull=False),
                name="proposal_is_for_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"Plans for {self.loop or self.hiring_day}"

    @property
    def is_being_made(self) -> bool:
        """Whether a worker is at it."""
        return self.job is not None and not self.job.is_over

    @property
    def is_refused(self) -> bool:
        """Whether somebody cannot be planned."""
        return any(one["plan"]["conflicts"] for one in self.plans)
