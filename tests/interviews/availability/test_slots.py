"""Half-hours on somebody's own clock become instants, and come back."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.availability.slots import (
    Slot,
    days_between,
    slot_of,
    slots_in,
    slots_of_day,
    weeks_between,
    windows_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 3, 26)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def test_half_hours_that_follow_each_other_are_one_window() -> None:
    slots = [slot_of(f"2026-03-26T{clock}") for clock in ("10:00", "09:00", "09:30", "14:00", "09:30")]

    assert windows_of(slots, BERLIN) == [(at(26, 8), at(26, 9, 30)), (at(26, 13), at(26, 13, 30))]


def test_what_is_chosen_comes_back_as_chosen() -> None:
    days = days_between(date(2026, 3, 27), date(2026, 3, 30))
    for zone in ("Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati", "America/New_York"):
        chosen = {slot for day in days for slot in slots_of_day(day) if slot.starts.hour % 3 == 0}

        assert slots_in(windows_of(chosen, ZoneInfo(zone)), days, ZoneInfo(zone)) == chosen


def test_a_half_hour_that_the_clocks_skip_is_none() -> None:
    night = [Slot(date(2026, 3, 29), time(hour, minute)) for hour in (1, 2, 3) for minute in (0, 30)]

    assert windows_of(night, BERLIN) == [(at(29, 0), at(29, 2))]


def test_the_hour_that_comes_twice_is_kept_whole() -> None:
    night = [Slot(date(2026, 10, 25), time(hour, minute)) for hour in (1, 2, 3) for minute in (0, 30)]

    [(start, end)] = windows_of(night, BERLIN)

    assert (start.hour, end - start) == (23, timedelta(hours=4))


def test_a_slot_that_is_covered_in_part_is_not_ticked() -> None:
    assert slots_in([(at(26, 8, 15), at(26, 9, 15))], [THURSDAY], BERLIN) == {slot_of("2026-03-26T09:30")}


@pytest.mark.parametrize("text", ["", "2026-03-26", "2026-03-26T09:15", "2026-02-30T09:00", "x"])
def test_what_is_no_half_hour_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- whatever about the text makes no sense
        slot_of(text)


def test_weeks_begin_on_mondays_and_leave_out_what_is_not_asked() -> None:
    weeks = weeks_between(THURSDAY, date(2026, 3, 31))

    assert [[day.day if day else None for day in week] for week in weeks] == [
        [None, None, None, 26, 27, 28, 29],
        [30, 31, None, None, None, None, None],
    ]
