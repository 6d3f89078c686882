from django.db import models
from django.utils.translation import gettext_lazy as _


class DebriefStatus(models.TextChoices):
    OPEN = "open", _("Open")
    DECIDED = "decided", _("Decided")

    @property
    def next(self) -> frozenset["DebriefStatus"]:
        return DEBRIEF_MOVES[self]


DEBRIEF_MOVES = {
    DebriefStatus.OPEN: frozenset({DebriefStatus.DECIDED}),
    DebriefStatus.DECIDED: frozenset(),
}
