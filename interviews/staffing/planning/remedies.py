"""The cheapest changes that let a loop be planned, each set planned again to be sure.

Whatever helps must break every conflict of rules. So of all that breaks one conflict the cheapest is tried
first, and if it does not help yet, it waits again with whatever breaks the next conflict that is left.
Before that some set that does is read off a plan; only what is cheaper is searched for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import count
from typing import Final

from interviews.staffing.planning.breaking import breakers, eased, merged
from interviews.staffing.planning.changes import Draft
from interviews.staffing.planning.conflicts import Loop, smallest_conflict
from interviews.staffing.planning.correcting import corrected
from interviews.staffing.planning.plan import BrokenRule, ChangeKind
from interviews.staffing.planning.seat_moves import Move, cost_of

# So many sets of changes are planned with, and so many of the same kinds are tried on a conflict.
_MOST_TRIES: Final = 40
_MOST_DRAFTS: Final = 6
_MOST_ALIKE: Final = 6

Kinds = tuple[ChangeKind, ...]


class Remedies:
    """Finds changes for one loop, which is one that cannot be planned."""

    def __init__(self, loop: Loop, conflict: Sequence[BrokenRule]) -> None:
        self._loop, self._conflict = loop, conflict

    def cheapest(self) -> Move | None:
        """The cheapest set that was found, in a search that is bounded."""
        drafts = corrected(self._loop)
        if drafts is None:
            return None
        known = self._spared(drafts)
        return self._spared(next(self._helping(at_once=_MOST_DRAFTS, below=cost_of(known)), known))

    def _spared(self, drafts: Move) -> Move:
        """The set without what turned out to be needless."""
        kept = drafts
        for draft in sorted(drafts, key=lambda draft: -draft.cost):
            rest = tuple(one for one in kept if one != draft)
            if eased(self._loop, rest).holds():
                kept = rest
        return kept

    def choices(self, *, most: int, at_once: int) -> list[Move]:
        """Sets of so many changes at the most, each of other kinds, the cheapest of all before others."""
        first = self.cheapest()
        if first is None:
            return []
        found: dict[Kinds, Move] = {kinds_of(first): first} if len(first) <= at_once else {}
        for move in self._helping(at_once=at_once):
            if len(found) < most:
                found.setdefault(kinds_of(move), move)
        return sorted(found.values(), key=cost_of)

    def _helping(self, *, at_once: int, below: int | None = None) -> Iterator[Move]:
        """Sets of so many changes at the most that help, the cheapest first, as far as the tries reach."""
        waiting: list[tuple[int, int, Move]] = []
        numbers, seen = count(), set[frozenset[Draft]]()
        self._lay_out(waiting, numbers, seen, (), self._conflict)
        for _ in range(_MOST_TRIES):
            if not waiting or (below is not None and waiting[0][0] >= below):
                return
            drafts = heappop(waiting)[2]
            there = eased(self._loop, drafts)
            if there.holds():
                yield drafts
            elif len(drafts) < at_once:
                self._lay_out(waiting, numbers, seen, drafts, smallest_conflict(there), there)

    def _lay_out(
        self,
        waiting: list[tuple[int, int, Move]],
        numbers: Iterator[int],
        seen: set[frozenset[Draft]],
        drafts: Move,
        conflict: Sequence[BrokenRule],
        loop: Loop | None = None,
    ) -> None:
        """Have the set wait with each that breaks a conflict which it leaves."""
        for move in _of_each_kind(breakers(loop or self._loop, conflict)):
            together = merged(drafts, move)
            if (key := frozenset(together)) not in seen:
                seen.add(key)
                heappush(waiting, (cost_of(together), next(numbers), together))


def _of_each_kind(moves: Iterator[Move]) -> Iterator[Move]:
    """The first few of all that are alike."""
    alike: Counter[Kinds] = Counter()
    for move in moves:
        alike[kinds_of(move)] += 1
        if alike[kinds_of(move)] <= _MOST_ALIKE:
            yield move


def kinds_of(move: Sequence[Draft]) -> Kinds:
    return tuple(sorted({draft.change for draft in move}))
