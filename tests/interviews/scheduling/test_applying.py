"""Each change that would help can be made by who may make it, and the loop is planned again."""

from datetime import time
from typing import Any

import pytest
from django.db import transaction

from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.people.models import Member, Organization
from interviews.availability.models import CandidateWindow
from interviews.interviewers.models import InterviewerProfile, Qualification, StaffingPolicy
from interviews.interviewers.selectors import policy_of
from interviews.interviewers.services import set_policy
from interviews.loops.models import Loop, Round
from interviews.scheduling.applying import Case, apply_changes, can_apply, cases_in, plan_with, ways_in
from interviews.scheduling.hiring_days import create_hiring_day, propose_day
from interviews.scheduling.models import Proposal
from interviews.scheduling.proposals import plan_in_worker, propose
from interviews.scheduling.taking import take
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import at, hold, make_interviewer, make_loop_to_plan, monday

pytestmark = pytest.mark.django_db

CODING = RoundKind.CODING


@pytest.fixture
def ines(organization: Organization) -> Member:
    return make_interviewer(organization, CODING, name="Ines", weekly_limit=0)


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter)


@pytest.fixture
def refused(recruiter: Member, loop: Loop, ines: Member) -> Proposal:
    """A proposal without a plan: Ines interviews nobody any week."""
    return refused_with_all_ways(loop, by=recruiter)


def refused_with_all_ways(loop: Loop, *, by: Member) -> Proposal:
    proposal = propose(loop, by=by)
    plan_in_worker(str(proposal.job_id))
    return Proposal.objects.get(pk=proposal.pk)


def case(loop: Loop, change: str, member: Member | None = None, **told: Any) -> Case:
    rest = dict.fromkeys(("interviewer", "kind", "rounds", "start", "end", "before", "after"))
    said = {"candidate": str(loop.pk), **rest, "change": change, **told}
    return Case(said, loop, member=member)


def text(hour: int) -> str:
    return at(hour).isoformat()


def test_the_change_on_offer_helps(recruiter: Member, refused: Proposal, ines: Member) -> None:
    (offer,) = ways_in(refused)[0]["changes"]
    assert (offer["change"], offer["interviewer"]) == ("raise_weekly_limit", str(ines.pk))

    again = plan_with(refused, way=0, by=recruiter)

    assert again.pk != refused.pk
    assert again.plans[0]["plan"]["status"] == "planned"
    assert InterviewerProfile.objects.get(member=ines).weekly_limit == 1


def test_every_way_on_offer_helps(recruiter: Member, loop: Loop, ines: Member) -> None:
    """Ines has had her one interview of that week: a second one would help, or a day of the next week."""
    InterviewerProfile.objects.filter(member=ines).update(weekly_limit=1)
    hold(make_loop_to_plan(recruiter).rounds.get(), ines, at(9, day=3))
    refused = refused_with_all_ways(loop, by=recruiter)
    assert len(ways_in(refused)) >= 2

    for place, way in enumerate(ways_in(refused)):
        with transaction.atomic():
            again = plan_with(refused, way=place, by=recruiter)
            assert again.plans[0]["plan"]["status"] == "planned", way
            transaction.set_rollback(True)


def test_no_way_is_another_with_something_besides(refused: Proposal) -> None:
    ways = [{str(change) for change in way["changes"]} for way in ways_in(refused)]

    assert not [(one, other) for one in ways for other in ways if one < other]


def test_only_what_is_on_offer_can_be_made(recruiter: Member, refused: Proposal) -> None:
    for way in (-1, 50):
        with pytest.raises(Invalid, match="no such change on offer"):
            cases_in(refused, way=way, by=recruiter)


def test_a_hiring_manager_opens_windows_and_raises_nobodys_limit(
    hiring_manager: Member, recruiter: Member, refused: Proposal, ines: Member, loop: Loop
) -> None:
    loop.candidacy.opening.hiring_manager = hiring_manager
    loop.candidacy.opening.save()

    assert can_apply(case(loop, "open_window"), hiring_manager)
    assert not can_apply(case(loop, "raise_weekly_limit", ines), hiring_manager)
    assert can_apply(case(loop, "raise_weekly_limit", ines), ines)
    with pytest.raises(NotAllowed):
        plan_with(refused, way=0, by=hiring_manager)
    assert InterviewerProfile.objects.get(member=ines).weekly_limit == 0


def test_somebodys_own_calendar_is_asked_for_and_never_changed(
    recruiter: Member, loop: Loop, ines: Member
) -> None:
    assert not can_apply(case(loop, "free_calendar", ines, start=text(9), end=text(10)), recruiter)


def test_hours_and_training(recruiter: Member, loop: Loop, ines: Member) -> None:
    apply_changes(
        [
            case(loop, "extend_hours", ines, start=text(18), end=text(20)),
            case(loop, "qualify", ines, kind=RoundKind.MLOPS, before=0, after=3),
            case(loop, "raise_daily_limit", ines, before=2, after=3),
        ],
        by=recruiter,
    )

    profile = InterviewerProfile.objects.get(member=ines)
    assert (profile.works_from, profile.works_to, profile.daily_limit) == (time(8), time(20), 3)
    assert Qualification.objects.get(member=ines, round_kind=RoundKind.MLOPS).stage == "qualified"


def test_another_window(recruiter: Member, loop: Loop) -> None:
    apply_changes([case(loop, "open_window", start=text(18), end=text(20))], by=recruiter)

    windows = CandidateWindow.objects.filter(candidacy=loop.candidacy)
    assert list(windows.values_list("starts_at", "ends_at")) == [(at(9), at(17)), (at(18), at(20))]


@pytest.mark.parametrize(("place", "who"), [("first", 0), ("last", 1)])
def test_a_place_that_is_given_up(recruiter: Member, place: str, who: int) -> None:
    loop = make_loop_to_plan(recruiter, CODING, CODING)
    pair = list(loop.rounds.order_by("position"))
    Round.objects.filter(pk=pair[who].pk).update(place=place)

    apply_changes([case(loop, "allow_order", rounds=[str(one.pk) for one in pair])], by=recruiter)

    assert set(loop.rounds.values_list("place", flat=True)) == {"anywhere"}


def test_a_round_that_was_removed_meanwhile_is_told(recruiter: Member, loop: Loop) -> None:
    gone = case(loop, "allow_order", rounds=[str(loop.rounds.get().pk), "999999"])

    with pytest.raises(DomainError, match="removed meanwhile") as refused:
        apply_changes([gone], by=recruiter)
    assert refused.value.code == "round_removed"


def test_a_published_loop_keeps_its_order(recruiter: Member, loop: Loop) -> None:
    loop.status = "published"

    assert not can_apply(case(loop, "allow_order", rounds=["1", "2"]), recruiter)


@pytest.mark.parametrize(
    ("change", "after", "field", "value"),
    [
        ("raise_rounds_per_day", 7, "max_rounds_per_day", 7),
        ("drop_lunch", None, "lunch_minutes", 0),
        ("shorten_break", 5, "break_minutes", 5),
        ("add_room", 3, "rooms", 3),
    ],
)
def test_the_policy(
    recruiter: Member, loop: Loop, change: str, after: int | None, field: str, value: int
) -> None:
    loop.rounds.update(break_minutes=40)

    apply_changes([case(loop, change, before=1, after=after)], by=recruiter)

    assert getattr(StaffingPolicy.objects.get(organization=loop.organization), field) == value
    assert loop.rounds.get().break_minutes == (5 if change == "shorten_break" else 40)


def test_a_hiring_day_has_rooms_of_its_own(recruiter: Member, loop: Loop) -> None:
    day = create_hiring_day(title="Day", days=[monday()], rooms=1, loops=[loop], by=recruiter)
    room = case(loop, "add_room", before=1, after=2)

    apply_changes([Case(room.change, loop, hiring_day=day)], by=recruiter)

    day.refresh_from_db()
    assert (day.rooms, day.version) == (2, 2)
    assert policy_of(loop.organization).rooms is None


def test_an_old_offer_lowers_nothing(recruiter: Member, loop: Loop, organization: Organization) -> None:
    policy = policy_of(organization)
    set_policy(organization, version=policy.version, max_rounds_per_day=8, rooms=4, by=recruiter)

    for change in ("raise_rounds_per_day", "add_room"):
        with transaction.atomic():
            apply_changes([case(loop, change, after=3)], by=recruiter)

    policy = policy_of(organization)
    assert (policy.max_rounds_per_day, policy.rooms) == (8, 4)


def test_shorter_breaks_help_a_whole_hiring_day(recruiter: Member, loop: Loop, ines: Member) -> None:
    other = make_loop_to_plan(recruiter)
    Round.objects.update(break_minutes=60)
    day = create_hiring_day(title="Day", days=[monday()], rooms=None, loops=[loop, other], by=recruiter)
    told = case(loop, "shorten_break", after=30)

    apply_changes([Case(told.change, loop, day)], by=recruiter)

    assert set(Round.objects.values_list("break_minutes", flat=True)) == {30}


def test_a_hiring_day_that_is_planned_again_remembers_who_is_away(recruiter: Member) -> None:
    organization = recruiter.organization
    anna = make_interviewer(organization, CODING, name="Anna")
    make_interviewer(organization, CODING, name="Ben", weekly_limit=0)
    loop = make_loop_to_plan(recruiter)
    hold(loop.rounds.get(), anna, at(10))
    day = create_hiring_day(title="Day", days=[monday()], rooms=None, loops=[loop], by=recruiter)
    asked = propose_day(day, away=[anna.pk], by=recruiter)
    plan_in_worker(str(asked.job_id))
    refused = Proposal.objects.get(pk=asked.pk)
    (offer,) = ways_in(refused)[0]["changes"]
    assert offer["change"] == "raise_weekly_limit"

    again = plan_with(refused, way=0, by=recruiter)
    plan_in_worker(str(again.job_id))

    again.refresh_from_db()
    (booking,) = again.plans[0]["plan"]["bookings"]
    assert str(anna.pk) not in booking["panel"]
    take(again, wish="fewest_days", by=recruiter)
    assert loop.rounds.get().seats.get().member.name == "Ben"


def test_whoever_is_trained_is_trained_to_the_end(recruiter: Member, organization: Organization) -> None:
    """For a seat beside the lead the planner would do with less; here trainees judge nobody."""
    make_interviewer(organization, CODING, name="Lena")
    ines = make_interviewer(organization, CODING, stage="shadow", name="Ines")
    loop = make_loop_to_plan(recruiter)
    loop.rounds.update(panel_size=2)

    refused = refused_with_all_ways(loop, by=recruiter)
    trained = [one for way in ways_in(refused) for one in way["changes"] if one["change"] == "qualify"]
    assert [(one["interviewer"], one["after"], one["cost"]) for one in trained] == [(str(ines.pk), 3, 8)]
    assert trained[0]["says"] == "Train Ines until they may hold Coding."

    place = next(n for n, way in enumerate(ways_in(refused)) if trained[0] in way["changes"])
    again = plan_with(refused, way=place, by=recruiter)
    assert again.plans[0]["plan"]["status"] == "planned"


def test_no_window_is_offered_that_something_else_closes(
    recruiter: Member, organization: Organization
) -> None:
    """Another loop takes most of the day that would help: whatever is offered then helps all the same."""
    make_interviewer(organization, CODING, name="Ines", weekly_limit=9)
    loop = make_loop_to_plan(recruiter, minutes=480)
    CandidateWindow.objects.filter(candidacy=loop.candidacy).update(ends_at=at(10))
    offered = refused_with_all_ways(loop, by=recruiter)
    opened = [one for way in ways_in(offered) for one in way["changes"] if one["change"] == "open_window"]
    assert opened

    other = make_loop_to_plan(recruiter)
    candidacy = other.candidacy
    candidacy.candidate = loop.candidacy.candidate
    candidacy.save()
    Round.objects.filter(loop=other).update(starts_at=at(10), minutes=480)
    closed = refused_with_all_ways(loop, by=recruiter)

    for way in ways_in(closed):
        with transaction.atomic():
            place = ways_in(closed).index(way)
            assert plan_with(closed, way=place, by=recruiter).plans[0]["plan"]["status"] == "planned"
            transaction.set_rollback(True)
