"""A plan as a picture: for each day the candidate's lane and one for everybody who interviews. Pure.

Places on a lane are percentages of its width, from the first hour shown to the last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby

Interval = tuple[datetime, datetime]

HOUR = timedelta(hours=1)
# So much is shown before the first and after the last round of a day.
MARGIN = HOUR
# Shown at least; a single round would else fill the picture.
SHORTEST = 5 * HOUR


@dataclass(frozen=True)
class Booked:
    """A round at its time. `people` are those of the panel and the trainee, by their ids."""

    id: str
    candidate: str
    title: str
    start: datetime
    end: datetime
    people: tuple[str, ...]
    trainee: str | None = None
    is_fixed: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody with a lane: when a candidate could come, or when an interviewer is busy."""

    id: str
    name: str
    times: Sequence[Interval]
    is_candidate: bool = False


@dataclass(frozen=True)
class Block:
    """A stretch of a lane; without a title it is background."""

    x: float
    width: float
    start: datetime
    end: datetime
    title: str = ""
    is_fixed: bool = False
    is_training: bool = False


@dataclass(frozen=True)
class Lane:
    person: Person
    background: Sequence[Block]
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Tick:
    x: float
    at: datetime


@dataclass(frozen=True)
class DayPicture:
    day: date
    ticks: Sequence[Tick]
    lanes: Sequence[Lane]

    @property
    def candidates(self) -> list[Lane]:
        return [lane for lane in self.lanes if lane.person.is_candidate]

    @property
    def interviewers(self) -> list[Lane]:
        return [lane for lane in self.lanes if not lane.person.is_candidate]


def pictures_of(booked: Iterable[Booked], people: Sequence[Person], zone: tzinfo) -> list[DayPicture]:
    """A picture of each day of this zone on which a round begins, with a lane for whoever is in one."""
    rounds = sorted(booked, key=lambda one: (one.start, one.id))
    by_day = groupby(rounds, key=lambda one: one.start.astimezone(zone).date())
    return [_picture(day, list(of_day), people, zone) for day, of_day in by_day]


class _Frame:
    """From one whole hour to another."""

    def __init__(self, booked: Sequence[Booked], zone: tzinfo) -> None:
        first = min(one.start for one in booked).astimezone(zone) - MARGIN
        self.start = first.replace(minute=0, second=0, microsecond=0)
        last = max(max(one.end for one in booked) + MARGIN, self.start + SHORTEST)
        hours = -((self.start - last) // HOUR)
        self.end = self.start + hours * HOUR

    def place(self, moment: datetime) -> float:
        return round(100 * ((moment - self.start) / (self.end - self.start)), 3)

    def block(self, start: datetime, end: datetime, **told: object) -> Block:
        x = self.place(max(start, self.start))
        return Block(x, round(self.place(min(end, self.end)) - x, 3), start, end, **told)  # type: ignore[arg-type]

    def shows(self, interval: Interval) -> bool:
        return interval[0] < self.end and interval[1] > self.start

    @property
    def ticks(self) -> list[Tick]:
        hours = int((self.end - self.start) / HOUR)
        # More would run into each other on a telephone.
        every = 1 if hours <= 6 else 2
        return [Tick(self.place(at), at) for at in (self.start + n * HOUR for n in range(0, hours, every))]


def _picture(day: date, booked: Sequence[Booked], people: Sequence[Person], zone: tzinfo) -> DayPicture:
    frame = _Frame(booked, zone)
    lanes = [_lane(person, booked, frame) for person in people]
    return DayPicture(day, frame.ticks, [lane for lane in lanes if lane.blocks])


def _lane(person: Person, booked: Sequence[Booked], frame: _Frame) -> Lane:
    def is_theirs(one: Booked) -> bool:
        return one.candidate == person.id if person.is_candidate else person.id in one.people

    return Lane(
        person=person,
        background=[frame.block(*interval) for interval in person.times if frame.shows(interval)],
        blocks=[
            frame.block(
                one.start,
                one.end,
                title=one.title,
                is_fixed=one.is_fixed,
                is_training=person.id == one.trainee,
            )
            for one in booked
            if is_theirs(one)
        ],
    )
