"""A quiz item's way: written by one, approved by another, retired in the end."""

import pytest
from django.db import IntegrityError, transaction

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from rubrics.library.starter import read_library
from rubrics.library.states import QuestionStatus
from rubrics.library.stocking import stock_library
from rubrics.quizzes.drafts import QuizDraft
from rubrics.quizzes.models import QuizItem
from rubrics.quizzes.services import (
    approve_quiz_item,
    approve_quiz_items,
    propose_quiz_item,
    retire_quiz_item,
    revise_quiz_item,
    submit_quiz_item,
    take_back_quiz_item,
)
from rubrics.quizzes.stocking import stock_quiz_items
from tests.making import make_competency, make_member

DRAFT = QuizDraft(prompt="What is two and two?", options=["Three", "Four"], answer=1)


def said(**changed: object) -> QuizDraft:
    return QuizDraft(**{name: getattr(DRAFT, name) for name in DRAFT.__slots__} | changed)  # type: ignore[arg-type]


@pytest.fixture
def item(interviewer: Member) -> QuizItem:
    return propose_quiz_item(DRAFT, by=interviewer)


def in_review(by: Member, prompt: str = "What is two and two?") -> QuizItem:
    return submit_quiz_item(propose_quiz_item(said(prompt=prompt), by=by), by=by)


class TestWriting:
    def test_it_begins_as_a_draft_of_its_author(self, item: QuizItem, interviewer: Member) -> None:
        assert (item.status, item.author, item.slug) == ("draft", interviewer, "what-is-two-and-two")
        assert Event.objects.filter(kind="quizitem.proposed", subject_id=str(item.pk)).exists()

    def test_two_that_ask_the_same_have_addresses_of_their_own(
        self, item: QuizItem, interviewer: Member
    ) -> None:
        again = propose_quiz_item(DRAFT, by=interviewer)

        assert again.slug.startswith(f"{item.slug}-")

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"options": ["One"]}, "options"),
            ({"options": [str(n) for n in range(9)]}, "options"),
            ({"options": ["Same", "Same"]}, "options"),
            ({"options": ["x" * 501, "y"]}, "options"),
            ({"prompt": "x" * 2001}, "prompt"),
            ({"explanation": "x" * 1001}, "explanation"),
            ({"answer": 2}, "answer"),
            ({"answer": -1}, "answer"),
            ({"difficulty": 6}, "difficulty"),
        ],
    )
    def test_what_no_item_can_be_is_refused_beside_its_field(
        self, changed: dict[str, object], field: str, interviewer: Member
    ) -> None:
        with pytest.raises(Invalid) as refused:
            propose_quiz_item(said(**changed), by=interviewer)

        assert refused.value.field == field
        assert not QuizItem.objects.exists()

    def test_a_foreign_competency_is_no_choice(
        self, interviewer: Member, other_organization: Organization
    ) -> None:
        with pytest.raises(Invalid):
            propose_quiz_item(said(competencies=[make_competency(other_organization)]), by=interviewer)

    def test_the_committee_reads_and_does_not_write(self, committee_member: Member) -> None:
        with pytest.raises(NotAllowed):
            propose_quiz_item(DRAFT, by=committee_member)

    def test_a_change_counts_on(self, item: QuizItem, interviewer: Member) -> None:
        revised = revise_quiz_item(item, said(answer=0), version=1, by=interviewer)

        assert (revised.answer, revised.version) == (0, 2)
        with pytest.raises(Stale):
            revise_quiz_item(item, DRAFT, version=1, by=interviewer)

    def test_somebody_elses_draft_is_changed_by_writers_only(
        self, item: QuizItem, organization: Organization, recruiter: Member
    ) -> None:
        with pytest.raises(NotAllowed):
            revise_quiz_item(item, DRAFT, version=1, by=make_member(organization, Role.INTERVIEWER))

        assert revise_quiz_item(item, DRAFT, version=1, by=recruiter).revised_by == recruiter


class TestReviewing:
    def test_somebody_else_approves(self, interviewer: Member, recruiter: Member) -> None:
        approved = approve_quiz_item(in_review(interviewer), version=1, by=recruiter)

        assert (approved.status, approved.reviewer) == (QuestionStatus.APPROVED, recruiter)

    def test_without_a_right_answer_there_is_nothing_to_review(self, interviewer: Member) -> None:
        item = propose_quiz_item(said(answer=None), by=interviewer)

        with pytest.raises(DomainError, match="which option is right"):
            submit_quiz_item(item, by=interviewer)

    def test_neither_its_author_nor_its_last_hand_approves(self, recruiter: Member, admin: Member) -> None:
        item = propose_quiz_item(DRAFT, by=recruiter)
        item = submit_quiz_item(revise_quiz_item(item, DRAFT, version=1, by=admin), by=admin)

        for member in (recruiter, admin):
            with pytest.raises(NotAllowed, match="Ask a colleague"):
                approve_quiz_item(item, version=2, by=member)

    def test_the_database_holds_it_too(self, recruiter: Member) -> None:
        item = in_review(recruiter)
        with pytest.raises(IntegrityError), transaction.atomic():
            QuizItem.objects.filter(pk=item.pk).update(reviewer=recruiter)

    def test_nobody_approves_what_came_after_they_read(self, interviewer: Member, recruiter: Member) -> None:
        item = in_review(interviewer)
        take_back_quiz_item(item, by=interviewer)
        revise_quiz_item(item, said(answer=0), version=1, by=interviewer)
        submit_quiz_item(item, by=interviewer)

        with pytest.raises(Stale):
            approve_quiz_item(item, version=1, by=recruiter)

    def test_a_reviewer_sends_it_back_with_a_note(self, interviewer: Member, recruiter: Member) -> None:
        item = take_back_quiz_item(in_review(interviewer), note="Two are right.", by=recruiter)

        assert (item.status, item.review_note) == (QuestionStatus.DRAFT, "Two are right.")

    def test_many_are_approved_and_each_refusal_stands_alone(
        self, interviewer: Member, recruiter: Member
    ) -> None:
        theirs, own, draft = (
            in_review(interviewer, "One?"),
            in_review(recruiter, "Two?"),
            propose_quiz_item(said(prompt="Three?"), by=interviewer),
        )

        items = [theirs, own, draft]
        outcomes = approve_quiz_items(items, versions={item.pk: 1 for item in items}, by=recruiter)

        assert [outcome.is_done for outcome in outcomes] == [True, False, False]
        assert set(QuizItem.objects.filter(status="approved")) == {theirs}

    def test_of_many_none_is_approved_that_changed_since_or_that_nobody_read(
        self, interviewer: Member, recruiter: Member
    ) -> None:
        changed, unread = in_review(interviewer, "One?"), in_review(interviewer, "Two?")
        take_back_quiz_item(changed, by=interviewer)
        changed = revise_quiz_item(changed, said(prompt="Another?"), version=1, by=interviewer)
        submit_quiz_item(changed, by=interviewer)

        outcomes = approve_quiz_items([changed, unread], versions={changed.pk: 1}, by=recruiter)

        assert [outcome.refusal and outcome.refusal.code for outcome in outcomes] == [
            "stale",
            "version_missing",
        ]
        assert not QuizItem.objects.filter(status="approved").exists()

    def test_what_was_approved_stays_as_it_was_answered(self, interviewer: Member, recruiter: Member) -> None:
        item = approve_quiz_item(in_review(interviewer), version=1, by=recruiter)

        with pytest.raises(DomainError, match="Write a new one"):
            revise_quiz_item(item, DRAFT, version=1, by=recruiter)

    @pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
    def test_writers_retire_it_from_wherever_it_is(
        self, status: str, item: QuizItem, recruiter: Member, interviewer: Member
    ) -> None:
        QuizItem.objects.filter(pk=item.pk).update(status=status)

        with pytest.raises(NotAllowed):
            retire_quiz_item(item, by=interviewer)
        assert retire_quiz_item(item, by=recruiter).status == QuestionStatus.RETIRED


class TestStocking:
    def test_the_starter_items_are_there_and_approved(self, organization: Organization) -> None:
        library = read_library()
        stock_library(organization, library)

        assert stock_quiz_items(organization, library) == len(library.quiz_items) >= 20
        for written in library.quiz_items:
            item = QuizItem.objects.get(slug=written.slug)
            assert item.options[item.answer or 0] == written.right_option
            assert item.status == QuestionStatus.APPROVED
            assert {row.slug for row in item.competencies.all()} == set(written.competencies)

    def test_a_second_time_changes_nothing(self, organization: Organization) -> None:
        library = read_library()
        stock_library(organization, library)
        stock_quiz_items(organization, library)
        events = Event.objects.count()

        assert stock_quiz_items(organization, library) == 0
        assert Event.objects.count() == events

    def test_nobody_stocks_another_organization(
        self, other_organization: Organization, recruiter: Member
    ) -> None:
        with pytest.raises(NotAllowed):
            stock_quiz_items(other_organization, read_library(), by=recruiter)
