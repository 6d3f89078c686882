"""Loop templates: the plan for a kind of opening, in versions that never change."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Level
from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY, Question
from rubrics.scales.models import Rubric

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

SHORTEST_ROUND_MINUTES, LONGEST_ROUND_MINUTES = 15, 480
LONGEST_BREAK_MINUTES = 240
LARGEST_PANEL = 6
MOST_QUESTIONS = 20


class Place(models.TextChoices):
    """Where in the loop a round may stand."""

    ANYWHERE = "anywhere", _("Anywhere")
    FIRST = "first", _("First")
    LAST = "last", _("Last")


class LoopTemplateQuerySet(OwnedQuerySet["LoopTemplate"]):
    def on_offer(self, member: Member) -> "LoopTemplateQuerySet":
        """Those that a new loop can be made from."""
        return self.visible_to(member).filter(retired_at=None, current__isnull=False)


class LoopTemplate(Owned):
    """The plan for a kind of opening, through all its versions."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=120)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    current = models.ForeignKey("LoopTemplateVersion", null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)

    objects = LoopTemplateQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: "RelatedManager[LoopTemplateVersion]"

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
    """A template as it stood; loops made from it remember which. It is written once and never changed."""

    template = models.ForeignKey(LoopTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    # What is new in it, and why, in its author's words.
    note = models.CharField(_("what is new"), max_length=500, blank=True)
    created_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        rounds: "RelatedManager[TemplateRound]"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_is_unique")
        ]

    def __str__(self) -> str:
        return f"{self.template}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("templates:version", args=[self.template_id, self.number])


class PlannedRound(models.Model):
    """What a round is meant to be, in a template and in a loop alike."""

    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=RoundKind.choices)
    title = models.CharField(_("title"), max_length=120)
    brief = models.TextField(_("brief"), max_length=4000, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    # How long the candidate rests after it, at least.
    break_minutes = models.PositiveSmallIntegerField(_("break after it"), default=0)
    place = models.CharField(_("place"), max_length=8, choices=Place.choices, default=Place.ANYWHERE)
    panel_size = models.PositiveSmallIntegerField(_("interviewers"), default=1)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=3)
    question_count = models.PositiveSmallIntegerField(_("questions"), default=2)
    # What its questions must bring out.
    competencies = models.ManyToManyField(
        Competency, blank=True, related_name="+", verbose_name=_("must be asked about")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RoundKind.values), name="%(class)s_kind_is_known"),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST_ROUND_MINUTES, minutes__lte=LONGEST_ROUND_MINUTES),
                name="%(class)s_length_is_sane",
            ),
            models.CheckConstraint(
                condition=Q(break_minutes__lte=LONGEST_BREAK_MINUTES), name="%(class)s_break_is_sane"
            ),
            models.CheckConstraint(condition=Q(place__in=Place.values), name="%(class)s_place_is_known"),
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


# What a loop's round takes over from its template's, besides the competencies and the rubric.
PLANNED_FIELDS = (
    "position",
    "kind",
    "title",
    "brief",
    "minutes",
    "break_minutes",
    "place",
    "panel_size",
    "difficulty",
    "question_count",
)


# What a planned round's numbers may be, from and to.
RANGES = {
    "minutes": (SHORTEST_ROUND_MINUTES, LONGEST_ROUND_MINUTES),
    "break_minutes": (0, LONGEST_BREAK_MINUTES),
    "panel_size": (1, LARGEST_PANEL),
    "difficulty": (LEAST_DIFFICULTY, MOST_DIFFICULTY),
    "question_count": (0, MOST_QUESTIONS),
}


class TemplateRound(PlannedRound):
    """One interview of a template; it names a rubric, and the loop pins the version of the day."""

    version = models.ForeignKey(LoopTemplateVersion, on_delete=models.PROTECT, related_name="rounds")
    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="+")
    # Asked in every loop made from it, wherever that may be.
    questions = models.ManyToManyField(Question, blank=True, related_name="+", verbose_name=_("always asked"))

    class Meta(PlannedRound.Meta):
        abstract = False
        ordering = ["version", "position"]
        constraints = [
            *PlannedRound.Meta.constraints,
            models.UniqueConstraint(fields=["version", "position"], name="templateround_position_is_unique"),
        ]
