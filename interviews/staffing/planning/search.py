"""The best plan of one candidate's loop, and whether there is one."""

from dataclasses import dataclass

from interviews.staffing.planning.cheapest import Best, Cheapest
from interviews.staffing.planning.day_table import DayTable
from interviews.staffing.planning.feasible import Feasible
from interviews.staffing.planning.matching import Matching
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.partitions import Partitions
from interviews.staffing.planning.problem import Problem
from interviews.staffing.planning.seating import Seating
from interviews.staffing.planning.shortest import Short, Shortest


@dataclass(frozen=True, slots=True)
class Seats:
    """A round, by its place, at a quarter hour of the timeline; its people by their places."""

    round: int
    slot: int
    panel: tuple[int, ...]
    shadow: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All rounds with their people, in the order of the rounds, and what they come to with the pinned ones.

    `days` and `span_minutes` are the least. So are `load` and `preferences` of the rounds that are not
    pinned, if it `is_proven`.
    """

    seats: tuple[Seats, ...]
    days: int
    span_minutes: int
    load: int
    preferences: int
    is_proven: bool


def is_possible(problem: Problem, meter: Meter | None = None) -> bool:
    """Can all rounds be placed with people, under the rules that were not left out?"""
    meter = meter or Meter(0)
    matching = Matching(problem)
    if not _may_be(problem, matching):
        return False
    tables = _tables(problem, meter)
    return Feasible(problem, tables, matching, meter).times(len(problem.rounds)) is not None


def cheapest(problem: Problem, meter: Meter) -> Layout | None:
    """The best plan of the loop, or None when there is none.

    The limit of the meter ends only the search for cheaper people.
    """
    matching = Matching(problem)
    if not _may_be(problem, matching):
        return None
    tables = _tables(problem, meter)
    partitions = Partitions(problem, tables, meter)
    short = Shortest(problem, tables, partitions, matching, meter).found()
    if short is None:
        return None
    seating = Seating(problem)
    best = Cheapest(tables, partitions, seating, meter).found(short)
    return _layout(problem, partitions, short, best, seating.weight)


def _may_be(problem: Problem, matching: Matching) -> bool:
    """What is seen at once: every round has times, and there are people enough for all of them."""
    return all(round.starts for round in problem.rounds) and (
        not problem.distinct or matching.fits_at_any_time()
    )


def _tables(problem: Problem, meter: Meter) -> list[DayTable]:
    return [DayTable(problem, [day], meter) for day in problem.days]


def _layout(problem: Problem, partitions: Partitions, short: Short, best: Best, weight: int) -> Layout:
    load, preferences = divmod(best.staffed.cost, weight)
    seats = tuple(
        Seats(r, slot, *people)
        for (r, slot), people in zip(sorted(best.times), best.staffed.people, strict=True)
    )
    return Layout(
        seats=seats,
        days=short.new + partitions.pinned_days + problem.fixed_days,
        span_minutes=short.minutes + problem.fixed_minutes,
        load=load,
        preferences=preferences,
        is_proven=best.is_proven,
    )
