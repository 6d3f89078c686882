"""What is written is read elsewhere as it was meant: instants, names and links, whatever is in them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from interviews.invitations.meetings import Guest, Meeting, cancellation, feed, request
from tests.interviews.invitations.letters import events

HOUSE = Guest(name="Fairloop", address="fairloop@example.org")
# Wall clocks around both changes of the year, north and south, and in zones with odd distances; where an
# hour comes twice, 1 is the second time.
AROUND_THE_CHANGES = [
    ("Europe/Berlin", "2026-03-28T10:00", 0),
    ("Europe/Berlin", "2026-03-29T03:30", 0),
    ("Europe/Berlin", "2026-10-25T01:30", 0),
    ("Europe/Berlin", "2026-10-25T02:30", 0),
    ("Europe/Berlin", "2026-10-25T02:30", 1),
    ("America/New_York", "2026-03-08T03:00", 0),
    ("America/New_York", "2026-11-01T01:15", 1),
    ("Australia/Sydney", "2026-04-05T02:45", 0),
    ("Australia/Sydney", "2026-04-05T02:45", 1),
    ("Australia/Sydney", "2026-10-04T03:00", 0),
    ("America/Santiago", "2026-04-04T23:30", 1),
    ("Australia/Lord_Howe", "2026-04-05T01:45", 1),
    ("Asia/Kathmandu", "2026-03-29T09:15", 0),
    ("Asia/Kolkata", "2026-10-25T09:00", 0),
    ("Pacific/Kiritimati", "2026-12-31T23:00", 0),
    ("Pacific/Pago_Pago", "2026-01-01T00:00", 0),
]


def meeting(**said: object) -> Meeting:
    starts_at = datetime(2026, 11, 26, 13, tzinfo=UTC)
    fields: dict[str, object] = {
        "uid": "3f0d",
        "sequence": 0,
        "told_at": datetime(2026, 11, 1, tzinfo=UTC),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
        "title": "Coding",
        "organizer": HOUSE,
        "guests": (Guest(name="Ada", address="ada@example.org", is_asked=True),),
    }
    return Meeting(**{**fields, **said})  # type: ignore[arg-type]


@pytest.mark.parametrize("write", [request, cancellation, lambda one: feed([one], name="Mine")])
@pytest.mark.parametrize(("zone", "clock", "fold"), AROUND_THE_CHANGES)
def test_every_reader_sees_the_same_instant(write, zone: str, clock: str, fold: int) -> None:
    local = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone), fold=fold)
    starts_at = local.astimezone(UTC)

    [event] = events(write(meeting(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90))))

    assert event.dtstart.value == starts_at
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=90)
    shown = event.dtstart.value.astimezone(ZoneInfo(zone))
    assert (f"{shown:%Y-%m-%dT%H:%M}", shown.utcoffset()) == (clock, local.utcoffset())


def test_nothing_in_a_name_or_title_becomes_a_line_of_its_own() -> None:
    evil = 'Zoë "Z", B;C:\r\nATTENDEE:mailto:eve@example.org\r\nX'
    [event] = events(
        request(meeting(title=evil, description=evil, guests=(Guest(name=evil, address="z@example.org"),)))
    )

    assert [guest.value for guest in event.attendee_list] == ["mailto:z@example.org"]
    assert event.summary.value == 'Zoë "Z", B;C: ATTENDEE:mailto:eve@example.org X'
    assert event.description.value.replace("\n", "\r\n") == evil


def test_a_request_asks_its_own_person_and_names_the_others() -> None:
    people = (
        Guest(name="Ada", address="ada@example.org", is_asked=True, answer="accepted"),
        Guest(name="Ben", address="ben@example.org"),
    )

    [event] = events(request(meeting(sequence=4, guests=people)))

    ada, ben = event.attendee_list
    assert (ada.params["RSVP"], ada.params["PARTSTAT"]) == (["TRUE"], ["ACCEPTED"])
    assert (ben.params["RSVP"], ben.params["PARTSTAT"]) == (["FALSE"], ["NEEDS-ACTION"])
    assert (event.uid.value, event.sequence.value, event.status.value) == ("3f0d", "4", "CONFIRMED")
    assert event.organizer.value == "mailto:fairloop@example.org"


def test_methods_say_what_is_meant() -> None:
    assert "\r\nMETHOD:REQUEST\r\n" in request(meeting())
    assert "\r\nMETHOD:CANCEL\r\n" in cancellation(meeting())
    assert "\r\nSTATUS:CANCELLED\r\n" in cancellation(meeting())
    # Whoever subscribes is asked for nothing.
    assert "METHOD" not in feed([meeting()], name="Mine")
    assert "ATTENDEE" not in feed([meeting()], name="Mine")


def test_a_conference_is_found_by_every_calendar() -> None:
    link = "https://meet.example/a?b=c,d;e"

    [event] = events(request(meeting(conference_url=link)))

    assert event.location.value == event.url.value == link
    assert "CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://meet.example/a" in request(
        meeting(conference_url=link)
    )


def test_lines_are_folded_as_mail_servers_want_them() -> None:
    written = request(meeting(description="ü" * 2000))

    assert max(len(line.encode()) for line in written.split("\r\n")) <= 75
    [event] = events(written)
    assert event.description.value == "ü" * 2000
