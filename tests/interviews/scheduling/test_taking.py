"""A plan is taken as it was proposed or as somebody adjusted it, and only while it still fits."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization
from interviews.availability.models import BusyCalendar
from interviews.interviewers.models import InterviewerProfile
from interviews.loops.models import Loop, Round
from interviews.loops.services import remove_round
from interviews.scheduling.models import Proposal
from interviews.scheduling.proposals import propose
from interviews.scheduling.taking import Entry, as_it_is_now, broken_by, checked, entries_in, take
from interviews.staffing.models import Seat
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import at, give_window, hold, make_interviewer, make_loop_to_plan
from tests.making import make_member, make_round

pytestmark = pytest.mark.django_db

CODING, ORAL = RoundKind.CODING, RoundKind.ORAL


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter, CODING, ORAL)


@pytest.fixture
def ines(organization: Organization) -> Member:
    return make_interviewer(organization, CODING, name="Ines")


@pytest.fixture
def omar(organization: Organization) -> Member:
    return make_interviewer(organization, ORAL, name="Omar")


@pytest.fixture
def proposal(recruiter: Member, loop: Loop, ines: Member, omar: Member) -> Proposal:
    return propose(loop, by=recruiter)


def standing(loop: Loop) -> set[tuple[Any, ...]]:
    seats = Seat.objects.filter(round__loop=loop)
    return set(seats.values_list("round__kind", "round__starts_at", "starts_at", "member__name"))


def wanted(proposal: Proposal, **changed: dict[str, Any]) -> list[Entry]:
    """The first plan's rounds by kind, some of them changed."""
    kinds = dict(Round.objects.values_list("pk", "kind"))
    entries = {kinds[int(one.round)]: one for one in entries_in(proposal, "fewest_days")}
    for kind, fields in changed.items():
        entries[kind] = Entry(**{**vars(entries[kind]), **fields})
    return list(entries.values())


def test_a_plan_is_taken_as_it_was_proposed(recruiter: Member, loop: Loop, proposal: Proposal) -> None:
    take(proposal, wish="fewest_days", by=recruiter)

    booked = {(one.start, one.panel) for one in entries_in(proposal, "fewest_days")}
    seats = Seat.objects.filter(round__loop=loop)
    assert {(seat.starts_at, (str(seat.member_id),)) for seat in seats} == booked
    proposal.refresh_from_db()
    assert proposal.taken_at is not None
    assert Event.objects.get(kind="proposal.taken").payload == {"loops": [loop.pk]}


def test_taken_twice_it_is_once(recruiter: Member, loop: Loop, proposal: Proposal) -> None:
    take(proposal, wish="fewest_days", by=recruiter)
    before = standing(loop)

    take(proposal, wish="fewest_days", by=recruiter)

    assert standing(loop) == before
    assert Event.objects.filter(kind="seat.taken").count() == 2


def test_an_adjusted_plan_is_taken(recruiter: Member, loop: Loop, proposal: Proposal) -> None:
    take(proposal, entries=wanted(proposal, coding={"start": at(14)}), by=recruiter)

    assert ("coding", at(14), at(14), "Ines") in standing(loop)


@pytest.mark.parametrize(
    ("change", "rule", "says"),
    [
        ({"start": at(9, 5)}, "grid", "Round “{title}” does not start on a quarter hour."),
        ({"start": at(18)}, "window", "Round “{title}” is outside of the times at which {name} can come."),
        ({"panel": ("OMAR",)}, "qualification", "Omar is not qualified for Coding."),
    ],
)
def test_a_change_that_breaks_a_rule_says_which(
    recruiter: Member,
    loop: Loop,
    proposal: Proposal,
    omar: Member,
    change: dict[str, Any],
    rule: str,
    says: str,
) -> None:
    if "panel" in change:
        change = {"panel": (str(omar.pk),)}
    entries = wanted(proposal, coding=change)
    coding = loop.rounds.get(kind=CODING)

    broken = broken_by(as_it_is_now(proposal, {one.round for one in entries}), entries)

    told = says.format(title=coding.title, name=loop.candidacy.candidate.name)
    assert (rule, str(coding.pk), told) in [(one.rule, one.round, one.says) for one in broken]
    with pytest.raises(DomainError, match=r"This does not fit any more: .*Adjust it, or plan again\."):
        take(proposal, entries=entries, by=recruiter)
    assert not Seat.objects.filter(round__loop=loop).exists()


def test_what_changed_meanwhile_is_told_and_nothing_is_written(
    recruiter: Member, loop: Loop, proposal: Proposal, ines: Member
) -> None:
    start = next(one.start for one in wanted(proposal) if one.panel == (str(ines.pk),))
    hold(make_loop_to_plan(recruiter).rounds.get(), ines, start + timedelta(minutes=30))

    with pytest.raises(DomainError, match="Ines is busy during round"):
        take(proposal, wish="fewest_days", by=recruiter)

    assert not Seat.objects.filter(round__loop=loop).exists()


def test_a_limit_that_sank_meanwhile_is_told(recruiter: Member, proposal: Proposal, ines: Member) -> None:
    InterviewerProfile.objects.filter(member=ines).update(weekly_limit=0)

    with pytest.raises(DomainError, match="Ines has 1 interview in that week; the limit is 0"):
        take(proposal, wish="fewest_days", by=recruiter)


def test_a_round_that_was_removed_meanwhile_is_told(
    recruiter: Member, loop: Loop, proposal: Proposal
) -> None:
    remove_round(loop.rounds.get(kind=ORAL), by=recruiter)

    with pytest.raises(DomainError, match=r"A round was removed meanwhile\. Plan again\."):
        take(proposal, wish="fewest_days", by=recruiter)


def test_a_round_that_was_added_meanwhile_waits_for_the_next_plan(
    recruiter: Member, loop: Loop, proposal: Proposal
) -> None:
    added = make_round(loop, by=recruiter)

    take(proposal, wish="fewest_days", by=recruiter)

    assert not added.seats.exists()


def test_a_plan_leaves_no_round_out(recruiter: Member, proposal: Proposal) -> None:
    with pytest.raises(DomainError, match="The plan leaves out"):
        take(proposal, entries=wanted(proposal)[:1], by=recruiter)


def test_a_round_twice_in_a_plan_is_refused(recruiter: Member, proposal: Proposal) -> None:
    entries = wanted(proposal)

    with pytest.raises(DomainError, match="Name each round once"):
        take(proposal, entries=[*entries, entries[0]], by=recruiter)


def test_only_what_was_proposed_can_be_taken(
    recruiter: Member, proposal: Proposal, ines: Member, other_organization: Organization
) -> None:
    with pytest.raises(Invalid, match="no such plan"):
        take(proposal, wish="cheapest", by=recruiter)
    with pytest.raises(NotAllowed):
        take(proposal, wish="fewest_days", by=ines)


def test_another_loops_round_does_not_slip_in(recruiter: Member, proposal: Proposal) -> None:
    foreign = make_loop_to_plan(recruiter).rounds.get()
    entry = Entry(str(foreign.pk), at(9), ())

    for entries in ([entry], [*wanted(proposal), entry]):
        with pytest.raises(Invalid, match="only rounds that this proposal plans"):
            take(proposal, entries=entries, by=recruiter)
        with pytest.raises(Invalid, match="only rounds that this proposal plans"):
            checked(proposal, entries)

    assert not Seat.objects.exists()


def test_what_somebody_gave_a_round_meanwhile_is_not_overwritten(
    recruiter: Member, organization: Organization, loop: Loop, proposal: Proposal
) -> None:
    other = make_interviewer(organization, CODING, name="Olga")
    hold(loop.rounds.get(kind=CODING), other, at(15))

    with pytest.raises(DomainError, match="was given another time or other people meanwhile"):
        take(proposal, wish="fewest_days", by=recruiter)

    assert ("coding", at(15), at(15), "Olga") in standing(loop)


def test_a_plan_is_not_taken_on_calendars_that_grew_old(
    recruiter: Member, organization: Organization, loop: Loop, proposal: Proposal, ines: Member
) -> None:
    long_ago = timezone.now() - timedelta(days=7)
    BusyCalendar.objects.create(
        organization=organization,
        member=ines,
        source="address",
        address="https://a.example",
        read_at=long_ago,
    )

    with pytest.raises(DomainError, match="Ines's calendar has grown too old since"):
        take(proposal, wish="fewest_days", by=recruiter)

    despite = propose(loop, stale_reason="Asked her.", by=recruiter)
    assert take(despite, wish="fewest_days", by=recruiter) == [loop]


def test_somebody_whom_the_plan_does_not_know_costs_nothing_and_is_told(
    recruiter: Member, proposal: Proposal, organization: Organization
) -> None:
    stranger = make_member(organization)
    broken, says = checked(proposal, wanted(proposal, coding={"panel": (str(stranger.pk),)}))

    assert ([one.rule for one in broken], says) == (["shape"], "")


def test_what_stands_beside_is_kept(recruiter: Member, organization: Organization, ines: Member) -> None:
    loop = make_loop_to_plan(recruiter, CODING, ORAL)
    make_interviewer(organization, ORAL)
    hold(loop.rounds.get(kind=CODING), ines, at(10))
    give_window(loop, at(9, day=1), at(17, day=1))

    take(propose(loop, by=recruiter), wish="fewest_days", by=recruiter)

    assert ("coding", at(10), at(10), "Ines") in standing(loop)
    assert loop.rounds.exclude(starts_at=None).count() == 2
