"""The questions a team asks, each through all its versions."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.states import QuestionStatus
from rubrics.scales.models import RedFlag

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LEAST_DIFFICULTY, MOST_DIFFICULTY = 1, 5


class Question(Owned):
    """A question through all its versions."""

    slug = models.SlugField(max_length=80)
    title = models.CharField(_("title"), max_length=160)
    round_kind = models.CharField(_("round kind"), max_length=20, choices=RoundKind.choices)
    current = models.ForeignKey("QuestionVersion", null=True, on_delete=models.PROTECT, related_name="+")

    objects = OwnedQuerySet.as_manager()

    if TYPE_CHECKING:
        versions: "RelatedManager[QuestionVersion]"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "slug"], name="question_is_unique"),
            models.CheckConstraint(
                condition=Q(round_kind__in=RoundKind.values), name="question_kind_is_known"
            ),
        ]
        indexes = [models.Index(fields=["organization", "round_kind", "-id"], name="question_by_kind")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:detail", args=[self.pk])


class QuestionVersion(models.Model):
    """A question as it stood; rounds pin the version they ask."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=QuestionStatus.choices, default=QuestionStatus.DRAFT)
    prompt = models.TextField(_("prompt"), max_length=4000)
    context = models.TextField(_("context to give"), max_length=4000, blank=True)
    follow_ups = models.JSONField(default=list, blank=True)
    strong_signals = models.JSONField(default=list, blank=True)
    weak_signals = models.JSONField(default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    difficulty = models.PositiveSmallIntegerField(_("difficulty"))
    exposure_limit = models.PositiveIntegerField(_("exposure limit"), null=True, blank=True)
    source_refs = models.JSONField(default=list, blank=True)
    competencies = models.ManyToManyField(Competency, related_name="question_versions", blank=True)
    red_flags = models.ManyToManyField(RedFlag, related_name="+", blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_is_unique"),
            models.CheckConstraint(
                condition=Q(status__in=QuestionStatus.values), name="question_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__gte=LEAST_DIFFICULTY, difficulty__lte=MOST_DIFFICULTY),
                name="question_difficulty_is_1_to_5",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=480), name="question_takes_time"),
            models.CheckConstraint(
                condition=Q(exposure_limit__isnull=True) | Q(exposure_limit__gte=1),
                name="question_may_be_asked_once_at_least",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}, version {self.number}"
