"""How a round is judged: rubrics, their criteria with anchors, and red flags."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hiring.foundations.tenancy import Owned, OwnedQuerySet
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 4


class RedFlag(Owned):
    """A warning sign worth recording, with evidence, whatever the ratings say."""

    slug = models.SlugField(max_length=60)
    statement = models.CharField(max_length=160)
    description = models.TextField(max_length=1000, blank=True)
    source_refs = models.JSONField(default=list, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["statement"]
        constraints = [models.UniqueConstraint(fields=["organization", "slug"], name="red_flag_is_unique")]

    def __str__(self) -> str:
        return self.statement


class Rubric(Owned):
    """A rubric through all its versions."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    round_kind = models.CharField(max_length=20, choices=RoundKind.choices)
    current = models.ForeignKey("RubricVersion", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: "RelatedManager[RubricVersion]"

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "slug"], name="rubric_is_unique"),
            models.CheckConstraint(condition=Q(round_kind__in=RoundKind.values), name="rubric_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scales:detail", args=[self.pk])


class RubricVersion(models.Model):
    """A rubric as it stood; rounds pin one, and it never changes after that."""

    rubric = models.ForeignKey(Rubric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    guidance = models.TextField(max_length=4000, blank=True)
    source_refs = models.JSONField(default=list, blank=True)
    red_flags = models.ManyToManyField(RedFlag, related_name="+", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        criteria: "RelatedManager[Criterion]"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rubric", "number"], name="rubric_version_is_unique")]

    def __str__(self) -> str:
        return f"{self.rubric}, version {self.number}"


class Criterion(models.Model):
    """One line of a rubric; ratings answer it."""

    version = models.ForeignKey(RubricVersion, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    description = models.TextField(max_length=1000, blank=True)
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="criteria")
    source_refs = models.JSONField(default=list, blank=True)

    if TYPE_CHECKING:
        anchors: "RelatedManager[Anchor]"

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="criterion_position_is_unique")
        ]

    def __str__(self) -> str:
        return self.name


class Anchor(models.Model):
    """What one level of a criterion looks like in behaviour."""

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="anchors")
    level = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1000)

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
