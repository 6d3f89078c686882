"""Instants and what local clocks show: the oracle's own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@cache
def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def minute(moment: datetime) -> int:
    return int((moment - EPOCH) / timedelta(minutes=1))


@cache
def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


@cache
def wall(day: date, text: str, zone: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), ZoneInfo(zone)).astimezone(UTC)


def overlap(start: datetime, end: datetime, other: datetime, other_end: datetime) -> bool:
    return start < other_end and other < end and other < other_end


def midnight(day: date, more: int) -> datetime:
    return datetime.combine(day + timedelta(days=more), time(), UTC)


def quarters(first: datetime, last: datetime) -> Iterator[datetime]:
    at = EPOCH + -((EPOCH - first) // QUARTER) * QUARTER
    while at <= last:
        yield at
        at += QUARTER
