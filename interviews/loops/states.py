from django.db import models
from django.utils.translation import gettext_lazy as _


class LoopStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    DECIDED = "decided", _("Decided")
    CANCELLED = "cancelled", _("Cancelled")

    @property
    def next(self) -> frozenset["LoopStatus"]:
        return LOOP_MOVES[self]


LOOP_MOVES = {
    LoopStatus.DRAFT: frozenset({LoopStatus.PUBLISHED, LoopStatus.CANCELLED}),
    LoopStatus.PUBLISHED: frozenset({LoopStatus.DECIDED, LoopStatus.CANCELLED}),
    LoopStatus.DECIDED: frozenset(),
    LoopStatus.CANCELLED: frozenset(),
}
