"""Times as a candidate says them: days and half-hours on their own clock, and back from instants to words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

Interval = tuple[datetime, datetime]

STEP = timedelta(minutes=30)
# The half-hours that a grid offers: when people are interviewed, with room for other continents.
FIRST_HOUR, LAST_HOUR = 6, 22


@dataclass(frozen=True, order=True)
class Slot:
    """One half-hour of somebody's own day, by its beginning."""

    day: date
    starts: time

    @property
    def text(self) -> str:
        """As a form names it: “2026-03-26T09:30”."""
        return f"{self.day:%Y-%m-%d}T{self.starts:%H:%M}"

    def beginning(self, zone: ZoneInfo) -> datetime:
        """The instant at which it begins."""
        return datetime.combine(self.day, self.starts, zone).astimezone(UTC)

    def end(self, zone: ZoneInfo) -> datetime:
        """The instant at which the clock on the wall shows half an hour later."""
        return (datetime.combine(self.day, self.starts) + STEP).replace(tzinfo=zone).astimezone(UTC)


def slot_of(text: str) -> Slot:
    """The slot with this text; raises `ValueError` unless there is such a half-hour."""
    moment = datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=UTC)
    if moment.minute % 30:
        raise ValueError(text)
    return Slot(moment.date(), moment.time())


def slots_of_day(day: date) -> list[Slot]:
    """What a grid offers of a day."""
    return [Slot(day, time(hour, minute)) for hour in range(FIRST_HOUR, LAST_HOUR) for minute in (0, 30)]


def windows_of(slots: Iterable[Slot], zone: ZoneInfo) -> list[Interval]:
    """The instants that the slots cover; those that follow each other are one window.

    A half-hour that the clocks skip in spring is none.
    """
    windows: list[Interval] = []
    for slot in sorted(set(slots)):
        start, end = slot.beginning(zone), slot.end(zone)
        if start.astimezone(zone).time() != slot.starts or end <= start:
            continue
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    return windows


def slots_in(windows: Sequence[Interval], days: Iterable[date], zone: ZoneInfo) -> set[Slot]:
    """The slots of these days that lie wholly in a window."""
    return {
        slot
        for day in days
        for slot in slots_of_day(day)
        if any(start <= slot.beginning(zone) and slot.end(zone) <= end for start, end in windows)
    }


def days_between(first: date, last: date) -> list[date]:
    """Every day from the first to the last, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def weeks_between(first: date, last: date) -> list[list[date | None]]:
    """The same days by ISO week, seven each from Monday; None for those that lie outside."""
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday <= last:
        days = [monday + timedelta(days=number) for number in range(7)]
        weeks.append([day if first <= day <= last else None for day in days])
        monday += timedelta(weeks=1)
    return weeks
