"""Who may interview: training, limits, hours and wishes, and whom somebody may not meet."""

from datetime import date, time
from typing import Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Candidate
from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from rubrics.competencies.round_kinds import RoundKind

MOST_A_DAY, MOST_A_WEEK = 10, 40
# Loops that their interviewers know of, as the room of loops above this one calls their states.
IN_FORCE = ("published", "decided")
MOST_TRAINING_ROUNDS = 20


class Stage(models.TextChoices):
    SHADOW = "shadow", _("Shadowing")
    REVERSE_SHADOW = "reverse_shadow", _("Reverse-shadowing")
    QUALIFIED = "qualified", _("Qualified")


class HalfDay(models.TextChoices):
    MORNING = "morning", _("Mornings")
    AFTERNOON = "afternoon", _("Afternoons")


class StaffingPolicy(models.Model):
    """How an organization staffs its loops; one that has said nothing yet has these defaults."""

    organization = models.OneToOneField(
        "hiring.Organization", on_delete=models.PROTECT, related_name="staffing_policy"
    )
    break_minutes = models.PositiveSmallIntegerField(_("break between rounds"), default=15)
    max_rounds_per_day = models.PositiveSmallIntegerField(_("rounds a day"), default=5)
    rooms = models.PositiveSmallIntegerField(_("rooms"), null=True, blank=True)
    # Zero: no lunch is kept free.
    lunch_minutes = models.PositiveSmallIntegerField(_("lunch"), default=45)
    lunch_from = models.TimeField(_("lunch from"), default=time(11, 30))
    lunch_to = models.TimeField(_("lunch until"), default=time(13, 45))
    # How many interviews a week are a fair share.
    fair_from = models.PositiveSmallIntegerField(_("a fair week, at least"), default=1)
    fair_to = models.PositiveSmallIntegerField(_("a fair week, at most"), default=4)
    # A calendar read longer ago is not planned by, unless somebody says that it may be.
    calendar_hours = models.PositiveSmallIntegerField(_("a calendar is fresh for"), default=24)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "staffing policies"
        constraints = [
            models.CheckConstraint(condition=Q(break_minutes__lte=240), name="policy_break_is_sane"),
            models.CheckConstraint(
                condition=Q(max_rounds_per_day__gte=1, max_rounds_per_day__lte=12),
                name="policy_rounds_a_day_are_sane",
            ),
            models.CheckConstraint(condition=Q(lunch_minutes__lte=240), name="policy_lunch_is_sane"),
            models.CheckConstraint(
                condition=Q(lunch_to__gt=F("lunch_from")), name="policy_lunch_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(fair_to__gte=F("fair_from")), name="policy_fair_week_is_a_range"
            ),
            models.CheckConstraint(
                condition=Q(calendar_hours__gte=1, calendar_hours__lte=720), name="policy_freshness_is_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"Staffing at {self.organization}"


class TrainingPath(Owned):
    """How many rounds of a kind somebody shadows, then leads while watched, before a mentor approves."""

    round_kind = models.CharField(max_length=20, choices=RoundKind.choices)
    shadows = models.PositiveSmallIntegerField(_("shadowed rounds"), default=2)
    reverse_shadows = models.PositiveSmallIntegerField(_("reverse-shadowed rounds"), default=2)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "round_kind"], name="training_path_is_unique"),
            models.CheckConstraint(
                condition=Q(round_kind__in=RoundKind.values), name="training_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(shadows__lte=MOST_TRAINING_ROUNDS, reverse_shadows__lte=MOST_TRAINING_ROUNDS),
                name="training_is_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.get_round_kind_display()


class InterviewerProfile(models.Model):
    """When and how much a member interviews; one who has said nothing yet has these defaults.

    Hours are the member's own wall clock, Monday to Friday; limits count by their local day and ISO week.
    """

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="interviewing")
    works_from = models.TimeField(_("works from"), default=time(9))
    works_to = models.TimeField(_("works until"), default=time(17))
    daily_limit = models.PositiveSmallIntegerField(_("interviews a day, at most"), default=2)
    weekly_limit = models.PositiveSmallIntegerField(_("interviews a week, at most"), default=5)
    # The first and the last day of a pause; without a last day it goes on.
    paused_from = models.DateField(_("pauses from"), null=True, blank=True)
    paused_to = models.DateField(_("pauses until"), null=True, blank=True)
    avoids = models.CharField(_("rather not"), max_length=9, choices=HalfDay.choices, blank=True)
    # Kinds of rounds that they would rather not do.
    dislikes = models.JSONField(_("rather not these rounds"), default=list, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(works_to__gt=F("works_from")), name="work_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(daily_limit__lte=MOST_A_DAY, weekly_limit__lte=MOST_A_WEEK),
                name="interviewing_limits_are_sane",
            ),
            models.CheckConstraint(
                condition=Q(paused_to__isnull=True)
                | Q(paused_from__isnull=False, paused_to__gte=F("paused_from")),
                name="pause_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(avoids__in=["", *HalfDay.values]), name="avoided_half_day_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.member)

    def pauses_on(self, day: date) -> bool:
        """Whether the member interviews nobody on this day of theirs."""
        if self.paused_from is None or day < self.paused_from:
            return False
        return self.paused_to is None or day <= self.paused_to


class QualificationQuerySet(models.QuerySet["Qualification"]):
    def visible_to(self, member: Member) -> Self:
        """Everybody's for those who plan loops; else one's own, and the trainings that one's word may end."""
        rows = self.filter(member__in=Member.objects.visible_to(member))
        if member.may(Capability.PLAN_EVERY_LOOP) or member.may(Capability.PLAN_OWN_LOOPS):
            return rows
        mentored = Qualification.objects.filter(member=member, stage=Stage.QUALIFIED).values("round_kind")
        return rows.filter(Q(member=member) | (Q(round_kind__in=mentored) & ~Q(stage=Stage.QUALIFIED)))

    def with_progress(self) -> Self:
        """Each with `held`: the rounds that count for its stage, which have ended and were not called off.

        They were held in the part that the stage trains (parts and stages share their words), since it began.
        """
        since_then = Q(since__isnull=True) | Q(member__seats__starts_at__gte=F("since"))
        held = Q(
            since_then,
            member__seats__part=F("stage"),
            member__seats__round__kind=F("round_kind"),
            member__seats__ends_at__lte=timezone.now(),
            member__seats__round__loop__status__in=IN_FORCE,
        )
        return self.annotate(held=Count("member__seats", filter=held))


class Qualification(models.Model):
    """How far a member's training for a round kind has come."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="qualifications")
    round_kind = models.CharField(max_length=20, choices=RoundKind.choices)
    stage = models.CharField(max_length=14, choices=Stage.choices, default=Stage.SHADOW)
    # Rounds held before it count for nothing in this stage.
    since = models.DateTimeField(null=True, blank=True)
    # The mentor who approved the last step; None where it was noted, not earned.
    approved_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")

    objects = QualificationQuerySet.as_manager()

    # Where a row was read `with_progress`.
    held: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "round_kind"], name="qualification_is_unique"),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="qualification_stage_is_known"),
            models.CheckConstraint(
                condition=Q(round_kind__in=RoundKind.values), name="qualification_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.round_kind} {self.stage}"


class ConflictOfInterestQuerySet(OwnedQuerySet["ConflictOfInterest"]):
    def visible_to(self, member: Member) -> Self:
        """Everybody's for those who plan every loop; else one's own, and those about one's own candidates."""
        rows = super().visible_to(member)
        if member.may(Capability.PLAN_EVERY_LOOP):
            return rows
        own = Q(member=member)
        if member.may(Capability.PLAN_OWN_LOOPS):
            own |= Q(candidate__candidacies__opening__hiring_manager=member)
        return rows.filter(own).distinct()


class ConflictOfInterest(Owned):
    """Somebody who may not judge a candidate. The reason is nobody's business, and is not asked."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="conflicts_of_interest")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="conflicts_of_interest")
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)

    objects = ConflictOfInterestQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "conflicts of interest"
        constraints = [
            models.UniqueConstraint(fields=["member", "candidate"], name="conflict_of_interest_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.member} may not judge {self.candidate}"
