"""From an iCalendar file (RFC 5545) to the times at which its owner is busy, and to nothing else.

Before anything is parsed, each event is cut down to the lines that say when it is and whether it counts: what
it is about, where, and with whom, is dropped unread. Loaded by workers only, and run behind a wall: a rule
such as “every second for ever” takes for ever.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from interviews.availability.intervals import Interval, merged

MOST_EVENTS = 20_000
DAY = timedelta(days=1)
# The lines of an event that are read.
READ = frozenset(
    {
        "DTEND",
        "DTSTART",
        "DURATION",
        "EXDATE",
        "RDATE",
        "RECURRENCE-ID",
        "RRULE",
        "SEQUENCE",
        "STATUS",
        "TRANSP",
        "UID",
        "X-MICROSOFT-CDO-BUSYSTATUS",
    }
)
# The calendar's own lines that bear on times.
OF_CALENDAR = frozenset({"CALSCALE", "X-WR-TIMEZONE"})
# With one of these an event may last or come again beyond the days that it names.
COMES_AGAIN = frozenset({"DURATION", "RDATE", "RECURRENCE-ID", "RRULE"})
# What Exchange calls a time at which its owner can be asked for.
FREE = frozenset({"FREE", "WORKINGELSEWHERE"})
NAME = re.compile(r"[A-Za-z0-9-]+")
DAY_DIGITS = re.compile(r":(\d{8})")


class Unreadable(Exception):
    """The file is no calendar that can be read; `code` says why: `no_calendar`, `too_many`, `broken`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def busy_times(
    content: bytes,
    *,
    zone: ZoneInfo,
    since: datetime,
    until: datetime,
    own_address: str = "",
    known: Collection[str] = (),
) -> list[Interval]:
    """The owner's busy times from `since` until `until`, in UTC, merged, in their order.

    Days and times that name no zone are the owner's, in `zone`. An event counts unless it is transparent,
    free, cancelled, or declined by the owner at `own_address`; events with a `known` UID are told of
    elsewhere, and do not count. Raises `Unreadable`.
    """
    slim = slimmed(content, since=since - 2 * DAY, own_address=own_address, known=frozenset(known))
    try:
        calendar = icalendar.Calendar.from_ical(slim)
        found = recurring_ical_events.of(calendar, skip_bad_series=True).between(since - DAY, until + DAY)
        times = (_interval(event, zone) for event in found if _counts(event))
        return merged(_clipped(times, since, until))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        # The libraries raise whatever their parts do over a line that makes no sense.
        raise Unreadable("broken") from error


def slimmed(content: bytes, *, since: datetime, own_address: str, known: frozenset[str]) -> str:
    """The calendar with nothing in it but times: events that may count since then, and their zones."""
    text = content.decode("utf-8", errors="replace").removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.replace("\n ", "").replace("\n\t", "").split("\n")
    _refuse_what_is_not_whole(lines)
    first_day = since.strftime("%Y%m%d")
    kept = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:busy"]
    count = 0
    for part in _parts_of(lines):
        if part.kind == "VEVENT":
            count += 1
            if count > MOST_EVENTS:
                raise Unreadable("too_many")
            if part.uid in known or part.is_over_before(first_day):
                continue
            if part.is_declined_by(own_address):
                part.count_as_free()
        kept += part.lines
    return "\r\n".join([*kept, "END:VCALENDAR", ""])


def _refuse_what_is_not_whole(lines: Iterable[str]) -> None:
    marks = Counter(line.strip().upper() for line in lines)
    if not marks["BEGIN:VCALENDAR"]:
        raise Unreadable("no_calendar")
    if any(marks[f"BEGIN:{kind}"] != marks[f"END:{kind}"] for kind in ("VCALENDAR", "VEVENT")):
        # Cut off on its way: what is missing would count as free.
        raise Unreadable("broken")


@dataclass
class _Part:
    """Lines of the calendar that belong together: an event, a zone, or a line of its own."""

    kind: str
    lines: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    uid: str = ""
    last_day: str = ""
    declined_by: set[str] = field(default_factory=set)

    def is_over_before(self, day: str) -> bool:
        """Whether it ends before that day, YYYYMMDD, and never comes again."""
        return bool(self.last_day) and self.last_day < day and self.names.isdisjoint(COMES_AGAIN)

    def is_declined_by(self, address: str) -> bool:
        return bool(address) and address.lower() in self.declined_by

    def count_as_free(self) -> None:
        """Kept all the same: one time of a series that was left out would be one of the series again."""
        others = [line for line in self.lines if not line.upper().startswith("TRANSP")]
        self.lines = [others[0], "TRANSP:TRANSPARENT", *others[1:]]


def _parts_of(lines: list[str]) -> Iterator[_Part]:
    """The events, cut down, and the zones, whole; what else a calendar holds is left out."""
    part: _Part | None = None
    inner = 0
    for line in lines:
        name = found.group().upper() if (found := NAME.match(line)) else ""
        value = line.partition(":")[2].strip()
        kind = value.upper()
        if part is None:
            if name == "BEGIN" and kind in {"VEVENT", "VTIMEZONE"}:
                part, inner = _Part(kind, [f"BEGIN:{kind}"]), 0
            elif name in OF_CALENDAR:
                yield _Part("line", [line])
        elif name == "END" and kind == part.kind and not inner:
            part.lines.append(f"END:{kind}")
            yield part
            part = None
        else:
            inner += {"BEGIN": 1, "END": -1}.get(name, 0)
            _take(part, name, line, value, is_inner=inner > 0)


def _take(part: _Part, name: str, line: str, value: str, *, is_inner: bool) -> None:
    if part.kind == "VTIMEZONE":
        part.lines.append(line)
        return
    if is_inner or name in {"BEGIN", "END"}:
        # An alarm.
        return
    if name == "ATTENDEE" and "PARTSTAT=DECLINED" in line.upper():
        part.declined_by.add(line.lower().rpartition("mailto:")[2].strip())
    if name in READ:
        part.lines.append(line)
        part.names.add(name)
    if name == "UID":
        part.uid = value
    if name in {"DTSTART", "DTEND"} and (day := DAY_DIGITS.search(line)):
        part.last_day = max(part.last_day, day.group(1))


def _counts(event: icalendar.cal.Component) -> bool:
    """Whether its owner is busy during the event."""
    return (
        str(event.get("TRANSP", "")).upper() != "TRANSPARENT"
        and str(event.get("STATUS", "")).upper() != "CANCELLED"
        and str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() not in FREE
    )


def _interval(event: icalendar.cal.Component, zone: ZoneInfo) -> Interval:
    start = event.decoded("DTSTART")
    end = event.decoded("DTEND", None)
    if end is None:
        usual = timedelta() if isinstance(start, datetime) else DAY
        end = start + event.decoded("DURATION", usual)
    return _instant(start, zone), _instant(end, zone)


def _instant(moment: date | datetime, zone: ZoneInfo) -> datetime:
    """The instant in UTC; a day begins at its midnight in the zone, and what names no zone is in this one."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _clipped(intervals: Iterable[Interval], since: datetime, until: datetime) -> Iterator[Interval]:
    for start, end in intervals:
        if start < until and end > since and end > start:
            yield max(start, since), min(end, until)
