"""Meetings as calendars read them: iCalendar objects (RFC 5545) and what is asked of them (RFC 5546).

Instants are written in UTC, so that no reader has to know the rules of a zone. Pure: it knows no framework.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vDuration, vUri

PRODUCT = "-//Fairloop//Interviews//EN"
# How often a calendar should read a feed again.
READ_AGAIN_AFTER = timedelta(hours=1)
PARTICIPATION = {"": "NEEDS-ACTION", "accepted": "ACCEPTED", "declined": "DECLINED"}


@dataclass(frozen=True, kw_only=True)
class Guest:
    """Somebody at the meeting; `is_asked`: this invitation is theirs, and they answer it."""

    name: str
    address: str
    is_asked: bool = False
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One interview in one person's calendar; `uid` stays when it moves, `sequence` rises.

    Instants are aware; `told_at` says when this state of things was told.
    """

    uid: str
    sequence: int
    told_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str = ""
    address: str = ""
    conference_url: str = ""
    organizer: Guest
    guests: tuple[Guest, ...] = ()


def request(meeting: Meeting) -> str:
    """The invitation, new or changed: METHOD:REQUEST."""
    return _object([_event(meeting, status="CONFIRMED")], method="REQUEST")


def cancellation(meeting: Meeting) -> str:
    """The meeting is off, for whom this is sent: METHOD:CANCEL."""
    return _object([_event(meeting, status="CANCELLED")], method="CANCEL")


def feed(meetings: Iterable[Meeting], *, name: str) -> str:
    """A calendar that is read again and again; it asks for nothing, so it names no guests."""
    events = [_event(meeting, status="CONFIRMED", has_guests=False) for meeting in meetings]
    return _object(events, name=name)


def _object(events: Iterable[Event], *, method: str = "", name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(READ_AGAIN_AFTER).to_ical().decode())
    for event in events:
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text


def _event(meeting: Meeting, *, status: str, has_guests: bool = True) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", meeting.told_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", _line(meeting.title))
    event.add("status", status)
    if meeting.description:
        event.add("description", meeting.description)
    _say_where(event, meeting)
    if has_guests:
        event["organizer"] = _person(meeting.organizer)
        for guest in meeting.guests:
            event.add("attendee", _asked(guest), encode=False)
    return event


def _say_where(event: Event, meeting: Meeting) -> None:
    if meeting.conference_url:
        event.add("location", meeting.conference_url)
        # RFC 7986; older calendars make a link of the location.
        conference = vUri(meeting.conference_url, params={"VALUE": "URI", "FEATURE": "VIDEO"})
        event.add("conference", conference, encode=False)
    if url := meeting.address or meeting.conference_url:
        event.add("url", url)


def _line(text: str) -> str:
    """A text of one line: a parameter of iCalendar cannot hold another, and a title should not."""
    return " ".join(text.split())


def _person(guest: Guest) -> vCalAddress:
    # Escaped quotes (RFC 6868) are not understood everywhere.
    name = _line(guest.name).replace('"', "'")
    return vCalAddress(f"mailto:{guest.address}", params={"CN": name})


def _asked(guest: Guest) -> vCalAddress:
    person = _person(guest)
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = PARTICIPATION[guest.answer]
    person.params["RSVP"] = "TRUE" if guest.is_asked else "FALSE"
    return person
