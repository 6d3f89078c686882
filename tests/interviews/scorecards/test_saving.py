"""Saving and submitting: what the services promise, whoever calls them."""

import pytest

from hiring.foundations.errors import DomainError, NotAllowed
from hiring.people.models import Member, Organization
from interviews.scorecards.content import Answer, Content, from_json, missing_from, to_json, unknown_to
from interviews.scorecards.models import Evidence, Rating, Revision, RevisionKind, Scorecard
from interviews.scorecards.services import (
    ContentRefused,
    Outcome,
    Saved,
    save_scorecard,
    sheet_of,
    submit_scorecard,
)
from interviews.staffing.models import Seat
from interviews.staffing.services import cancel_loop
from tests.making import content_for, make_loop, make_member, make_submission, seats_of


@pytest.fixture
def seat(organization: Organization) -> Seat:
    return seats_of(make_loop(organization))[0]


def save(seat: Seat, words: str, *, version: int, mutation_id: str = "") -> Saved:
    content = Content(summary=words)
    return save_scorecard(
        seat, content=content, version=version, mutation_id=mutation_id or words, by=seat.member
    )


def texts(seat: Seat) -> list[tuple[str, str]]:
    return [(row.kind, row.content["summary"]) for row in Revision.objects.filter(scorecard__seat=seat)]


def test_each_save_is_a_revision(seat: Seat) -> None:
    save(seat, "One", version=0)
    saved = save(seat, "One and two", version=1)

    assert (saved.outcome, saved.version) == (Outcome.SAVED, 2)
    assert texts(seat) == [("saved", "One"), ("saved", "One and two")]


def test_a_mutation_sent_again_answers_as_before(seat: Seat) -> None:
    save(seat, "One", version=0)
    save(seat, "Two", version=1)
    again = save(seat, "One", version=0)

    assert (again.outcome, again.version) == (Outcome.REPEATED, 1)
    assert texts(seat) == [("saved", "One"), ("saved", "Two")]


def test_a_conflict_sent_again_is_the_same_conflict(seat: Seat) -> None:
    save(seat, "One", version=0)
    outcomes = [save(seat, "Late", version=0).outcome for _ in range(2)]

    assert outcomes == [Outcome.CONFLICT, Outcome.CONFLICT]
    assert texts(seat) == [("saved", "One"), ("conflict", "Late")]


def test_one_mutation_id_for_two_texts_keeps_both(seat: Seat) -> None:
    save(seat, "One", version=0, mutation_id="same")
    saved = save(seat, "Two", version=1, mutation_id="same")
    late = save(seat, "Three", version=1, mutation_id="same")
    again = save(seat, "Two", version=1, mutation_id="same")

    assert [answer.outcome for answer in (saved, late, again)] == [
        Outcome.SAVED,
        Outcome.CONFLICT,
        Outcome.REPEATED,
    ]
    assert texts(seat) == [("saved", "One"), ("saved", "Two"), ("conflict", "Three")]


def test_the_very_text_that_is_saved_already_is_no_conflict(seat: Seat) -> None:
    save(seat, "One", version=0)
    late = save(seat, "One", version=0, mutation_id="another window")

    assert (late.outcome, late.version) == (Outcome.REPEATED, 1)
    assert texts(seat) == [("saved", "One")]


def test_what_comes_after_the_submission_is_kept_beside_it(seat: Seat) -> None:
    scorecard = make_submission(seat)
    late = save(seat, "Late", version=scorecard.version)

    assert late.outcome == Outcome.CONFLICT
    assert Scorecard.objects.get(pk=scorecard.pk).content == scorecard.content
    assert texts(seat)[-1] == ("conflict", "Late")


def test_a_draft_leaves_no_rating_and_no_evidence(seat: Seat) -> None:
    save_scorecard(seat, content=content_for(seat), version=0, mutation_id="one", by=seat.member)

    assert not Rating.objects.exists()
    assert not Evidence.objects.exists()


def test_a_submission_becomes_ratings_and_evidence(seat: Seat) -> None:
    scorecard = make_submission(seat, value=4, words="Found the leak")

    criteria = list(sheet_of(seat).criteria)
    assert list(scorecard.ratings.values_list("criterion", "value").order_by("pk")) == [
        (criterion, 4) for criterion in criteria
    ]
    assert {evidence.text for evidence in scorecard.evidence.all()} == {"Found the leak"}


def test_submitting_an_older_version_is_refused(seat: Seat) -> None:
    first = save_scorecard(seat, content=content_for(seat), version=0, mutation_id="one", by=seat.member)
    save_scorecard(
        seat, content=content_for(seat, words="Newer"), version=1, mutation_id="two", by=seat.member
    )

    with pytest.raises(DomainError) as refused:
        submit_scorecard(first.scorecard, version=1, by=seat.member)
    assert refused.value.code == "stale"


def test_an_incomplete_scorecard_says_everything_that_is_missing(seat: Seat) -> None:
    saved = save(seat, "", version=0, mutation_id="empty")

    with pytest.raises(ContentRefused) as refused:
        submit_scorecard(saved.scorecard, version=saved.version, by=seat.member)
    criteria = [f"{part}-{pk}" for pk in sheet_of(seat).criteria for part in ("rating", "evidence")]
    assert [fault.field for fault in refused.value.faults] == [*criteria, "recommendation", "summary"]


def test_nobody_fills_somebody_elses(seat: Seat, admin: Member) -> None:
    with pytest.raises(NotAllowed):
        save_scorecard(seat, content=Content(), version=0, mutation_id="one", by=admin)
    scorecard = make_submission(seat)
    with pytest.raises(NotAllowed):
        submit_scorecard(scorecard, version=scorecard.version, by=admin)


def test_a_loop_called_off_takes_no_feedback(seat: Seat, recruiter: Member) -> None:
    loop = seat.round.loop
    cancel_loop(loop, by=recruiter)
    loop.refresh_from_db()

    with pytest.raises(DomainError) as refused:
        save(seat, "Too late", version=0)
    assert refused.value.code == "loop_closed"


def test_the_sheet_is_the_rounds_own(organization: Organization) -> None:
    one, other = seats_of(make_loop(organization))

    assert list(sheet_of(one).criteria) == [row.pk for row in one.round.rubric_version.criteria.all()]
    assert set(sheet_of(one).red_flags) == {row.pk for row in one.round.rubric_version.red_flags.all()}
    assert sheet_of(one).questions == {row.pk for row in one.round.questions.all()}
    assert sheet_of(one).criteria.keys().isdisjoint(sheet_of(other).criteria)


def test_content_comes_back_as_it_went(seat: Seat) -> None:
    (flag,) = sheet_of(seat).red_flags
    content = Content(
        answers={1: Answer(value=2, evidence="e"), 2: Answer(is_not_assessed=True, reason="r")},
        red_flags={flag: "f"},
        set_aside={flag + 1: "perhaps"},
        notes={7: "n"},
        recommendation="no",
        summary="s",
    )

    assert from_json(to_json(content)) == content
    assert from_json({}) == Content()


@pytest.mark.parametrize(
    ("text", "is_fit"),
    [
        ("n" * 20_000, True),
        ("n" * 20_001, False),
        ("a\0b", False),
        ("a\ud83db", False),
        ("👩🏽‍🔬 מרשים", True),
    ],
)
def test_what_no_database_can_hold_is_a_fault_of_its_field(seat: Seat, text: str, is_fit: bool) -> None:
    sheet = sheet_of(seat)
    (flag,), (question,), criterion = sheet.red_flags, sheet.questions, next(iter(sheet.criteria))
    content = Content(
        answers={criterion: Answer(evidence=text, reason=text)},
        set_aside={flag: text},
        notes={question: text},
        summary=text,
    )

    fields = {fault.field for fault in unknown_to(content, sheet)}
    all_of_them = {
        f"evidence-{criterion}",
        f"reason-{criterion}",
        f"flag-evidence-{flag}",
        f"note-{question}",
        "summary",
    }
    assert fields == (set() if is_fit else all_of_them)


def test_a_complete_content_misses_nothing(seat: Seat) -> None:
    assert missing_from(content_for(seat), sheet_of(seat)) == []


def test_two_members_of_one_panel_write_each_their_own(organization: Organization, recruiter: Member) -> None:
    people = [make_member(organization) for _ in range(2)]
    seats = seats_of(make_loop(organization, interviewers=people, by=recruiter))
    for seat in seats:
        save(seat, seat.member.name, version=0)

    assert [Scorecard.objects.get(seat=seat).content["summary"] for seat in seats] == [
        person.name for person in people
    ]
    assert Revision.objects.filter(kind=RevisionKind.CONFLICT).count() == 0
