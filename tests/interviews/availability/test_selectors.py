"""What calendars told, as planning asks for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from hiring.people.models import Member, Organization
from interviews.availability.models import BusyCalendar, CalendarSource
from interviews.availability.selectors import busy_of, stale_calendars
from interviews.interviewers.selectors import policy_of
from tests.making import make_member

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 26, 12, tzinfo=UTC)


def at(hour: int) -> datetime:
    return NOW.replace(hour=hour)


def have_calendar(member: Member, *busy: tuple[int, int], read_at: datetime | None = NOW) -> BusyCalendar:
    return BusyCalendar.objects.create(
        organization=member.organization,
        member=member,
        source=CalendarSource.UPLOAD,
        busy=[[at(start).isoformat(), at(end).isoformat()] for start, end in busy],
        read_at=read_at,
    )


def test_busy_times_are_cut_to_what_was_asked_for(
    organization: Organization, django_assert_num_queries: Callable[[int], object]
) -> None:
    told, silent = make_member(organization), make_member(organization)
    have_calendar(told, (6, 8), (9, 11), (13, 14), (17, 20))

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        busy = busy_of([told, silent], at(8), at(18))

    assert busy == {told.pk: [(at(9), at(11)), (at(13), at(14)), (at(17), at(18))], silent.pk: []}


def test_a_calendar_is_stale_once_the_policys_hours_are_over(organization: Organization) -> None:
    fresh, old, unread, silent = (make_member(organization) for _ in range(4))
    have_calendar(fresh, read_at=NOW - timedelta(hours=24))
    have_calendar(old, read_at=NOW - timedelta(hours=24, seconds=1))
    have_calendar(unread, read_at=None)

    stale = stale_calendars([fresh, old, unread, silent], policy_of(organization), NOW, until=NOW)

    assert {calendar.member for calendar in stale} == {old, unread}


def test_a_calendar_that_ends_before_the_days_is_stale_for_them(organization: Organization) -> None:
    member = make_member(organization)
    have_calendar(member, read_at=NOW)
    BusyCalendar.objects.update(covers_to=NOW + timedelta(days=180))

    def stale_until(days: int) -> int:
        until = NOW + timedelta(days=days)
        return len(stale_calendars([member], policy_of(organization), NOW, until=until))

    assert (stale_until(180), stale_until(181)) == (0, 1)
