"""The account of a document: every unit is found, part of the structure, or skipped for a reason; once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from rubrics.importing.findings import Skipped
from rubrics.importing.parsing.units import Unit

UNKNOWN = "stands outside every question and section that was recognised"


class Fate(StrEnum):
    FOUND = auto()
    STRUCTURE = auto()
    SKIPPED = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a unit; `reason` says why it was skipped."""

    fate: Fate
    reason: str = ""


class Ledger:
    """Who took which unit. The first entry stands: nothing is given to two findings."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.entries: list[Entry | None] = [None] * len(units)

    def find(self, *units: Unit) -> None:
        self._enter(units, Entry(Fate.FOUND))

    def structure(self, *units: Unit) -> None:
        self._enter(units, Entry(Fate.STRUCTURE))

    def skip(self, units: Iterable[Unit], reason: str) -> None:
        self._enter(units, Entry(Fate.SKIPPED, reason))

    def is_open(self, unit: Unit) -> bool:
        return self.entries[unit.index] is None

    def reason_of(self, unit: Unit) -> str:
        entry = self.entries[unit.index]
        return "" if entry is None else entry.reason

    def close(self) -> None:
        """Skips whatever nobody took."""
        self.skip(self.units, UNKNOWN)

    def skipped(self) -> Iterator[Skipped]:
        """What was left out, in order; units that follow one another without a blank line are one entry."""
        group: list[Unit] = []
        for unit in self.units:
            entry = self.entries[unit.index]
            if entry is None or entry.fate is not Fate.SKIPPED:
                continue
            if group and not self._goes_on(group[-1], unit):
                yield self._entry_of(group)
                group = []
            group.append(unit)
        if group:
            yield self._entry_of(group)

    def _goes_on(self, last: Unit, unit: Unit) -> bool:
        return (
            unit.index == last.index + 1
            and not unit.gap
            and self.entries[last.index] == self.entries[unit.index]
        )

    def _entry_of(self, group: list[Unit]) -> Skipped:
        entry = self.entries[group[0].index]
        text = "\n".join(line.text for unit in group for line in unit.lines)
        return Skipped(line=group[0].number, text=text, reason=entry.reason if entry else UNKNOWN)

    def _enter(self, units: Iterable[Unit], entry: Entry) -> None:
        for unit in units:
            if self.entries[unit.index] is None:
                self.entries[unit.index] = entry
