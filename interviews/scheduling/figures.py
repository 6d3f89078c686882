"""What a plan comes to in figures that a reader cares for, counted from its bookings alone. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from interviews.staffing.bookings import Booked, Tree, booked, local
from interviews.staffing.costing import cost_of

NOON = 12


@dataclass(frozen=True)
class Busiest:
    """Whose week comes nearest to its limit by the plan."""

    interviewer: str
    week: date
    count: int
    limit: int


@dataclass(frozen=True)
class Figures:
    """Days and minutes from first to last are summed over the candidates; wishes are counted one by one."""

    days: int
    span_minutes: int
    busiest: Busiest | None
    # The most that somebody on a panel had in the four weeks before.
    most_of_late: int
    wishes_set_aside: int
    empty_shadows: int


class Sitting(NamedTuple):
    """Somebody in a booked round."""

    person: Tree
    round: Booked


def figures_of(instance: Tree, bookings: Sequence[Tree]) -> Figures:
    """The figures of these bookings of the instance; both are trees of `plan/1`."""
    rounds = list(booked(instance, bookings))
    sittings = list(_sittings(instance, rounds))
    cost = cost_of(instance, bookings)
    return Figures(
        days=cost["days"],
        span_minutes=cost["span_minutes"],
        busiest=_busiest(sittings),
        most_of_late=max((one.person["recent_load"] for one in sittings if _judges(one)), default=0),
        wishes_set_aside=_set_aside(rounds, sittings),
        empty_shadows=sum(bool(one.round["wants_shadow"]) and one.shadow is None for one in rounds),
    )


def _sittings(instance: Tree, rounds: Iterable[Booked]) -> Iterator[Sitting]:
    people = {one["id"]: one for one in instance["interviewers"]}
    for one in rounds:
        yield from (Sitting(people[name], one) for name in one.people if name in people)


def _judges(sitting: Sitting) -> bool:
    return sitting.person["id"] in sitting.round.panel


def _busiest(sittings: Sequence[Sitting]) -> Busiest | None:
    """Of those whom the plan asks, the one who is left the smallest part of a week; the first by id."""
    people = {one.person["id"]: one.person for one in sittings}
    weeks = Counter(
        (one.person["id"], _monday(local(one.round.start, one.person).date())) for one in sittings
    )
    found = []
    for (name, week), count in sorted(weeks.items()):
        booked = people[name]["booked"].items()
        elsewhere = sum(number for day, number in booked if _monday(date.fromisoformat(day)) == week)
        found.append(Busiest(name, week, count + elsewhere, people[name]["weekly_limit"]))
    return max(found, key=lambda one: Fraction(one.count, max(1, one.limit)), default=None)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _set_aside(rounds: Iterable[Booked], sittings: Iterable[Sitting]) -> int:
    """How many of the people's wishes are not kept."""
    disliked = sum(one.round.round["kind"] in one.person["dislikes"] for one in sittings)
    avoided = sum(_is_avoided(one.round, one.person) for one in sittings)
    return disliked + avoided + sum(_is_avoided(one, one.candidate) for one in rounds)


def _is_avoided(round: Booked, whose: Tree) -> bool:
    half = "morning" if local(round.start, whose).hour < NOON else "afternoon"
    return bool(whose["avoid"] == half)
