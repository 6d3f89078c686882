"""Which rounds on which days: all ways that need no more days and minutes than allowed."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from operator import add, or_

from interviews.staffing.planning.day_table import NEVER, DayTable, back_to_back
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.problem import Problem

# For each day used, by its place, the rounds on it, one bit each.
Partition = tuple[tuple[int, int], ...]


class Partitions:
    """Shares the rounds out to days, in the order of the days.

    Days with pinned rounds are used anyway; `new` days are others. What is left out because it takes more
    minutes than allowed is noted: it takes at least so many more as `beyond` tells.
    """

    def __init__(self, problem: Problem, tables: Sequence[DayTable], meter: Meter) -> None:
        self._problem, self._tables, self._meter = problem, tables, meter
        self._useful = [at for at, table in enumerate(tables) if table.can or table.pinned]
        # From each useful day on: what can be placed at all, on how many days with pins, and their minutes.
        cans = [tables[at].can for at in self._useful]
        pins = [tables[at].least(0) if tables[at].pinned else 0 for at in self._useful]
        has_pins = [1 if tables[at].pinned else 0 for at in self._useful]
        self._can = _from_the_end(cans, or_)
        self._pinned_minutes = _from_the_end(pins, add)
        self._pinned_days = _from_the_end(has_pins, add)
        self.pinned_days, self.pinned_minutes = self._pinned_days[0], self._pinned_minutes[0]
        self._ordered = [(1 << r, round.after) for r, round in enumerate(problem.rounds) if round.after]
        self.every_round = (1 << len(problem.rounds)) - 1
        new = [day for day in problem.days if not day.pinned]
        self._any_new = DayTable(problem, new, meter) if new else None
        self._bounds: dict[tuple[int, int], int] = {}
        self._alone: dict[int, int] = {}
        self._learnt: dict[tuple[int, int, int], int] = {}
        self.beyond = NEVER

    @property
    def most_new(self) -> int:
        return min(len(self._problem.rounds), len(self._useful) - self.pinned_days)

    def floor(self, new: int) -> int:
        """No partition onto so many new days takes fewer minutes."""
        return self._bound(0, self.every_round, new)

    def within(self, new: int, minutes: int) -> Iterator[tuple[int, Partition]]:
        """Every partition onto so many new days, with the fewest minutes it takes, if these are allowed."""
        self.beyond = NEVER
        return self._from(0, self.every_round, new, minutes, 0, ())

    def _from(
        self, at: int, rounds: int, new: int, minutes: int, spent: int, so_far: Partition
    ) -> Iterator[tuple[int, Partition]]:
        if not rounds and not new and not self._pinned_days[at]:
            yield spent, so_far
            return
        before, self.beyond, is_any = self.beyond, NEVER, False
        for found in self._further(at, rounds, new, minutes, spent, so_far):
            is_any = True
            yield found
        if not is_any:
            # It takes more than was left: whoever comes here with as little again need not look.
            self._learnt[at, rounds, new] = min(NEVER, minutes - spent + self.beyond)
        self.beyond = min(before, self.beyond)

    def _further(
        self, at: int, rounds: int, new: int, minutes: int, spent: int, so_far: Partition
    ) -> Iterator[tuple[int, Partition]]:
        for place in range(at, len(self._useful)):
            if rounds & ~self._can[place] or (not new and not self._pinned_days[place]):
                return
            table = self._tables[self._useful[place]]
            if table.pinned or new:
                left = new if table.pinned else new - 1
                for chosen, taken in self._choices(place, rounds, left, minutes - spent):
                    more = (*so_far, (self._useful[place], chosen))
                    yield from self._from(place + 1, rounds & ~chosen, left, minutes, spent + taken, more)
            if table.pinned:
                return

    def _choices(self, place: int, rounds: int, new: int, minutes: int) -> Iterator[tuple[int, int]]:
        """What of the rounds may lie on the day, with the fewest minutes of it."""
        table = self._tables[self._useful[place]]
        for chosen in self._sets(place, rounds, new):
            self._meter.steps += 1
            later = rounds & ~chosen
            if later & ~self._can[place + 1] or not self._is_in_order(chosen, later):
                continue
            bound = self._bound(place + 1, later, new)
            need = bound + (table.least(0) if table.pinned else self._packed(chosen))
            if need <= minutes:
                need = bound + table.least(chosen)
            if need <= minutes:
                yield chosen, need - bound
            elif need < NEVER:
                self.beyond = min(self.beyond, need - minutes)

    def _sets(self, place: int, rounds: int, new: int) -> Iterator[int]:
        table = self._tables[self._useful[place]]
        there = rounds & table.can
        if not new and not self._pinned_days[place + 1]:
            if there == rounds:
                yield rounds
            return
        chosen = there
        while chosen:
            yield chosen
            chosen = (chosen - 1) & there
        if table.pinned:
            yield 0

    def _is_in_order(self, chosen: int, later: int) -> bool:
        return not any(after & later for bit, after in self._ordered if chosen & bit)

    def _bound(self, place: int, rounds: int, new: int) -> int:
        """No fewer minutes do for these rounds from a day on."""
        learnt = self._learnt.get((place, rounds, new), 0)
        if self._pinned_days[place]:
            return max(learnt, self._pinned_minutes[place])
        key = rounds, new
        if key not in self._bounds:
            self._bounds[key] = self._bound_of(rounds, new)
        return max(learnt, self._bounds[key])

    def _bound_of(self, rounds: int, new: int) -> int:
        """As if every day had all that any of them has: the day of the first round with what goes with it."""
        if not new or not rounds or self._any_new is None:
            return NEVER if new or rounds else 0
        if new == 1:
            return self._any_new.least(rounds)
        first = rounds & -rounds
        chosen = others = rounds & ~first
        best = NEVER
        while chosen:
            chosen = (chosen - 1) & others
            self._meter.steps += 1
            if chosen.bit_count() < self._any_new.most:
                day = self._any_new.least(chosen | first)
                if day < best:
                    best = min(best, day + self._bound(len(self._useful), others & ~chosen, new - 1))
        return best

    def _packed(self, rounds: int) -> int:
        if rounds not in self._alone:
            self._alone[rounds] = back_to_back(self._problem.rounds, rounds)
        return self._alone[rounds]


def _from_the_end(ones: Sequence[int], both: Callable[[int, int], int]) -> list[int]:
    """For every place what is from there on, put together; after the last place there is nothing."""
    return list(accumulate(reversed(ones), both, initial=0))[::-1]
