"""Hiring days: many candidates planned together, taken for all or some, and anew around who drops out."""

from typing import Any

import pytest

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.people.models import Member, Organization
from interviews.interviewers.models import InterviewerProfile
from interviews.loops.models import Loop
from interviews.scheduling.day_selectors import day_shown
from interviews.scheduling.hiring_days import change_hiring_day, create_hiring_day, propose_day
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import plan_in_worker
from interviews.scheduling.taking import as_it_is_now, take
from interviews.staffing.models import Seat
from interviews.staffing.services import cancel_loop
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import make_interviewer, make_loop_to_plan, monday
from tests.making import make_member

pytestmark = pytest.mark.django_db

CODING, ORAL = RoundKind.CODING, RoundKind.ORAL


@pytest.fixture
def people(organization: Organization) -> list[Member]:
    return [
        make_interviewer(organization, CODING, ORAL, name=name, daily_limit=4)
        for name in ("Ana", "Ben", "Chi", "Dan")
    ]


@pytest.fixture
def loops(recruiter: Member) -> list[Loop]:
    return [make_loop_to_plan(recruiter, CODING, ORAL) for _ in range(3)]


@pytest.fixture
def day(recruiter: Member, people: list[Member], loops: list[Loop]) -> HiringDay:
    return create_hiring_day(title="Engineers", days=[monday()], rooms=2, loops=loops, by=recruiter)


def planned(day: HiringDay, by: Member, **told: Any) -> Proposal:
    """The day's proposal once a worker is through with it."""
    proposal = propose_day(day, **told, by=by)
    plan_in_worker(str(proposal.job_id))
    return Proposal.objects.select_related("job", "hiring_day").get(pk=proposal.pk)


def plan_in(proposal: Proposal) -> dict[str, Any]:
    plan: dict[str, Any] = proposal.plans[0]["plan"]
    return plan


def test_a_worker_plans_everybody_at_once(recruiter: Member, day: HiringDay, loops: list[Loop]) -> None:
    proposal = planned(day, recruiter)

    assert proposal.job is not None
    assert proposal.job.status == "done"
    assert [one["wish"] for one in proposal.plans] == ["fewest_days"]
    assert plan_in(proposal)["status"] == "planned"
    assert {booking["candidate"] for booking in plan_in(proposal)["bookings"]} == {
        str(one.pk) for one in loops
    }
    # Two rooms: never three rounds at once.
    starts = [booking["start"] for booking in plan_in(proposal)["bookings"]]
    assert max(starts.count(start) for start in starts) <= 2


def test_the_plan_is_taken_for_some_and_then_for_the_rest(
    recruiter: Member, day: HiringDay, loops: list[Loop]
) -> None:
    proposal = planned(day, recruiter)

    take(proposal, wish="fewest_days", loops=loops[:1], by=recruiter)
    assert set(Seat.objects.values_list("round__loop", flat=True)) == {loops[0].pk}

    take(proposal, wish="fewest_days", loops=loops[1:], by=recruiter)
    assert set(Seat.objects.values_list("round__loop", flat=True)) == {loop.pk for loop in loops}
    assert [row.is_new for row in day_shown(day, reader=recruiter).rows] == [False] * 3


def test_what_stands_stays_when_the_rest_is_planned(
    recruiter: Member, day: HiringDay, loops: list[Loop]
) -> None:
    take(planned(day, recruiter), wish="fewest_days", loops=loops[:2], by=recruiter)
    before = set(Seat.objects.values_list("round", "member", "starts_at"))

    again = planned(day, recruiter)

    pinned = {
        round["id"]
        for candidate in again.instance["candidates"]
        for round in candidate["rounds"]
        if "pinned" in round
    }
    assert len(pinned) == 4
    take(again, wish="fewest_days", by=recruiter)
    assert before < set(Seat.objects.values_list("round", "member", "starts_at"))


def test_who_cannot_come_is_replaced_and_the_difference_is_shown(
    recruiter: Member, day: HiringDay, loops: list[Loop]
) -> None:
    take(planned(day, recruiter), wish="fewest_days", by=recruiter)
    away = Seat.objects.order_by("pk")[0].member
    theirs = set(Seat.objects.filter(member=away).values_list("round", flat=True))
    others = set(Seat.objects.exclude(round__in=theirs).values_list("round", "member", "starts_at"))

    proposal = planned(day, recruiter, away=[away.pk])

    shown = day_shown(day, reader=recruiter)
    differences = [one for row in shown.rows for one in row.differences]
    assert len(differences) == len(theirs)
    assert all(away.name in one.leaving for one in differences)
    # Nothing holds before it is taken.
    assert Seat.objects.filter(member=away).count() == len(theirs)

    take(proposal, wish="fewest_days", by=recruiter)

    assert not Seat.objects.filter(member=away).exists()
    assert others <= set(Seat.objects.values_list("round", "member", "starts_at"))


def test_a_candidate_who_withdrew_is_no_longer_planned(
    recruiter: Member, day: HiringDay, loops: list[Loop]
) -> None:
    proposal = planned(day, recruiter)
    cancel_loop(loops[0], by=recruiter)

    take(proposal, wish="fewest_days", by=recruiter)

    assert set(Seat.objects.values_list("round__loop", flat=True)) == {loops[1].pk, loops[2].pk}
    shown = day_shown(day, reader=recruiter)
    assert {row.loop.pk for row in shown.rows} == {loops[1].pk, loops[2].pk}


def test_refusals_of_planning(
    recruiter: Member, day: HiringDay, loops: list[Loop], people: list[Member]
) -> None:
    take(planned(day, recruiter), wish="fewest_days", by=recruiter)
    with pytest.raises(DomainError, match="Say who cannot come, if somebody cannot"):
        propose_day(day, by=recruiter)
    with pytest.raises(NotAllowed):
        propose_day(day, by=people[0])
    for loop in loops:
        cancel_loop(loop, by=recruiter)
    with pytest.raises(DomainError, match="None of this day’s loops is still on"):
        propose_day(day, by=recruiter)


def test_asked_twice_it_is_planned_once(recruiter: Member, day: HiringDay) -> None:
    assert propose_day(day, by=recruiter) == propose_day(day, by=recruiter)


def test_each_proposal_has_a_job_of_its_own_though_an_earlier_one_is_gone(
    recruiter: Member, day: HiringDay
) -> None:
    first, second = planned(day, recruiter), planned(day, recruiter)
    Proposal.objects.filter(pk=first.pk).delete()

    third = propose_day(day, by=recruiter)

    assert third.job is not None
    assert third.job_id != second.job_id
    assert not third.job.is_over


def test_a_proposal_is_not_checked_once_none_of_its_loops_is_on(
    recruiter: Member, day: HiringDay, loops: list[Loop]
) -> None:
    proposal = planned(day, recruiter)
    rounds = {booking["round"] for booking in plan_in(proposal)["bookings"]}
    assert as_it_is_now(proposal, rounds).free == rounds
    for loop in loops:
        cancel_loop(loop, by=recruiter)

    with pytest.raises(DomainError, match="None of this day’s loops is still on"):
        as_it_is_now(proposal, rounds)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"days": []}, "days"),
        ({"rooms": 0}, "rooms"),
        ({"loops": []}, "loops"),
    ],
)
def test_what_makes_no_sense_is_refused(
    recruiter: Member, loops: list[Loop], change: dict[str, Any], field: str
) -> None:
    told: dict[str, Any] = {"title": "Engineers", "days": [monday()], "rooms": None, "loops": loops}

    with pytest.raises(Invalid) as refused:
        create_hiring_day(**{**told, **change}, by=recruiter)

    assert refused.value.field == field


def test_loops_that_cannot_come_are_refused(
    recruiter: Member, loops: list[Loop], other_organization: Organization
) -> None:
    def create(*chosen: Loop) -> HiringDay:
        return create_hiring_day(title="Day", days=[monday()], rooms=None, loops=chosen, by=recruiter)

    twin = make_loop_to_plan(recruiter)
    twin.candidacy.candidate = loops[0].candidacy.candidate
    twin.candidacy.save()
    with pytest.raises(Invalid, match="One candidate is there with two loops"):
        create(loops[0], twin)
    with pytest.raises(Invalid, match="is over"):
        create(cancel_loop(loops[1], by=recruiter))
    with pytest.raises(Invalid, match="no such choice"):
        create(make_loop_to_plan(make_member(other_organization, "recruiter")))
    assert not HiringDay.objects.exists()


def test_a_day_is_changed_by_its_newest_version(
    recruiter: Member, hiring_manager: Member, day: HiringDay, loops: list[Loop]
) -> None:
    told: dict[str, Any] = {"title": "Later", "days": [monday()], "rooms": None, "loops": loops[:1]}

    changed = change_hiring_day(day, version=1, **told, by=recruiter)

    assert (changed.title, changed.rooms, changed.version) == ("Later", None, 2)
    with pytest.raises(Stale):
        change_hiring_day(day, version=1, **told, by=recruiter)
    with pytest.raises(NotAllowed):
        change_hiring_day(day, version=2, **told, by=hiring_manager)
    assert not HiringDay.objects.visible_to(hiring_manager).exists()


def test_who_cannot_be_planned_says_why(recruiter: Member, day: HiringDay, people: list[Member]) -> None:
    for member in people[1:]:
        InterviewerProfile.objects.filter(member=member).update(weekly_limit=0)

    proposal = planned(day, recruiter)

    assert plan_in(proposal)["status"] == "impossible"
    shown = day_shown(day, reader=recruiter)
    assert len(shown.clashing) == 3
    assert shown.planned == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(
    recruiter: Member, people: list[Member], count: int, django_assert_num_queries: Any
) -> None:
    loops = [make_loop_to_plan(recruiter, CODING, ORAL) for _ in range(count)]
    day = create_hiring_day(title="Day", days=[monday()], rooms=None, loops=loops, by=recruiter)
    take(planned(day, recruiter), wish="fewest_days", loops=loops[:1], by=recruiter)

    with django_assert_num_queries(19):
        shown = day_shown(day, reader=recruiter)

    assert len(shown.rows) == count
