"""The quarter hours of UTC around some days, numbered; sets of them are whole numbers, one bit each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from interviews.staffing.planning.instance import GRID_MINUTES

QUARTER: Final = timedelta(minutes=GRID_MINUTES)
DAY: Final = timedelta(days=1)
# A listed day begins within a day of UTC's and ends within another; what starts on it ends a day later.
_BEFORE, _AFTER = DAY, 3 * DAY


def ones(count: int) -> int:
    """So many bits from the lowest on."""
    return (1 << count) - 1 if count > 0 else 0


def places(bits: int) -> Iterator[int]:
    """Where the bits stand, from the lowest on."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def quarters(minutes: int) -> int:
    """How many quarter hours hold so many minutes."""
    return -(-minutes // GRID_MINUTES)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Quarter hours without a gap: `count` of them from `begin`; the number of the first is `first`."""

    begin: datetime
    count: int
    first: int


class Timeline:
    """Numbers the quarter hours around the days, and leaves out those that are far from all of them."""

    def __init__(self, days: Iterable[date]) -> None:
        self._stretches: list[_Stretch] = []
        for day in sorted(days):
            noon = datetime.combine(day, time(), UTC)
            self._reach(noon - _BEFORE, noon + _AFTER)

    def _reach(self, begin: datetime, end: datetime) -> None:
        last = self._stretches[-1] if self._stretches else None
        if last and begin <= last.begin + last.count * QUARTER:
            self._stretches[-1] = _Stretch(last.begin, (end - last.begin) // QUARTER, last.first)
        else:
            first = last.first + last.count if last else 0
            self._stretches.append(_Stretch(begin, (end - begin) // QUARTER, first))

    @property
    def everything(self) -> int:
        return ones(sum(stretch.count for stretch in self._stretches))

    def instant(self, slot: int) -> datetime:
        stretch = next(one for one in self._stretches if slot < one.first + one.count)
        return stretch.begin + (slot - stretch.first) * QUARTER

    def starts_within(self, begin: datetime, end: datetime, minutes: int = 0) -> int:
        """Where something of so many minutes may start that is to lie in this time."""
        last = end - timedelta(minutes=minutes)
        return sum(
            _between(stretch, -((stretch.begin - begin) // QUARTER), (last - stretch.begin) // QUARTER)
            for stretch in self._stretches
        )

    def starts_over(self, begin: datetime, end: datetime, minutes: int) -> int:
        """Where something of so many minutes would start that shares a moment with this time."""
        if begin >= end:
            return 0
        first = begin - timedelta(minutes=minutes)
        return sum(
            _between(stretch, (first - stretch.begin) // QUARTER + 1, -((stretch.begin - end) // QUARTER) - 1)
            for stretch in self._stretches
        )

    def begun_in(self, begin: datetime, end: datetime) -> int:
        """The quarter hours that begin in this time, its end left out."""
        return self.starts_within(begin, end) & ~self.starts_within(end, end)

    def local_days(self, zone: ZoneInfo) -> list[date]:
        """Every date that some quarter hour has in the zone."""
        found = set()
        for stretch in self._stretches:
            day = stretch.begin.astimezone(zone).date()
            last = (stretch.begin + stretch.count * QUARTER).astimezone(zone).date()
            while day <= last:
                found.add(day)
                day += DAY
        return sorted(found)


def _between(stretch: _Stretch, low: int, high: int) -> int:
    """The bits of the stretch's quarter hours from one to another, both counted from its own first."""
    low, high = max(low, 0), min(high, stretch.count - 1)
    return ones(high - low + 1) << (stretch.first + low) if low <= high else 0


def at_wall(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The instant at which clocks in the zone show this time on this day."""
    return datetime.combine(day, wall, zone).astimezone(UTC)
