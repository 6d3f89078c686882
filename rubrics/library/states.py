from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    RETIRED = "retired", _("Retired")

    @property
    def next(self) -> frozenset["QuestionStatus"]:
        return QUESTION_MOVES[self]


QUESTION_MOVES = {
    QuestionStatus.DRAFT: frozenset({QuestionStatus.IN_REVIEW, QuestionStatus.RETIRED}),
    QuestionStatus.IN_REVIEW: frozenset({QuestionStatus.DRAFT, QuestionStatus.APPROVED}),
    QuestionStatus.APPROVED: frozenset({QuestionStatus.RETIRED}),
    # What is wanted back is written anew, from this version.
    QuestionStatus.RETIRED: frozenset(),
}


# A question has at most one version that is being worked on, beside the one that is asked.
IN_WORK = (QuestionStatus.DRAFT, QuestionStatus.IN_REVIEW)


class QuestionForm(models.TextChoices):
    QUESTION = "question", _("Question")
    EXERCISE = "exercise", _("Exercise")
