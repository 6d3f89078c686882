"""What bookings cost, part by part, counted from the bookings alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from interviews.staffing.planning.diary import Sitting, load_of_next, span_of
from interviews.staffing.planning.grid import NOON, Grid
from interviews.staffing.planning.plan import Cost
from interviews.staffing.planning.seating import DISLIKED, EMPTY
from interviews.staffing.planning.values import HalfDay


def cost_of(grid: Grid, sittings: Sequence[Sitting]) -> Cost:
    """The cost of these bookings; every round of the instance that is not among them is unplanned."""
    spans = _spans(grid, sittings)
    rounds = sum(len(candidate.rounds) for candidate in grid.candidates.values())
    return Cost(
        unplanned_rounds=rounds - len(sittings),
        days=len(spans),
        span_minutes=sum(spans),
        load=load_of(grid, sittings),
        preferences=sum(preferences_of(grid, sitting) for sitting in sittings),
    )


def _spans(grid: Grid, sittings: Iterable[Sitting]) -> list[int]:
    """For each day of each candidate the minutes from its first start to its last end."""
    days: dict[tuple[str, date], list[Sitting]] = defaultdict(list)
    for one in sittings:
        zone = grid.candidates[one.candidate].time_zone
        days[one.candidate, one.start.astimezone(zone).date()].append(one)
    return [span_of(day) for day in days.values()]


def load_of(grid: Grid, sittings: Iterable[Sitting]) -> int:
    seats = Counter(name for one in sittings for name in one.panel)
    return sum(
        load_of_next(grid.people[name], before) for name, count in seats.items() for before in range(count)
    )


def preferences_of(grid: Grid, sitting: Sitting) -> int:
    """What it costs that people dislike the kind or avoid the time, or that nobody shadows."""
    candidate = grid.candidates[sitting.candidate]
    (round,) = (one for one in candidate.rounds if one.id == sitting.round)
    people = [grid.people[name] for name in sitting.people]
    return (
        DISLIKED * sum(round.kind in person.dislikes for person in people)
        + sum(_is_in(sitting.start, person.time_zone, person.avoid) for person in people)
        + _is_in(sitting.start, candidate.time_zone, candidate.avoid)
        + EMPTY * (round.wants_shadow and sitting.shadow is None)
    )


def _is_in(instant: datetime, zone: ZoneInfo, half: HalfDay | None) -> bool:
    if half is None:
        return False
    return (instant.astimezone(zone).time() < NOON) == (half == "morning")
