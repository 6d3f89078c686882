"""When people have time: interviewers by their calendars, candidates by the windows that they give."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hiring.background.models import Job
from hiring.candidates.models import Candidacy, Opening
from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member


class CalendarSource(models.TextChoices):
    ADDRESS = "address", _("Calendar address")
    UPLOAD = "upload", _("Uploaded file")


class BusyCalendarQuerySet(OwnedQuerySet["BusyCalendar"]):
    def visible_to(self, member: Member) -> Self:
        """Everybody's for those who plan loops; else one's own."""
        rows = super().visible_to(member)
        plans = member.may(Capability.PLAN_EVERY_LOOP) or member.may(Capability.PLAN_OWN_LOOPS)
        return rows if plans else rows.filter(member=member)


class BusyCalendar(Owned):
    """When a member is busy, as their own calendar said when it was last read.

    Only the times are kept: what the meetings are about is never stored. The address is a secret of the
    member's; it is shown to nobody again, not even to them.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="busy_calendar")
    source = models.CharField(max_length=7, choices=CalendarSource.choices)
    address = models.CharField(max_length=2000, blank=True)
    # What was uploaded, until a worker has read it.
    upload = models.BinaryField(default=bytes)
    # Pairs of instants (RFC 3339, UTC) that neither touch nor overlap, in their order.
    busy = models.JSONField(default=list)
    # From when until when `busy` tells the truth.
    covers_from = models.DateTimeField(null=True)
    covers_to = models.DateTimeField(null=True)
    # When it was last read well, and when it was last tried and why that failed.
    read_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = BusyCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=CalendarSource.values), name="calendar_source_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}'s calendar"

    def is_stale(self, *, hours: int, now: datetime, until: datetime | None = None) -> bool:
        """Whether it was never read, or longer ago than so many hours, or ends before `until`."""
        ends_early = until is not None and self.covers_to is not None and self.covers_to < until
        return self.read_at is None or self.read_at < now - timedelta(hours=hours) or ends_early


class GivenBy(models.TextChoices):
    RECRUITER = "recruiter", _("Recruiter")
    CANDIDATE = "candidate", _("Candidate")


class CandidateWindowQuerySet(models.QuerySet["CandidateWindow"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(candidacy__in=Candidacy.objects.visible_to(member))


class CandidateWindow(models.Model):
    """A time at which the candidate could be interviewed."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="windows")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    given_by = models.CharField(max_length=9, choices=GivenBy.choices)

    objects = CandidateWindowQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="window_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(given_by__in=GivenBy.values), name="window_giver_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} to {self.ends_at:%H:%M} UTC"


class AvailabilityRequestQuerySet(OwnedQuerySet["AvailabilityRequest"]):
    def visible_to(self, member: Member) -> Self:
        openings = Opening.objects.planned_by(member)
        return super().visible_to(member).filter(candidacy__opening__in=openings)


class AvailabilityRequest(Owned):
    """A link through which the candidate says when they have time. Of its token only the hash is kept."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="availability_requests")
    token_hash = models.CharField(max_length=64, unique=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AvailabilityRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="asked_days_are_in_order"),
        ]

    def __str__(self) -> str:
        return f"When could {self.candidacy.candidate} come?"
