"""Spearman–Brown: what a panel's judgement is worth, and what one interviewer more adds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.loops.evaluating.reliability import spearman_brown, steps_up_to

reliabilities = st.floats(0, 1)


@pytest.mark.parametrize(
    ("judges", "one", "together"),
    [
        (0, 0.5, 0),
        (1, 0.5, 1 / 2),
        (2, 0.5, 2 / 3),
        (3, 0.5, 3 / 4),
        (4, 0.5, 4 / 5),
        (5, 0.5, 5 / 6),
        # By hand: 2 · 0.6 ÷ (1 + 0.6) and 4 · 0.25 ÷ (1 + 3 · 0.25).
        (2, 0.6, 0.75),
        (4, 0.25, 4 / 7),
        (9, 0.0, 0),
        (9, 1.0, 1),
    ],
)
def test_the_formula_gives_what_was_worked_out_by_hand(judges: int, one: float, together: float) -> None:
    assert spearman_brown(judges, one) == pytest.approx(together)


@given(st.integers(1, 40), reliabilities)
def test_a_panel_is_never_worse_than_one_of_it_and_never_more_than_perfect(judges: int, one: float) -> None:
    assert one - 1e-12 <= spearman_brown(judges, one) <= 1 + 1e-12


@given(st.integers(1, 40), st.floats(0, 0.99))
def test_numbers_alone_make_no_panel_perfect(judges: int, one: float) -> None:
    assert spearman_brown(judges, one) < 1


@given(st.integers(0, 40), reliabilities)
def test_one_judge_more_never_makes_it_worse(judges: int, one: float) -> None:
    assert spearman_brown(judges + 1, one) >= spearman_brown(judges, one) - 1e-12


@given(st.integers(1, 40), reliabilities, reliabilities)
def test_better_judges_never_make_a_worse_panel(judges: int, some: float, other: float) -> None:
    lower, higher = sorted((some, other))

    assert spearman_brown(judges, lower) <= spearman_brown(judges, higher) + 1e-12


@pytest.mark.parametrize(("judges", "one"), [(-1, 0.5), (2, -0.1), (2, 1.1), (2, float("nan"))])
def test_what_is_no_panel_is_refused(judges: int, one: float) -> None:
    with pytest.raises(ValueError, match="make no panel"):
        spearman_brown(judges, one)


def test_each_step_says_what_its_interviewer_added() -> None:
    steps = steps_up_to(3)

    assert [step.interviewers for step in steps] == [1, 2, 3]
    assert [step.gain for step in steps] == pytest.approx([1 / 2, 1 / 6, 1 / 12])
    assert [step.reliability for step in steps] == pytest.approx([1 / 2, 2 / 3, 3 / 4])


def test_each_adds_less_than_the_one_before() -> None:
    assert all(before.gain > after.gain > 0 for before, after in pairwise(steps_up_to(12)))


def test_without_interviewers_there_are_no_steps() -> None:
    assert steps_up_to(0) == ()
