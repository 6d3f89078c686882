"""Many write and file at the same moment: nobody waits in a circle, and everything is found."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from hiring.people.models import Member, Role
from rubrics.library.searching import filing
from rubrics.library.searching.models import LooseCard, SearchShelf
from rubrics.library.searching.rebuilding import rebuild_catalogue
from rubrics.library.searching.search import search
from rubrics.library.searching.wanted import Wanted
from rubrics.library.services import tag_questions
from tests.making import make_member, make_organization, make_question

AtOnce = Callable[..., list[Any]]


@pytest.fixture
def author(committed: None) -> Member:
    author = make_member(make_organization(), Role.RECRUITER)
    make_question(author.organization, title="Drift")
    return author


def test_everything_that_is_written_at_once_is_found(
    author: Member, at_once: AtOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "LOOSE_AT_MOST", 2)

    def write(number: int) -> Callable[[], object]:
        return lambda: [make_question(author.organization, title=f"Drift {number}") for _ in range(3)]

    outcomes = at_once(*(write(number) for number in range(6)))

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert search(author, Wanted(words="drift")).total == 19
    assert rebuild_catalogue(author.organization_id).corrected == 0
    assert search(author, Wanted(words="drift")).total == 19


def test_questions_changed_in_opposite_order_while_cards_are_filed(author: Member, at_once: AtOnce) -> None:
    questions = [make_question(author.organization, title="Drift") for _ in range(6)]
    [shelf] = SearchShelf.objects.all()
    outcomes = at_once(
        lambda: tag_questions(questions, add=["one"], by=author),
        lambda: tag_questions(questions[::-1], add=["two"], by=author),
        lambda: filing.file_cards(shelf.pk),
        lambda: rebuild_catalogue(author.organization_id),
    )
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert search(author, Wanted(words="one two drift")).total == 6


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody can get in between")
def test_filing_does_not_wait_for_a_question_that_is_being_written(author: Member, at_once: AtOnce) -> None:
    [shelf] = SearchShelf.objects.all()
    with transaction.atomic():
        make_question(author.organization, title="Drift too")
        assert at_once(lambda: filing.file_cards(shelf.pk, anew=True)) == [None]
        assert at_once(lambda: search(author, Wanted(words="drift")).total) == [1]
    # What filing could not see stays loose, and is found.
    assert LooseCard.objects.count() == 1
    assert search(author, Wanted(words="drift")).total == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody can get in between")
def test_a_card_that_were_not_loose_would_be_lost(author: Member, at_once: AtOnce) -> None:
    [shelf] = SearchShelf.objects.all()
    with transaction.atomic():
        make_question(author.organization, title="Drift too")
        at_once(lambda: filing.file_cards(shelf.pk, anew=True))
        LooseCard.objects.all().delete()
    assert search(author, Wanted(words="drift")).total == 1
