"""Plans interviews: when each round is held and by whom, or why that cannot be.

One candidate's loop is planned exactly; several are inserted one by one, each exactly given the others, and
some of them again as long as that helps. It imports no solver.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal

from interviews.staffing.naming import Names
from interviews.staffing.planning.costs import cost_of
from interviews.staffing.planning.diary import Sitting, pinned_of
from interviews.staffing.planning.explaining import explain
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.hiring_day import HiringDay
from interviews.staffing.planning.instance import Instance
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.plan import Booking, Bound, Change, Conflict, Plan
from interviews.staffing.planning.reasons import reasons

Told = Callable[[int, int], None]


def plan(instance: Instance, names: Names | None = None, told: Told | None = None) -> Plan:
    """The best plan that is found, the same whatever the order of the lists.

    For one candidate days and minutes are the least, and nobody is said to be impossible to plan who is not.
    Once `limits.work` steps are done the best plan so far is taken, which may not be `optimal`. To say why
    somebody cannot be planned may take seconds: `told` hears before each how many of how many are done.
    """
    grid, meter = Grid(instance), Meter(instance.limits.work)
    day = HiringDay(grid, meter)
    day.run()
    pins = [pin for candidate in grid.candidates.values() for pin in pinned_of(candidate)]
    sittings = sorted([*pins, *day.booked()], key=lambda one: (one.start, one.candidate, one.round))
    cost, floor = cost_of(grid, sittings), day.floor(pins)
    bookings = _bookings(grid, sittings, pins)
    conflicts, changes, work = _explained(instance, day.unplanned, bookings, names, told)
    return Plan(
        status=_status(day),
        optimal=cost == floor and day.is_floor_proven,
        cost=cost,
        bound=Bound(
            unplanned_rounds=floor.unplanned_rounds, days=floor.days, span_minutes=floor.span_minutes
        ),
        bookings=bookings,
        conflicts=conflicts,
        changes=changes,
        work=meter.steps + work,
    )


def _status(day: HiringDay) -> Literal["planned", "partly_planned", "impossible"]:
    if not day.unplanned:
        return "planned"
    return "partly_planned" if day.placed else "impossible"


def _bookings(grid: Grid, sittings: Sequence[Sitting], pins: Sequence[Sitting]) -> tuple[Booking, ...]:
    why = reasons(grid, sittings, pins)
    return tuple(
        Booking(
            candidate=one.candidate,
            round=one.round,
            start=_written(one.start),
            end=_written(one.end),
            panel=one.panel,
            shadow=one.shadow,
            why=why[one.candidate, one.round],
        )
        for one in sittings
    )


def _written(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def _explained(
    instance: Instance,
    unplanned: Sequence[str],
    bookings: Sequence[Booking],
    names: Names | None,
    told: Told | None,
) -> tuple[tuple[Conflict, ...], tuple[Change, ...], int]:
    """For everybody who is not planned the rules that clash, given the others' bookings, and what helps."""
    conflicts: list[Conflict] = []
    changes: list[Change] = []
    work = 0
    for done, name in enumerate(unplanned):
        if told:
            told(done, len(unplanned))
        others = [one for one in bookings if one.candidate != name]
        conflict, helping, steps = explain(instance, candidate=name, others=others, names=names)
        conflicts.append(conflict)
        changes += helping
        work += steps
    return tuple(conflicts), tuple(changes), work
