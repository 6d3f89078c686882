"""Nobody waits in a circle: new words and all questions of a change are held before the journal is."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hiring.people.models import Member, Organization, Role
from rubrics.library.models import Question
from rubrics.library.searching.models import SearchWord
from rubrics.library.services import approve_question, revise_question, submit_question, tag_questions
from tests.making import make_member
from tests.rubrics.library.writing import approved, draft_by, proposed_by

NEW_WORDS = "Who is told of zanzibarish releases?"


@pytest.fixture
def author(organization: Organization) -> Member:
    return make_member(organization, Role.RECRUITER)


@pytest.fixture
def reviewer(organization: Organization) -> Member:
    return make_member(organization, Role.RECRUITER)


def statements_of(act: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured]


def places(statements: list[str], begins: str, table: str) -> list[int]:
    return [at for at, sql in enumerate(statements) if sql.startswith(begins) and f'"{table}"' in sql]


def approving_new_words(author: Member, reviewer: Member) -> Callable[[], object]:
    question = approved(author, reviewer=reviewer)
    revise_question(question, draft_by(author, prompt=NEW_WORDS), version=0, by=author)
    work = submit_question(question, by=author)
    return lambda: approve_question(question, version=work.version, by=reviewer)


def revising_text_and_tags(author: Member, reviewer: Member) -> Callable[[], object]:
    question, draft = proposed_by(author), draft_by(author, prompt=NEW_WORDS)
    return lambda: revise_question(question, draft, version=1, add_tags=["release"], by=author)


@pytest.mark.django_db
@pytest.mark.parametrize("about_to", [approving_new_words, revising_text_and_tags])
def test_new_words_are_filed_before_the_journal_is_held(
    about_to: Callable[[Member, Member], Callable[[], object]], author: Member, reviewer: Member
) -> None:
    act = about_to(author, reviewer)
    assert not SearchWord.objects.filter(word__startswith="zanzibar").exists()

    statements = statements_of(act)

    assert SearchWord.objects.filter(word__startswith="zanzibar").exists()
    filed = places(statements, "INSERT", "rubrics_searchword")
    journaled = places(statements, "UPDATE", "hiring_chainhead")
    assert max(filed) < min(journaled)


@pytest.mark.django_db
def test_all_questions_are_held_before_the_journal_is(author: Member, reviewer: Member) -> None:
    questions = [proposed_by(author) for _ in range(3)]

    statements = statements_of(lambda: tag_questions(questions, add=["new"], by=reviewer))

    changed = places(statements, "UPDATE", Question._meta.db_table)
    journaled = places(statements, "UPDATE", "hiring_chainhead")
    assert len(changed) == len(journaled) == len(questions)
    assert max(changed) < min(journaled)
