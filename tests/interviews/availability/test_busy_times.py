"""A calendar becomes busy times: in the right zone, across both clock changes, and of nothing else."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.availability.busy_times import MOST_EVENTS, Unreadable, busy_times, slimmed
from interviews.availability.intervals import merged

BERLIN = ZoneInfo("Europe/Berlin")
SINCE, UNTIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)

NEW_YORK = """BEGIN:VTIMEZONE
TZID:Eastern
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE"""


def calendar(*events: str, about: str = "") -> bytes:
    """Events by their lines, the rest of the calendar around them."""
    parts = [f"BEGIN:VEVENT\nUID:{n}\nSUMMARY:Secret\n{event}\nEND:VEVENT" for n, event in enumerate(events)]
    whole = "\n".join(filter(None, ["BEGIN:VCALENDAR", "VERSION:2.0", about, *parts, "END:VCALENDAR", ""]))
    return whole.replace("\n", "\r\n").encode()


def told(*events: str, about: str = "", zone: ZoneInfo = BERLIN, **options: object) -> list[str]:
    """The busy times of these events, in words."""
    found = busy_times(
        calendar(*events, about=about),
        zone=zone,
        since=options.pop("since", SINCE),  # type: ignore[arg-type]
        until=options.pop("until", UNTIL),  # type: ignore[arg-type]
        **options,  # type: ignore[arg-type]
    )
    return [f"{start:%m-%d %H:%M}–{end:%m-%d %H:%M}" for start, end in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("DTSTART:20260326T090000Z\nDTEND:20260326T100000Z", "03-26 09:00–03-26 10:00"),
        ("DTSTART:20260326T090000Z\nDURATION:PT90M", "03-26 09:00–03-26 10:30"),
        (
            "DTSTART;TZID=Europe/Berlin:20260326T090000\nDTEND;TZID=Europe/Berlin:20260326T100000",
            "03-26 08:00–03-26 09:00",
        ),
        # Floating: the owner's own clock.
        ("DTSTART:20260326T090000\nDTEND:20260326T100000", "03-26 08:00–03-26 09:00"),
        # A zone by the name that Windows gives it.
        (
            "DTSTART;TZID=W. Europe Standard Time:20260326T090000\nDURATION:PT1H",
            "03-26 08:00–03-26 09:00",
        ),
        # All day, in the owner's zone; the last day is not in it.
        ("DTSTART;VALUE=DATE:20260326\nDTEND;VALUE=DATE:20260328", "03-25 23:00–03-27 23:00"),
        ("DTSTART;VALUE=DATE:20260326", "03-25 23:00–03-26 23:00"),
        # The day on which clocks go forward has 23 hours, the one on which they go back 25.
        ("DTSTART;VALUE=DATE:20260329", "03-28 23:00–03-29 22:00"),
        ("DTSTART;VALUE=DATE:20261025", "10-24 22:00–10-25 23:00"),
        # A line that goes on in the next.
        ("DTSTART:202603\n 26T090000Z\nDURATION:PT1H", "03-26 09:00–03-26 10:00"),
    ],
)
def test_an_event_is_told_as_instants(lines: str, expected: str) -> None:
    assert told(lines) == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
        "ATTENDEE;CN=Ada;PARTSTAT=DECLINED:mailto:Ada@Example.org",
    ],
)
def test_what_leaves_its_owner_free_does_not_count(line: str) -> None:
    event = "DTSTART:20260326T090000Z\nDURATION:PT1H"

    assert told(f"{event}\n{line}", own_address="ada@example.org") == []
    assert len(told(f"{event}\nTRANSP:OPAQUE\nSTATUS:TENTATIVE", own_address="ada@example.org")) == 1


def test_what_somebody_else_declined_counts() -> None:
    event = "DTSTART:20260326T090000Z\nDURATION:PT1H\nATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org"

    assert len(told(event, own_address="ada@example.org")) == 1


def test_a_weekly_meeting_stays_at_its_hour_when_clocks_change() -> None:
    weekly = "DTSTART;TZID=Europe/Berlin:20260318T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"

    assert told(weekly) == [
        "03-18 08:00–03-18 09:00",
        "03-25 08:00–03-25 09:00",
        "04-01 07:00–04-01 08:00",
    ]


def test_a_zone_that_the_file_defines_itself_is_kept() -> None:
    daily = "DTSTART;TZID=Eastern:20261030T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4"

    assert told(daily, about=NEW_YORK) == [
        "10-30 13:00–10-30 14:00",
        "10-31 13:00–10-31 14:00",
        "11-01 14:00–11-01 15:00",
        "11-02 14:00–11-02 15:00",
    ]


def test_floating_repetitions_follow_the_owners_clock_in_the_south_too() -> None:
    weekly = "DTSTART:20260330T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"

    assert told(weekly, zone=ZoneInfo("Australia/Sydney")) == [
        "03-29 22:00–03-29 23:00",
        "04-05 23:00–04-06 00:00",
    ]


def test_occurrences_left_out_moved_and_called_off() -> None:
    found = busy_times(
        calendar(
            "DTSTART:20260302T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260303T090000Z",
            "",
        )
        .replace(
            b"UID:1", b"UID:0\r\nRECURRENCE-ID:20260304T090000Z\r\nDTSTART:20260304T150000Z\r\nDURATION:PT1H"
        )
        .replace(
            b"END:VCALENDAR",
            b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID:20260305T090000Z\r\nDTSTART:20260305T090000Z\r\n"
            b"DURATION:PT1H\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR",
        ),
        zone=BERLIN,
        since=SINCE,
        until=UNTIL,
    )

    assert [f"{start:%m-%d %H}" for start, _ in found] == ["03-02 09", "03-04 15"]


def test_times_are_merged_cut_to_the_horizon_and_in_order() -> None:
    events = (
        "DTSTART:20260326T100000Z\nDURATION:PT1H",
        "DTSTART:20260326T090000Z\nDURATION:PT1H",
        "DTSTART:20260326T103000Z\nDURATION:PT2H",
        "DTSTART:20260227T090000Z\nDURATION:P3D",
        "DTSTART:20260326T200000Z",
    )

    assert told(*events) == ["03-01 00:00–03-02 09:00", "03-26 09:00–03-26 12:30"]
    assert merged([]) == []


def test_our_own_invitations_are_not_counted_twice() -> None:
    event = "DTSTART:20260326T090000Z\nDURATION:PT1H"

    assert told(event, known={"0"}) == []
    assert len(told(event, known={"1"})) == 1


def test_what_an_event_is_about_is_dropped_before_it_is_read() -> None:
    event = "DTSTART:20260326T090000Z\nDURATION:PT1H\nBEGIN:VALARM\nTRIGGER:-PT10M\nDESCRIPTION:x\nEND:VALARM"

    slim = slimmed(calendar(event), since=SINCE, own_address="", known=frozenset())

    assert "Secret" not in slim
    assert "VALARM" not in slim
    assert "DTSTART:20260326T090000Z" in slim


def test_what_is_long_over_is_left_out_unless_it_comes_again() -> None:
    over = "DTSTART:20190326T090000Z\nDTEND:20190326T100000Z"
    recurring = "DTSTART:20190328T090000Z\nDTEND:20190328T100000Z\nRRULE:FREQ=YEARLY"

    slim = slimmed(calendar(over, recurring), since=SINCE, own_address="", known=frozenset())

    assert "20190326" not in slim
    assert told(over, recurring) == ["03-28 09:00–03-28 10:00"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_calendar"),
        (b"<html>Sign in</html>", "no_calendar"),
        (b"\xff\xfe\x00", "no_calendar"),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * (MOST_EVENTS + 1) + b"END:VCALENDAR\n",
            "too_many",
        ),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260326T090000Z\nDURATION:PT1H\nEND:VEVENT\n", "broken"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260326T090000Z\nEND:VCALENDAR\n", "broken"),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        busy_times(content, zone=BERLIN, since=SINCE, until=UNTIL)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "broken",
    [
        "DTSTART:yesterday\nDURATION:PT1H",
        "DTSTART:20260326T090000Z\nRRULE:FREQ=SOMETIMES",
        "DTSTART:20260326T090000Z\nDTEND:20260325T090000Z",
        "DURATION:PT1H",
        "DTSTART:99991231T235959Z\nDURATION:P400D",
        "DTSTART;TZID=Nowhere/Land:20260326T090000\nDURATION:-PT1H",
        "RRULE:FREQ=DAILY\nDTSTART;VALUE=DATE:20260326\nEXDATE:x",
    ],
)
def test_one_broken_event_is_left_out_or_refused_and_never_breaks_anything(broken: str) -> None:
    good = "DTSTART:20260326T120000Z\nDURATION:PT1H"

    try:
        times = told(broken, good)
    except Unreadable as refused:
        times = [refused.code]

    assert times == ["broken"] or "03-26 12:00–03-26 13:00" in times


def test_an_empty_calendar_is_a_free_one() -> None:
    assert busy_times(calendar(), zone=BERLIN, since=SINCE, until=SINCE + timedelta(days=1)) == []


def test_one_time_of_a_series_that_was_declined_is_free() -> None:
    series = "DTSTART:20260302T090000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3"
    declined = (
        "RECURRENCE-ID:20260309T090000Z\nDTSTART:20260309T090000Z\nDURATION:PT1H\nTRANSP:OPAQUE\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org"
    )
    content = calendar(series, declined).replace(b"UID:1", b"UID:0")

    found = busy_times(content, zone=BERLIN, since=SINCE, until=UNTIL, own_address="ada@example.org")

    assert [f"{start:%m-%d}" for start, _ in found] == ["03-02", "03-16"]
