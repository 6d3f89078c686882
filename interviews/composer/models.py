"""What is kept of composing a loop: gaps that somebody answers for, and what composing by itself came to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hiring.background.models import Job
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from interviews.loops.models import Loop


class Waiver(models.Model):
    """A gap with which a loop may be published all the same; the hiring manager answers for it.

    `gap` is the key of a finding (`loops.evaluating.findings`): it holds for that gap and no other, and for
    nothing once the gap is closed. `says` is the gap in words, as it was waived.
    """

    loop = models.ForeignKey(Loop, on_delete=models.CASCADE, related_name="waivers")
    gap = models.CharField(max_length=100)
    says = models.CharField(max_length=500)
    reason = models.TextField(_("reason"), max_length=1000)
    waived_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    waived_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["loop", "gap"], name="gap_is_waived_once")]

    def __str__(self) -> str:
        return self.says


class Outcome(models.TextChoices):
    COMPOSED = "composed", _("Composed")
    IMPOSSIBLE = "impossible", _("Impossible")


class Composing(Owned):
    """One try to compose a loop by itself. A small library is answered at once, a large one by a job."""

    loop = models.ForeignKey(Loop, on_delete=models.CASCADE, related_name="composings")
    job = models.OneToOneField(Job, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    # Of a plan: what it costs, and below which no plan can cost. Of a conflict: its rules and its sentence.
    cost = models.PositiveIntegerField(null=True)
    bound = models.PositiveIntegerField(null=True)
    rules = models.JSONField(default=list)
    says = models.TextField(blank=True)
    # A hash of the rounds as they stood then: of a loop that has changed since, the answer says nothing.
    standing = models.CharField(max_length=64, blank=True)
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["", *Outcome.values]), name="composing_outcome_is_known"
            ),
            models.CheckConstraint(condition=~Q(outcome="", job=None), name="composing_is_answered_or_a_job"),
        ]

    def __str__(self) -> str:
        return f"Composing {self.loop}"

    @property
    def is_optimal(self) -> bool:
        """Whether no plan costs less."""
        return self.cost is not None and self.cost == self.bound
