"""Loops: the plan of interviews for one candidacy, made from a template."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Candidacy, Opening
from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet, is_among
from hiring.people.models import Member
from interviews.loop_templates.models import LoopTemplateVersion, PlannedRound, TemplateRound
from interviews.loops.states import LoopStatus
from rubrics.library.models import QuestionVersion
from rubrics.scales.models import RubricVersion

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from interviews.exposure.models import Asking


class LoopQuerySet(OwnedQuerySet["Loop"]):
    def visible_to(self, member: Member) -> Self:
        """Planned, decided on or sat in by the member; a draft is nothing to its interviewers yet."""
        rows = super().visible_to(member)
        if member.may(Capability.PLAN_EVERY_LOOP):
            return rows
        held = Exists(Round.objects.filter(loop=OuterRef("pk"), seats__member=member))
        sat_in = Q(held) & ~Q(status=LoopStatus.DRAFT)
        if not (member.may(Capability.PLAN_OWN_LOOPS) or member.may(Capability.SIT_ON_COMMITTEES)):
            return rows.filter(sat_in)
        own = Candidacy.objects.filter(opening__in=Opening.objects.visible_to(member))
        return rows.filter(Q(is_among(own, "candidacy")) | sat_in)

    def planned_by(self, member: Member) -> Self:
        """The loops the member may change."""
        openings = Opening.objects.planned_by(member)
        return super().visible_to(member).filter(candidacy__opening__in=openings)


class Loop(Owned):
    """The interviews planned for one candidacy."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="loops")
    title = models.CharField(_("title"), max_length=120)
    status = models.CharField(max_length=10, choices=LoopStatus.choices, default=LoopStatus.DRAFT)
    template_version = models.ForeignKey(
        LoopTemplateVersion, null=True, on_delete=models.PROTECT, related_name="loops"
    )
    created_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LoopQuerySet.as_manager()

    if TYPE_CHECKING:
        rounds: "RelatedManager[Round]"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=LoopStatus.values), name="loop_status_is_known"),
            models.UniqueConstraint(
                fields=["candidacy"],
                condition=Q(status__in=[LoopStatus.DRAFT, LoopStatus.PUBLISHED]),
                name="candidacy_has_one_open_loop",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "-id"], name="loop_newest"),
            models.Index(fields=["organization", "status", "-id"], name="loop_newest_by_status"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("overview:loop", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.status in {LoopStatus.DRAFT, LoopStatus.PUBLISHED}


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(is_among(Loop.objects.visible_to(member), "loop"))

    def planned_by(self, member: Member) -> Self:
        return self.filter(loop__in=Loop.objects.planned_by(member))


class Round(PlannedRound):
    """One interview of a loop."""

    loop = models.ForeignKey(Loop, on_delete=models.CASCADE, related_name="rounds")
    # The template's round that it was made from.
    planned_as = models.ForeignKey(TemplateRound, null=True, on_delete=models.PROTECT, related_name="+")
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="rounds")
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    conference_url = models.URLField(_("conference link"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RoundQuerySet.as_manager()

    if TYPE_CHECKING:
        askings: "RelatedManager[Asking]"
        questions: "RelatedManager[RoundQuestion]"

    class Meta(PlannedRound.Meta):
        abstract = False
        ordering = ["loop", "position"]
        constraints = [
            *PlannedRound.Meta.constraints,
            models.UniqueConstraint(fields=["loop", "position"], name="round_position_is_unique"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("staffing:round", args=[self.pk])

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at and self.starts_at + timedelta(minutes=self.minutes)


class RoundQuestion(models.Model):
    """A question version chosen for a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="questions")
    question_version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="rounds")
    position = models.PositiveSmallIntegerField()
    # Composing keeps what is locked, and chooses the rest anew.
    is_locked = models.BooleanField(default=True)
    # Why composing chose it; empty for what a person chose.
    why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "question_version"], name="round_asks_a_question_once"),
            models.UniqueConstraint(fields=["round", "position"], name="round_question_position_is_unique"),
        ]

    def __str__(self) -> str:
        return str(self.question_version)
