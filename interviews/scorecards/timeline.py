"""When an author had evidence for a criterion, and when they rated it: which came first can be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from interviews.scorecards.content import Answer, Content


@dataclass(frozen=True)
class Moments:
    """Since when one criterion has had evidence without a gap, and since when it has had this rating.

    Aware instants; None while there is none. That it was not assessed is a rating, too.
    """

    evidenced_at: datetime | None = None
    rated_at: datetime | None = None


# By the criterion's id.
Timeline = Mapping[int, Moments]


def timeline_after(timeline: Timeline, before: Content, now: Content, *, at: datetime) -> dict[int, Moments]:
    """The moments once the content `before` has become `now`, at that instant."""
    return {
        criterion: _moments(
            timeline.get(criterion, Moments()), before.answers.get(criterion, Answer()), answer, at
        )
        for criterion, answer in now.answers.items()
    }


def _moments(known: Moments, before: Answer, answer: Answer, at: datetime) -> Moments:
    is_same = _rating(before) == _rating(answer)
    return Moments(
        evidenced_at=(known.evidenced_at or at) if answer.evidence.strip() else None,
        rated_at=((known.rated_at if is_same else None) or at) if _is_rated(answer) else None,
    )


def _rating(answer: Answer) -> tuple[int | None, bool]:
    return answer.value, answer.is_not_assessed


def _is_rated(answer: Answer) -> bool:
    return answer.is_not_assessed or answer.value is not None


def to_json(timeline: Timeline) -> dict[str, dict[str, str | None]]:
    """The moments as JSON-able values; `from_json` gives them back unchanged."""
    return {
        str(criterion): {
            "evidenced_at": _written(moments.evidenced_at),
            "rated_at": _written(moments.rated_at),
        }
        for criterion, moments in sorted(timeline.items())
    }


def _written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def from_json(stored: Mapping[str, Any]) -> dict[int, Moments]:
    """The moments that `to_json` wrote; an empty mapping has none."""
    return {
        int(criterion): Moments(**{name: at and datetime.fromisoformat(at) for name, at in moments.items()})
        for criterion, moments in stored.items()
    }
