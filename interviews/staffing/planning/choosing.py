"""The next round of a day and its time, of all that are not needless beside another."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from interviews.staffing.planning.day_table import HAD, NEVER, DayTable
from interviews.staffing.planning.matching import Matching
from interviews.staffing.planning.timeline import places

# The round, its quarter hour on the day, where lunch may begin then, and the choices of people so far.
Step = tuple[int, int, int, tuple[int, ...]]


class Choosing:
    """Steps from one round of a day to the next, with people for all rounds so far.

    A later time is needless when nothing else is to be said for it: no lunch before it, and nobody that an
    earlier one has not.
    """

    def __init__(self, tables: Sequence[DayTable], matching: Matching) -> None:
        self._tables, self._matching = tables, matching
        self._choices: dict[tuple[int, int], dict[int, int]] = {}
        self._useful: dict[tuple[int, int, int], list[int]] = {}

    def steps(
        self, at: int, slot: int, among: int, waiting: int, lunch: int, chosen: tuple[int, ...]
    ) -> Iterator[Step]:
        """The rounds `among` that may be next, where all that are `waiting` come later than them."""
        table = self._tables[at]
        for r in places(among):
            if table.rounds[r].after & waiting:
                continue
            for start in self._starts(at, r, slot, lunch):
                step = self.placed(at, r, start, lunch, chosen)
                if step:
                    yield step

    def placed(self, at: int, r: int, start: int, lunch: int, chosen: tuple[int, ...]) -> Step | None:
        """The round at this quarter hour, if lunch and people allow it."""
        table = self._tables[at]
        lunch = table.after(r, start, lunch)
        if lunch == NEVER:
            return None
        if not table.plenty[r] >> start & 1:
            chosen = tuple(sorted((*chosen, self._number(at, r, start))))
            if not self._matching.fits(chosen):
                return None
        return r, start, lunch, chosen

    def _starts(self, at: int, r: int, slot: int, lunch: int) -> Iterator[int]:
        table = self._tables[at]
        if lunch == HAD:
            yield from self._of_use(at, r, slot)
        elif lunch != NEVER:
            lunched = max(slot, table.lunched(lunch))
            yield from takewhile(lambda start: start < lunched, self._of_use(at, r, slot))
            yield from self._of_use(at, r, lunched)

    def _of_use(self, at: int, r: int, begin: int) -> Sequence[int]:
        """The times from one on, each of which has somebody whom no earlier one has."""
        key = at, r, begin
        if key not in self._useful:
            self._useful[key] = self._worth_trying(at, r, begin)
        return self._useful[key]

    def _worth_trying(self, at: int, r: int, begin: int) -> list[int]:
        plenty = self._tables[at].plenty[r] >> begin
        last = begin + (plenty & -plenty).bit_length() - 1 if plenty else NEVER
        firsts = []
        for number, bits in self._by_choice(at, r).items():
            ahead = bits >> begin
            if ahead:
                firsts.append((begin + (ahead & -ahead).bit_length() - 1, number))
        found: list[int] = []
        before: list[int] = []
        for start, number in sorted(firsts):
            if start > last:
                break
            if not any(self._matching.covers(one, number) for one in before):
                before.append(number)
                found.append(start)
        return [*found, last] if plenty else found

    def _by_choice(self, at: int, r: int) -> dict[int, int]:
        """The times when not enough people are left whoever sits elsewhere, by who could sit there then."""
        key = at, r
        if key not in self._choices:
            table = self._tables[at]
            scarce = table.starts[r] & ~table.plenty[r]
            self._choices[key] = self._matching.choices(r, scarce << table.first, table.first)
        return self._choices[key]

    def _number(self, at: int, r: int, start: int) -> int:
        return next(number for number, bits in self._by_choice(at, r).items() if bits >> start & 1)
