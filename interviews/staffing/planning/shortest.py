"""The fewest days, and then the fewest minutes, in which all rounds can be held by people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from interviews.staffing.planning.choosing import Choosing, Step
from interviews.staffing.planning.day_table import NEVER, DayTable
from interviews.staffing.planning.feasible import Feasible, Times
from interviews.staffing.planning.instance import GRID_MINUTES
from interviews.staffing.planning.matching import Matching
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.partitions import Partition, Partitions
from interviews.staffing.planning.problem import Problem
from interviews.staffing.planning.timeline import places


class Short(NamedTuple):
    """Times of all rounds, with the new days they use and the minutes of all listed days."""

    new: int
    minutes: int
    times: Times


@dataclass(slots=True)
class Shortest:
    """Tries one more day, and then a little more time, until people are found for all rounds."""

    problem: Problem
    tables: Sequence[DayTable]
    partitions: Partitions
    matching: Matching
    meter: Meter
    is_known: bool = False
    is_hopeless: bool = False

    def found(self) -> Short | None:
        for new in range(self.partitions.most_new + 1):
            short = self._with(new)
            if short or self.is_hopeless:
                return short
        return None

    def _with(self, new: int) -> Short | None:
        minutes, is_known = self.partitions.floor(new), False
        while minutes < NEVER:
            walk = _Walk(self.tables, self.matching, self.meter)
            for bound, partition in self.partitions.within(new, minutes):
                times = walk.times(partition, minutes - bound)
                if times is not None:
                    return Short(new, minutes, times)
            more = min(walk.beyond, self.partitions.beyond)
            # Before the days are looked at again and again, with ever more time: is there any end to it?
            if walk.is_tried and not is_known and more < NEVER:
                if not self._is_possible(new):
                    return None
                is_known = True
            minutes += more
        return None

    def _is_possible(self, new: int) -> bool:
        """Asked for the first time it looks at any number of days: there may be no plan at all."""
        feasible = Feasible(self.problem, self.tables, self.matching, self.meter)
        if not self.is_known:
            self.is_known = True
            self.is_hopeless = feasible.times(len(self.problem.rounds)) is None
        return not self.is_hopeless and feasible.times(new) is not None


@dataclass(slots=True)
class _Walk:
    """Goes through the days of a partition, with the minutes to spare beside the fewest of each day.

    What would be found with more to spare is noted: `beyond` is how many minutes more.
    """

    tables: Sequence[DayTable]
    matching: Matching
    meter: Meter
    beyond: int = NEVER
    is_tried: bool = False
    choosing: Choosing = field(init=False)
    partition: Partition = ()
    failed: set[tuple[object, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.choosing = Choosing(self.tables, self.matching)

    def times(self, partition: Partition, spare: int) -> Times | None:
        self.partition, self.is_tried = partition, True
        self.failed.clear()
        return self._day(0, 0, spare, ())

    def _day(self, index: int, free: int, spare: int, chosen: tuple[int, ...]) -> Times | None:
        if index == len(self.partition):
            return ()
        at, rounds = self.partition[index]
        if not rounds:
            return self._day(index + 1, free, spare, chosen)
        table = self.tables[at]
        slot = max(0, free - table.first)
        key = index, slot, spare, chosen
        if key in self.failed:
            return None
        allowed = table.least(rounds) + spare
        for start in places(self._firsts(table, rounds) >> slot << slot):
            end = self._end(table, start, allowed)
            found = self._first(index, start, end, table.lunch_from(slot), chosen)
            if found is not None:
                return found
        self.failed.add(key)
        return None

    def _firsts(self, table: DayTable, rounds: int) -> int:
        bits = 0
        for r in places(rounds):
            if not table.rounds[r].after & rounds:
                bits |= table.starts[r]
        return bits

    def _end(self, table: DayTable, start: int, allowed: int) -> int:
        """The minute by which the day must end that begins here."""
        begin = GRID_MINUTES * start
        return (min(begin, table.pinned[0]) if table.pinned else begin) + allowed

    def _first(self, index: int, start: int, end: int, lunch: int, chosen: tuple[int, ...]) -> Times | None:
        at, rounds = self.partition[index]
        table = self.tables[at]
        if table.pinned and table.pinned[1] > end:
            self.beyond = min(self.beyond, table.pinned[1] - end)
            return None
        for r in places(rounds):
            if table.starts[r] >> start & 1 and not table.rounds[r].after & rounds:
                step = self.choosing.placed(at, r, start, lunch, chosen)
                found = self._onwards(index, rounds, end, step) if step else None
                if found is not None:
                    return found
        return None

    def _onwards(self, index: int, rounds: int, end: int, step: Step) -> Times | None:
        """The rest of the rounds after this step, which takes one of them."""
        r, start, lunch, chosen = step
        table = self.tables[self.partition[index][0]]
        round, rest = table.rounds[r], rounds & ~(1 << r)
        reach = max(GRID_MINUTES * start + round.minutes, table.end(start + round.step, rest, lunch))
        if reach > end:
            self.beyond = min(self.beyond, reach - end)
            return None
        if rest:
            found = self._rest(index, start + round.step, rest, end, lunch, chosen)
        else:
            last = max(reach, table.pinned[1]) if table.pinned else reach
            found = self._day(index + 1, table.first + start + round.quarters, end - last, chosen)
        return None if found is None else ((r, table.first + start), *found)

    def _rest(
        self, index: int, slot: int, rounds: int, end: int, lunch: int, chosen: tuple[int, ...]
    ) -> Times | None:
        self.meter.steps += 1
        key = index, slot, rounds, end, lunch, chosen
        if key in self.failed:
            return None
        for step in self.choosing.steps(self.partition[index][0], slot, rounds, rounds, lunch, chosen):
            found = self._onwards(index, rounds, end, step)
            if found is not None:
                return found
        self.failed.add(key)
        return None
