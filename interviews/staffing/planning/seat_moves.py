"""What it takes for somebody to be free for a round: limits, calendar, hours, training."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from interviews.staffing.planning.changes import STAGES, Draft
from interviews.staffing.planning.conflicts import Loop
from interviews.staffing.planning.instance import Interviewer, Round
from interviews.staffing.planning.plan import ChangeKind
from interviews.staffing.planning.timeline import at_wall, places

# Changes that are made together.
Move = tuple[Draft, ...]

_WORKDAYS: Final = 5
# Of all that would free one person for one round so many are looked at, the cheapest and least of them first.
_MOST_A_PERSON: Final = 6


def cost_of(move: Move) -> int:
    return sum(draft.cost for draft in move)


def seat_moves(loop: Loop, round: Round, *, strangers: bool) -> Iterator[Move]:
    """How those could hold the round who cannot now; with `strangers` also who knows nothing of its kind."""
    stages = dict(loop.grid.stages.get(round.kind, ()))
    for name, person in loop.grid.people.items():
        if loop.candidate.id in person.conflicts or name in loop.pinned:
            continue
        if name in stages or strangers:
            for target in _targets(round):
                learnt = _learnt(person, round, target)
                yield from _freed(loop, round, person, learnt)


def _targets(round: Round) -> tuple[int, ...]:
    """How far somebody must be in training to be of use."""
    return (3,) if round.panel == 1 else (3, 2)


def _learnt(person: Interviewer, round: Round, target: int) -> Move:
    stage = STAGES.index(person.qualifications.get(round.kind))
    if stage >= target:
        return ()
    step = Draft(
        change="qualify",
        steps=target - stage,
        interviewer=person.id,
        kind=round.kind,
        before=stage,
        after=target,
    )
    return (step,)


def _freed(loop: Loop, round: Round, person: Interviewer, learnt: Move) -> Iterator[Move]:
    """The cheapest that makes the person free at times when they are not, besides what is to be learnt."""
    grid, name = loop.grid, person.id
    times = _Times(loop, round, person)
    when = open_times(loop, round) & ~loop.diary.taken(name, round.minutes)
    free = when & grid.at_work(person, round.minutes) & ~grid.busy(person, round.minutes)
    free &= ~loop.diary.full(name)
    if learnt:
        if free:
            yield learnt
        return
    found: dict[Move, int] = {}
    for slot in places(when & ~free):
        move = times.move_at(slot)
        if move:
            found.setdefault(move, times.extended(move))
    cheapest = sorted(found, key=lambda move: (cost_of(move), found[move]))
    # Where the least of some cost does not do, more of the same kind may.
    most = [move for move in cheapest[_MOST_A_PERSON:] if cost_of(move) == cost_of(cheapest[0])][-1:]
    yield from [*cheapest[:_MOST_A_PERSON], *most]


def move_to_seat(loop: Loop, round: Round, person: Interviewer, slot: int, target: int) -> Move | None:
    """What must change for the person to sit in the round then; None where that cannot be."""
    if loop.diary.taken(person.id, round.minutes) >> slot & 1:
        return None
    move = _Times(loop, round, person).move_at(slot)
    return None if move is None else (*_learnt(person, round, target), *move)


def open_times(loop: Loop, round: Round) -> int:
    """When the candidate could have the round, as far as days and windows go."""
    return listed_times(loop) & loop.grid.in_windows(loop.candidate, round.minutes)


def listed_times(loop: Loop) -> int:
    """The quarter hours of the listed days, where the candidate is."""
    dates = loop.grid.dates(loop.candidate.time_zone)
    return sum(dates.get(day, 0) for day in loop.grid.days)


@dataclass(frozen=True, slots=True)
class _Times:
    """One person beside one round."""

    loop: Loop
    round: Round
    person: Interviewer

    def move_at(self, slot: int) -> Move | None:
        """What must change for the person to hold the round at this quarter hour; None where nothing can."""
        start = self.loop.grid.timeline.instant(slot)
        end = start + timedelta(minutes=self.round.minutes)
        hours = self._hours(start, end)
        if hours is None:
            return None
        limits = tuple(self._limits(start)) if self.loop.diary.full(self.person.id) >> slot & 1 else ()
        return (*limits, *hours, *self._calendar(start, end))

    def extended(self, move: Move) -> int:
        """By how many minutes hours are extended, to tell less from more."""
        person, more = self.person, 0
        for draft in move:
            if draft.change == "extend_hours" and draft.start and draft.end:
                day = draft.start.astimezone(person.time_zone).date()
                opens, closes = (at_wall(day, clock, person.time_zone) for clock in person.working_hours)
                early, late = max(opens - draft.start, timedelta()), max(draft.end - closes, timedelta())
                more += (early + late) // timedelta(minutes=1)
        return more

    def _hours(self, start: datetime, end: datetime) -> Move | None:
        zone = self.person.time_zone
        first, last = start.astimezone(zone), end.astimezone(zone)
        day = first.date()
        opens, closes = (at_wall(day, clock, zone) for clock in self.person.working_hours)
        if day.weekday() >= _WORKDAYS or last.date() != day:
            return None
        if opens <= start and end <= closes:
            return ()
        # Told for one day, and good for all: the hours of a person are the same on every day.
        return (Draft(change="extend_hours", interviewer=self.person.id, start=start, end=end),)

    def _limits(self, start: datetime) -> Iterator[Draft]:
        person = self.person
        day = start.astimezone(person.time_zone).date()
        taken = [date for date, count in person.booked.items() for _ in range(count)]
        taken += self.loop.dates_of(person)
        that_day = len([date for date in taken if date == day])
        that_week = len([date for date in taken if date.isocalendar()[:2] == day.isocalendar()[:2]])
        if that_week >= person.weekly_limit:
            yield self._raised("raise_weekly_limit", person.weekly_limit, that_week + 1)
        if that_day >= person.daily_limit:
            yield self._raised("raise_daily_limit", person.daily_limit, that_day + 1)

    def _raised(self, change: ChangeKind, before: int, after: int) -> Draft:
        return Draft(
            change=change, steps=after - before, interviewer=self.person.id, before=before, after=after
        )

    def _calendar(self, start: datetime, end: datetime) -> Iterator[Draft]:
        """What lies over the round; of what takes longer than a day's work, that day."""
        zone = self.person.time_zone
        day = start.astimezone(zone).date()
        opens, closes = (at_wall(day, clock, zone) for clock in self.person.working_hours)
        first, last = min(opens, start), max(closes, end)
        for begin, until in sorted(self.person.busy):
            if begin < end and start < until and begin < until:
                yield Draft(
                    change="free_calendar",
                    interviewer=self.person.id,
                    start=max(begin, first),
                    end=min(until, last),
                )
