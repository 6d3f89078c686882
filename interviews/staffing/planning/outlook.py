"""What the people of the days to come cost at the least, wherever the search stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from interviews.staffing.planning.day_table import NEVER, DayTable
from interviews.staffing.planning.instance import GRID_MINUTES
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.partitions import Partition
from interviews.staffing.planning.seating import Seating
from interviews.staffing.planning.timeline import ones, places


class Step(NamedTuple):
    """The next round, its quarter hour on the day, and where lunch may begin after it."""

    round: int
    start: int
    lunch: int


class Outlook:
    """Counts people by what they cost with their prices, as if they might sit in any number of rounds.

    The prices themselves are taken off once, so that no staffing with everybody in one seat costs less.
    """

    def __init__(
        self,
        tables: Sequence[DayTable],
        seating: Seating,
        meter: Meter,
        prices: Mapping[int, int],
    ) -> None:
        self._tables, self._seating, self._meter, self._prices = tables, seating, meter, prices
        self._values: dict[tuple[int, int], int] = {}
        self._priced: dict[tuple[int, int], int] = {}
        self._least: dict[tuple[int, int, int, int, int], int] = {}
        self._firsts: dict[tuple[int, int, int, int], list[tuple[int, Step, int]]] = {}

    def value(self, r: int, slot: int) -> int:
        """What the round costs at the least at a quarter hour of the timeline."""
        key = r, slot
        if key not in self._values:
            choice = r, self._seating.number(r, slot)
            if choice not in self._priced:
                self._priced[choice] = self._seating.priced(*choice, self._prices)
            self._values[key] = self._priced[choice] + self._seating.avoided(1 << slot)
        return self._values[key]

    def from_each_day(self, partition: Partition, spare: int) -> list[int]:
        """What the days from each on cost at the least, with so many minutes to spare on each of them."""
        rest = [-sum(self._prices.values())]
        for at, rounds in reversed(partition):
            steps = self.first_steps(at, rounds, 0, spare)
            rest.append(rest[-1] + ((steps[0][0] if steps else NEVER) if rounds else 0))
        return rest[::-1]

    def first_steps(self, at: int, rounds: int, slot: int, spare: int) -> list[tuple[int, Step, int]]:
        """How a day may begin: the least it costs then, the step, and the minute by which it must end."""
        key = at, rounds, slot, spare
        if key not in self._firsts:
            self._firsts[key] = sorted(self._first_steps(at, rounds, slot, spare))
        return self._firsts[key]

    def _first_steps(self, at: int, rounds: int, slot: int, spare: int) -> Iterator[tuple[int, Step, int]]:
        table = self._tables[at]
        allowed, lunch = table.least(rounds) + spare, table.lunch_from(slot)
        for r in places(rounds):
            if table.rounds[r].after & rounds:
                continue
            for start in places(table.starts[r] >> slot << slot):
                begin = GRID_MINUTES * start
                end = (min(begin, table.pinned[0]) if table.pinned else begin) + allowed
                if table.pinned and max(table.pinned[1], begin + table.rounds[r].minutes) > end:
                    continue
                least = self._with(at, r, start, rounds, lunch, end)
                if least < NEVER:
                    yield least, Step(r, start, table.after(r, start, lunch)), end

    def steps(self, at: int, slot: int, rounds: int, lunch: int, end: int) -> list[tuple[int, Step]]:
        """How the day may go on: the least that these rounds cost then, and the step."""
        table = self._tables[at]
        found = []
        for r in places(rounds):
            if table.rounds[r].after & rounds:
                continue
            last = (end - table.rounds[r].minutes) // GRID_MINUTES
            for start in places((table.starts[r] & ones(last + 1)) >> slot << slot):
                least = self._with(at, r, start, rounds, lunch, end)
                if least < NEVER:
                    found.append((least, Step(r, start, table.after(r, start, lunch))))
        return sorted(found)

    def _least_of(self, at: int, slot: int, rounds: int, lunch: int, end: int) -> int:
        if not rounds:
            return 0
        key = at, slot, rounds, lunch, end
        if key not in self._least:
            self._meter.spend()
            table = self._tables[at]
            least = NEVER
            for r in places(rounds):
                if not table.rounds[r].after & rounds:
                    last = (end - table.rounds[r].minutes) // GRID_MINUTES
                    for start in places((table.starts[r] & ones(last + 1)) >> slot << slot):
                        least = min(least, self._with(at, r, start, rounds, lunch, end))
            self._least[key] = least
        return self._least[key]

    def _with(self, at: int, r: int, start: int, rounds: int, lunch: int, end: int) -> int:
        """The least that these rounds cost when this of them is next, at this quarter hour; or NEVER."""
        table = self._tables[at]
        lunch = table.after(r, start, lunch)
        if lunch == NEVER:
            return NEVER
        left, onwards = rounds & ~(1 << r), start + table.rounds[r].step
        if table.end(onwards, left, lunch) > end:
            return NEVER
        rest = self._least_of(at, onwards, left, lunch, end)
        return NEVER if rest >= NEVER else rest + self.value(r, table.first + start)
