"""What bookings cost, counted from the format's description alone; no code of the planner's."""

from collections.abc import Iterable
from datetime import datetime

from interviews.staffing.bookings import Booked, Tree, booked, local


def cost_of(instance: Tree, bookings: Iterable[Tree]) -> dict[str, int]:
    """The five parts of the cost, in the order in which they count."""
    there = list(booked(instance, bookings))
    rounds = sum(len(candidate["rounds"]) for candidate in instance["candidates"])
    days: dict[object, list[Booked]] = {}
    for one in there:
        days.setdefault((one.candidate["id"], one.day), []).append(one)
    return {
        "unplanned_rounds": rounds - len(there),
        "days": len(days),
        "span_minutes": sum(_span(on_the_day) for on_the_day in days.values()),
        "load": sum(_load(person, there) for person in instance["interviewers"]),
        "preferences": _preferences(instance, there),
    }


def _span(on_the_day: Iterable[Booked]) -> int:
    """In minutes of the clock: seconds, which only a pinned round can have, are left out."""
    return max(_minute(one.end) for one in on_the_day) - min(_minute(one.start) for one in on_the_day)


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def _load(person: Tree, there: Iterable[Booked]) -> int:
    seats = len([one for one in there if person["id"] in one.panel])
    before = person.get("recent_load", 0) + sum(person.get("booked", {}).values())
    weekly = max(1, person["weekly_limit"])
    return sum(4 * (2 * (before + seat) + 1) // weekly for seat in range(seats))


def _preferences(instance: Tree, there: Iterable[Booked]) -> int:
    people = {person["id"]: person for person in instance["interviewers"]}
    points = 0
    for one in there:
        points += int(_avoids(one.candidate, one.start))
        points += 3 if one.round.get("wants_shadow") and one.shadow is None else 0
        for name in one.people:
            points += 2 if one.round["kind"] in people[name].get("dislikes", []) else 0
            points += int(_avoids(people[name], one.start))
    return points


def _avoids(someone: Tree, start: datetime) -> bool:
    half = "morning" if local(start, someone).hour < 12 else "afternoon"
    return bool(someone.get("avoid") == half)
