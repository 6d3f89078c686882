from django.db import models
from django.utils.translation import gettext_lazy as _


class ScaleStatus(models.TextChoices):
    """Of a rubric and of a red flag: whether new rounds and rubrics may take it."""

    IN_USE = "in_use", _("In use")
    RETIRED = "retired", _("Retired")

    @property
    def next(self) -> frozenset["ScaleStatus"]:
        return SCALE_MOVES[self]


SCALE_MOVES = {
    ScaleStatus.IN_USE: frozenset({ScaleStatus.RETIRED}),
    ScaleStatus.RETIRED: frozenset({ScaleStatus.IN_USE}),
}
