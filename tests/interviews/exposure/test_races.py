"""Many loops want one question at the same moment: its limit holds, and nobody waits in a circle."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from hiring.people.models import Role
from interviews.exposure import services
from interviews.exposure.models import Asking
from interviews.loops.models import Round
from interviews.loops.services import choose_question, create_loop, drop_question
from rubrics.library.models import Question
from tests.making import (
    make_candidacy,
    make_candidate,
    make_member,
    make_opening,
    make_organization,
    make_question,
    make_round,
)

LIMIT, LOOPS = 3, 10


@pytest.fixture
def wants(committed: None) -> list[Callable[[], object]]:
    """What ten recruiters are about to do: each takes the same question, of a limit of three, for a loop."""
    organization = make_organization()
    recruiter = make_member(organization, Role.RECRUITER)
    question = make_question(organization)
    question.versions.update(exposure_limit=LIMIT)

    def wanting() -> Callable[[], object]:
        opening = make_opening(organization, by=recruiter)
        loop = create_loop(make_candidacy(opening, by=recruiter), by=recruiter)
        planned: Round = make_round(loop, by=recruiter)
        return lambda: choose_question(planned, question=Question.objects.get(pk=question.pk), by=recruiter)

    return [wanting() for _ in range(LOOPS)]


def askings() -> int:
    return Asking.objects.filter(question_version__exposure_limit=LIMIT).count()


def test_only_so_many_loops_as_the_limit_allows_get_the_question(
    wants: list[Callable[[], object]], at_once: Callable[..., list[Any]]
) -> None:
    refused = [outcome for outcome in at_once(*wants) if isinstance(outcome, Exception)]

    assert [getattr(error, "code", repr(error)) for error in refused] == ["exposure_limit"] * (LOOPS - LIMIT)
    assert askings() == LIMIT
    assert Question.objects.get(versions__exposure_limit=LIMIT).asked_count == LIMIT


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody can get in between")
def test_without_the_lock_the_limit_is_passed(
    wants: list[Callable[[], object]],
    at_once: Callable[..., list[Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(services, "locked", lambda row: row)

    at_once(*wants)

    assert askings() > LIMIT


def test_giving_a_question_back_and_wanting_it_for_the_same_candidate_wait_in_one_order(
    committed: None, at_once: Callable[..., list[Any]]
) -> None:
    organization = make_organization()
    recruiter = make_member(organization, Role.RECRUITER)
    question, candidate = make_question(organization), make_candidate(organization, by=recruiter)

    def planned() -> Round:
        opening = make_opening(organization, by=recruiter)
        loop = create_loop(make_candidacy(opening, candidate=candidate, by=recruiter), by=recruiter)
        round_of_it: Round = make_round(loop, by=recruiter)
        return round_of_it

    has_it, want_it = planned(), [planned() for _ in range(LOOPS)]
    chosen = choose_question(has_it, question=question, by=recruiter)

    outcomes = at_once(
        lambda: drop_question(chosen, by=recruiter),
        *[lambda wants=wants: choose_question(wants, question=question, by=recruiter) for wants in want_it],
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert {getattr(error, "code", repr(error)) for error in refused} <= {"asked_before"}
