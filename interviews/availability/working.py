"""Reading a calendar, in a worker: fetched, read behind a wall, and kept as busy times."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hiring.background.models import Job
from hiring.background.sandbox import Stopped, in_sandbox
from hiring.background.services import perform
from hiring.connections.outbound import Answer, Unreachable, fetch
from interviews.availability.busy_times import Unreadable, busy_times
from interviews.availability.models import BusyCalendar, CalendarSource

SECONDS = 20.0
MEGABYTES = 512
# From yesterday, so that today is whole in every zone, until half a year from now.
BEFORE, AFTER = timedelta(days=1), timedelta(days=180)

SENTENCES = {
    "no_calendar": (
        "What was found there is no calendar. Copy the private iCal address from your calendar’s settings."
    ),
    "too_many": "The calendar holds more events than can be read. Share one with fewer old events.",
    "broken": "The calendar has a line that makes no sense. Export it anew, or ask whoever runs it.",
    "too_slow": "The calendar took too long to read. Look for an event that repeats every minute or second.",
    "too_large": "The calendar needs too much memory to read. Look for an event that repeats without end.",
    "stopped": "Reading the calendar stopped without an answer. Export it anew, then give it again.",
    "unexpected": "The calendar could not be read. Export it anew, then give it again.",
    "moved": (
        "The address leads to another one now ({status}). Open it in a browser, and give the one it leads to."
    ),
    "gone": (
        "The address answers that there is no such calendar ({status}). Copy it again from your "
        "calendar’s settings."
    ),
    "closed": (
        "The address wants a password ({status}). Give the private or secret iCal address instead of the "
        "public one."
    ),
    "failing": "The address answers with a fault of its own ({status}). It is tried again in a few hours.",
}


@dataclass(frozen=True)
class Reading:
    """What a try came to: busy times and what they cover, or why there are none."""

    version: int
    tried_at: datetime
    busy: list[list[str]] | None = None
    failure: str = ""


def read_calendar(job_id: str) -> None:
    """Read the job's calendar, unless that is being done; called by workers only."""
    perform(job_id, work=_work, conclude=_conclude)


def _work(job: Job) -> Reading | None:
    """A try never raises over the calendar: what went wrong is what its owner is told."""
    calendar = BusyCalendar.objects.filter(job=job).select_related("member__user").first()
    if calendar is None:
        return None
    now = timezone.now()
    try:
        busy = _times(calendar, _content_of(calendar), now)
    except Unreachable as refused:
        return Reading(calendar.version, now, failure=str(refused))
    except _Failed as failed:
        return Reading(calendar.version, now, failure=failed.sentence)
    return Reading(calendar.version, now, busy=busy)


class _Failed(Exception):
    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.sentence = SENTENCES[code].format(**values)


def _content_of(calendar: BusyCalendar) -> bytes:
    if calendar.source == CalendarSource.UPLOAD:
        return bytes(calendar.upload)
    answer = fetch(calendar.address, headers={"Accept": "text/calendar, text/plain;q=0.5"})
    if answer.status != 200:
        raise _Failed(_fault_of(answer), status=answer.status)
    return answer.body


def _fault_of(answer: Answer) -> str:
    if 300 <= answer.status < 400:
        return "moved"
    if answer.status in {401, 403, 407}:
        return "closed"
    return "gone" if 400 <= answer.status < 500 and answer.status != 429 else "failing"


def _times(calendar: BusyCalendar, content: bytes, now: datetime) -> list[list[str]]:
    """The busy times in the content, read in a child process that can be stopped."""
    member = calendar.member
    uids: Any = member.invitations.values_list("uid", flat=True)
    known = frozenset(str(uid) for uid in uids)

    def work(_report: object) -> bytes:
        try:
            found = busy_times(
                content,
                zone=member.zone,
                since=now - BEFORE,
                until=now + AFTER,
                own_address=member.user.email,
                known=known,
            )
        except Unreadable as refused:
            return json.dumps({"code": refused.code}).encode()
        times = [[start.isoformat(), end.isoformat()] for start, end in found]
        return json.dumps({"busy": times}).encode()

    try:
        told = json.loads(in_sandbox(work, seconds=SECONDS, megabytes=MEGABYTES, report=lambda *_: None))
    except Stopped as stopped:
        raise _Failed(stopped.code) from stopped
    if "code" in told:
        raise _Failed(told["code"])
    busy: list[list[str]] = told["busy"]
    return busy


def _conclude(job: Job, reading: Reading | None) -> None:
    """Keep what was read. After a failure what was read before stays, and its age shows."""
    calendar = BusyCalendar.objects.select_for_update().filter(job=job).first()
    if calendar is None or reading is None or calendar.version != reading.version:
        return
    calendar.tried_at, calendar.failure, calendar.upload = reading.tried_at, reading.failure[:300], b""
    if reading.busy is not None:
        calendar.busy, calendar.read_at = reading.busy, reading.tried_at
        calendar.covers_from, calendar.covers_to = reading.tried_at - BEFORE, reading.tried_at + AFTER
    calendar.save()
