from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftKind(models.TextChoices):
    QUESTION = "question", _("Question")
    EXCHANGE = "exchange", _("Exchange")
    QUIZ_ITEM = "quiz_item", _("Quiz item")
    EXERCISE = "exercise", _("Exercise")
    CRITERION = "criterion", _("Criterion")
    RED_FLAG = "red_flag", _("Red flag")


class DraftStatus(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    ACCEPTED = "accepted", _("Accepted")
    MERGED = "merged", _("Merged")
    DISMISSED = "dismissed", _("Left out")

    @property
    def next(self) -> frozenset["DraftStatus"]:
        return DRAFT_MOVES[self]


DRAFT_MOVES = {
    DraftStatus.WAITING: frozenset({DraftStatus.ACCEPTED, DraftStatus.MERGED, DraftStatus.DISMISSED}),
    DraftStatus.ACCEPTED: frozenset(),
    DraftStatus.MERGED: frozenset(),
    DraftStatus.DISMISSED: frozenset({DraftStatus.WAITING}),
}
