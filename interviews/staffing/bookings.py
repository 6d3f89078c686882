"""Bookings read from JSON trees, for whoever checks or counts them; no code of the planner's."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Booked:
    """A round at its time with its people, beside what the instance says of it."""

    candidate: Tree
    round: Tree
    start: datetime
    end: datetime
    panel: tuple[str, ...]
    shadow: str | None

    @property
    def day(self) -> date:
        """The day it belongs to: the one on which it starts where the candidate is."""
        return local(self.start, self.candidate).date()

    @property
    def people(self) -> tuple[str, ...]:
        return self.panel if self.shadow is None else (*self.panel, self.shadow)

    @property
    def is_pinned(self) -> bool:
        return self.round.get("pinned") is not None

    def meets(self, begin: datetime, end: datetime) -> bool:
        """Does it share a moment with this time?"""
        return begin < end and self.start < end and begin < self.end


def booked(instance: Tree, bookings: Iterable[Tree]) -> Iterator[Booked]:
    """The bookings of rounds that the instance has."""
    rounds = {
        (candidate["id"], round["id"]): (candidate, round)
        for candidate in instance["candidates"]
        for round in candidate["rounds"]
    }
    for booking in bookings:
        there = rounds.get((booking["candidate"], booking["round"]))
        if there:
            start, end = instant(booking["start"]), instant(booking["end"])
            yield Booked(*there, start, end, tuple(booking["panel"]), booking["shadow"])


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def interval(pair: Iterable[str]) -> tuple[datetime, datetime]:
    begin, end = pair
    return instant(begin), instant(end)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def local(moment: datetime, someone: Tree) -> datetime:
    """What a clock shows where somebody is."""
    return moment.astimezone(ZoneInfo(someone["time_zone"]))


def at_wall(day: date, clock: str, someone: Tree) -> datetime:
    """When a clock where somebody is shows this."""
    zone = ZoneInfo(someone["time_zone"])
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
