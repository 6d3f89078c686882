"""A debrief shows what its reader may see, at a fixed number of queries."""

from collections.abc import Callable

import pytest

from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import Debrief, Phase
from interviews.debriefs.selectors import DebriefPage, debrief_page, debriefs_of
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.loops.models import Loop
from interviews.scorecards.content import Answer, Content
from interviews.scorecards.models import Recommendation, Scorecard
from interviews.scorecards.services import save_scorecard, sheet_of, submit_scorecard
from interviews.staffing.models import Part
from interviews.staffing.services import seat_member
from tests.making import (
    make_competency,
    make_debrief,
    make_loop,
    make_member,
    make_opening,
    make_submission,
    make_waived_loop,
    seats_of,
)

AssertQueries = Callable[..., object]


@pytest.fixture
def voters(organization: Organization) -> list[Member]:
    return [make_member(organization, Role.COMMITTEE) for _ in range(3)]


@pytest.fixture
def loop(organization: Organization, recruiter: Member, hiring_manager: Member, voters: list[Member]) -> Loop:
    opening = make_opening(organization, hiring_manager=hiring_manager, committee=voters, by=recruiter)
    return make_loop(organization, opening=opening, by=recruiter)


@pytest.fixture
def debrief(organization: Organization, loop: Loop, recruiter: Member) -> Debrief:
    return make_debrief(organization, loop=loop, by=recruiter)


def page_of(debrief: Debrief, reader: Member) -> DebriefPage:
    return debrief_page(debriefs_of(reader).get(pk=debrief.pk), eyes_of=reader)


def vote(debrief: Debrief, voter: Member, phase: str = Phase.PRE_VOTE, value: str = "yes") -> None:
    cast_vote(debrief, phase=phase, value=value, sentence=f"{voter.name} says {value}", by=voter)


def test_the_matrix_holds_every_counted_scorecard(debrief: Debrief, recruiter: Member) -> None:
    page = page_of(debrief, recruiter)

    assert [column.scorecard_id for column in page.matrix.columns] == [row.pk for row in page.scorecards]
    assert len(page.scorecards) == 2
    marks = [mark for row in page.matrix.rows for mark in row.marks]
    assert len(marks) == 4
    for mark in marks:
        assert (mark.value, mark.anchor) == (3, "What level 3 looks like")
        assert mark.evidence == "Explained the trade-off with numbers."


def test_gaps_that_somebody_answers_for_are_read_before_deciding(
    organization: Organization, recruiter: Member, hiring_manager: Member
) -> None:
    mlops = make_competency(organization, "MLOps")
    opening = make_opening(organization, hiring_manager=hiring_manager, must_have=[mlops], by=recruiter)
    loop = make_waived_loop(opening, reason="She ran ours for two years.", by=recruiter)

    (waiver,) = page_of(make_debrief(organization, loop=loop, by=recruiter), hiring_manager).waivers

    assert (waiver.says, waiver.reason) == ("No round judges MLOps.", "She ran ours for two years.")


def test_must_haves_stand_first(organization: Organization, recruiter: Member, loop: Loop) -> None:
    criterion = seats_of(loop)[1].round.rubric_version.criteria.last()
    assert criterion is not None
    loop.candidacy.opening.requirements.create(competency=criterion.competency)

    page = page_of(make_debrief(organization, loop=loop, by=recruiter), recruiter)

    assert page.matrix.groups[0].competency_id == criterion.competency_id
    assert [group.is_must_have for group in page.matrix.groups] == [True, False, False, False]


def test_what_was_not_assessed_says_why_and_a_raised_flag_brings_its_evidence(
    loop: Loop, recruiter: Member
) -> None:
    seat = seats_of(loop)[0]
    sheet = sheet_of(seat)
    first, second = sheet.criteria
    (flag,) = sheet.red_flags
    content = Content(
        answers={
            first: Answer(is_not_assessed=True, reason="No time"),
            second: Answer(value=1, evidence="Guessed"),
        },
        red_flags={flag: "Blamed the labels"},
        recommendation="no",
        summary="Not yet",
    )
    saved = save_scorecard(seat, content=content, version=0, mutation_id="one", by=seat.member)
    scorecard = submit_scorecard(saved.scorecard, version=1, by=seat.member)

    page = page_of(open_debrief(loop, even_without_missing=True, by=recruiter), recruiter)

    said = {
        mark.line.criterion_id: (mark.value, mark.reason) for row in page.matrix.rows for mark in row.marks
    }
    assert said == {first: (None, "No time"), second: (1, "")}
    (raised,) = page.red_flags
    assert (raised.red_flag.pk, raised.scorecard, raised.evidence) == (flag, scorecard, "Blamed the labels")
    assert [missing.pk for missing in page.missing] == [seats_of(loop)[1].pk]


def test_standings_run_from_strong_yes_to_strong_no(debrief: Debrief, recruiter: Member) -> None:
    standings = page_of(debrief, recruiter).standings

    assert [standing.recommendation for standing in standings] == list(reversed(Recommendation))
    assert [len(standing.scorecards) for standing in standings] == [0, 2, 0, 0]


def test_trainees_appear_nowhere(organization: Organization, loop: Loop, recruiter: Member) -> None:
    trainee = make_member(organization)
    seat = seat_member(seats_of(loop)[0].round, member=trainee, part=Part.SHADOW, by=recruiter)
    lead = seats_of(loop)[0]
    make_submission(lead)
    before = page_of(open_debrief(loop, even_without_missing=True, by=recruiter), recruiter)
    make_submission(seat, value=1, words="A trainee's view", recommendation="strong_no")
    after = page_of(before.debrief, recruiter)

    assert after.matrix == before.matrix
    assert (after.scorecards, after.missing) == (before.scorecards, before.missing)


def test_nothing_is_read_that_the_reader_may_not_read(debrief: Debrief, loop: Loop) -> None:
    stranger = make_member(debrief.organization)

    page = debrief_page(debrief, eyes_of=stranger)

    assert (page.scorecards, page.matrix.columns, page.red_flags) == ([], (), [])


def test_somebody_who_owes_a_scorecard_has_no_debrief(loop: Loop, recruiter: Member) -> None:
    early, late = seats_of(loop)
    make_submission(early)
    debrief = open_debrief(loop, even_without_missing=True, by=recruiter)

    assert list(debriefs_of(late.member)) == []
    assert list(debriefs_of(early.member)) == [debrief]
    assert page_of(debrief, early.member).scorecards == [Scorecard.objects.get(seat=early)]


def test_votes_of_a_phase_stay_hidden_until_the_reader_has_cast_theirs(
    debrief: Debrief, voters: list[Member]
) -> None:
    first, second, third = voters
    vote(debrief, first)
    vote(debrief, first, Phase.VOTE, "strong_yes")
    vote(debrief, second, value="no")

    def seen_by(member: Member) -> set[tuple[int, str]]:
        return {(heard.member_id, heard.phase) for heard in page_of(debrief, member).votes}

    assert seen_by(third) == set()
    assert seen_by(second) == {(first.pk, "pre_vote"), (second.pk, "pre_vote")}
    assert seen_by(first) == {(first.pk, "pre_vote"), (first.pk, "vote"), (second.pk, "pre_vote")}


def test_that_somebody_has_voted_may_be_known(debrief: Debrief, voters: list[Member]) -> None:
    vote(debrief, voters[0])

    page = page_of(debrief, voters[1])

    known = {ballot.member: (ballot.has_pre_voted, ballot.pre_vote) for ballot in page.ballots}
    assert known == {voters[0]: (True, None), voters[1]: (False, None), voters[2]: (False, None)}


def test_who_cannot_vote_hears_every_vote(debrief: Debrief, voters: list[Member], recruiter: Member) -> None:
    vote(debrief, voters[0])

    assert [heard.member for heard in page_of(debrief, recruiter).votes] == [voters[0]]
    assert page_of(debrief, recruiter).open_phase is None


def test_after_the_decision_every_vote_is_heard(
    debrief: Debrief, voters: list[Member], hiring_manager: Member
) -> None:
    vote(debrief, voters[0])
    decide(debrief, outcome="no_hire", rationale="Not yet", by=hiring_manager)

    page = page_of(debrief, voters[1])

    assert [heard.member for heard in page.votes] == [voters[0]]
    assert (page.open_phase, page.decision and page.decision.outcome) == (None, "no_hire")


def test_the_open_phase_follows_the_readers_own_votes(debrief: Debrief, voters: list[Member]) -> None:
    voter = voters[0]
    phases = [page_of(debrief, voter).open_phase]
    vote(debrief, voter)
    phases.append(page_of(debrief, voter).open_phase)
    vote(debrief, voter, Phase.VOTE)
    phases.append(page_of(debrief, voter).open_phase)

    assert phases == [Phase.PRE_VOTE, Phase.VOTE, None]


@pytest.mark.parametrize(
    ("before", "after", "shift"), [("no", "yes", 1), ("strong_yes", "strong_no", -3), ("yes", "yes", 0)]
)
def test_a_ballot_shows_the_shift(
    debrief: Debrief, voters: list[Member], recruiter: Member, before: str, after: str, shift: int
) -> None:
    vote(debrief, voters[0], Phase.PRE_VOTE, before)
    vote(debrief, voters[0], Phase.VOTE, after)
    shifts = {ballot.member: ballot.shift for ballot in page_of(debrief, recruiter).ballots}

    assert shifts == {voters[0]: shift, voters[1]: None, voters[2]: None}


def test_a_voter_who_left_the_committee_keeps_their_voice(
    debrief: Debrief, voters: list[Member], recruiter: Member
) -> None:
    vote(debrief, voters[0])
    debrief.loop.candidacy.opening.committee.remove(voters[0])

    assert [heard.member for heard in page_of(debrief, recruiter).votes] == [voters[0]]


def test_only_the_hiring_manager_of_an_open_debrief_may_decide(
    debrief: Debrief, hiring_manager: Member, recruiter: Member, voters: list[Member]
) -> None:
    may = [page_of(debrief, reader).may_decide for reader in (hiring_manager, recruiter, voters[0])]
    decide(debrief, outcome="hire", rationale="Strong evidence", by=hiring_manager)

    assert may == [True, False, False]
    assert page_of(debrief, hiring_manager).may_decide is False


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_page_takes_seven_queries_whatever_its_size(
    rounds: int, organization: Organization, recruiter: Member, django_assert_num_queries: AssertQueries
) -> None:
    voters = [make_member(organization, Role.COMMITTEE) for _ in range(rounds)]
    opening = make_opening(organization, committee=voters, by=recruiter)
    people = [make_member(organization) for _ in range(rounds)]
    loop = make_loop(organization, opening=opening, interviewers=people, by=recruiter)
    debrief = make_debrief(organization, loop=loop, by=recruiter)
    for voter in voters:
        vote(debrief, voter)
    read = debriefs_of(recruiter).get(pk=debrief.pk)

    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        page = debrief_page(read, eyes_of=recruiter)
        shown = [
            (ballot.member.name, ballot.pre_vote and ballot.pre_vote.sentence) for ballot in page.ballots
        ] + [(row.seat.member.name, row.seat.round.title, row.summary) for row in page.scorecards]

    assert len(shown) == 2 * rounds
