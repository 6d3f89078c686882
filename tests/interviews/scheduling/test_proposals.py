"""Good plans for a loop: found, checked, kept, and refused where there is nothing to plan by."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from interviews.availability.models import BusyCalendar
from interviews.loops.models import Loop, Round
from interviews.scheduling import proposals
from interviews.scheduling.models import Proposal
from interviews.scheduling.proposals import propose
from interviews.scheduling.taking import take
from interviews.staffing.models import Seat
from interviews.staffing.services import cancel_loop
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import at, hold, make_interviewer, make_loop_to_plan, monday

pytestmark = pytest.mark.django_db

CODING, ORAL = RoundKind.CODING, RoundKind.ORAL


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter, CODING, ORAL, days=range(3))


@pytest.fixture
def ines(organization: Organization) -> Member:
    return make_interviewer(organization, CODING, name="Ines")


@pytest.fixture
def omar(organization: Organization) -> Member:
    return make_interviewer(organization, ORAL, name="Omar")


def plan_for(proposal: Proposal, wish: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one["plan"] for one in proposal.plans if one["wish"] == wish)
    return found


def seated_by(plan: dict[str, Any]) -> set[int]:
    return {int(pk) for booking in plan["bookings"] for pk in booking["panel"]}


def days_of(plan: dict[str, Any]) -> list[str]:
    return sorted({booking["start"][:10] for booking in plan["bookings"]})


def stale_calendar_of(member: Member) -> BusyCalendar:
    return BusyCalendar.objects.create(
        organization=member.organization,
        member=member,
        source="upload",
        read_at=timezone.now() - timedelta(days=3),
    )


def test_a_small_loop_is_planned_at_once_for_each_wish(
    recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    proposal = propose(loop, by=recruiter)

    assert [one["wish"] for one in proposal.plans] == ["fewest_days", "fairest", "soonest"]
    for one in proposal.plans:
        assert one["plan"]["status"] == "planned"
        assert seated_by(one["plan"]) == {ines.pk, omar.pk}
    assert proposal.job is None
    # Nothing of it holds yet.
    assert not Seat.objects.exists()
    assert not Round.objects.exclude(starts_at=None).exists()


def test_the_soonest_plan_ends_on_an_earlier_day_though_it_takes_more_of_them(
    recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    BusyCalendar.objects.create(
        organization=loop.organization,
        member=omar,
        source="upload",
        busy=[[f"{monday()}T00:00:00Z", f"{monday() + timedelta(days=1)}T00:00:00Z"]],
        read_at=timezone.now(),
    )
    hold(make_loop_to_plan(recruiter).rounds.get(), ines, at(9, day=1))
    Round.objects.filter(seats__member=ines).update(minutes=480)
    Seat.objects.filter(member=ines).update(ends_at=at(17, day=1))

    proposal = propose(loop, by=recruiter)

    monday_, tuesday, wednesday = (f"{monday() + timedelta(days=n)}" for n in range(3))
    assert days_of(plan_for(proposal, "fewest_days")) == [wednesday]
    assert days_of(plan_for(proposal, "soonest")) == [monday_, tuesday]


def test_the_fairest_plan_asks_nobody_who_is_busier_than_need_be(
    organization: Organization, recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    """Ines had much to do of late, and is the only one who has time on the first day."""
    rested = make_interviewer(organization, CODING, name="Rested")
    for member, day in ((omar, 1), (omar, 2), (rested, 0)):
        hold(make_loop_to_plan(recruiter, minutes=480).rounds.get(), member, at(9, day=day))
    for weeks in (1, 2, 3):
        hold(make_loop_to_plan(recruiter).rounds.get(), ines, at(9) - timedelta(weeks=weeks))

    proposal = propose(loop, by=recruiter)

    assert ines.pk in seated_by(plan_for(proposal, "fewest_days"))
    assert seated_by(plan_for(proposal, "fairest")) == {rested.pk, omar.pk}
    assert len(days_of(plan_for(proposal, "fairest"))) == 2


def test_what_cannot_be_planned_says_why(recruiter: Member, loop: Loop, ines: Member) -> None:
    proposal = propose(loop, by=recruiter)

    (only,) = proposal.plans
    assert only["plan"]["status"] == "impossible"
    oral = loop.rounds.get(kind=ORAL)
    assert only["plan"]["conflicts"][0]["rules"] == [
        {"rule": "qualification", "round": str(oral.pk), "rounds": None}
    ]


def test_a_round_that_was_timed_by_hand_is_planned_around_to_the_minute(
    recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    hold(loop.rounds.get(kind=CODING), ines, at(10, 10))

    proposal = propose(loop, by=recruiter)

    assert [one["plan"]["status"] for one in proposal.plans] == ["planned"] * 3
    oral, coding = str(loop.rounds.get(kind=ORAL).pk), str(loop.rounds.get(kind=CODING).pk)
    for one in proposal.plans:
        starts = {booking["round"]: booking["start"] for booking in one["plan"]["bookings"]}
        assert starts[coding] == f"{monday()}T10:10:00Z"
        assert starts[oral][14:16] in {"00", "15", "30", "45"}
    take(proposal, wish="fewest_days", by=recruiter)
    assert loop.rounds.get(kind=ORAL).starts_at is not None


@pytest.mark.parametrize("seated", [0, 1])
def test_a_round_that_began_without_its_people_is_planned_around(
    recruiter: Member, loop: Loop, ines: Member, omar: Member, seated: int
) -> None:
    began, begins = loop.rounds.get(kind=CODING), timezone.now() - timedelta(minutes=5)
    Round.objects.filter(pk=began.pk).update(panel_size=2, starts_at=begins)
    if seated:
        hold(began, ines, begins)

    proposal = propose(loop, by=recruiter)

    assert proposal.plans[0]["plan"]["status"] == "planned"
    panels = {booking["round"]: booking["panel"] for booking in proposal.plans[0]["plan"]["bookings"]}
    assert panels == {
        str(began.pk): [str(ines.pk)] * seated,
        str(loop.rounds.get(kind=ORAL).pk): [str(omar.pk)],
    }


def test_a_loop_that_ended_while_it_was_planned_gets_no_proposal(
    recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    read_before = Loop.objects.select_related("candidacy__opening").get(pk=loop.pk)
    cancel_loop(loop, by=recruiter)
    assert read_before.is_open

    with pytest.raises(DomainError, match="This loop is over"):
        propose(read_before, by=recruiter)

    assert not Proposal.objects.exists()


def test_only_the_days_that_were_chosen_are_used(
    recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    proposal = propose(loop, days=[monday() + timedelta(days=2)], by=recruiter)

    assert {day for one in proposal.plans for day in days_of(one["plan"])} == {
        f"{monday() + timedelta(days=2)}"
    }


def test_old_calendars_are_planned_by_only_with_a_reason(
    recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    stale_calendar_of(ines)

    with pytest.raises(
        Invalid, match=r"The calendars of Ines were not read in the last 24 hours, or end before these days\."
    ) as refused:
        propose(loop, stale_reason="  ", by=recruiter)
    assert (refused.value.field, refused.value.code) == ("stale_reason", "stale_calendars")

    proposal = propose(loop, stale_reason="She told me on the phone.", by=recruiter)

    assert proposal.stale_reason == "She told me on the phone."
    event = Event.objects.get(kind="proposal.asked_for")
    assert event.payload == {"loop": loop.pk, "despite_stale_calendars_of": [ines.pk]}


def test_a_reason_that_is_not_needed_is_not_kept(
    recruiter: Member, loop: Loop, ines: Member, omar: Member
) -> None:
    assert not propose(loop, stale_reason="To be safe", by=recruiter).stale_reason


def test_refusals(organization: Organization, recruiter: Member, ines: Member) -> None:
    timeless = make_loop_to_plan(recruiter, days=())
    with pytest.raises(DomainError, match="is not known yet") as refused:
        propose(timeless, by=recruiter)
    assert refused.value.code == "no_windows"

    done = make_loop_to_plan(recruiter)
    hold(done.rounds.get(), ines, at(10))
    with pytest.raises(DomainError, match="Choose one that is to be moved"):
        propose(done, by=recruiter)
    with pytest.raises(NotAllowed):
        propose(done, by=ines)
    with pytest.raises(DomainError, match="This loop is over"):
        propose(cancel_loop(done, by=recruiter), by=recruiter)
    assert not Proposal.objects.exists()


def test_a_round_that_stands_is_moved_when_that_is_asked(recruiter: Member, ines: Member) -> None:
    loop = make_loop_to_plan(recruiter)
    round = loop.rounds.get()
    hold(round, ines, at(12, 30))

    proposal = propose(loop, anew=[round.pk], by=recruiter)

    assert plan_for(proposal, "fewest_days")["bookings"][0]["start"] == f"{monday()}T09:00:00Z"


def test_nothing_unsound_is_kept(
    recruiter: Member, loop: Loop, ines: Member, omar: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: a planner that seats anybody anywhere is found out."""
    honest = proposals.plans_for

    def careless(*told: Any) -> Any:
        for wish, plan in honest(*told):
            first, *rest = plan.bookings
            yield wish, replace(plan, bookings=(replace(first, panel=rest[0].panel), *rest))

    monkeypatch.setattr(proposals, "plans_for", careless)

    with pytest.raises(proposals.Unsound):
        propose(loop, by=recruiter)
    assert not Proposal.objects.exists()


def test_why_there_is_no_plan_is_said_at_once_and_other_ways_are_looked_for(
    recruiter: Member, organization: Organization
) -> None:
    loop = make_loop_to_plan(recruiter)
    ines = make_interviewer(organization, CODING, name="Ines", weekly_limit=1)
    hold(make_loop_to_plan(recruiter).rounds.get(), ines, at(9, day=3))

    refused = propose(loop, by=recruiter)
    [at_once] = refused.plans
    proposals.plan_in_worker(str(refused.job_id))
    [in_the_end] = Proposal.objects.get(pk=refused.pk).plans

    assert at_once["plan"]["conflicts"][0]["says"]
    assert len(at_once["ways"]) == 1 < len(in_the_end["ways"])
    assert in_the_end["ways"][0] == at_once["ways"][0]
    assert in_the_end["plan"] == at_once["plan"]


def test_one_need_not_wait_for_other_ways(recruiter: Member, organization: Organization) -> None:
    loop = make_loop_to_plan(recruiter)
    refused = propose(loop, by=recruiter)
    make_interviewer(organization, CODING)

    again = propose(loop, by=recruiter)

    assert refused.is_being_made
    assert again != refused
    assert again.plans[0]["plan"]["status"] == "planned"


class TestByAWorker:
    """With much to choose from a worker plans."""

    @pytest.fixture(autouse=True)
    def _everything_is_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(proposals, "MOST_AT_ONCE", 0)

    def test_the_worker_finds_the_same_plans(
        self, recruiter: Member, loop: Loop, ines: Member, omar: Member
    ) -> None:
        proposal = propose(loop, by=recruiter)
        assert (proposal.plans, proposal.job and proposal.job.status) == ([], "queued")

        proposals.plan_in_worker(str(proposal.job_id))

        proposal = Proposal.objects.select_related("job").get(pk=proposal.pk)
        assert [one["wish"] for one in proposal.plans] == ["fewest_days", "fairest", "soonest"]
        assert proposal.job is not None
        assert (proposal.job.status, proposal.job.progress) == ("done", 100)

    def test_asked_twice_it_is_one(self, recruiter: Member, loop: Loop, ines: Member, omar: Member) -> None:
        assert propose(loop, by=recruiter) == propose(loop, by=recruiter)

    def test_the_first_plan_is_there_while_others_are_looked_for(
        self,
        recruiter: Member,
        loop: Loop,
        ines: Member,
        omar: Member,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        proposal = propose(loop, by=recruiter)
        seen: list[int] = []
        honest = proposals.plans_for

        def watched(*told: Any) -> Any:
            for found in honest(*told):
                seen.append(len(Proposal.objects.get(pk=proposal.pk).plans))
                yield found

        monkeypatch.setattr(proposals, "plans_for", watched)
        proposals.plan_in_worker(str(proposal.job_id))

        assert seen == [0, 1, 2]

    def test_whoever_may_plan_no_more_gets_none(
        self, recruiter: Member, loop: Loop, ines: Member, omar: Member
    ) -> None:
        proposal = propose(loop, by=recruiter)
        Member.objects.filter(pk=recruiter.pk).update(is_recruiter=False, is_interviewer=True)

        proposals.plan_in_worker(str(proposal.job_id))

        proposal = Proposal.objects.select_related("job").get(pk=proposal.pk)
        assert proposal.plans == []
        assert proposal.job is not None
        assert proposal.job.status == "failed"
