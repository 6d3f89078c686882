"""Somebody cannot come: three who could, ranked, with reasons that hold, and one click."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.people.models import Member, Organization
from interviews.interviewers.models import HalfDay, Stage
from interviews.invitations.models import Answer, Invitation
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus
from interviews.scheduling.proposals import propose
from interviews.scheduling.replacing import replace_by, replacements_for
from interviews.scheduling.taking import take
from interviews.staffing.models import Part, Seat
from interviews.staffing.timetable import Slot, set_timetable
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.invitations.letters import last_mail, letters
from tests.interviews.scheduling.staging import at, hold, make_interviewer, make_loop_to_plan
from tests.making import make_member, make_submission

pytestmark = pytest.mark.django_db

AsMember = Callable[[Member], Client]


@pytest.fixture
def ada(organization: Organization) -> Member:
    return make_interviewer(organization, name="Ada Lund")


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter, RoundKind.CODING, RoundKind.CODING)


@pytest.fixture
def seat(loop: Loop, ada: Member) -> Seat:
    """Ada's, on a Monday at 10 UTC."""
    return hold(loop.rounds.get(position=1), ada, at(10))


def offered(seat: Seat, by: Member) -> list[str]:
    return [one.member.name for one in replacements_for(seat, by=by).offered]


def elsewhere(by: Member, member: Member, *hours: int, day: int) -> None:
    """Give the member interviews with others at these hours of a day."""
    for hour in hours:
        hold(make_loop_to_plan(by).rounds.get(), member, at(hour, day=day))


def publish(loop: Loop) -> Loop:
    Loop.objects.filter(pk=loop.pk).update(status=LoopStatus.PUBLISHED)
    return Loop.objects.get(pk=loop.pk)


def test_the_least_loaded_is_asked_first_and_says_why(
    organization: Organization, recruiter: Member, seat: Seat
) -> None:
    busier, idle, choosy = (
        make_interviewer(organization, name=name, **wishes)
        for name, wishes in (("Busier", {}), ("Idle", {}), ("Choosy", {"avoids": HalfDay.MORNING}))
    )
    elsewhere(recruiter, busier, 9, day=2)
    elsewhere(recruiter, idle, 9, day=-14)

    found = replacements_for(seat, by=recruiter)

    assert [one.member for one in found.offered] == [choosy, busier, idle]
    reasons = {one.member: one.reason for one in found.offered}
    assert reasons[choosy] == (
        "Qualified, free, 0 of 5 that week; interviewed least of late; would rather not at this time of day"
    )
    assert reasons[busier] == "Qualified, free, 1 of 5 that week; interviewed least of late"
    assert reasons[idle] == "Qualified, free, 0 of 5 that week; 1 interview in four weeks"


def test_no_more_than_three_are_offered(organization: Organization, recruiter: Member, seat: Seat) -> None:
    for _ in range(5):
        make_interviewer(organization)

    assert len(offered(seat, recruiter)) == 3


def test_whoever_would_break_a_rule_is_left_out_and_it_is_said_why(
    organization: Organization, recruiter: Member, seat: Seat
) -> None:
    taken = make_interviewer(organization, name="Taken")
    elsewhere(recruiter, taken, 10, day=0)
    full = make_interviewer(organization, name="Full", daily_limit=1)
    elsewhere(recruiter, full, 14, day=0)
    make_interviewer(organization, name="Asleep", time_zone="America/Los_Angeles")
    make_interviewer(organization, name="Learner", stage=Stage.SHADOW)

    found = replacements_for(seat, by=recruiter)

    assert found.offered == []
    said = " ".join(found.others)
    assert "Taken is busy" in said
    assert "Full has 2 interviews on that day; the limit is 1." in said
    assert "outside of Asleep's hours" in said
    assert "Learner" not in said


def test_who_meets_the_candidate_already_or_has_declined_is_not_asked(
    organization: Organization, recruiter: Member, loop: Loop, seat: Seat
) -> None:
    second = make_interviewer(organization, name="Second")
    hold(loop.rounds.get(position=2), second, at(14))
    declined = make_interviewer(organization, name="Declined")
    Invitation.objects.create(
        organization=organization,
        round=seat.round,
        member=declined,
        starts_at=at(10),
        ends_at=at(11),
        told_at=at(9),
        told="",
        answer=Answer.DECLINED,
    )

    assert offered(seat, recruiter) == []


def test_what_does_not_fit_anyway_is_held_against_nobody(
    organization: Organization, recruiter: Member, loop: Loop, ada: Member
) -> None:
    """The round lies outside of the candidate's times, whoever sits in it."""
    late = hold(loop.rounds.get(position=1), ada, at(17))
    make_interviewer(organization, name="Stand-in")

    assert offered(late, recruiter) == ["Stand-in"]


def test_one_who_never_trained_is_replaced_too(
    organization: Organization, recruiter: Member, loop: Loop
) -> None:
    untrained, beside = make_member(organization), make_member(organization)
    Round.objects.filter(loop=loop).update(panel_size=2)
    seat = hold(loop.rounds.get(position=1), untrained, at(10))
    hold(seat.round, beside, at(10), part=Part.PANEL)
    make_interviewer(organization, name="Stand-in")

    assert offered(seat, recruiter) == ["Stand-in"]


def test_a_trainee_is_replaced_by_one_at_the_same_stage(
    organization: Organization, recruiter: Member, seat: Seat
) -> None:
    trainee = make_interviewer(organization, stage=Stage.SHADOW)
    make_interviewer(organization, name="Another", stage=Stage.SHADOW)
    make_interviewer(organization, stage=Stage.REVERSE_SHADOW)
    make_interviewer(organization)
    learning = hold(seat.round, trainee, at(10), part=Part.SHADOW)

    assert offered(learning, recruiter) == ["Another"]


def test_one_click_replaces_and_tells_both(
    organization: Organization, recruiter: Member, loop: Loop, seat: Seat, client_as: AsMember
) -> None:
    stand_in = make_interviewer(organization, name="Stand-in")
    publish(loop)
    client, address = client_as(recruiter), reverse("scheduling:replacements", args=[seat.pk])
    page = client.get(address).content.decode()
    assert "Ask Stand-in" in page

    answer = client.post(address, {"member": stand_in.pk})

    assert answer.status_code == 302
    [given] = seat.round.seats.all()
    assert (given.member, given.part, given.starts_at) == (stand_in, Part.LEAD, at(10))
    assert [letter.mail.to for letter in letters()] == [
        stand_in.user.email,
        loop.candidacy.candidate.email,
    ]


def test_what_stopped_fitting_meanwhile_is_refused(
    organization: Organization, recruiter: Member, seat: Seat, client_as: AsMember
) -> None:
    stand_in = make_interviewer(organization, name="Stand-in")
    assert offered(seat, recruiter) == ["Stand-in"]
    elsewhere(recruiter, stand_in, 10, day=0)

    with pytest.raises(Invalid, match="Stand-in is busy"):
        replace_by(seat, member=stand_in, by=recruiter)
    answer = client_as(recruiter).post(
        reverse("scheduling:replacements", args=[seat.pk]), {"member": stand_in.pk}
    )

    assert answer.status_code == 422
    assert "Stand-in is busy" in answer.content.decode()
    assert Seat.objects.filter(pk=seat.pk).exists()


def test_a_round_that_was_moved_meanwhile_is_looked_at_where_it_is_now(
    organization: Organization, recruiter: Member, seat: Seat
) -> None:
    taken, stand_in = (make_interviewer(organization, name=name) for name in ("Taken", "Stand-in"))
    elsewhere(recruiter, taken, 14, day=0)
    assert seat.round.starts_at == at(10)
    Round.objects.filter(pk=seat.round_id).update(starts_at=at(14))
    Seat.objects.filter(pk=seat.pk).update(starts_at=at(14), ends_at=at(15))

    with pytest.raises(Invalid, match="Taken is busy"):
        replace_by(seat, member=taken, by=recruiter)
    given = replace_by(seat, member=stand_in, by=recruiter)

    assert (given.starts_at, given.ends_at) == (at(14), at(15))


def test_a_seat_that_is_gone_meanwhile_is_told(
    organization: Organization, recruiter: Member, seat: Seat
) -> None:
    stand_in = make_interviewer(organization, name="Stand-in")
    Seat.objects.filter(pk=seat.pk).delete()

    with pytest.raises(DomainError, match="removed a moment ago"):
        replace_by(seat, member=stand_in, by=recruiter)


def test_a_round_that_was_begun_keeps_its_people(
    recruiter: Member, loop: Loop, seat: Seat, client_as: AsMember
) -> None:
    publish(loop)
    make_submission(Seat.objects.select_related("round__loop__candidacy__opening").get(pk=seat.pk))

    with pytest.raises(DomainError, match="Its seats stay as they are"):
        replacements_for(seat, by=recruiter)
    page = client_as(recruiter).get(reverse("scheduling:replacements", args=[seat.pk]))
    assert "Its seats stay as they are" in page.content.decode()


def test_only_planners_replace(recruiter: Member, seat: Seat, ada: Member) -> None:
    with pytest.raises(NotAllowed):
        replacements_for(seat, by=ada)
    with pytest.raises(NotAllowed):
        replace_by(seat, member=recruiter, by=ada)


def test_programs_read_and_replace(organization: Organization, recruiter: Member, seat: Seat, api_as) -> None:
    stand_in = make_interviewer(organization, name="Stand-in")
    client, address = api_as(recruiter), f"/api/v1/seats/{seat.pk}/"

    found = client.get(f"{address}replacements/").json()
    given = client.post(f"{address}replace/", {"member": stand_in.pk}, format="json").json()

    assert [(one["member"], one["reason"]) for one in found["offered"]] == [
        (stand_in.pk, "Qualified, free, 0 of 5 that week; interviewed least of late")
    ]
    assert (given["member"], given["part"]) == (stand_in.pk, "lead")


def test_one_round_is_moved_and_the_rest_stays(
    organization: Organization, recruiter: Member, loop: Loop, seat: Seat
) -> None:
    second = make_interviewer(organization)
    other = hold(loop.rounds.get(position=2), second, at(14))
    loop = publish(loop)
    # Everybody is asked once, so that the candidate can decline.
    set_timetable([loop], slots=[Slot(seat.round_id, at(10), (seat.member_id,))], by=recruiter)
    Invitation.objects.filter(round=seat.round, member=None).update(answer=Answer.DECLINED)
    said = last_mail()

    proposal = propose(loop, anew=[seat.round_id], by=recruiter)
    take(proposal, wish="soonest", by=recruiter)

    moved = Round.objects.get(pk=seat.round_id)
    assert moved.starts_at is not None
    assert not at(9) < moved.starts_at < at(11)
    other.refresh_from_db()
    assert (other.starts_at, other.member) == (at(14), second)
    told = {(letter.mail.to, letter.method) for letter in letters(after=said)}
    assert (loop.candidacy.candidate.email, "REQUEST") in told
    assert second.user.email not in {to for to, _ in told}


def test_another_time_is_one_click_away_from_the_round(
    organization: Organization, recruiter: Member, seat: Seat, client_as: AsMember
) -> None:
    hold(seat.round.loop.rounds.get(position=2), make_interviewer(organization), at(14))
    client = client_as(recruiter)
    address = reverse("scheduling:move_round", args=[seat.round_id])
    assert address in client.get(seat.round.get_absolute_url()).content.decode()

    answer = client.post(address, follow=True)

    assert answer.status_code == 200
    proposal = seat.round.loop.proposals.get()
    free = [one["id"] for one in proposal.instance["candidates"][0]["rounds"] if "pinned" not in one]
    assert free == [str(seat.round_id)]


def test_who_declined_is_asked_for_no_other_hour_of_that_day(
    organization: Organization, recruiter: Member, seat: Seat
) -> None:
    others = [make_interviewer(organization) for _ in range(2)]
    Invitation.objects.create(
        organization=organization,
        round=seat.round,
        member=seat.member,
        starts_at=at(10),
        ends_at=at(11),
        told_at=at(9),
        told="",
        answer=Answer.DECLINED,
    )

    proposal = propose(seat.round.loop, anew=[seat.round_id], by=recruiter)

    asked = {name for one in proposal.plans for b in one["plan"]["bookings"] for name in b["panel"]}
    assert asked == {str(other.pk) for other in others}


def test_what_is_in_the_way_of_another_time_is_said(
    recruiter: Member, loop: Loop, seat: Seat, client_as: AsMember
) -> None:
    loop.candidacy.windows.all().delete()

    answer = client_as(recruiter).post(reverse("scheduling:move_round", args=[seat.round_id]), follow=True)

    assert answer.status_code == 200
    assert not loop.proposals.exists()
    assert len(list(answer.context["messages"])) == 1
