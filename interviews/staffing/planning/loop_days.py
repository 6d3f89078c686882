"""The days on which a candidate's rounds may start, in the candidate's own zone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from interviews.staffing.planning.diary import Sitting, span_of
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import Candidate, Lunch
from interviews.staffing.planning.timeline import at_wall

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopDay:
    """A listed day, told in quarter hours from its `first`; `slots` are where rounds may start at all.

    `lunch`: where a free gap may begin, or None where none is asked. `pinned` are the minutes from the first
    start to the last end of the rounds that stay there, or None; `most` is how many more may start.
    """

    day: date
    first: int
    slots: int
    lunch: int | None
    pinned: tuple[int, int] | None
    most: int


def loop_days(
    grid: Grid, candidate: Candidate, pins: Sequence[Sitting], lunch: Lunch | None, most: int
) -> list[LoopDay]:
    """The listed days in their order, without those that the candidate's zone skips."""
    dates = grid.dates(candidate.time_zone)
    staying = _by_day(candidate, pins)
    days = []
    for day in grid.days:
        slots = dates.get(day, 0)
        if slots:
            first = (slots & -slots).bit_length() - 1
            days.append(
                LoopDay(
                    day=day,
                    first=first,
                    slots=slots,
                    lunch=None if lunch is None else _lunches(grid, candidate, pins, lunch, day) >> first,
                    pinned=_reach(grid, staying[day], first) if day in staying else None,
                    most=max(0, most - len(staying.get(day, ()))),
                )
            )
    return days


def fixed_days(grid: Grid, candidate: Candidate, pins: Sequence[Sitting]) -> tuple[int, int]:
    """How many days that are not listed hold pins, and their minutes from first start to last end."""
    staying = _by_day(candidate, pins)
    apart = [sittings for day, sittings in staying.items() if day not in grid.days]
    return len(apart), sum(span_of(sittings) for sittings in apart)


def _by_day(candidate: Candidate, pins: Sequence[Sitting]) -> dict[date, list[Sitting]]:
    staying = defaultdict(list)
    for one in pins:
        staying[one.start.astimezone(candidate.time_zone).date()].append(one)
    return dict(staying)


def _lunches(grid: Grid, candidate: Candidate, pins: Sequence[Sitting], lunch: Lunch, day: date) -> int:
    zone = candidate.time_zone
    bits = grid.timeline.starts_within(
        at_wall(day, lunch.from_, zone), at_wall(day, lunch.to, zone), lunch.minutes
    )
    for one in pins:
        bits &= ~grid.timeline.starts_over(one.start, one.end, lunch.minutes)
    return bits


def _reach(grid: Grid, sittings: Sequence[Sitting], first: int) -> tuple[int, int]:
    begin = grid.timeline.instant(first)
    return (
        min((one.start - begin) // _MINUTE for one in sittings),
        max((one.end - begin) // _MINUTE for one in sittings),
    )
