from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from hiring.templatetags.times import ago, at, clock, duration, in_words, span

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_berlin() -> Iterator[None]:
    with timezone.override("Europe/Berlin"), time_machine.travel(NOW, tick=False):
        yield


def test_an_instant_is_shown_in_the_readers_zone_which_is_named() -> None:
    assert at(datetime(2026, 11, 26, 13, 0, tzinfo=UTC)) == (
        '<time datetime="2026-11-26T14:00:00+01:00"'
        ' title="Thursday 26 November 2026, 14:00 CET (Europe/Berlin)">'
        "Thu 26 Nov, 14:00 CET</time>"
    )


def test_summer_time_is_named_as_such() -> None:
    assert "Fri 3 Jul, 14:00 CEST<" in at(datetime(2026, 7, 3, 12, 0, tzinfo=UTC))


def test_another_year_is_written_out() -> None:
    assert "Sun 3 Jan 2027, 09:30 CET<" in at(datetime(2027, 1, 3, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("America/Sao_Paulo", "10:00 UTC−3"),
        ("Asia/Kathmandu", "18:45 UTC+5:45"),
        ("Asia/Kolkata", "18:30 IST"),
        ("UTC", "13:00 UTC"),
    ],
)
def test_a_zone_without_a_name_is_given_by_its_distance_from_utc(zone: str, expected: str) -> None:
    with timezone.override(zone):
        assert f"Thu 26 Nov, {expected}<" in at(datetime(2026, 11, 26, 13, 0, tzinfo=UTC))


def test_a_span_names_the_day_and_the_zone_once() -> None:
    start = datetime(2026, 11, 26, 13, 0, tzinfo=UTC)

    assert ">Thu 26 Nov, 14:00–14:45 CET<" in span(start, start + timedelta(minutes=45))
    assert ">Thu 26 Nov, 14:00–Fri 27 Nov, 01:00 CET<" in span(start, start + timedelta(hours=11))
    assert ">Thu 26 Nov, 14:00 CET<" in span(start, None)


def test_a_clock_time_stands_alone() -> None:
    assert ">14:00<" in clock(datetime(2026, 11, 26, 13, 0, tzinfo=UTC))


def test_no_instant_is_no_text() -> None:
    assert [at(None), ago(None), clock(None), span(None, None), duration(None)] == [""] * 5


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(seconds=-20), "just now"),
        (timedelta(minutes=5), "in 5 min"),
        (timedelta(minutes=-59), "59 min ago"),
        (timedelta(hours=3), "in 3 h"),
        (timedelta(hours=-5), "5 h ago"),
        (timedelta(hours=20), "tomorrow"),
        (timedelta(hours=-20), "yesterday"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(days=-13), "13 days ago"),
        (timedelta(days=14), "in 2 weeks"),
        (timedelta(days=-60), "Mon 21 Sep"),
        (timedelta(days=60), "Tue 19 Jan 2027"),
    ],
)
def test_distance_in_words_counts_what_people_count(ahead: timedelta, expected: str) -> None:
    assert in_words(NOW + ahead, NOW) == expected
    assert f">{expected}</time>" in ago(NOW + ahead)


def test_days_are_those_of_the_readers_calendar() -> None:
    late = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)

    assert in_words(late, NOW) == "in 12 h"
    with timezone.override("Asia/Tokyo"):
        assert in_words(late, NOW) == "tomorrow"


@pytest.mark.parametrize(
    ("minutes", "expected"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (225, "3 h 45 min")]
)
def test_durations_are_hours_and_minutes(minutes: int, expected: str) -> None:
    assert duration(minutes) == expected
