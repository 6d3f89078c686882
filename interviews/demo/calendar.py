"""When things happen in the demo: working days around today, and a clock that can stand at such a moment."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event

SATURDAY = 5


def working_day(today: date, offset: int) -> date:
    """The `offset`-th working day after today, or before it when negative; today itself is neither."""
    step = timedelta(days=1 if offset > 0 else -1)
    day, left = today, abs(offset)
    while left:
        day += step
        left -= day.weekday() < SATURDAY
    return day


def moment(now: datetime, *, zone: str, day: int, at: str) -> datetime:
    """The time of day `at` (15:30) in the zone, on that working day counted from now."""
    here = ZoneInfo(zone)
    return datetime.combine(
        working_day(now.astimezone(here).date(), day), time.fromisoformat(at), tzinfo=here
    )


def meetings(
    written: Sequence[tuple[int, str, str]], *, now: datetime, zone: str
) -> list[tuple[datetime, datetime]]:
    """From when until when each lasts, of which a working day, a beginning and an end are written."""
    return [
        (moment(now, zone=zone, day=day, at=start), moment(now, zone=zone, day=day, at=end))
        for day, start, end in written
    ]


def as_icalendar(times: Iterable[tuple[datetime, datetime]]) -> bytes:
    """A calendar with a meeting at each of these times, as a member would export it (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Fairloop//Demo//EN")
    calendar.add("version", "2.0")
    for number, (start, end) in enumerate(times):
        event = Event()
        event.add("uid", f"demo-{number}@example.com")
        event.add("dtstamp", start.astimezone(UTC))
        event.add("dtstart", start.astimezone(UTC))
        event.add("dtend", end.astimezone(UTC))
        calendar.add_component(event)
    return calendar.to_ical()


@contextmanager
def clock_at(instant: datetime) -> Iterator[None]:
    """Let the services read this instant as now, so that what they record happened then.

    For the one process that makes the demo; never while it also answers requests.
    """
    real = timezone.now
    timezone.now = lambda: instant
    try:
        yield
    finally:
        timezone.now = real
