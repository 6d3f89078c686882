"""The committee's reading of a loop: votes and the decision."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet, is_among
from hiring.people.models import Member
from interviews.debriefs.states import DebriefStatus
from interviews.loops.models import Loop
from interviews.scorecards.models import Recommendation, is_blind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class DebriefQuerySet(OwnedQuerySet["Debrief"]):
    def visible_to(self, member: Member) -> Self:
        """Debriefs of loops the member may see, but for those they still owe a scorecard."""
        return (
            super()
            .visible_to(member)
            .filter(is_among(Loop.objects.visible_to(member), "loop"), ~is_blind(member, "loop"))
        )


class Debrief(Owned):
    """What a committee reads, votes on and decides about one loop."""

    loop = models.OneToOneField(Loop, on_delete=models.PROTECT, related_name="debrief")
    status = models.CharField(max_length=8, choices=DebriefStatus.choices, default=DebriefStatus.OPEN)
    opened_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = DebriefQuerySet.as_manager()

    if TYPE_CHECKING:
        votes: "RelatedManager[Vote]"
        decisions: "RelatedManager[Decision]"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=DebriefStatus.values), name="debrief_status_is_known"
            )
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="debrief_newest")]

    def __str__(self) -> str:
        return f"Debrief of {self.loop}"

    def get_absolute_url(self) -> str:
        return reverse("debriefs:detail", args=[self.pk])


class Phase(models.TextChoices):
    PRE_VOTE = "pre_vote", _("Pre-vote")
    VOTE = "vote", _("Vote")


class VoteQuerySet(models.QuerySet["Vote"]):
    def visible_to(self, member: Member) -> Self:
        """The voices in debriefs one may read; while one owes one's own in a phase, not the others' of it."""
        own = self.model._default_manager.filter(
            debrief=OuterRef("debrief"), phase=OuterRef("phase"), member=member
        )
        has_to_vote = (
            Q(debrief__status=DebriefStatus.OPEN, debrief__loop__candidacy__opening__committee=member)
            if member.may(Capability.SIT_ON_COMMITTEES)
            else Q(pk__in=[])
        )
        waits = self.model._default_manager.filter(has_to_vote).exclude(Exists(own))
        readable = is_among(Debrief.objects.visible_to(member), "debrief")
        return self.filter(readable).exclude(pk__in=waits.values("pk"))


class Vote(models.Model):
    """One committee member's voice, before or after discussion; it is never changed."""

    debrief = models.ForeignKey(Debrief, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=8, choices=Phase.choices)
    value = models.CharField(max_length=10, choices=Recommendation.choices)
    sentence = models.TextField(max_length=2000)
    cast_at = models.DateTimeField()

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["debrief", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["debrief", "member", "phase"], name="vote_is_cast_once"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="vote_phase_is_known"),
            models.CheckConstraint(condition=Q(value__in=Recommendation.values), name="vote_value_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.value}"


class DecisionOutcome(models.TextChoices):
    HIRE = "hire", _("Hire")
    NO_HIRE = "no_hire", _("No hire")
    MORE_EVIDENCE = "more_evidence", _("More evidence needed")
    OTHER_LEVEL = "other_level", _("Other level or opening")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(is_among(Debrief.objects.visible_to(member), "debrief"))


class Decision(models.Model):
    """The outcome of a debrief with its rationale; a later one stands beside it, never in its place."""

    debrief = models.ForeignKey(Debrief, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=14, choices=DecisionOutcome.choices)
    rationale = models.TextField(max_length=10_000)
    decided_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["debrief", "number"]
        constraints = [
            models.UniqueConstraint(fields=["debrief", "number"], name="decision_number_is_unique"),
            models.CheckConstraint(
                condition=Q(outcome__in=DecisionOutcome.values), name="decision_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.number})"
