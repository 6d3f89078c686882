"""Loops: the plan of interviews for one candidacy, made from a template."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Candidacy, Level, Opening
from hiring.foundations.capabilities import Capability
from hiring.foundations.tenancy import Owned, OwnedQuerySet, is_among
from hiring.people.models import Member
from interviews.loops.states import LoopStatus
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY, QuestionVersion
from rubrics.scales.models import Rubric, RubricVersion

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from interviews.exposure.models import Asking

SHORTEST_ROUND_MINUTES, LONGEST_ROUND_MINUTES = 15, 480
LARGEST_PANEL = 6
MOST_QUESTIONS = 20


class LoopTemplate(Owned):
    """The plan for a kind of opening, through all its versions."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=12, choices=Level.choices)
    current = models.ForeignKey("LoopTemplateVersion", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "slug"], name="template_is_unique"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="template_level_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("templates:detail", args=[self.pk])


class LoopTemplateVersion(models.Model):
    """A template as it stood; loops made from it remember which."""

    template = models.ForeignKey(LoopTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        rounds: "RelatedManager[TemplateRound]"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.template}, version {self.number}"


class PlannedRound(models.Model):
    """What a round is meant to be, in a template and in a loop alike."""

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=RoundKind.choices)
    title = models.CharField(_("title"), max_length=120)
    brief = models.TextField(_("brief"), max_length=4000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    panel_size = models.PositiveSmallIntegerField(_("interviewers"), default=1)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=3)
    question_count = models.PositiveSmallIntegerField(_("questions"), default=2)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RoundKind.values), name="%(class)s_kind_is_known"),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST_ROUND_MINUTES, minutes__lte=LONGEST_ROUND_MINUTES),
                name="%(class)s_length_is_sane",
            ),
            models.CheckConstraint(
                condition=Q(panel_size__gte=1, panel_size__lte=LARGEST_PANEL), name="%(class)s_panel_is_sane"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__gte=LEAST_DIFFICULTY, difficulty__lte=MOST_DIFFICULTY),
                name="%(class)s_difficulty_is_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(question_count__lte=MOST_QUESTIONS), name="%(class)s_question_count_is_sane"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class TemplateRound(PlannedRound):
    """One interview of a template; it names a rubric, and the loop pins the version of the day."""

    version = models.ForeignKey(LoopTemplateVersion, on_delete=models.PROTECT, related_name="rounds")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")

    class Meta(PlannedRound.Meta):
        abstract = False
        ordering = ["version", "position"]
        constraints = [
            *PlannedRound.Meta.constraints,
            models.UniqueConstraint(fields=["version", "position"], name="templateround_position_is_unique"),
        ]


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
    rubric_version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="rounds")
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
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

    class Meta:
        ordering = ["round", "position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "question_version"], name="round_asks_a_question_once"),
            models.UniqueConstraint(fields=["round", "position"], name="round_question_position_is_unique"),
        ]

    def __str__(self) -> str:
        return str(self.question_version)
