from django.db import models
from django.utils.translation import gettext_lazy as _


class ScorecardStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")

    @property
    def next(self) -> frozenset["ScorecardStatus"]:
        return SCORECARD_MOVES[self]


SCORECARD_MOVES = {
    ScorecardStatus.DRAFT: frozenset({ScorecardStatus.SUBMITTED}),
    ScorecardStatus.SUBMITTED: frozenset(),
}
