"""How a round is judged: rubrics, their criteria with anchors, and red flags."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales import widths
from rubrics.scales.states import ScaleStatus

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 4
LEAST_WEIGHT, MOST_WEIGHT = 1, 5


class RedFlag(Owned):
    """A warning sign worth recording, with evidence, whatever the ratings say."""

    slug = models.SlugField(max_length=60)
    statement = models.CharField(_("statement"), max_length=widths.STATEMENT)
    description = models.TextField(_("description"), max_length=widths.DESCRIPTION, blank=True)
    status = models.CharField(max_length=10, choices=ScaleStatus.choices, default=ScaleStatus.IN_USE)
    version = models.PositiveIntegerField(default=1)
    source_refs = models.JSONField(default=list, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["statement"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "slug"], name="red_flag_is_unique"),
            models.CheckConstraint(
                condition=Q(status__in=ScaleStatus.values), name="red_flag_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        return reverse("scales:flag", args=[self.pk])


class Rubric(Owned):
    """A rubric through all its versions.

    `current` is the version that new rounds pin; a rubric without one has not been published yet. The version
    numbered after it, if there is one, is in work.
    """

    slug = models.SlugField(max_length=60)
    name = models.CharField(_("name"), max_length=widths.NAME)
    round_kind = models.CharField(_("round kind"), max_length=20, choices=RoundKind.choices)
    status = models.CharField(max_length=10, choices=ScaleStatus.choices, default=ScaleStatus.IN_USE)
    current = models.ForeignKey("RubricVersion", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: "RelatedManager[RubricVersion]"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "slug"], name="rubric_is_unique"),
            models.CheckConstraint(condition=Q(round_kind__in=RoundKind.values), name="rubric_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=ScaleStatus.values), name="rubric_status_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scales:detail", args=[self.pk])


class RubricVersion(models.Model):
    """A rubric as it stood; rounds pin one that was published, and that never changes any more.

    `name` is what the rubric is called from this version on, `note` what changed and why. `version` counts
    the states of a text in work.
    """

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=widths.NAME, blank=True)
    guidance = models.TextField(_("guidance"), max_length=widths.GUIDANCE, blank=True)
    note = models.TextField(_("what changed"), max_length=widths.NOTE, blank=True)
    source_refs = models.JSONField(default=list, blank=True)
    red_flags = models.ManyToManyField(RedFlag, related_name="+", blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    # Whoever changed it last, when that was not its author alone.
    revised_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    published_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        criteria: "RelatedManager[Criterion]"
        sorts: "RelatedManager[AnchorSort]"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rubric", "number"], name="rubric_version_is_unique")]

    def __str__(self) -> str:
        return f"{self.rubric}, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("scales:version", args=[self.rubric_id, self.number])

    @property
    def judged(self) -> frozenset[int]:
        """The competencies that it has a criterion for."""
        return frozenset(criterion.competency_id for criterion in self.criteria.all())

    @property
    def title(self) -> str:
        """What the rubric is called in this version; versions from before that was kept have its own name."""
        return self.name or self.rubric.name

    @property
    def is_in_work(self) -> bool:
        """Whether it still changes: nothing has pinned it, and only the next version's number is later."""
        current = self.rubric.current
        return current is None or self.number > current.number


class Criterion(models.Model):
    """One line of a rubric; ratings answer it."""

    version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=widths.NAME)
    description = models.TextField(max_length=widths.DESCRIPTION, blank=True)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="criteria")
    # How much it counts beside the others, for whoever reads; nothing is ever added up by it.
    weight = models.PositiveSmallIntegerField(null=True, blank=True)
    source_refs = models.JSONField(default=list, blank=True)

    if TYPE_CHECKING:
        anchors: "RelatedManager[Anchor]"

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="criterion_position_is_unique"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gte=LEAST_WEIGHT, weight__lte=MOST_WEIGHT),
                name="criterion_weight_is_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Anchor(models.Model):
    """What one level of a criterion looks like in behaviour."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="anchors")
    level = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=widths.ANCHOR)

    class Meta:
        ordering = ["criterion", "level"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "level"], name="anchor_is_unique"),
            models.CheckConstraint(
                condition=Q(level__gte=LOWEST_LEVEL, level__lte=HIGHEST_LEVEL), name="anchor_level_is_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}: {self.text}"


class AnchorSort(models.Model):
    """A reviewer's attempt to put a version's shuffled anchors back to their levels.

    `placed` holds, criterion by criterion, its `position` and `name`, and in `levels` the level that each
    anchor was given, from the lowest anchor to the highest: [1, 2, 3, 4] where all were found. `state` is the
    version's `version` of that moment; what is written later was not sorted.
    """

    version = models.ForeignKey(RubricVersion, on_delete=models.CASCADE, related_name="sorts")
    reviewer = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    state = models.PositiveIntegerField()
    placed = models.JSONField(default=list)
    sorted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "reviewer", "state"], name="reviewer_sorts_a_text_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer} sorted {self.version}"
