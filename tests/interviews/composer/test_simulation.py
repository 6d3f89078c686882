"""Over thousands of compositions no question passes its limit, and no candidate meets one twice."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.db.models import Count

from hiring.people.models import Member
from interviews.composer.composing import ask_to_compose
from interviews.composer.models import Outcome
from interviews.exposure.models import Asking
from interviews.loops.models import Loop, RoundQuestion
from interviews.staffing.services import cancel_loop
from rubrics.library.models import Question
from tests.interviews.composer.drafts import make_draft, plan_round, stock_questions
from tests.interviews.composer.simulation import Told, simulate
from tests.making import make_candidate, make_competency

Tree = dict[str, Any]
COMPOSITIONS = 100  # of each team


def as_it_is(tree: Tree) -> Tree:
    return tree


def without_limits(tree: Tree) -> Tree:
    return tree | {"questions": [question | {"limit": None} for question in tree["questions"]]}


def without_memory(tree: Tree) -> Tree:
    return tree | {"questions": [question | {"asked_to_candidate": False} for question in tree["questions"]]}


def test_over_thousands_of_compositions_every_limit_holds_and_nobody_meets_a_question_twice(
    at_length: bool,
) -> None:
    told, teams = Told(), 100 if at_length else 20
    for seed in range(teams):
        simulate(seed, COMPOSITIONS, read_as=as_it_is, told=told)

    assert told.composed + told.impossible == teams * COMPOSITIONS
    assert told.breaches == []
    # Both happened often, so that the rules were at stake; and loops were composed anew.
    assert told.composed > 50 * teams
    assert told.impossible > 5 * teams
    assert told.anew > 5 * teams


@pytest.mark.parametrize(
    ("blind", "says"), [(without_limits, "is asked"), (without_memory, "meets")], ids=["limits", "memory"]
)
def test_a_composer_that_ignores_a_rule_would_be_found(blind: Callable[[Tree], Tree], says: str) -> None:
    """Negative control."""
    told = Told()
    for seed in range(3):
        simulate(seed, COMPOSITIONS, read_as=blind, told=told)

    assert any(says in breach for breach in told.breaches)


@pytest.mark.django_db
def test_through_the_service_and_the_database_they_hold_as_well(recruiter: Member) -> None:
    chance, organization = Random(4), recruiter.organization
    drift = make_competency(organization, "Drift")
    for limit in (1, 1, 2, 3):
        stock_questions(organization, 3, competencies=[drift], exposure_limit=limit)
    candidates = [make_candidate(organization, by=recruiter) for _ in range(5)]
    outcomes: list[str] = []
    loops: list[Loop] = []
    while len(outcomes) < 60:
        if loops and chance.random() < 0.5:
            loop = chance.choice(loops)
        else:
            loop = make_draft(recruiter, must_have=[drift], candidate=chance.choice(candidates))
            plan_round(loop, judging=[drift], question_count=2, by=recruiter)
            loops.append(loop)
        outcomes.append(ask_to_compose(loop, by=recruiter).outcome)
        assert breaches_in_the_ledger() == []
        if chance.random() < 0.15:
            cancel_loop(loop, by=recruiter)
            loops.remove(loop)

    assert set(outcomes) == {Outcome.COMPOSED, Outcome.IMPOSSIBLE}
    chosen = RoundQuestion.objects.filter(round__loop__in=loops)
    assert chosen.count() == Asking.objects.count() > 10


def breaches_in_the_ledger() -> list[int]:
    """Questions that are asked more often than they may be, or that the library counts otherwise."""
    counted = dict(Asking.objects.values_list("question").annotate(count=Count("pk")))
    return [
        question.pk
        for question in Question.objects.select_related("current")
        if question.asked_count != counted.get(question.pk, 0)
        or (question.current.exposure_limit or 999) < question.asked_count
    ]
