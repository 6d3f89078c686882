"""When things happen in the demo: working days around today, and a clock that can stand at such a moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

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
