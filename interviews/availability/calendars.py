"""Whose calendar says when they are busy: an address or a file, read by a worker (`working.py`)."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hiring.background.models import JobStatus
from hiring.background.services import enqueue, retry
from hiring.connections.outbound import Unreachable, target_of
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.availability.models import BusyCalendar, CalendarSource

READ = "interviews.availability.tasks.read_calendar"
MEGABYTE = 2**20
LARGEST_UPLOAD = 5 * MEGABYTE
# How old an address's answer becomes before it is asked again.
REFRESH_AFTER = timedelta(hours=4)
OVER = (JobStatus.DONE, JobStatus.FAILED)


def can_give_calendar(by: Member, member: Member) -> bool:
    """Whether it is the acting member's own calendar, or they speak for every interviewer."""
    is_own = by.pk == member.pk and by.is_active
    speaks = by.may(Capability.PLAN_EVERY_LOOP) and by.organization_id == member.organization_id
    return is_own or speaks


@transaction.atomic
def give_calendar_address(member: Member, *, address: str, by: Member) -> BusyCalendar:
    """Have the member's busy times read from this address, now and every few hours.

    The address is kept, and shown to nobody again.
    """
    require(can_give_calendar(by, member))
    url = address.strip()
    scheme, mark, rest = url.partition("://")
    if mark and scheme.lower() in {"webcal", "webcals"}:
        url = f"https://{rest}"
    try:
        target_of(url)
    except Unreachable as refused:
        raise Invalid(refused.message, field="address", code=refused.code) from refused
    return _take(member, source=CalendarSource.ADDRESS, address=url, upload=b"", by=by)


@transaction.atomic
def upload_calendar(member: Member, *, content: bytes, by: Member) -> BusyCalendar:
    """Have the member's busy times read from an iCalendar file, once; the file is not kept after that."""
    require(can_give_calendar(by, member))
    if len(content) > LARGEST_UPLOAD:
        raise Invalid(
            f"The file is larger than {LARGEST_UPLOAD // MEGABYTE} MB. Export only the coming half-year.",
            field="file",
            code="too_large",
        )
    if b"BEGIN:VCALENDAR" not in content.upper():
        raise Invalid(
            "This is no calendar. Export yours as an .ics file, then upload that.",
            field="file",
            code="no_calendar",
        )
    return _take(member, source=CalendarSource.UPLOAD, address="", upload=content, by=by)


def _take(member: Member, *, source: str, address: str, upload: bytes, by: Member) -> BusyCalendar:
    """Note where the calendar comes from. What was read from elsewhere before no longer holds."""
    locked(member)
    row = BusyCalendar.objects.select_for_update().filter(member=member).first() or BusyCalendar(
        organization_id=member.organization_id, member=member
    )
    row.source, row.address, row.upload = source, address, upload
    row.busy, row.covers_from, row.covers_to = [], None, None
    row.read_at, row.tried_at, row.failure = None, None, ""
    row.version += 1
    # A worker that is still about the old one finds nothing of its job, and throws away what it read.
    row.job, _ = enqueue(READ, dedupe=f"calendar:{uuid4().hex}", organization_id=member.organization_id)
    row.save()
    record("calendar.given", row, by=by, member=member.pk, source=source)
    return row


@transaction.atomic
def drop_calendar(calendar: BusyCalendar, *, by: Member) -> None:
    """Forget the address and every busy time that came from it."""
    require(can_give_calendar(by, calendar.member))
    record("calendar.dropped", calendar, by=by, member=calendar.member_id)
    calendar.delete()


@transaction.atomic
def refresh_calendar(calendar: BusyCalendar, *, by: Member) -> BusyCalendar:
    """Have the address read again now; while a worker is about it, that is enough."""
    require(can_give_calendar(by, calendar.member) or BusyCalendar.objects.visible_to(by).contains(calendar))
    row = locked(calendar)
    if row.source != CalendarSource.ADDRESS:
        raise Invalid(
            "This calendar came as a file, which is not kept. Upload it again, or give its address.",
            field="file",
            code="uploaded",
        )
    read_again(row)
    return row


def read_again(calendar: BusyCalendar) -> bool:
    """Queue the calendar's job once more, unless it is still to be done; whether it was queued."""
    if calendar.job is None or calendar.job.status not in OVER:
        return False
    retry(calendar.job, although_done=True)
    return True


def refresh_due() -> int:
    """Have every address read again whose answer is old; returns how many."""
    old = timezone.now() - REFRESH_AFTER
    due = BusyCalendar.objects.filter(
        Q(tried_at__isnull=True) | Q(tried_at__lt=old),
        source=CalendarSource.ADDRESS,
        member__is_active=True,
        job__status__in=OVER,
    )
    return sum(map(_read_again_if_possible, due.select_related("job")))


def _read_again_if_possible(calendar: BusyCalendar) -> bool:
    """Somebody may have asked for it at this moment: the others are due all the same."""
    with suppress(DomainError):
        return read_again(calendar)
    return False


def forget_unread_uploads() -> int:
    """A file that could not be read is not kept either; returns how many there were."""
    given_up = BusyCalendar.objects.filter(job__status=JobStatus.FAILED).exclude(upload=b"")
    return given_up.update(upload=b"")
