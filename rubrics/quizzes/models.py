"""Quiz items: multiple choice with one right answer, scored by a program."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hiring.foundations.tenancy import Owned, OwnedQuerySet
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.library import widths as library
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY
from rubrics.library.states import QuestionStatus
from rubrics.quizzes import widths

LEAST_OPTIONS, MOST_OPTIONS = 2, 8


class QuizItem(Owned):
    """One prompt with its options; `answer` counts from 0, and is empty while nobody said which is right."""

    slug = models.SlugField(max_length=library.SLUG)
    prompt = models.TextField(_("prompt"), max_length=widths.PROMPT)
    options = models.JSONField(_("options"), default=list)
    answer = models.PositiveSmallIntegerField(_("right answer"), null=True, blank=True)
    explanation = models.TextField(_("why it is right"), max_length=widths.EXPLANATION, blank=True)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=2)
    competencies = models.ManyToManyField(Competency, related_name="quiz_items", blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    source_refs = models.JSONField(default=list, blank=True)
    status = models.CharField(max_length=10, choices=QuestionStatus.choices, default=QuestionStatus.DRAFT)
    author = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    # Whoever changed it last, when that was not its author alone: they have as little to approve in it.
    revised_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    review_note = models.TextField(_("what should change"), max_length=library.NOTE, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "slug"], name="quiz_item_is_unique"),
            models.CheckConstraint(
                condition=Q(status__in=QuestionStatus.values), name="quiz_item_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__gte=LEAST_DIFFICULTY, difficulty__lte=MOST_DIFFICULTY),
                name="quiz_item_difficulty_is_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(answer__isnull=True) | Q(answer__lt=MOST_OPTIONS), name="quiz_answer_is_an_option"
            ),
            models.CheckConstraint(
                condition=~Q(status=QuestionStatus.APPROVED) | Q(answer__isnull=False),
                name="approved_quiz_item_has_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(reviewer__isnull=True) | ~Q(author=F("reviewer")),
                name="quiz_item_is_reviewed_by_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(revised_by__isnull=True)
                | Q(reviewer__isnull=True)
                | ~Q(revised_by=F("reviewer")),
                name="quiz_item_is_not_reviewed_by_its_last_hand",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-id"], name="quiz_item_newest")]

    def __str__(self) -> str:
        return self.prompt

    def get_absolute_url(self) -> str:
        return reverse("quizzes:detail", args=[self.pk])
