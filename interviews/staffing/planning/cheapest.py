"""Of all plans with the fewest days and minutes the one whose people cost least."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from interviews.staffing.planning.day_table import DayTable
from interviews.staffing.planning.feasible import Times
from interviews.staffing.planning.instance import GRID_MINUTES
from interviews.staffing.planning.meter import Meter, Spent
from interviews.staffing.planning.outlook import Outlook, Step
from interviews.staffing.planning.partitions import Partition, Partitions
from interviews.staffing.planning.seating import Seating, Staffed
from interviews.staffing.planning.shortest import Short
from interviews.staffing.planning.timeline import places

# So many partitions are looked at together, the most promising first.
_TOGETHER: Final = 1024


class _Graded(NamedTuple):
    """A partition: what its people cost at the least, by which prices, and the minutes it has to spare."""

    cost: int
    prices: dict[int, int]
    spare: int
    partition: Partition


class _Way(NamedTuple):
    """A partition, with what it costs from each of its days on at the least."""

    outlook: Outlook
    partition: Partition
    rest: list[int]


class _Point(NamedTuple):
    """Before a day: when the candidate is free, minutes to spare, and the times so far with their cost."""

    day: int
    free: int
    spare: int
    cost: int
    times: Times


class Best(NamedTuple):
    """Times with their people; nothing of as many days and minutes costs less if it `is_proven`."""

    times: Times
    staffed: Staffed
    is_proven: bool


@dataclass(slots=True)
class Cheapest:
    """Improves the first plan that was found until nothing cheaper is left, or the meter is over."""

    tables: Sequence[DayTable]
    partitions: Partitions
    seating: Seating
    meter: Meter
    best: Best = field(init=False)
    _outlooks: dict[tuple[tuple[int, int], ...], Outlook] = field(default_factory=dict)

    def found(self, short: Short) -> Best:
        staffed = self.seating.staffed(short.times)
        if staffed is None:
            raise AssertionError("people were matched to these times")
        self.best = Best(short.times, staffed, is_proven=True)
        try:
            self._improve(short)
        except Spent:
            self.best = self.best._replace(is_proven=False)
        return self.best

    def _improve(self, short: Short) -> None:
        anywhere = [0] * len(self.seating.rounds)
        for table in self.tables:
            for r, starts in enumerate(table.starts):
                anywhere[r] |= starts << table.first
        floor = self.seating.bound(anywhere)
        if floor is None or floor.cost >= self.best.staffed.cost:
            return
        partitions = self.partitions.within(short.new, short.minutes)
        while together := list(islice(partitions, _TOGETHER)):
            for cost, prices, spare, partition in self._graded(together, short.minutes):
                if cost >= self.best.staffed.cost:
                    break
                self._descend(self._outlook(prices), partition, spare)
                if floor.cost >= self.best.staffed.cost:
                    return

    def _graded(self, together: Sequence[tuple[int, Partition]], minutes: int) -> list[_Graded]:
        """The partitions with what they cost at the least, in the order of that."""
        graded = []
        for bound, partition in together:
            self.meter.spend()
            times = [0] * len(self.seating.rounds)
            for at, rounds in partition:
                for r in places(rounds):
                    times[r] = self.tables[at].starts[r] << self.tables[at].first
            floor = self.seating.bound(times)
            if floor is not None and floor.cost < self.best.staffed.cost:
                graded.append(_Graded(floor.cost, floor.prices, minutes - bound, partition))
        return sorted(graded, key=lambda one: (one.cost, one.partition))

    def _outlook(self, prices: dict[int, int]) -> Outlook:
        """Partitions with the same prices, which are most of them, look at their days together."""
        key = tuple(sorted(prices.items()))
        if key not in self._outlooks:
            self._outlooks[key] = Outlook(self.tables, self.seating, self.meter, prices)
        return self._outlooks[key]

    def _descend(self, outlook: Outlook, partition: Partition, spare: int) -> None:
        """Note everything in a partition that is cheaper than the best so far."""
        way = _Way(outlook, partition, outlook.from_each_day(partition, spare))
        if way.rest[0] < self.best.staffed.cost:
            for times in self._days(way, _Point(0, 0, spare, 0, ())):
                staffed = self.seating.staffed(times)
                if staffed and staffed.cost < self.best.staffed.cost:
                    self.best = Best(times, staffed, is_proven=True)

    def _days(self, way: _Way, point: _Point) -> Iterator[Times]:
        """The times that may be cheaper, from a day on."""
        if point.day == len(way.partition):
            yield point.times
            return
        at, rounds = way.partition[point.day]
        slot = max(0, point.free - self.tables[at].first)
        for least, step, end in way.outlook.first_steps(at, rounds, slot, point.spare):
            if point.cost + least + way.rest[point.day + 1] >= self.best.staffed.cost:
                break
            yield from self._onwards(way, point, rounds, step, end)
        if not rounds:
            yield from self._days(way, point._replace(day=point.day + 1))

    def _onwards(self, way: _Way, point: _Point, rounds: int, step: Step, end: int) -> Iterator[Times]:
        """Take this step, and go on with the day or with the next."""
        self.meter.spend()
        at, _ = way.partition[point.day]
        table = self.tables[at]
        r, start, lunch = step
        round, left = table.rounds[r], rounds & ~(1 << r)
        cost = point.cost + way.outlook.value(r, table.first + start)
        times = (*point.times, (r, table.first + start))
        if not left:
            last = GRID_MINUTES * start + round.minutes
            spare = end - (max(last, table.pinned[1]) if table.pinned else last)
            free = table.first + start + round.quarters
            yield from self._days(way, _Point(point.day + 1, free, spare, cost, times))
            return
        point = point._replace(cost=cost, times=times)
        for least, following in way.outlook.steps(at, start + round.step, left, lunch, end):
            if cost + least + way.rest[point.day + 1] >= self.best.staffed.cost:
                break
            yield from self._onwards(way, point, left, following, end)
