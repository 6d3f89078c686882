"""Feedback on one round by one member: a draft is one row of JSON, only a submission becomes ratings.

A draft has no `Rating` and no `Evidence`, so no query over them, however careless, can leak one.
"""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.foundations.tenancy import Owned, OwnedQuerySet, is_among
from hiring.people.models import Member
from interviews.loops.models import Loop
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import JUDGING_PARTS, Seat
from rubrics.scales.models import HIGHEST_LEVEL, LOWEST_LEVEL, Criterion, RedFlag

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class Recommendation(models.TextChoices):
    STRONG_NO = "strong_no", _("Strong no")
    NO = "no", _("No")
    YES = "yes", _("Yes")
    STRONG_YES = "strong_yes", _("Strong yes")


def is_blind(member: Member, loop: str) -> Exists:
    """Whether the member holds a seat in the loop at the end of the path and has not submitted.

    Nothing that anybody wrote about such a loop may reach this member.
    """
    submitted = Q(scorecard__status=ScorecardStatus.SUBMITTED)
    return Exists(Seat.objects.filter(member=member, round__loop=OuterRef(loop)).exclude(submitted))


class ScorecardQuerySet(OwnedQuerySet["Scorecard"]):
    def visible_to(self, member: Member) -> Self:
        """Scorecards whose existence and status the member may know; their words are `readable_by`."""
        loops = Loop.objects.visible_to(member)
        return super().visible_to(member).filter(is_among(loops, "seat__round__loop"))

    def of(self, member: Member) -> Self:
        return super().visible_to(member).filter(seat__member=member)

    def counted(self) -> Self:
        """Submitted scorecards of judging seats: what enters matrices, statistics and packets."""
        return self.filter(status=ScorecardStatus.SUBMITTED, seat__part__in=JUDGING_PARTS)

    def readable_by(self, member: Member) -> Self:
        """One's own; and others' counted ones, unless one still owes a scorecard for the same loop."""
        counted = Q(status=ScorecardStatus.SUBMITTED, seat__part__in=JUDGING_PARTS)
        return self.visible_to(member).filter(
            Q(seat__member=member) | counted & ~is_blind(member, "seat__round__loop")
        )


class Scorecard(Owned):
    """One member's feedback on one round."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="scorecard")
    status = models.CharField(max_length=10, choices=ScorecardStatus.choices, default=ScorecardStatus.DRAFT)
    content = models.JSONField(default=dict)
    # When each criterion got its evidence and its rating; beside the content, for it is not what was typed.
    timeline = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    recommendation = models.CharField(max_length=10, choices=Recommendation.choices, blank=True)
    summary = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScorecardQuerySet.as_manager()

    if TYPE_CHECKING:
        ratings: "RelatedManager[Rating]"
        evidence: "RelatedManager[Evidence]"
        revisions: "RelatedManager[Revision]"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=ScorecardStatus.values), name="scorecard_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(recommendation__in=["", *Recommendation.values]),
                name="scorecard_recommendation_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status=ScorecardStatus.DRAFT, recommendation="", submitted_at__isnull=True)
                | Q(status=ScorecardStatus.SUBMITTED, submitted_at__isnull=False) & ~Q(recommendation=""),
                name="scorecard_speaks_only_once_submitted",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="scorecard_newest")]

    def __str__(self) -> str:
        return f"Scorecard of {self.seat}"

    def get_absolute_url(self) -> str:
        return reverse("scorecards:read", args=[self.pk])


class RevisionKind(models.TextChoices):
    SAVED = "saved", _("Saved")
    CONFLICT = "conflict", _("Kept beside a newer version")
    SUBMITTED = "submitted", _("Submitted")


class Revision(models.Model):
    """An earlier state of a scorecard, kept for ever; a conflict is a text that came too late."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="revisions")
    kind = models.CharField(max_length=10, choices=RevisionKind.choices)
    number = models.PositiveIntegerField(null=True)
    content = models.JSONField()
    mutation_id = models.CharField(max_length=64)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["scorecard", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "mutation_id"], name="revision_is_made_once"),
            models.UniqueConstraint(fields=["scorecard", "number"], name="revision_number_is_unique"),
            models.CheckConstraint(condition=Q(kind__in=RevisionKind.values), name="revision_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.scorecard_id} {self.kind} {self.number}"


class Rating(models.Model):
    """One criterion's value in a submitted scorecard; without a value it says why it was not assessed."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="ratings")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="ratings")
    value = models.PositiveSmallIntegerField(null=True)
    not_assessed_reason = models.TextField(blank=True)
    evidenced_at = models.DateTimeField(null=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "criterion"], name="rating_is_unique"),
            models.CheckConstraint(
                condition=Q(value__gte=LOWEST_LEVEL, value__lte=HIGHEST_LEVEL, not_assessed_reason="")
                | Q(value__isnull=True) & ~Q(not_assessed_reason=""),
                name="rating_is_1_to_4_or_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value or 'not assessed'}"


class RaisedFlag(models.Model):
    """A red flag of the rubric that a submitted scorecard raises."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="raised_flags")
    red_flag = models.ForeignKey(RedFlag, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scorecard", "red_flag"], name="red_flag_is_raised_once")
        ]

    def __str__(self) -> str:
        return str(self.red_flag)


class Evidence(models.Model):
    """What supports a rating or a red flag, in the author's words."""

    scorecard = models.ForeignKey(Scorecard, on_delete=models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey(Criterion, null=True, on_delete=models.PROTECT, related_name="+")
    red_flag = models.ForeignKey(RedFlag, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(criterion__isnull=False, red_flag__isnull=True)
                | Q(criterion__isnull=True, red_flag__isnull=False),
                name="evidence_supports_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
