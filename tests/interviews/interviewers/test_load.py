"""Load is counted by the member's own days, from seats that have a time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from hiring.people.models import Member, Organization
from interviews.interviewers.load import booked_by_day, monday_of, recent_load
from interviews.staffing.services import cancel_loop
from tests.making import make_loop, make_member

pytestmark = pytest.mark.django_db

# Thursday evening in London, Friday in Berlin, still Thursday afternoon in New York.
LATE = datetime(2026, 3, 26, 23, 30, tzinfo=UTC)
THURSDAY, FRIDAY = date(2026, 3, 26), date(2026, 3, 27)


@pytest.fixture
def berliner(organization: Organization) -> Member:
    return make_member(organization)


@pytest.fixture
def new_yorker(organization: Organization) -> Member:
    member = make_member(organization)
    member.time_zone = "America/New_York"
    member.save()
    return member


def sit(member: Member, starts_at: datetime) -> int:
    """A draft loop with one round, led by the member; the round's id."""
    loop = make_loop(member.organization, interviewers=[member], published=False, starts_at=starts_at)
    return loop.rounds.get().pk


def test_a_day_is_the_members_own(berliner: Member, new_yorker: Member) -> None:
    for member in (berliner, new_yorker):
        sit(member, LATE)

    booked = booked_by_day([berliner, new_yorker], THURSDAY, FRIDAY)

    assert booked == {berliner.pk: {FRIDAY: 1}, new_yorker.pk: {THURSDAY: 1}}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_both_ends_are_included_wherever_the_day_begins(berliner: Member, zone: str) -> None:
    berliner.time_zone = zone
    starts = [datetime(2026, 3, day, hour, tzinfo=berliner.zone) for day, hour in ((26, 0), (27, 23))]
    for moment in starts:
        sit(berliner, moment)

    assert booked_by_day([berliner], THURSDAY, FRIDAY) == {berliner.pk: {THURSDAY: 1, FRIDAY: 1}}
    assert booked_by_day([berliner], FRIDAY, FRIDAY) == {berliner.pk: {FRIDAY: 1}}


def test_cancelled_loops_and_rounds_to_be_planned_anew_do_not_count(
    berliner: Member, recruiter: Member
) -> None:
    kept, moved = sit(berliner, LATE), sit(berliner, LATE + timedelta(hours=2))
    off = make_loop(
        berliner.organization, interviewers=[berliner], published=False, starts_at=LATE + timedelta(hours=4)
    )
    cancel_loop(off, by=recruiter)

    assert booked_by_day([berliner], THURSDAY, FRIDAY) == {berliner.pk: {FRIDAY: 2}}
    assert booked_by_day([berliner], THURSDAY, FRIDAY, but_rounds=[moved]) == {berliner.pk: {FRIDAY: 1}}
    assert booked_by_day([berliner], THURSDAY, FRIDAY, but_rounds=[moved, kept]) == {berliner.pk: {}}


def test_recent_load_is_that_of_the_four_weeks_before(berliner: Member) -> None:
    for days in (1, 28, 29, 0):
        sit(berliner, LATE - timedelta(days=days))

    assert recent_load([berliner], before=FRIDAY) == {berliner.pk: 2}


def test_one_query_however_many_people(
    organization: Organization, django_assert_num_queries: Callable[[int], object]
) -> None:
    people = [make_member(organization) for _ in range(3)]

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert booked_by_day(people, THURSDAY, FRIDAY) == {member.pk: {} for member in people}


def test_weeks_begin_on_mondays() -> None:
    assert monday_of(THURSDAY) == monday_of(date(2026, 3, 29)) == date(2026, 3, 23)
