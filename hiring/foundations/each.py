"""The same change made to many rows: one that is refused takes none of the others along."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import transaction

from hiring.foundations.errors import DomainError

Row = TypeVar("Row")


@dataclass(frozen=True)
class Outcome(Generic[Row]):
    """One row as it is afterwards, or as it was where the change was refused."""

    row: Row
    refusal: DomainError | None = None

    @property
    def is_done(self) -> bool:
        return self.refusal is None


def for_each(rows: Iterable[Row], act: Callable[[Row], Any]) -> list[Outcome[Row]]:
    """Try the change on every row, each in a transaction of its own; tells in order what came of it."""
    return [_tried(row, act) for row in rows]


def _tried(row: Row, act: Callable[[Row], Any]) -> Outcome[Row]:
    try:
        with transaction.atomic():
            return Outcome(act(row) or row)
    except DomainError as refusal:
        return Outcome(row, refusal)
