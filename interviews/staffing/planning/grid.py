"""What of an instance stays the same while it is planned, as sets of quarter hours, kept once worked out.

A set tells starts: a bit stands where a round of so many minutes may begin.
"""

from collections.abc import Mapping
from datetime import date, time
from functools import cached_property, lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from interviews.staffing.planning.instance import Candidate, Instance, Interviewer
from interviews.staffing.planning.timeline import DAY, Timeline, at_wall
from interviews.staffing.planning.values import HalfDay, Stage

MIDNIGHT: Final = time()
NOON: Final = time(12)
_WORKDAYS: Final = 5

Dates = Mapping[date, int]


class _Zones:
    """What clocks show around these days, wherever they hang."""

    def __init__(self, days: tuple[date, ...]) -> None:
        self.timeline = Timeline(days)
        self._dates: dict[ZoneInfo, Dates] = {}
        self._halves: dict[ZoneInfo, Mapping[HalfDay | None, int]] = {}
        self._worked: dict[tuple[ZoneInfo, time, time, int], int] = {}

    def dates(self, zone: ZoneInfo) -> Dates:
        if zone not in self._dates:
            all_of_them = {
                day: self.timeline.begun_in(at_wall(day, MIDNIGHT, zone), at_wall(day + DAY, MIDNIGHT, zone))
                for day in self.timeline.local_days(zone)
            }
            self._dates[zone] = {day: slots for day, slots in all_of_them.items() if slots}
        return self._dates[zone]

    def half_days(self, zone: ZoneInfo) -> Mapping[HalfDay | None, int]:
        if zone not in self._halves:
            mornings = sum(
                self.timeline.begun_in(at_wall(day, MIDNIGHT, zone), at_wall(day, NOON, zone))
                for day in self.dates(zone)
            )
            afternoons = self.timeline.everything & ~mornings
            self._halves[zone] = {None: 0, "morning": mornings, "afternoon": afternoons}
        return self._halves[zone]

    def at_work(self, zone: ZoneInfo, begin: time, end: time, minutes: int) -> int:
        key = zone, begin, end, minutes
        if key not in self._worked:
            self._worked[key] = sum(
                self.timeline.starts_within(at_wall(day, begin, zone), at_wall(day, end, zone), minutes)
                for day in self.dates(zone)
                if day.weekday() < _WORKDAYS
            )
        return self._worked[key]


# To say what would help, the same days are looked at again and again.
@lru_cache(maxsize=16)
def _zones_of(days: tuple[date, ...]) -> _Zones:
    return _Zones(days)


class Grid:
    """An instance's people by id, and when they could start something of so many minutes."""

    def __init__(self, instance: Instance) -> None:
        self.policy = instance.policy
        self.days = sorted(instance.days)
        self.people = {one.id: one for one in sorted(instance.interviewers, key=lambda one: one.id)}
        self.places = {name: place for place, name in enumerate(self.people)}
        self.candidates = {one.id: one for one in sorted(instance.candidates, key=lambda one: one.id)}
        self._zones = _zones_of(tuple(self.days))
        self.timeline = self._zones.timeline
        self._busy: dict[tuple[str, int], int] = {}
        self._windows: dict[tuple[str, int], int] = {}

    @cached_property
    def stages(self) -> Mapping[str, list[tuple[str, Stage]]]:
        """For each kind of round who stands where in its training, in the order of ids."""
        found: dict[str, list[tuple[str, Stage]]] = {}
        for person in self.people.values():
            for kind, stage in person.qualifications.items():
                found.setdefault(kind, []).append((person.id, stage))
        return found

    @cached_property
    def any_time(self) -> int:
        """Every quarter hour that there is."""
        return self.timeline.everything

    def dates(self, zone: ZoneInfo) -> Dates:
        """The dates of a zone, each with the quarter hours that begin on it; a date it skips is left out."""
        return self._zones.dates(zone)

    def half_days(self, zone: ZoneInfo, half: HalfDay | None) -> int:
        """The quarter hours that begin in the zone's mornings, or afternoons; without a half none."""
        return self._zones.half_days(zone)[half]

    def at_work(self, person: Interviewer, minutes: int) -> int:
        """When the person's working hours hold so many minutes."""
        return self._zones.at_work(person.time_zone, *person.working_hours, minutes)

    def busy(self, person: Interviewer, minutes: int) -> int:
        """When something of so many minutes would meet what the person's calendar holds."""
        key = person.id, minutes
        if key not in self._busy:
            bits = 0
            for begin, end in person.busy:
                bits |= self.timeline.starts_over(begin, end, minutes)
            self._busy[key] = bits
        return self._busy[key]

    def in_windows(self, candidate: Candidate, minutes: int) -> int:
        """When one of the candidate's windows holds so many minutes."""
        key = candidate.id, minutes
        if key not in self._windows:
            bits = 0
            for begin, end in candidate.windows:
                bits |= self.timeline.starts_within(begin, end, minutes)
            self._windows[key] = bits
        return self._windows[key]
