"""Who may write, review, tag and retire questions, and what each of it does and leaves alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from rubrics.library import services
from rubrics.library.drafts import LONGEST_LINE, LONGEST_TAG, MOST_LINES, MOST_TAGS, QuestionDraft
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.services import (
    approve_question,
    can_propose,
    can_review,
    can_revise,
    can_write,
    propose_question,
    retire_question,
    revise_question,
    submit_question,
    tag_questions,
    take_back_question,
)
from rubrics.library.states import QuestionStatus
from rubrics.scales.models import RedFlag
from tests.making import make_competency, make_member, make_question
from tests.rubrics.library.writing import TITLE, approved, draft_by, proposed_by, submitted_by

WRITERS = [Role.ADMIN, Role.RECRUITER, Role.HIRING_MANAGER]
AtOnce = Callable[..., list[Any]]


@pytest.fixture
def author(organization: Organization) -> Member:
    return make_member(organization, Role.INTERVIEWER)


@pytest.fixture
def reviewer(organization: Organization) -> Member:
    return make_member(organization, Role.RECRUITER)


def versions_of(question: Question) -> list[tuple[int, str]]:
    return list(question.versions.order_by("number").values_list("number", "status"))


def version_of(question: Question, number: int = 1) -> QuestionVersion:
    return question.versions.get(number=number)


# --- Who may do what ---


@pytest.mark.parametrize("role", Role)
def test_who_proposes(organization: Organization, role: Role) -> None:
    member = make_member(organization, role)

    if role == Role.COMMITTEE:
        assert not can_propose(member)
        with pytest.raises(NotAllowed):
            proposed_by(member)
        assert not Question.objects.exists()
    else:
        assert proposed_by(member).versions.get().author == member


@pytest.mark.parametrize("role", Role)
def test_who_does_what_with_somebody_elses_draft(
    organization: Organization, author: Member, role: Role
) -> None:
    question, member = submitted_by(author), make_member(organization, role)
    acts: list[Callable[[], object]] = [
        lambda: take_back_question(question, by=member),
        lambda: revise_question(question, draft_by(author, prompt="Anew?"), version=1, by=member),
        lambda: submit_question(question, by=member),
        lambda: tag_questions([question], add=["rollback"], by=member),
        lambda: retire_question(question, by=member),
    ]

    assert can_write(member, question) == can_revise(member, question) == (role in WRITERS)
    for act in acts:
        if role in WRITERS:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


@pytest.mark.parametrize("role", Role)
def test_who_approves(organization: Organization, author: Member, role: Role) -> None:
    question, member = submitted_by(author), make_member(organization, role)

    assert can_review(member, version_of(question)) == (role in WRITERS)
    if role in WRITERS:
        assert approve_question(question, version=1, by=member).reviewer == member
    else:
        with pytest.raises(NotAllowed):
            approve_question(question, version=1, by=member)
        assert version_of(question).status == QuestionStatus.IN_REVIEW


def test_an_author_keeps_writing_their_own_and_only_their_own(author: Member, reviewer: Member) -> None:
    own, other = proposed_by(author), proposed_by(reviewer)

    assert revise_question(own, draft_by(author, prompt="Better?"), version=1, by=author).prompt == "Better?"
    assert submit_question(own, by=author).status == QuestionStatus.IN_REVIEW
    assert take_back_question(own, by=author).status == QuestionStatus.DRAFT
    with pytest.raises(NotAllowed):
        revise_question(other, draft_by(author), version=1, by=author)


def test_an_interviewer_proposes_a_new_version_of_what_is_asked(author: Member, reviewer: Member) -> None:
    question = approved(reviewer, reviewer=make_member(author.organization, Role.ADMIN))

    revise_question(question, draft_by(author, prompt="Sharper?"), version=0, by=author)

    assert versions_of(question) == [(1, "approved"), (2, "draft")]
    assert version_of(question, 2).author == author


def test_whoever_was_disabled_does_nothing_any_more(author: Member) -> None:
    question = proposed_by(author)
    author.is_active = False

    with pytest.raises(NotAllowed):
        submit_question(question, by=author)


def test_another_organization_does_nothing(author: Member, other_organization: Organization) -> None:
    question, stranger = submitted_by(author), make_member(other_organization, Role.ADMIN)

    for act in (
        lambda: revise_question(question, draft_by(stranger), version=1, by=stranger),
        lambda: submit_question(question, by=stranger),
        lambda: take_back_question(question, by=stranger),
        lambda: approve_question(question, version=1, by=stranger),
        lambda: retire_question(question, by=stranger),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Invalid):
        tag_questions([question], add=["ours"], by=stranger)


# --- Writing ---


def test_a_proposal_is_a_draft_that_nobody_asks_yet(author: Member) -> None:
    question = propose_question(draft_by(author), tags=["Rollback ", "on  call", "rollback"], by=author)

    assert (question.current, question.title, question.round_kind) == (None, TITLE, "mlops")
    assert question.tags == ["on call", "rollback"]
    assert versions_of(question) == [(1, "draft")]
    assert Event.objects.filter(kind="question.proposed", subject_id=question.pk).exists()


def test_the_same_title_twice_is_two_questions(author: Member) -> None:
    first, second = proposed_by(author), proposed_by(author)

    assert first.slug == "roll-back-a-model"
    assert second.slug.startswith("roll-back-a-model-")


@pytest.mark.parametrize("title", ["¿?", "模型回滚", "🙂" * 160, "x" * 160])
def test_a_title_in_any_script_has_its_place(author: Member, title: str) -> None:
    assert [proposed_by(author, title=title).title for _ in range(2)] == [title] * 2


def test_a_draft_is_changed_where_it_is(author: Member) -> None:
    question = proposed_by(author)

    revise_question(
        question, draft_by(author, title="Undo a release", round_kind="production"), version=1, by=author
    )

    question.refresh_from_db()
    assert (question.title, question.round_kind) == ("Undo a release", "production")
    assert (versions_of(question), version_of(question).version) == ([(1, "draft")], 2)


def test_an_approved_version_never_changes(author: Member, reviewer: Member) -> None:
    question = approved(author, reviewer=reviewer)
    pinned = QuestionDraft.of(version_of(question))

    revise_question(
        question, draft_by(author, title="Undo", prompt="Anew?", minutes=40), version=0, by=author
    )
    submit_question(question, by=author)
    approve_question(question, version=1, by=reviewer)

    question.refresh_from_db()
    assert QuestionDraft.of(version_of(question)) == pinned
    assert versions_of(question) == [(1, "retired"), (2, "approved")]
    assert (question.current, question.title) == (version_of(question, 2), "Undo")


def test_what_is_asked_keeps_its_title_until_the_new_one_is_approved(
    author: Member, reviewer: Member
) -> None:
    question = approved(author, reviewer=reviewer)

    revise_question(question, draft_by(author, title="Undo"), version=0, by=author)

    question.refresh_from_db()
    assert question.title == TITLE


@pytest.mark.parametrize("changed", [{"round_kind": "coding"}, {"form": "exercise"}])
def test_what_loops_have_keeps_its_kind(author: Member, reviewer: Member, changed: dict[str, str]) -> None:
    question = approved(author, reviewer=reviewer)

    with pytest.raises(Invalid) as refused:
        revise_question(question, draft_by(author, **changed), version=0, by=author)

    assert refused.value.field == "round_kind"


@pytest.mark.parametrize("seen", [0, 2])
def test_a_stale_change_is_refused_and_changes_nothing(author: Member, seen: int) -> None:
    question = proposed_by(author)

    with pytest.raises(Stale):
        revise_question(question, draft_by(author, prompt="Late?"), version=seen, by=author)

    assert version_of(question).prompt != "Late?"


def test_what_is_being_reviewed_is_not_changed(author: Member) -> None:
    question = submitted_by(author)

    with pytest.raises(DomainError) as refused:
        revise_question(question, draft_by(author), version=1, by=author)

    assert refused.value.code == "in_review"


FOREIGN = "There is no such choice in your organization. Pick one from the list."


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"follow_ups": ["Why?"] * (MOST_LINES + 1)}, "follow_ups"),
        ({"strong_signals": ["x" * (LONGEST_LINE + 1)]}, "strong_signals"),
        ({"materials": ["A laptop"]}, "form"),
        ({"timings": [{"minutes": 20, "activity": "Talk"}]}, "form"),
        ({"form": "exercise", "timings": [{"minutes": 19, "activity": "Talk"}]}, "timings"),
        ({"form": "exercise", "timings": [{"minutes": 1, "activity": "Talk"}] * 31}, "timings"),
    ],
)
def test_what_no_question_can_be_is_refused(author: Member, changed: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        proposed_by(author, **changed)

    assert refused.value.field == field
    assert not Question.objects.exists()


def test_competencies_and_red_flags_are_ones_own(author: Member, other_organization: Organization) -> None:
    flag = RedFlag.objects.create(organization=other_organization, slug="flag", statement="Blames others")

    for changed in ({"competencies": [make_competency(other_organization)]}, {"red_flags": [flag]}):
        with pytest.raises(Invalid) as refused:
            proposed_by(author, **changed)
        assert str(refused.value) == FOREIGN


def test_an_exercise_has_materials_and_parts_that_fill_its_time(author: Member) -> None:
    parts = [{"minutes": 5, "activity": "Clarify"}, {"minutes": 15, "activity": "Design"}]

    question = proposed_by(author, form="exercise", materials=["A whiteboard"], timings=parts)

    assert (version_of(question).timings, version_of(question).materials) == (parts, ["A whiteboard"])


def test_saying_the_same_again_is_no_new_version(author: Member, reviewer: Member) -> None:
    question = approved(author, reviewer=reviewer)
    same = QuestionDraft.of(version_of(question))

    assert revise_question(question, same, version=0, by=author) == version_of(question)
    assert versions_of(question) == [(1, "approved")]


def test_saving_what_was_only_read_leaves_the_reader_a_reviewer(author: Member, reviewer: Member) -> None:
    question = proposed_by(author)

    revise_question(question, QuestionDraft.of(version_of(question)), version=1, by=reviewer)

    assert (version_of(question).version, can_review(reviewer, version_of(question))) == (1, True)


def test_authors_tag_their_own_until_it_is_in_use(author: Member, reviewer: Member) -> None:
    question = propose_question(draft_by(author), tags=["drift"], by=author)
    same = QuestionDraft.of(version_of(question))

    revise_question(question, same, version=1, add_tags=["rollback"], remove_tags=["drift"], by=author)
    assert Question.objects.get(pk=question.pk).tags == ["rollback"]

    submit_question(question, by=author)
    approve_question(question, version=1, by=reviewer)
    with pytest.raises(NotAllowed):
        revise_question(question, same, version=0, add_tags=["mine"], by=author)


# --- Review ---


@pytest.mark.parametrize("lacking", ["strong_signals", "weak_signals", "competencies"])
def test_a_reviewer_is_not_asked_to_judge_half_a_question(author: Member, lacking: str) -> None:
    question = proposed_by(author, **{lacking: ()})

    with pytest.raises(DomainError) as refused:
        submit_question(question, by=author)

    assert refused.value.code == "question_incomplete"
    assert version_of(question).status == QuestionStatus.DRAFT


def test_a_reviewer_sends_back_with_a_note_that_a_new_submission_answers(
    author: Member, reviewer: Member
) -> None:
    question = submitted_by(author)

    take_back_question(question, note="Which hour?", by=reviewer)
    assert (version_of(question).status, version_of(question).review_note) == ("draft", "Which hour?")

    submit_question(question, by=author)
    assert version_of(question).review_note == ""


@pytest.mark.parametrize("role", WRITERS)
def test_nobody_approves_their_own(organization: Organization, role: Role) -> None:
    writer = make_member(organization, role)
    question = submitted_by(writer)

    with pytest.raises(NotAllowed) as refused:
        approve_question(question, version=1, by=writer)

    assert refused.value.code == "own_version"


def test_whoever_changed_a_version_last_does_not_approve_it(author: Member, reviewer: Member) -> None:
    question = proposed_by(author)
    revise_question(question, draft_by(author, prompt="In my words?"), version=1, by=reviewer)
    submit_question(question, by=author)

    assert not can_review(reviewer, version_of(question))
    with pytest.raises(NotAllowed):
        approve_question(question, version=2, by=reviewer)
    other = make_member(author.organization, Role.RECRUITER)
    assert approve_question(question, version=2, by=other).reviewer == other


def test_the_database_keeps_reviewer_and_author_apart(author: Member, reviewer: Member) -> None:
    question = submitted_by(author)
    QuestionVersion.objects.update(revised_by=reviewer)

    for writer in (author, reviewer):
        with pytest.raises(IntegrityError), transaction.atomic():
            question.versions.update(reviewer=writer)


def test_nobody_approves_what_they_have_not_read(author: Member, reviewer: Member) -> None:
    question = submitted_by(author)
    take_back_question(question, by=author)
    revise_question(question, draft_by(author, prompt="Something else?"), version=1, by=author)
    submit_question(question, by=author)

    with pytest.raises(Stale):
        approve_question(question, version=1, by=reviewer)


def test_only_what_is_in_review_is_approved(author: Member, reviewer: Member) -> None:
    draft, done = proposed_by(author), approved(author, reviewer=reviewer)

    for question, code in ((draft, "not_in_review"), (done, "nothing_in_work")):
        with pytest.raises(DomainError) as refused:
            approve_question(question, version=1, by=reviewer)
        assert refused.value.code == code


def test_the_database_holds_one_version_in_work(author: Member) -> None:
    question = proposed_by(author)

    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionVersion.objects.create(
            question=question, number=2, title="", prompt="", minutes=1, difficulty=1
        )


# --- Retiring and tagging ---


def test_retiring_ends_what_is_asked_and_what_is_in_work(author: Member, reviewer: Member) -> None:
    question = approved(author, reviewer=reviewer)
    revise_question(question, draft_by(author), version=0, by=author)
    submit_question(question, by=author)

    retire_question(question, by=reviewer)

    assert versions_of(question) == [(1, "retired"), (2, "retired")]
    with pytest.raises(DomainError) as refused:
        retire_question(question, by=reviewer)
    assert refused.value.code == "question_retired"


def test_a_draft_that_is_retired_can_still_be_read(author: Member, reviewer: Member) -> None:
    question = retire_question(proposed_by(author), by=reviewer)

    assert question.current == version_of(question)


def test_what_was_retired_is_written_anew(author: Member, reviewer: Member) -> None:
    question = retire_question(approved(author, reviewer=reviewer), by=reviewer)

    revise_question(question, draft_by(author), version=0, by=author)
    submit_question(question, by=author)
    approve_question(question, version=1, by=reviewer)

    assert versions_of(question) == [(1, "retired"), (2, "approved")]


def test_tags_are_put_on_and_taken_off(author: Member, reviewer: Member) -> None:
    first = propose_question(draft_by(author), tags=["old", "kept"], by=author)
    second = propose_question(draft_by(author), tags=["new", "kept"], by=author)

    changed = tag_questions([second, first], add=["New"], remove=["OLD"], by=reviewer)

    assert [question.tags for question in changed] == [["kept", "new"]]
    assert set(Question.objects.get(pk=second.pk).tags) == {"kept", "new"}
    assert Event.objects.filter(kind="question.tagged").count() == 1


@pytest.mark.parametrize(
    "tags", [[f"tag {number}" for number in range(MOST_TAGS + 1)], ["x" * (LONGEST_TAG + 1)]]
)
def test_tags_are_few_and_short(author: Member, reviewer: Member, tags: list[str]) -> None:
    with pytest.raises(Invalid):
        propose_question(draft_by(author), tags=tags, by=author)
    with pytest.raises(Invalid):
        tag_questions([proposed_by(author)], add=tags, by=reviewer)


# --- At the same moment ---


@pytest.fixture
def crowd(committed: None, organization: Organization) -> dict[str, Member]:
    writers = {name: make_member(organization, Role.RECRUITER) for name in ("first", "second")}
    return {"author": make_member(organization, Role.INTERVIEWER), **writers}


def fresh(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


def test_two_who_approve_at_once_approve_once(crowd: dict[str, Member], at_once: AtOnce) -> None:
    question = submitted_by(crowd["author"])

    outcomes = at_once(
        lambda: approve_question(fresh(question), version=1, by=crowd["first"]),
        lambda: approve_question(fresh(question), version=1, by=crowd["second"]),
    )

    [error] = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert isinstance(error, DomainError)
    assert versions_of(question) == [(1, "approved")]
    assert Event.objects.filter(kind="questionversion.approved").count() == 1


def test_two_who_revise_at_once_lose_no_word(crowd: dict[str, Member], at_once: AtOnce) -> None:
    question = proposed_by(crowd["author"])

    def revise(name: str) -> QuestionVersion:
        draft = draft_by(crowd["author"], prompt=f"In the words of the {name}?")
        return revise_question(fresh(question), draft, version=1, by=crowd[name])

    outcomes = at_once(lambda: revise("first"), lambda: revise("second"))

    [kept] = [outcome for outcome in outcomes if isinstance(outcome, QuestionVersion)]
    [late] = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert isinstance(late, Stale)
    assert (version_of(question).prompt, version_of(question).version) == (kept.prompt, 2)


def test_two_who_begin_a_new_version_at_once_begin_one(crowd: dict[str, Member], at_once: AtOnce) -> None:
    question = approved(crowd["author"], reviewer=crowd["first"])

    outcomes = at_once(
        *(
            lambda name=name: revise_question(
                fresh(question), draft_by(crowd["author"]), version=0, by=crowd[name]
            )
            for name in ("first", "second", "author")
        )
    )

    assert [type(outcome) for outcome in outcomes if isinstance(outcome, Exception)] == [Stale, Stale]
    assert versions_of(question) == [(1, "approved"), (2, "draft")]


def test_proposals_of_one_title_at_once_are_all_kept(crowd: dict[str, Member], at_once: AtOnce) -> None:
    outcomes = at_once(*(lambda: proposed_by(crowd["author"]) for _ in range(4)))

    assert all(isinstance(outcome, Question) for outcome in outcomes), outcomes
    assert Question.objects.filter(title=TITLE).count() == 4


def test_tags_put_on_at_once_are_all_there(crowd: dict[str, Member], at_once: AtOnce) -> None:
    question = proposed_by(crowd["author"])

    at_once(
        *(
            lambda tag=tag: tag_questions([fresh(question)], add=[tag], by=crowd["first"])
            for tag in ("a", "b", "c", "d")
        )
    )

    assert fresh(question).tags == ["a", "b", "c", "d"]


def test_negative_control_without_the_rule_an_author_would_approve(
    reviewer: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the service's rule is taken out, the database still refuses."""
    question = submitted_by(reviewer)
    monkeypatch.setattr(services, "can_review", lambda member, version: True)

    with pytest.raises(IntegrityError), transaction.atomic():
        approve_question(question, version=1, by=reviewer)


def test_a_question_that_the_library_came_with_has_no_author_to_keep_apart(
    organization: Organization, reviewer: Member
) -> None:
    assert can_review(reviewer, version_of(make_question(organization)))
