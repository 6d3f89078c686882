"""A calendar is given, read by a worker, read again, and forgotten; its address is never shown."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from hiring.background.models import Job, JobStatus
from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.availability import calendars, working
from interviews.availability.calendars import (
    LARGEST_UPLOAD,
    drop_calendar,
    forget_unread_uploads,
    give_calendar_address,
    refresh_calendar,
    refresh_due,
    upload_calendar,
)
from interviews.availability.models import BusyCalendar, CalendarSource
from interviews.availability.selectors import busy_of
from interviews.availability.working import read_calendar
from tests.making import make_member

pytestmark = pytest.mark.django_db

TOMORROW = (timezone.now() + timedelta(days=1)).replace(hour=9, minute=0, second=0, microsecond=0)


def calendar_of(*starts: datetime, extra: str = "") -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART:{start:%Y%m%dT%H%M%SZ}\r\nDURATION:PT1H\r\n{extra}END:VEVENT\r\n"
        for n, start in enumerate(starts)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


class Keeper(BaseHTTPRequestHandler):
    """Answers with whatever the calendar says now."""

    says: dict[str, Any]

    def do_GET(self) -> None:
        self.send_response(self.says["status"])
        self.end_headers()
        self.wfile.write(self.says["content"])

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def keeper(settings: Settings) -> Iterator[Any]:
    """A real calendar server on this machine, which the operator allows."""
    settings.OUTBOUND_ALLOWED_NETWORKS = ["127.0.0.0/8"]
    handler = type("ThisKeeper", (Keeper,), {"says": {"status": 200, "content": calendar_of(TOMORROW)}})
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.says = handler.says
    server.address = f"http://127.0.0.1:{server.server_port}/secret/basic.ics"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def read(calendar: BusyCalendar) -> BusyCalendar:
    """The calendar after a worker has done its job."""
    read_calendar(str(calendar.job_id))
    return BusyCalendar.objects.select_related("job", "member").get(pk=calendar.pk)


def busy(member: Member) -> list[datetime]:
    return [
        start
        for start, _ in busy_of([member], TOMORROW - timedelta(days=30), TOMORROW + timedelta(30))[member.pk]
    ]


def test_an_address_is_read_by_a_worker(interviewer: Member, keeper: Any) -> None:
    given = give_calendar_address(interviewer, address=f" {keeper.address} ", by=interviewer)
    assert (given.busy, given.read_at) == ([], None)

    calendar = read(given)

    assert busy(interviewer) == [TOMORROW]
    assert (calendar.failure, calendar.job.status) == ("", JobStatus.DONE)  # type: ignore[union-attr]
    assert calendar.read_at is not None
    assert calendar.covers_to == calendar.read_at + timedelta(days=180)
    assert "secret" not in str(list(Event.objects.values_list("payload", flat=True)))


def test_webcal_is_another_word_for_https(interviewer: Member) -> None:
    given = give_calendar_address(interviewer, address="webcal://calendar.example/me.ics", by=interviewer)

    assert given.address == "https://calendar.example/me.ics"


@pytest.mark.parametrize("address", ["", "me.ics", "file:///etc/passwd", "https://me:word@calendar.example/"])
def test_what_is_no_address_is_refused_beside_its_field(interviewer: Member, address: str) -> None:
    with pytest.raises(Invalid) as refused:
        give_calendar_address(interviewer, address=address, by=interviewer)

    assert refused.value.field == "address"
    assert not BusyCalendar.objects.exists()


@pytest.mark.parametrize(
    ("status", "content", "told"),
    [
        (404, b"", "no such calendar (404)"),
        (401, b"", "wants a password (401)"),
        (302, b"", "leads to another one now (302)"),
        (503, b"", "tried again in a few hours"),
        (200, b"<html>", "is no calendar"),
        (200, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:x\r\nEND:VEVENT\r\nEND:VCALENDAR", ""),
    ],
)
def test_a_failure_is_told_and_what_was_known_stays(
    interviewer: Member, keeper: Any, status: int, content: bytes, told: str
) -> None:
    first = read(give_calendar_address(interviewer, address=keeper.address, by=interviewer))
    keeper.says |= {"status": status, "content": content}
    refresh_calendar(first, by=interviewer)

    calendar = read(first)

    assert told in calendar.failure
    if told:
        assert busy(interviewer) == [TOMORROW]
        assert calendar.read_at == first.read_at
        assert calendar.tried_at is not None
        assert first.read_at is not None
        assert calendar.tried_at > first.read_at


def test_this_machine_is_not_asked_unless_the_operator_says_so(
    interviewer: Member, keeper: Any, settings: Settings
) -> None:
    settings.OUTBOUND_ALLOWED_NETWORKS = []

    calendar = read(give_calendar_address(interviewer, address=keeper.address, by=interviewer))

    assert "private network" in calendar.failure
    assert calendar.read_at is None


def test_a_rule_without_end_stops_at_its_limits(interviewer: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "SECONDS", 0.5)
    endless = calendar_of(TOMORROW - timedelta(days=400), extra="RRULE:FREQ=SECONDLY\r\n")

    calendar = read(upload_calendar(interviewer, content=endless, by=interviewer))

    assert calendar.failure.startswith(("The calendar took too long", "The calendar needs too much memory"))
    assert calendar.busy == []


def test_a_file_is_read_once_and_not_kept(interviewer: Member) -> None:
    given = upload_calendar(interviewer, content=calendar_of(TOMORROW), by=interviewer)
    assert bytes(given.upload)

    calendar = read(given)

    assert busy(interviewer) == [TOMORROW]
    assert bytes(calendar.upload) == b""
    with pytest.raises(Invalid, match="Upload it again"):
        refresh_calendar(calendar, by=interviewer)


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "no_calendar"), (b"<html>", "no_calendar"), (b" " * (LARGEST_UPLOAD + 1), "too_large")],
)
def test_a_file_that_is_none_is_refused_at_the_door(interviewer: Member, content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        upload_calendar(interviewer, content=content, by=interviewer)

    assert (refused.value.field, refused.value.code) == ("file", code)


def test_a_worker_that_is_still_about_the_old_calendar_changes_nothing(interviewer: Member) -> None:
    old = upload_calendar(interviewer, content=calendar_of(TOMORROW), by=interviewer)
    new = upload_calendar(interviewer, content=calendar_of(TOMORROW + timedelta(hours=5)), by=interviewer)

    read_calendar(str(old.job_id))
    assert busy(interviewer) == []

    read(new)
    assert busy(interviewer) == [TOMORROW + timedelta(hours=5)]
    assert BusyCalendar.objects.count() == 1


def test_a_calendar_that_was_dropped_while_it_was_read_stays_dropped(interviewer: Member) -> None:
    given = upload_calendar(interviewer, content=calendar_of(TOMORROW), by=interviewer)
    drop_calendar(given, by=interviewer)

    read_calendar(str(given.job_id))

    assert not BusyCalendar.objects.exists()


def test_only_its_owner_and_who_plans_every_loop_give_a_calendar(
    organization: Organization, other_organization: Organization, interviewer: Member, recruiter: Member
) -> None:
    strangers = [
        make_member(organization),
        make_member(organization, Role.HIRING_MANAGER),
        make_member(other_organization, Role.ADMIN),
    ]
    for stranger in strangers:
        with pytest.raises(NotAllowed):
            give_calendar_address(interviewer, address="https://calendar.example/", by=stranger)
    given = give_calendar_address(interviewer, address="https://calendar.example/", by=recruiter)

    for stranger in strangers:
        with pytest.raises(NotAllowed):
            drop_calendar(given, by=stranger)
    for stranger in (strangers[0], strangers[2]):
        with pytest.raises(NotAllowed):
            refresh_calendar(given, by=stranger)


def test_old_answers_are_asked_for_again_and_nothing_else(organization: Organization) -> None:
    def have(*, source: str = CalendarSource.ADDRESS, hours: float = 5, active: bool = True) -> BusyCalendar:
        member = make_member(organization)
        member.is_active = active
        member.save()
        calendar = give_calendar_address(member, address="https://calendar.example/", by=make_planner)
        calendar.job.status = JobStatus.DONE  # type: ignore[union-attr]
        calendar.job.save()  # type: ignore[union-attr]
        calendar.source, calendar.tried_at = source, timezone.now() - timedelta(hours=hours)
        calendar.save()
        return calendar

    make_planner = make_member(organization, Role.RECRUITER)
    due = have()
    have(hours=3)
    have(source=CalendarSource.UPLOAD)
    have(active=False)
    give_calendar_address(make_member(organization), address="https://a.example/", by=make_planner)

    assert refresh_due() == 1
    due.job.refresh_from_db()  # type: ignore[union-attr]
    assert due.job.status == JobStatus.QUEUED  # type: ignore[union-attr]
    assert refresh_due() == 0


def test_one_that_cannot_be_asked_again_leaves_the_others_due(
    organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    planner = make_member(organization, Role.RECRUITER)
    given = [
        give_calendar_address(make_member(organization), address="https://a.example/", by=planner)
        for _ in range(3)
    ]
    for calendar in given:
        Job.objects.filter(pk=calendar.job_id).update(status=JobStatus.DONE)
    honest = calendars.retry

    def retry(job: Job, **told: Any) -> Any:
        if job.pk == given[0].job_id:
            raise DomainError("It was queued at this moment.", "not_over")
        return honest(job, **told)

    monkeypatch.setattr(calendars, "retry", retry)

    assert refresh_due() == 2


def test_a_file_that_cannot_be_read_is_not_kept(interviewer: Member) -> None:
    given = upload_calendar(interviewer, content=calendar_of(TOMORROW), by=interviewer)
    assert forget_unread_uploads() == 0

    Job.objects.filter(pk=given.job_id).update(status=JobStatus.FAILED)

    assert forget_unread_uploads() == 1
    assert bytes(BusyCalendar.objects.get().upload) == b""


def test_the_members_zone_says_when_a_day_is(interviewer: Member) -> None:
    day = TOMORROW.date() + timedelta(days=1)
    whole = f"BEGIN:VEVENT\r\nUID:d\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nEND:VEVENT\r\nEND:VCALENDAR"
    content = calendar_of().replace(b"END:VCALENDAR", whole.encode())

    read(upload_calendar(interviewer, content=content, by=interviewer))

    [start] = busy(interviewer)
    assert start == datetime(day.year, day.month, day.day, tzinfo=interviewer.zone).astimezone(UTC)
