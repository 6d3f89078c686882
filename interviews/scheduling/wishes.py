"""What one may wish of a loop's plan: the fewest days, the fairest load, the soonest end. Pure.

Each wish is the same planning on less: fewer people, or fewer days. So every plan is the best for its wish.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum, auto

from interviews.staffing.naming import Names
from interviews.staffing.planning.diary import Diary, pinned_of
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import Instance, Interviewer
from interviews.staffing.planning.plan import Plan
from interviews.staffing.planning.planner import plan
from interviews.staffing.planning.problem import compiled
from interviews.staffing.planning.search import is_possible


class Wish(StrEnum):
    """In the order in which the plans stand side by side."""

    FEWEST_DAYS = auto()
    FAIREST = auto()
    SOONEST = auto()


def plans_for(instance: Instance, names: Names) -> Iterator[tuple[Wish, Plan]]:
    """A plan for each wish, each as soon as it is found; only the first where not all can be planned."""
    first = plan(instance, names)
    yield Wish.FEWEST_DAYS, first
    if first.status == "planned" and first.bookings:
        yield Wish.FAIREST, plan(_fairest(instance), names)
        yield Wish.SOONEST, plan(_soonest(instance), names)


def first_load(person: Interviewer) -> int:
    """What one more interview adds to the person's load, as the objective counts it."""
    given = person.recent_load + sum(person.booked.values())
    return 4 * (2 * given + 1) // max(1, person.weekly_limit)


def _fairest(instance: Instance) -> Instance:
    """With nobody asked to judge who is busier than somebody has to be."""
    levels = sorted(
        {first_load(one) for one in instance.interviewers if "qualified" in one.qualifications.values()}
    )

    def up_to(place: int) -> Instance:
        return replace(
            instance,
            interviewers=tuple(
                one if first_load(one) <= levels[place] else _spared(one) for one in instance.interviewers
            ),
        )

    return _least(up_to, range(len(levels)), instance)


def _spared(person: Interviewer) -> Interviewer:
    """The person, who judges no more than they do already; somebody in training goes on with it."""
    training = dict(person.qualifications)
    for kind, stage in person.qualifications.items():
        if stage == "qualified":
            del training[kind]
    return replace(person, qualifications=training)


def _soonest(instance: Instance) -> Instance:
    """With no day later than some round has to be."""
    days = sorted(instance.days)

    def up_to(place: int) -> Instance:
        return replace(instance, days=tuple(days[: place + 1]))

    return _least(up_to, range(len(days)), instance)


def _least(narrowed: Callable[[int], Instance], places: Sequence[int], instance: Instance) -> Instance:
    """The narrowest instance that can be planned whole, when what can be planned stays so in wider ones."""
    low, high = 0, len(places) - 1
    while low < high:
        middle = (low + high) // 2
        if _can_be_planned(narrowed(places[middle])):
            high = middle
        else:
            low = middle + 1
    return narrowed(places[high]) if places else instance


def _can_be_planned(instance: Instance) -> bool:
    """Whether there is a plan at all; how good it might be is not asked."""
    grid = Grid(instance)
    (candidate,) = grid.candidates.values()
    return is_possible(compiled(grid, Diary(grid, pinned_of(candidate)), candidate))
