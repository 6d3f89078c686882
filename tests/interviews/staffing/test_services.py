"""Seats and times: nobody sits twice at once, and nobody reads first and judges afterwards."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.people.models import Member, Organization, Role
from interviews.loops.models import Loop, Round
from interviews.loops.services import remove_round
from interviews.loops.states import LoopStatus
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import (
    cancel_loop,
    release_seat,
    revise_round,
    seat_member,
)
from tests.making import in_days, make_debrief, make_loop, make_member, make_round, make_submission, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop(organization: Organization, recruiter: Member) -> Loop:
    return make_loop(organization, published=False, by=recruiter)


def revise(planned: Round, by: Member, **changes: object) -> Round:
    fields = ("title", "minutes", "panel_size", "brief", "starts_at", "version")
    asked = {field: getattr(planned, field) for field in fields} | changes
    return revise_round(planned, **asked, by=by)  # type: ignore[arg-type]


def test_the_first_seat_leads_and_the_next_joins_the_panel(
    loop: Loop, organization: Organization, recruiter: Member
) -> None:
    planned = make_round(loop, by=recruiter, panel_size=2)

    parts = [seat_member(planned, member=make_member(organization), by=recruiter).part for _ in range(2)]

    assert parts == [Part.LEAD, Part.PANEL]


def test_a_full_panel_takes_nobody_but_trainees(
    loop: Loop, organization: Organization, recruiter: Member
) -> None:
    planned = loop.rounds.get(position=1)

    with pytest.raises(Invalid, match="Every seat of this panel is taken"):
        seat_member(planned, member=make_member(organization), by=recruiter)
    trainee = seat_member(planned, member=make_member(organization), part=Part.SHADOW, by=recruiter)

    assert trainee.is_training


def test_seating_twice_is_one_seat(loop: Loop, recruiter: Member) -> None:
    seat = seats_of(loop)[0]

    assert seat_member(seat.round, member=seat.member, by=recruiter) == seat


def test_strangers_and_the_departed_get_no_seat(
    loop: Loop, organization: Organization, other_organization: Organization, recruiter: Member
) -> None:
    planned = make_round(loop, by=recruiter)
    departed = make_member(organization)
    departed.is_active = False
    departed.save()

    for member in (departed, make_member(other_organization)):
        with pytest.raises(Invalid) as refused:
            seat_member(planned, member=member, by=recruiter)
        assert refused.value.field == "member"


def test_an_interviewer_seats_nobody(loop: Loop, interviewer: Member, recruiter: Member) -> None:
    with pytest.raises(NotAllowed):
        seat_member(make_round(loop, by=recruiter), member=interviewer, by=interviewer)


def test_nobody_is_booked_twice_at_the_same_time(
    organization: Organization, interviewer: Member, recruiter: Member
) -> None:
    make_loop(organization, interviewers=[interviewer], starts_at=in_days(3), by=recruiter)
    other = make_loop(organization, interviewers=[interviewer], published=False, by=recruiter)
    planned = other.rounds.get()

    with pytest.raises(Invalid, match="at that time") as refused:
        revise(planned, recruiter, starts_at=in_days(3) + timedelta(minutes=30))
    back_to_back = revise(planned, recruiter, starts_at=in_days(3) + timedelta(minutes=60))

    assert refused.value.code == "double_booking"
    assert back_to_back.seats.get().starts_at == in_days(3) + timedelta(minutes=60)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer; the service checks")
def test_postgresql_itself_refuses_overlapping_seats(
    organization: Organization, interviewer: Member, recruiter: Member
) -> None:
    make_loop(organization, interviewers=[interviewer], starts_at=in_days(3), by=recruiter)
    other = make_loop(organization, interviewers=[interviewer], published=False, by=recruiter)

    with pytest.raises(IntegrityError, match="seat_overlaps_no_other"), transaction.atomic():
        Seat.objects.filter(round__loop=other).update(starts_at=in_days(3), ends_at=in_days(3, hour=11))


def test_a_cancelled_loop_frees_everybodys_time(
    organization: Organization, interviewer: Member, recruiter: Member
) -> None:
    loop = make_loop(organization, interviewers=[interviewer], starts_at=in_days(3), by=recruiter)

    cancel_loop(loop, by=recruiter)
    again = make_loop(organization, interviewers=[interviewer], starts_at=in_days(3), by=recruiter)

    assert again.status == LoopStatus.PUBLISHED


def test_a_seat_with_a_scorecard_stays(organization: Organization, recruiter: Member) -> None:
    seat = seats_of(make_loop(organization, by=recruiter))[0]
    make_submission(seat)

    with pytest.raises(DomainError, match="has begun the scorecard"):
        release_seat(seat, by=recruiter)

    assert Seat.objects.filter(pk=seat.pk).exists()


def test_a_stale_round_form_changes_nothing(loop: Loop, recruiter: Member) -> None:
    planned = loop.rounds.get(position=1)
    revise(planned, recruiter, title="First")

    with pytest.raises(Stale):
        revise(planned, recruiter, title="Second")


def test_a_seat_takes_the_time_that_the_round_has_now(
    loop: Loop, organization: Organization, recruiter: Member
) -> None:
    as_read = make_round(loop, by=recruiter)
    revise(Round.objects.get(pk=as_read.pk), recruiter, starts_at=in_days(3))

    assert seat_member(as_read, member=make_member(organization), by=recruiter).starts_at == in_days(3)


def test_a_loop_cancelled_meanwhile_takes_no_new_times_and_loses_no_seats(
    loop: Loop, recruiter: Member
) -> None:
    seat = seats_of(loop)[0]
    cancel_loop(loop, by=recruiter)

    with pytest.raises(DomainError, match="is over"):
        revise(seat.round, recruiter, starts_at=in_days(3))
    with pytest.raises(DomainError, match="is over"):
        release_seat(seat, by=recruiter)

    assert Seat.objects.get(pk=seat.pk).starts_at is None


def test_seating_somebody_in_a_round_removed_meanwhile_is_refused(
    loop: Loop, organization: Organization, recruiter: Member
) -> None:
    planned = make_round(loop, by=recruiter)
    remove_round(Round.objects.get(pk=planned.pk), by=recruiter)

    with pytest.raises(DomainError) as refused:
        seat_member(planned, member=make_member(organization), by=recruiter)

    assert refused.value.code == "gone"


class TestIndependence:
    """Nobody reads first and judges afterwards."""

    @pytest.fixture
    def loop(self, organization: Organization, recruiter: Member) -> Loop:
        """Published, with one scorecard in and a seat that the recruiter holds and owes."""
        loop = make_loop(organization, interviewers=[make_member(organization), recruiter], by=recruiter)
        make_submission(seats_of(loop)[0])
        return loop

    def test_a_planner_does_not_give_up_their_own_seat_to_read(self, loop: Loop, recruiter: Member) -> None:
        with pytest.raises(DomainError, match="cannot give up your own seat"):
            release_seat(seats_of(loop)[1], by=recruiter)

    def test_whoever_could_read_judges_no_more(self, loop: Loop, organization: Organization) -> None:
        other = make_member(organization, Role.RECRUITER)
        release_seat(seats_of(loop)[1], by=other)

        for reader in (other, seats_of(loop)[0].member):
            with pytest.raises(Invalid, match="could already read"):
                seat_member(loop.rounds.get(position=2), member=reader, by=other)
        newcomer = seat_member(loop.rounds.get(position=2), member=make_member(organization), by=other)

        assert newcomer.part == Part.LEAD

    def test_before_any_scorecard_is_in_a_planner_may_change_their_mind(
        self, organization: Organization, recruiter: Member
    ) -> None:
        loop = make_loop(organization, interviewers=[recruiter], by=recruiter)
        release_seat(seats_of(loop)[0], by=recruiter)

        assert seat_member(loop.rounds.get(), member=recruiter, by=recruiter).part == Part.LEAD


def test_a_loop_in_debrief_is_decided_and_not_cancelled(
    organization: Organization, recruiter: Member
) -> None:
    debrief = make_debrief(organization, by=recruiter)

    with pytest.raises(DomainError, match="Decide it instead"):
        cancel_loop(debrief.loop, by=recruiter)
