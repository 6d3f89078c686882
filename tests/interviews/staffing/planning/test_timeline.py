"""Quarter hours of UTC, and local days, hours and calendars told in them."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.timeline import Timeline, places
from tests.interviews.staffing.planning.instances import candidate, instance, interviewer

QUARTER = timedelta(minutes=15)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def times(timeline, bits):
    return [f"{timeline.instant(slot):%d %H:%M}" for slot in places(bits)]


def grid_of(person, *days):
    return Grid(read(instance([interviewer(**person)], [candidate()], days=list(days))))


@pytest.mark.parametrize(
    ("begin", "end", "minutes", "first", "last"),
    [
        ("09:00", "11:00", 60, "09:00", "10:00"),
        ("09:00:01", "11:00", 60, "09:15", "10:00"),
        ("09:00", "10:59:59", 60, "09:00", "09:45"),
        ("09:07", "10:05", 50, "09:15", "09:15"),
    ],
)
def test_a_round_lies_within_a_window_to_the_second(begin, end, minutes, first, last):
    line = Timeline([date(2026, 3, 26)])
    day = "2026-03-26T"
    found = times(line, line.starts_within(utc(day + begin), utc(day + end), minutes))
    assert (found[0], found[-1]) == (f"26 {first}", f"26 {last}")


@pytest.mark.parametrize(
    ("begin", "end", "free_before", "free_after"),
    [
        ("09:10", "10:00", "08:00", "10:00"),
        ("09:00", "10:00:01", "08:00", "10:15"),
        ("08:59:59", "09:01", "07:45", "09:15"),
    ],
)
def test_a_round_of_an_hour_ends_before_a_meeting_or_begins_after_it(begin, end, free_before, free_after):
    line = Timeline([date(2026, 3, 26)])
    day = "2026-03-26T"
    taken = line.starts_over(utc(day + begin), utc(day + end), 60)
    free = line.starts_within(utc(day + "07:00"), utc(day + "12:00")) & ~taken
    assert f"26 {free_before}" in times(line, free)
    assert f"26 {free_after}" in times(line, free)
    between = [one for one in times(line, free) if f"26 {free_before}" < one < f"26 {free_after}"]
    assert between == []


def test_a_meeting_of_no_length_takes_no_time():
    line = Timeline([date(2026, 3, 26)])
    assert line.starts_over(utc("2026-03-26T09:10"), utc("2026-03-26T09:10"), 60) == 0


def test_days_that_are_years_apart_take_no_more_room_than_neighbours():
    line = Timeline([date(1999, 12, 31), date(2026, 3, 26), date(9998, 12, 31)])
    assert line.everything.bit_length() == 3 * 4 * 96
    late = line.starts_within(utc("9998-12-31T09:00"), utc("9998-12-31T10:00"), 60)
    assert [line.instant(slot) for slot in places(late)] == [utc("9998-12-31T09:00")]


@pytest.mark.parametrize(
    ("zone", "day", "opens"),
    [
        ("Europe/Berlin", "2026-03-27", "27 08:00"),
        ("Europe/Berlin", "2026-03-30", "30 07:00"),
        ("America/New_York", "2026-03-06", "06 14:00"),
        ("America/New_York", "2026-03-09", "09 13:00"),
        ("Australia/Sydney", "2026-04-03", "02 22:00"),
        ("Australia/Sydney", "2026-04-06", "05 23:00"),
        ("Asia/Kolkata", "2026-03-26", "26 03:30"),
        ("Asia/Kathmandu", "2026-03-26", "26 03:15"),
        ("Pacific/Kiritimati", "2026-03-26", "25 19:00"),
        ("Pacific/Pago_Pago", "2026-03-26", "26 20:00"),
    ],
)
def test_working_hours_are_wall_clock_times_before_and_after_clocks_change(zone, day, opens):
    grid = grid_of({"time_zone": zone}, day)
    (person,) = grid.people.values()
    that_day = grid.dates(ZoneInfo(zone))[date.fromisoformat(day)]
    found = times(grid.timeline, grid.at_work(person, 60) & that_day)
    # Nine to five holds seven hours and a quarter of starts, and the one at four.
    assert (found[0], len(found)) == (opens, 29)


def test_nobody_works_at_a_weekend_of_theirs():
    grid = grid_of({"time_zone": "Pacific/Auckland"}, "2026-03-27")
    (person,) = grid.people.values()
    worked = {
        grid.timeline.instant(slot).astimezone(person.time_zone).strftime("%A")
        for slot in places(grid.at_work(person, 60))
    }
    assert worked == {"Thursday", "Friday", "Monday"}


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", "2026-03-29", 23),
        ("Europe/Berlin", "2026-10-25", 25),
        ("Australia/Lord_Howe", "2026-04-05", 24.5),
        # Midnight itself is skipped.
        ("Africa/Cairo", "2026-04-24", 23),
        ("Asia/Kathmandu", "2026-03-26", 24),
    ],
)
def test_a_local_day_is_as_long_as_its_clocks_make_it(zone, day, hours):
    dates = grid_of({}, day).dates(ZoneInfo(zone))
    assert dates[date.fromisoformat(day)].bit_count() == hours * 4


def test_a_date_that_a_zone_skips_is_no_day():
    dates = grid_of({}, "2011-12-29", "2011-12-30", "2011-12-31").dates(ZoneInfo("Pacific/Apia"))
    assert date(2011, 12, 30) not in dates
    assert dates[date(2011, 12, 29)].bit_count() == dates[date(2011, 12, 31)].bit_count() == 96


def test_mornings_end_at_local_noon():
    grid = grid_of({}, "2026-03-26")
    zone = ZoneInfo("Asia/Kolkata")
    before = {
        grid.timeline.instant(slot).astimezone(zone).time()
        for slot in places(grid.half_days(zone, "morning"))
    }
    after = {
        grid.timeline.instant(slot).astimezone(zone).time()
        for slot in places(grid.half_days(zone, "afternoon"))
    }
    assert max(before) == time(11, 45)
    assert min(after) == time(12)
    assert grid.half_days(zone, None) == 0
