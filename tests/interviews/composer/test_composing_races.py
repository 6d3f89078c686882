"""Two loops are composed at the same moment of questions that only one of them can have."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Count

from hiring.people.models import Member, Role
from interviews.composer.composing import ask_to_compose
from interviews.composer.models import Composing, Outcome
from interviews.exposure.models import Asking
from interviews.loops.models import Loop, RoundQuestion
from rubrics.library.models import Question
from tests.interviews.composer.drafts import make_draft, plan_round, stock_questions
from tests.making import make_competency, make_member, make_organization

LOOPS = 4


@pytest.fixture
def recruiter(committed: None) -> Member:
    return make_member(make_organization(), Role.RECRUITER)


def drafts(recruiter: Member) -> list[Loop]:
    """Loops of as many candidates, each with a round for two questions."""
    drift = make_competency(recruiter.organization, "Drift")
    loops = [make_draft(recruiter, must_have=[drift]) for _ in range(LOOPS)]
    for loop in loops:
        plan_round(loop, judging=[drift], question_count=2, by=recruiter)
    stock_questions(recruiter.organization, LOOPS + 2, competencies=[drift], exposure_limit=1)
    return loops


def composing(loops: list[Loop], by: Member) -> list[Callable[[], Composing]]:
    return [lambda loop=loop: ask_to_compose(loop, by=by) for loop in loops]


def test_nobody_passes_a_limit_and_whoever_comes_too_late_is_told(
    recruiter: Member, at_once: Callable[..., list[Any]]
) -> None:
    loops = drafts(recruiter)

    outcomes = at_once(*composing(loops, recruiter))

    done = [one for one in outcomes if isinstance(one, Composing)]
    refused = [one for one in outcomes if isinstance(one, Exception)]
    assert {getattr(error, "code", repr(error)) for error in refused} <= {"question_taken"}
    filled = [one.loop_id for one in done if one.outcome == Outcome.COMPOSED]
    assert filled
    for loop in loops:
        chosen = RoundQuestion.objects.filter(round__loop=loop)
        assert chosen.count() == (2 if loop.pk in filled else 0)
        assert Asking.objects.filter(round__loop=loop).count() == chosen.count()
    assert max(Question.objects.values_list("asked_count", flat=True)) == 1
    askings = Asking.objects.values("question").annotate(count=Count("pk"))
    assert set(askings.values_list("count", flat=True)) == {1}


def test_one_loop_composed_twice_at_once_comes_out_once(
    recruiter: Member, at_once: Callable[..., list[Any]]
) -> None:
    loop = drafts(recruiter)[0]

    outcomes = at_once(*composing([loop, loop], recruiter))

    assert {getattr(one, "outcome", repr(one)) for one in outcomes} == {Outcome.COMPOSED}
    assert RoundQuestion.objects.filter(round__loop=loop).count() == 2
    assert Asking.objects.count() == 2
