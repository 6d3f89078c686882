"""Bookings as the planner holds them, and what they take from people and rooms."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import Candidate, Interviewer, Round
from interviews.staffing.planning.plan import Booking


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One round at its time with its people, the panel in the order of ids."""

    candidate: str
    round: str
    start: datetime
    minutes: int
    panel: tuple[str, ...]
    shadow: str | None

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    @property
    def people(self) -> tuple[str, ...]:
        return self.panel if self.shadow is None else (*self.panel, self.shadow)


def pinned(candidate: Candidate, round: Round) -> Sitting | None:
    """Where the round stays, if it is pinned."""
    if round.pinned is None:
        return None
    return Sitting(
        candidate=candidate.id,
        round=round.id,
        start=round.pinned.start,
        minutes=round.minutes,
        panel=tuple(sorted(round.pinned.panel)),
        shadow=round.pinned.shadow,
    )


def pinned_of(candidate: Candidate) -> list[Sitting]:
    there = (pinned(candidate, round) for round in candidate.rounds)
    return [sitting for sitting in there if sitting]


def sitting_of(booking: Booking) -> Sitting:
    """What a booking says, with its instants read."""
    start, end = (datetime.fromisoformat(text).astimezone(UTC) for text in (booking.start, booking.end))
    return Sitting(
        candidate=booking.candidate,
        round=booking.round,
        start=start,
        minutes=(end - start) // timedelta(minutes=1),
        panel=tuple(sorted(booking.panel)),
        shadow=booking.shadow,
    )


def span_of(sittings: Collection[Sitting]) -> int:
    """The minutes from the first start to the last end, as clocks without seconds show them."""
    first, last = min(one.start for one in sittings), max(one.end for one in sittings)
    return (_on_the_minute(last) - _on_the_minute(first)) // timedelta(minutes=1)


def _on_the_minute(moment: datetime) -> datetime:
    """Only what is pinned may have seconds."""
    return moment.replace(second=0, microsecond=0)


def load_of_next(person: Interviewer, seats: int) -> int:
    """What one more panel seat weighs for somebody who has so many in this plan already."""
    interviews = person.recent_load + sum(person.booked.values()) + seats
    return 4 * (2 * interviews + 1) // max(1, person.weekly_limit)


class Diary:
    """What is booked in this plan so far: whose time it takes, whose limits, and how many rooms."""

    def __init__(self, grid: Grid, sittings: Iterable[Sitting] = ()) -> None:
        self._grid = grid
        self._held: dict[str, list[Sitting]] = defaultdict(list)
        self._sittings: set[Sitting] = set()
        self._seats: Counter[str] = Counter()
        # What all panel seats weigh.
        self.load = 0
        # What is known of a person goes when their bookings change.
        self._taken: dict[str, dict[int, int]] = {}
        self._full: dict[str, int] = {}
        self._crowded: list[tuple[datetime, datetime]] | None = None
        for sitting in sittings:
            self.add(sitting)

    @property
    def sittings(self) -> list[Sitting]:
        return sorted(self._sittings, key=lambda one: (one.start, one.candidate, one.round))

    def add(self, sitting: Sitting) -> None:
        self._sittings.add(sitting)
        for name in sitting.panel:
            self.load += load_of_next(self._grid.people[name], self._seats[name])
            self._seats[name] += 1
        for name in sitting.people:
            self._held[name].append(sitting)
        self._forget(sitting)

    def remove(self, sitting: Sitting) -> None:
        self._sittings.remove(sitting)
        for name in sitting.panel:
            self._seats[name] -= 1
            self.load -= load_of_next(self._grid.people[name], self._seats[name])
        for name in sitting.people:
            self._held[name].remove(sitting)
        self._forget(sitting)

    def _forget(self, sitting: Sitting) -> None:
        self._crowded = None
        for name in sitting.people:
            self._taken.pop(name, None)
            self._full.pop(name, None)

    def seats(self, name: str) -> int:
        """In how many panels the person sits."""
        return self._seats[name]

    def taken(self, name: str, minutes: int) -> int:
        """Where a round of so many minutes would meet one of the person's bookings."""
        known = self._taken.setdefault(name, {})
        if minutes not in known:
            bits = 0
            for one in self._held.get(name, ()):
                bits |= self._grid.timeline.starts_over(one.start, one.end, minutes)
            known[minutes] = bits
        return known[minutes]

    def full(self, name: str) -> int:
        """The quarter hours of the dates on which the person's limits leave no more interviews."""
        if name not in self._full:
            self._full[name] = self._full_of(name)
        return self._full[name]

    def _full_of(self, name: str) -> int:
        person = self._grid.people[name]
        by_day = Counter(person.booked)
        by_day.update(one.start.astimezone(person.time_zone).date() for one in self._held.get(name, ()))
        by_week: Counter[tuple[int, int]] = Counter()
        for day, count in by_day.items():
            by_week[_week(day)] += count
        bits = 0
        for day, slots in self._grid.dates(person.time_zone).items():
            if by_day[day] >= person.daily_limit or by_week[_week(day)] >= person.weekly_limit:
                bits |= slots
        return bits

    def crowded(self, minutes: int) -> int:
        """Where a round of so many minutes would find no room free."""
        rooms = self._grid.policy.rooms
        if not rooms:
            return 0 if rooms is None else self._grid.any_time
        if self._crowded is None:
            self._crowded = list(self._without_room(rooms))
        bits = 0
        for begin, end in self._crowded:
            bits |= self._grid.timeline.starts_over(begin, end, minutes)
        return bits

    def _without_room(self, rooms: int) -> Iterable[tuple[datetime, datetime]]:
        changes: Counter[datetime] = Counter()
        for one in self._sittings:
            changes[one.start] += 1
            changes[one.end] -= 1
        used, since = 0, None
        for instant, change in sorted(changes.items()):
            used += change
            if used >= rooms and since is None:
                since = instant
            elif used < rooms and since is not None:
                yield since, instant
                since = None


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]
