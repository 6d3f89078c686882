"""Instants, dates, wall-clock times and zones as JSON writes them, and numbers within bounds."""

from datetime import UTC, date, datetime, time
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, WithJsonSchema

from hiring.foundations.reading import RFC_3339


def _read_instant(value: Any) -> datetime:
    if not isinstance(value, str) or not RFC_3339.fullmatch(value):
        raise ValueError("must be a date and time with its offset, such as 2026-03-26T13:00:00Z")
    try:
        instant = datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError("is no instant that there is") from error
    if not 1900 <= instant.year <= 9998:
        raise ValueError("must lie in the years 1900 to 9998")
    return instant


def _read_day(value: Any) -> date:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != value or not 1900 <= day.year <= 9998:
        raise ValueError("must be a date of the years 1900 to 9998, such as 2026-03-26")
    return day


def _read_wall_time(value: Any) -> time:
    try:
        wall = time.fromisoformat(value)
    except (TypeError, ValueError):
        wall = None
    if wall is None or wall.isoformat(timespec="minutes") != value:
        raise ValueError("must be a time of the day, such as 09:00")
    return wall


@cache
def _zones() -> frozenset[str]:
    """The names of all zones, looked up on disk once."""
    return frozenset(available_timezones())


def _read_zone(value: Any) -> ZoneInfo:
    if not isinstance(value, str) or value not in _zones():
        raise ValueError("must be a time zone of the IANA list, such as Europe/Berlin")
    return ZoneInfo(value)


Name = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]
Positive = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=1440)]
Break = Annotated[int, Field(strict=True, ge=0, le=1440)]
PanelSize = Annotated[int, Field(strict=True, ge=1, le=20)]
Instant = Annotated[
    datetime, BeforeValidator(_read_instant), WithJsonSchema({"type": "string", "format": "date-time"})
]
Day = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]
WallTime = Annotated[
    time,
    BeforeValidator(_read_wall_time),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
Zone = Annotated[
    ZoneInfo,
    BeforeValidator(_read_zone),
    WithJsonSchema({"type": "string", "description": "a time zone of the IANA list"}),
]
Stage = Literal["shadow", "reverse_shadow", "qualified"]
HalfDay = Literal["morning", "afternoon"]
# From the first instant up to, and without, the second.
Interval = tuple[Instant, Instant]
