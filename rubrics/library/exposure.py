"""How much a question is used, as the rooms above say: what the library shows, sorts and filters by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from rubrics.library.models import Question
from rubrics.library.searching.entries import index_questions


@dataclass(frozen=True, slots=True)
class Exposure:
    """Planned or asked so many times within the rolling window; asked last at, if ever."""

    asked_count: int = 0
    last_asked_at: datetime | None = None


def note_exposure(exposures: Mapping[int, Exposure]) -> None:
    """Write down how much these questions are used; the caller holds whatever it counted."""
    changed = []
    for question in Question.objects.filter(pk__in=exposures).order_by("pk"):
        exposure = exposures[question.pk]
        if (question.asked_count, question.last_asked_at) != (exposure.asked_count, exposure.last_asked_at):
            question.asked_count, question.last_asked_at = exposure.asked_count, exposure.last_asked_at
            changed.append(question)
    Question.objects.bulk_update(changed, ["asked_count", "last_asked_at"], batch_size=500)
    index_questions([question.pk for question in changed])
