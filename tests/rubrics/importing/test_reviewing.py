"""What a person decides about a draft: accepted, merged, left out, changed first, one or many."""

from collections.abc import Callable
from typing import Any

import pytest

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.reviewing import (
    accept_draft,
    accept_drafts,
    bring_back_draft,
    dismiss_draft,
    dismiss_drafts,
    merge_draft,
    merge_drafts,
    revise_draft,
)
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.services import in_work
from rubrics.library.states import QuestionForm, QuestionStatus
from rubrics.quizzes.models import QuizItem
from rubrics.scales.models import RedFlag, Rubric
from tests.making import make_competency, make_member, make_question
from tests.rubrics.importing.conftest import Bring

JUDGING = """\
# Grading

| Criterion | 1 | 2 | 3 | 4 |
|---|---|---|---|---|
| Depth | Names nothing | Names one | Names two | Names three with numbers |
| Breadth | One area | Two areas | Three areas | All areas |

# Practical exercise: Fraud service

Build a service that scores payments.

What to look for:
- asks about latency
- names a fallback
"""


@pytest.fixture
def document(interviewer: Member, bring: Bring) -> ImportedDocument:
    return bring(interviewer)


def draft_of(document: ImportedDocument, kind: str) -> ImportDraft:
    return document.drafts.filter(kind=kind).earliest("position")


class TestAccepting:
    def test_a_question_becomes_a_draft_of_whoever_accepts_it(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        accepted = accept_draft(draft_of(document, "question"), by=interviewer)

        question = Question.objects.get()
        version = in_work(question)
        assert version
        assert question.current is None
        assert (version.status, version.author) == (QuestionStatus.DRAFT, interviewer)
        assert version.prompt == "What is data drift?"
        assert version.sample_answer.startswith("The distribution of the inputs")
        assert (question.round_kind, question.tags) == ("production", ["monitoring"])
        assert (accepted.status, accepted.question, accepted.decided_by) == (
            "accepted",
            question,
            interviewer,
        )
        assert Event.objects.filter(kind="importdraft.accepted").exists()

    def test_twice_is_refused_and_makes_no_second(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        draft = draft_of(document, "question")
        accept_draft(draft, by=interviewer)

        with pytest.raises(DomainError, match="accepted already"):
            accept_draft(draft, by=interviewer)
        assert Question.objects.count() == 1

    def test_what_changed_since_it_was_read_is_not_decided(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        draft = draft_of(document, "question")
        revise_draft(draft, {"minutes": 20}, version=1, by=interviewer)

        for decide in (accept_draft, merge_draft, dismiss_draft):
            with pytest.raises(Stale):
                decide(draft, version=1, by=interviewer)

    def test_a_quiz_item_becomes_a_draft_with_its_answer(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        accept_draft(draft_of(document, "quiz_item"), by=interviewer)

        item = QuizItem.objects.get()
        assert (item.status, item.author) == (QuestionStatus.DRAFT, interviewer)
        assert (item.options, item.answer) == (["MLflow", "Kafka", "Terraform"], 0)

    def test_a_red_flag_joins_the_list_once(
        self, document: ImportedDocument, recruiter: Member, bring: Bring
    ) -> None:
        accept_draft(draft_of(document, "red_flag"), by=recruiter)
        accept_draft(draft_of(bring(recruiter), "red_flag"), by=recruiter)

        assert RedFlag.objects.get().statement == "Has never monitored a model"

    def test_a_red_flag_is_everybodys_so_a_writer_takes_it(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        with pytest.raises(NotAllowed, match="Ask a colleague"):
            accept_draft(draft_of(document, "red_flag"), by=interviewer)

    def test_criteria_gather_in_one_rubric_that_no_round_uses_yet(
        self, interviewer: Member, bring: Bring
    ) -> None:
        document = bring(interviewer, JUDGING, name="grading_table.md")
        competency = make_competency(interviewer.organization, "Depth of knowledge")
        for draft in document.drafts.filter(kind="criterion"):
            with pytest.raises(Invalid) as refused:
                accept_draft(draft, by=interviewer)
            assert refused.value.field == "competency"
            revised = revise_draft(draft, {"competency": competency.slug}, version=1, by=interviewer)
            accept_draft(revised, by=interviewer)

        rubric = Rubric.objects.get()
        criteria = list(rubric.versions.get().criteria.all())
        assert (rubric.name, rubric.current) == ("grading table", None)
        assert [criterion.name for criterion in criteria] == ["Depth", "Breadth"]
        assert [anchor.text for anchor in criteria[0].anchors.all()][-1] == "Names three with numbers"

    def test_an_exercise_becomes_a_question_of_that_form(self, interviewer: Member, bring: Bring) -> None:
        document = bring(interviewer, JUDGING)

        accept_draft(draft_of(document, "exercise"), by=interviewer)

        question = Question.objects.get()
        version = question.versions.get()
        assert question.form == QuestionForm.EXERCISE
        assert "scores payments" in version.prompt
        assert version.strong_signals == ["asks about latency", "names a fallback"]

    def test_an_exchange_keeps_its_answer_as_a_sample(self, interviewer: Member, bring: Bring) -> None:
        talk = "Interviewer: What broke last?\nCandidate: A feature was null.\n\n" * 2
        document = bring(interviewer, talk + "Interviewer: And then?\nCandidate: We rolled back.\n")

        accept_draft(draft_of(document, "exchange"), by=interviewer)

        version = QuestionVersion.objects.get()
        assert (version.prompt, version.sample_answer) == ("What broke last?", "A feature was null.")
        assert version.question.round_kind == "oral"

    def test_names_that_nobody_knows_are_kept_where_they_fit(
        self, interviewer: Member, document: ImportedDocument
    ) -> None:
        competency = make_competency(interviewer.organization, "Data Engineering")
        draft = draft_of(document, "question")
        changes = {
            "competencies": ["data engineering", "Juggling"],
            "red_flags": ["Blames the data"],
            "tags": [],
        }
        revised = revise_draft(draft, changes, version=1, by=interviewer)

        accept_draft(revised, by=interviewer)

        version = QuestionVersion.objects.get()
        assert list(version.competencies.all()) == [competency]
        assert version.question.tags == ["juggling"]
        assert version.weak_signals == ["Blames the data"]

    def test_a_text_that_is_too_long_is_refused_beside_its_field(
        self, interviewer: Member, bring: Bring
    ) -> None:
        long = "Q: What is " + "very " * 1700 + "long?\nA: This.\n\nQ: What is short?\nA: That.\n"
        document = bring(interviewer, long)

        with pytest.raises(Invalid, match="Shorten it") as refused:
            accept_draft(draft_of(document, "question"), by=interviewer)
        assert refused.value.field == "prompt"


class TestMany:
    def test_each_is_answered_for_itself(self, document: ImportedDocument, interviewer: Member) -> None:
        accept_draft(draft_of(document, "quiz_item"), by=interviewer)

        outcomes = accept_drafts(document.drafts.order_by("position"), versions={}, by=interviewer)

        assert [outcome.is_done for outcome in outcomes] == [True, True, False, False]
        assert "already" in str(outcomes[2].refusal)
        assert Question.objects.count() == 2

    @pytest.mark.parametrize("decide_each", [accept_drafts, merge_drafts, dismiss_drafts])
    def test_what_changed_since_it_was_read_waits_on(
        self, decide_each: Callable[..., Any], document: ImportedDocument, interviewer: Member
    ) -> None:
        draft = draft_of(document, "question")
        revise_draft(draft, {"minutes": 20}, version=1, by=interviewer)

        [outcome] = decide_each([draft], versions={draft.pk: 1}, by=interviewer)

        assert str(outcome.refusal) == "This changed since you read it. Read it again, then decide."
        assert draft_of(document, "question").status == "waiting"


class TestMerging:
    @pytest.fixture
    def question(self, interviewer: Member) -> Question:
        return make_question(interviewer.organization)

    def merged(self, document: ImportedDocument, question: Question, by: Member, **changes: Any) -> Question:
        draft = draft_of(document, "question")
        if changes:
            draft = revise_draft(draft, changes, version=1, by=by)
        merge_draft(draft, question=question, by=by)
        return Question.objects.get(pk=question.pk)

    def test_what_the_library_lacks_is_added_and_nothing_overwritten(
        self, document: ImportedDocument, question: Question, interviewer: Member
    ) -> None:
        found = {
            "follow_ups": ["and THEN?", "Who is told?"],
            "strong_signals": ["Names an owner"],
            "difficulty": 5,
        }
        merged = self.merged(document, question, interviewer, **found)

        version, before = in_work(merged), question.current
        assert version
        assert before
        assert merged.current == before
        assert version.number == 2
        assert version.sample_answer.startswith("The distribution")
        assert version.follow_ups == ["And then?", "Who is told?"]
        assert version.strong_signals == ["Names a number", "Names an owner"]
        assert (version.prompt, version.difficulty, version.minutes) == (
            before.prompt,
            before.difficulty,
            before.minutes,
        )

    def test_two_answers_stand_one_after_the_other(
        self, document: ImportedDocument, question: Question, interviewer: Member
    ) -> None:
        QuestionVersion.objects.filter(pk=question.current_id).update(sample_answer="We had one already.")

        version = in_work(self.merged(document, question, interviewer))

        assert version
        assert version.sample_answer.startswith("We had one already.\n\nThe distribution")

    def test_what_says_nothing_new_makes_no_version(
        self, document: ImportedDocument, question: Question, interviewer: Member
    ) -> None:
        QuestionVersion.objects.filter(pk=question.current_id).update(
            sample_answer=draft_of(document, "question").content["answer"]
        )

        merged = self.merged(document, question, interviewer)

        assert in_work(merged) is None
        assert draft_of(document, "question").status == "merged"

    def test_with_a_foreign_question_it_is_refused(
        self, document: ImportedDocument, other_organization: Organization, interviewer: Member
    ) -> None:
        with pytest.raises(Invalid):
            self.merged(document, make_question(other_organization), interviewer)

    def test_what_was_matched_with_nothing_cannot_be_merged(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        for kind in ("question", "quiz_item"):
            with pytest.raises(DomainError, match="no question to merge"):
                merge_draft(draft_of(document, kind), by=interviewer)

    def test_a_text_in_review_is_left_alone(
        self, document: ImportedDocument, question: Question, interviewer: Member
    ) -> None:
        QuestionVersion.objects.create(
            question=question, number=2, status="in_review", title="x", prompt="x", minutes=5, difficulty=1
        )

        with pytest.raises(DomainError):
            self.merged(document, question, interviewer)
        assert draft_of(document, "question").status == "waiting"


class TestLeavingOut:
    def test_it_can_be_brought_back(self, document: ImportedDocument, interviewer: Member) -> None:
        draft = dismiss_draft(draft_of(document, "question"), by=interviewer)
        assert (draft.status, draft.decided_by) == ("dismissed", interviewer)

        again = bring_back_draft(draft, by=interviewer)

        assert (again.status, again.decided_by) == ("waiting", None)

    def test_what_was_accepted_cannot_be_taken_back(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        draft = accept_draft(draft_of(document, "question"), by=interviewer)

        with pytest.raises(DomainError):
            bring_back_draft(draft, by=interviewer)


class TestChanging:
    def test_what_was_found_is_kept_beside_what_was_made_of_it(
        self, document: ImportedDocument, interviewer: Member
    ) -> None:
        draft = draft_of(document, "question")
        revised = revise_draft(draft, {"prompt": "Which drift?"}, version=1, by=interviewer)
        revised = revise_draft(revised, {"minutes": 5}, version=2, by=interviewer)

        assert revised.content["prompt"] == "What is data drift?"
        assert revised.content["changed"] == {"prompt": "Which drift?", "minutes": 5}

    @pytest.mark.parametrize(
        ("kind", "name"),
        [
            ("question", "statement"),
            ("question", "timings"),
            ("quiz_item", "minutes"),
            ("red_flag", "prompt"),
        ],
    )
    def test_a_field_of_another_kind_is_refused_by_name_and_nothing_is_changed(
        self, kind: str, name: str, document: ImportedDocument, interviewer: Member
    ) -> None:
        draft = draft_of(document, kind)

        with pytest.raises(Invalid, match="no such field for this kind of draft") as refused:
            revise_draft(draft, {name: []}, version=1, by=interviewer)

        assert refused.value.field == name
        assert "changed" not in draft_of(document, kind).content

    def test_of_two_at_once_the_later_is_stale(self, document: ImportedDocument, interviewer: Member) -> None:
        draft = draft_of(document, "question")
        revise_draft(draft, {"minutes": 5}, version=1, by=interviewer)

        with pytest.raises(Stale, match="Compare your text with what it says now"):
            revise_draft(draft, {"minutes": 9}, version=1, by=interviewer)


def test_nobody_decides_for_another_organization(
    document: ImportedDocument, other_organization: Organization, committee_member: Member
) -> None:
    draft = draft_of(document, "question")

    for member in (make_member(other_organization, Role.ADMIN), committee_member):
        for decide in (accept_draft, dismiss_draft, merge_draft, bring_back_draft):
            with pytest.raises(NotAllowed):
                decide(draft, by=member)
