"""A library goes out as a file and comes back exactly; a damaged file brings nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hiring.foundations.errors import DomainError, NotAllowed
from hiring.foundations.reading import Unreadable
from hiring.people.models import Member, Organization, Role
from rubrics.importing import exporting
from rubrics.importing.library_file import filed_entries, is_library_file
from rubrics.importing.restoring import restore_question, restore_quiz_item
from rubrics.importing.reviewing import accept_drafts
from rubrics.library.models import Question
from rubrics.library.quarantine import report_leak
from rubrics.library.searching.search import search
from rubrics.library.searching.wanted import Wanted
from rubrics.library.services import approve_question, in_work
from rubrics.library.starter import read_library
from rubrics.library.states import QuestionStatus
from rubrics.library.stocking import stock_library
from rubrics.quizzes.models import QuizItem
from tests.making import make_competency, make_member, make_question
from tests.rubrics.importing.conftest import Bring

pytestmark = pytest.mark.django_db

ClientAs = Callable[[Member], Client]
AWKWARD = '“Why?” – 日本 👩‍💻 \u2028 and\ttab \\ "quoted" \r\n ends'


def filed(reader: Member) -> str:
    questions = exporting.questions_for(reader)
    return "".join(exporting.as_library_file(reader, questions, is_whole=True))


@pytest.fixture
def stocked(organization: Organization, recruiter: Member, interviewer: Member) -> str:
    """The file of a library with the starter content and one question of every state."""
    stock_library(organization, read_library())
    quiz = QuizItem.objects.create(
        organization=organization, slug="which", prompt=AWKWARD, options=["one", "two"], status="draft"
    )
    quiz.competencies.add(make_competency(organization))
    QuizItem.objects.create(
        organization=organization,
        slug="of-two",
        prompt="Of two?",
        options=["a", "b"],
        answer=1,
        status="approved",
    )
    for status in QuestionStatus:
        question = make_question(organization, status=status, competencies=[make_competency(organization)])
        question.tags = ["weekly", "日本"]
        question.save()
        question.versions.update(prompt=AWKWARD, sample_answer="An answer", exposure_limit=7)
        if status in {QuestionStatus.DRAFT, QuestionStatus.IN_REVIEW}:
            Question.objects.filter(pk=question.pk).update(current=None)
    report_leak(question, reason="Seen in a forum", by=interviewer)
    return filed(recruiter)


@pytest.fixture
def newcomer(stocked: str, other_organization: Organization, bring: Bring) -> Member:
    """An admin of an empty organization who imported the file and accepted all that is in it."""
    by = make_member(other_organization, Role.ADMIN)
    document = bring(by, stocked, name="library.json")
    outcomes = accept_drafts(document.drafts.select_related("document"), versions={}, by=by)
    assert [outcome.refusal for outcome in outcomes if outcome.refusal] == []
    return by


def test_an_empty_organization_gives_the_same_bytes_back(stocked: str, newcomer: Member) -> None:
    assert is_library_file(stocked)
    assert filed(newcomer).encode() == stocked.encode()


def test_what_came_back_is_found_by_its_words(newcomer: Member) -> None:
    assert search(newcomer, Wanted(words="tab quoted ends", state="approved")).total == 1


def test_what_was_not_asked_where_it_comes_from_is_not_asked_here(
    newcomer: Member, other_organization: Organization
) -> None:
    rows = Question.objects.filter(organization=other_organization)
    assert rows.filter(current=None).count() == 2
    assert rows.filter(quarantined_at__isnull=False).count() == 1
    assert rows.filter(current__status=QuestionStatus.RETIRED).count() == 1


class TestWhoeverIsNoAdmin:
    """A file says of itself what was approved; it cannot do a reviewer's work."""

    @pytest.fixture
    def writer(self, other_organization: Organization) -> Member:
        return make_member(other_organization, Role.RECRUITER)

    def entries(self, stocked: str, kind: str, status: str = "approved") -> list[dict[str, Any]]:
        contents = [entry.content for entry in filed_entries(stocked) if entry.kind == kind]
        return [content for content in contents if content["entry"]["status"] == status]

    def test_restores_an_approved_question_for_a_colleague_to_review(
        self, stocked: str, writer: Member, other_organization: Organization
    ) -> None:
        question = restore_question(self.entries(stocked, "question")[0], by=writer)
        version = in_work(question)

        assert version
        assert (question.current, version.status, version.author) == (None, "in_review", writer)
        with pytest.raises(NotAllowed, match="Ask a colleague"):
            approve_question(question, version=1, by=writer)
        colleague = make_member(other_organization, Role.HIRING_MANAGER)
        assert approve_question(question, version=1, by=colleague).status == "approved"

    def test_restores_what_no_reviewer_could_judge_as_a_draft(self, stocked: str, writer: Member) -> None:
        content = self.entries(stocked, "question")[0]
        bare = {**content, "entry": {**content["entry"], "weak_signals": []}}

        version = in_work(restore_question(bare, by=writer))

        assert version
        assert version.status == "draft"

    def test_restores_an_approved_quiz_item_for_a_colleague_to_review(
        self, stocked: str, writer: Member
    ) -> None:
        item = restore_quiz_item(self.entries(stocked, "quiz_item")[0], by=writer)

        assert (item.status, item.author, item.reviewer) == ("in_review", writer, None)

    @pytest.mark.parametrize("status", ["draft", "in_review", "retired"])
    def test_restores_all_else_as_it_was(self, status: str, stocked: str, writer: Member) -> None:
        [content] = self.entries(stocked, "question", status)

        assert restore_question(content, by=writer).versions.get().status == status

    def test_reads_so_on_the_page_before_accepting(
        self, stocked: str, writer: Member, newcomer: Member, bring: Bring, client_as: ClientAs
    ) -> None:
        told = "waits for a colleague’s review"
        document = bring(writer, stocked, name="library.json")
        guide = bring(writer)

        assert told in client_as(writer).get(document.get_absolute_url()).text
        assert told not in client_as(newcomer).get(document.get_absolute_url()).text
        assert told not in client_as(writer).get(guide.get_absolute_url()).text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"status": "approved", "answer": None}, "does not say which option is right"),
        ({"status": "in_review", "answer": None}, "does not say which option is right"),
        ({"answer": 4}, "none of its options"),
    ],
)
def test_a_quiz_item_without_its_right_option_is_named_and_nothing_is_taken(
    stocked: str, change: dict[str, object], says: str
) -> None:
    library = json.loads(stocked)
    library["quiz_items"][0].update(change)

    with pytest.raises(Unreadable, match=says):
        filed_entries(json.dumps(library))


def test_a_slug_that_is_taken_is_refused_and_named(stocked: str, recruiter: Member) -> None:
    entry = next(entry for entry in filed_entries(stocked) if entry.kind == "question")

    with pytest.raises(DomainError, match=entry.content["entry"]["slug"]):
        restore_question(entry.content, by=recruiter)


def test_an_interviewer_restores_nothing(stocked: str, other_organization: Organization) -> None:
    [entry, *_] = filed_entries(stocked)

    with pytest.raises(NotAllowed):
        restore_question(entry.content, by=make_member(other_organization))


def test_each_entry_knows_its_line(stocked: str) -> None:
    lines = stocked.split("\n")

    for entry in filed_entries(stocked):
        assert f'"slug": "{entry.content["entry"]["slug"]}"' in lines[entry.line - 1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"minutes": 0}, r"questions\[0\]\.minutes: must be at least 1"),
        ({"difficulty": "3"}, r"questions\[0\]\.difficulty: must be a whole number"),
        ({"competencies": ["nowhere"]}, "names nowhere, which the file does not describe"),
        ({"prompt": "a\0b"}, "holds a null character"),
        ({"colour": "red"}, r"questions\[0\]\.colour: is unknown"),
        ({"slug": "../x"}, r"questions\[0\]\.slug"),
    ],
)
def test_a_damaged_entry_is_named_and_nothing_is_taken(
    stocked: str, change: dict[str, object], says: str
) -> None:
    library = json.loads(stocked)
    library["questions"][0].update(change)

    with pytest.raises(Unreadable, match=says):
        filed_entries(json.dumps(library))


def test_a_table_neutralises_what_a_spreadsheet_would_run(
    organization: Organization, recruiter: Member
) -> None:
    question = make_question(organization)
    question.versions.update(prompt="=HYPERLINK(1)")

    table = "".join(exporting.as_csv(exporting.questions_for(recruiter)))

    assert ",'=HYPERLINK(1)," in table


def test_a_document_has_a_heading_a_question_and_its_signals(
    organization: Organization, recruiter: Member
) -> None:
    question = make_question(organization, title="Two learning curves")

    document = "".join(exporting.as_markdown(exporting.questions_for(recruiter, chosen=[question.pk])))

    assert document.startswith("## Two learning curves\n")
    assert "\nStrong signals:\n\n- Names a number\n" in document


def test_another_organizations_questions_are_not_exported(
    other_organization: Organization, recruiter: Member
) -> None:
    foreign = make_question(other_organization)

    assert not exporting.questions_for(recruiter, chosen=[foreign.pk]).exists()
    assert json.loads(filed(recruiter))["questions"] == []
