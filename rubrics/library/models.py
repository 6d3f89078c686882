"""The questions a team asks, each through all its versions."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library import widths
from rubrics.library.states import IN_WORK, QuestionForm, QuestionStatus
from rubrics.scales.models import RedFlag

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

LEAST_DIFFICULTY, MOST_DIFFICULTY = 1, 5
LONGEST_MINUTES = 480


class Question(Owned):
    """A question through all its versions.

    `current` is the version that loops may ask: none before the first approval, and a retired one afterwards
    tells what was asked. `asked_count` and `last_asked_at` are what the rooms above say of its use: how often
    it was asked, or is going to be, within the rolling window.
    """

    slug = models.SlugField(max_length=widths.SLUG)
    title = models.CharField(_("title"), max_length=widths.TITLE)
    round_kind = models.CharField(_("round kind"), max_length=20, choices=RoundKind.choices)
    form = models.CharField(
        _("form"), max_length=10, choices=QuestionForm.choices, default=QuestionForm.QUESTION
    )
    tags = models.JSONField(_("tags"), default=list, blank=True)
    asked_count = models.PositiveIntegerField(default=0)
    last_asked_at = models.DateTimeField(null=True, blank=True)
    quarantined_at = models.DateTimeField(null=True, blank=True)
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
            models.CheckConstraint(condition=Q(form__in=QuestionForm.values), name="question_form_is_known"),
        ]
        indexes = [models.Index(fields=["organization", "round_kind", "-id"], name="question_by_kind")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:detail", args=[self.pk])

    @property
    def is_quarantined(self) -> bool:
        return self.quarantined_at is not None


class QuestionVersion(models.Model):
    """A question as it stood; rounds pin the version they ask. Only one that is in work ever changes."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=QuestionStatus.choices, default=QuestionStatus.DRAFT)
    title = models.CharField(_("title"), max_length=widths.TITLE)
    prompt = models.TextField(_("prompt"), max_length=widths.PROMPT)
    context = models.TextField(_("context to give"), max_length=widths.CONTEXT, blank=True)
    sample_answer = models.TextField(_("sample answer"), max_length=widths.SAMPLE_ANSWER, blank=True)
    follow_ups = models.JSONField(default=list, blank=True)
    strong_signals = models.JSONField(default=list, blank=True)
    weak_signals = models.JSONField(default=list, blank=True)
    # What an exercise hands out, and how its time goes: [{"minutes": 10, "activity": "…"}, …].
    materials = models.JSONField(default=list, blank=True)
    timings = models.JSONField(default=list, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    difficulty = models.PositiveSmallIntegerField(_("difficulty"))
    exposure_limit = models.PositiveIntegerField(_("exposure limit"), null=True, blank=True)
    source_refs = models.JSONField(default=list, blank=True)
    competencies = models.ManyToManyField(Competency, related_name="question_versions", blank=True)
    red_flags = models.ManyToManyField(RedFlag, related_name="+", blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    # Whoever changed it last, when that was not its author alone: they have as little to approve in it.
    revised_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    review_note = models.TextField(_("what should change"), max_length=widths.NOTE, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_is_unique"),
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(status__in=IN_WORK),
                name="question_has_one_version_in_work",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(reviewer__isnull=True) | ~Q(author=F("reviewer")),
                name="question_is_reviewed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(revised_by__isnull=True)
                | Q(reviewer__isnull=True)
                | ~Q(revised_by=F("reviewer")),
                name="question_is_not_reviewed_by_its_last_hand",
            ),
            models.CheckConstraint(
                condition=Q(status__in=QuestionStatus.values), name="question_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__gte=LEAST_DIFFICULTY, difficulty__lte=MOST_DIFFICULTY),
                name="question_difficulty_is_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES), name="question_takes_time"
            ),
            models.CheckConstraint(
                condition=Q(exposure_limit__isnull=True) | Q(exposure_limit__gte=1),
                name="question_may_be_asked_once_at_least",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}, version {self.number}"

    @property
    def is_in_work(self) -> bool:
        return self.status in IN_WORK


class LeakReport(Owned):
    """Somebody has seen a question where candidates can see it too; it is not asked until this is lifted."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="leak_reports")
    reason = models.TextField(_("where it was seen"), max_length=widths.NOTE)
    reported_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(auto_now_add=True)
    lifted_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lift_reason = models.TextField(_("why it may be asked again"), max_length=widths.NOTE, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="leak_report_is_lifted_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} was reported as leaked"
