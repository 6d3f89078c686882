from bench.composing.__main__ import Kind, Sized, _of_highs
from bench.composing.greedy import cost_of_one_pass, cost_with_restarts
from bench.composing.libraries import KINDS, loop_over, of_kind
from interviews.loops.composing.composer import compose
from interviews.loops.composing.instance import read

ROUNDS = [of_kind(loop_over(300, seed=seed), kind) for seed in range(2) for kind in KINDS]


def test_the_solver_is_asked_for_the_same_loops():
    assert [answer["cost"] for answer in _of_highs(ROUNDS)] == [compose(read(round)).cost for round in ROUNDS]


def test_a_greedy_choice_is_never_cheaper_and_restarts_make_it_no_dearer():
    filled = 0
    for round in ROUNDS:
        best, once, often = compose(read(round)).cost, cost_of_one_pass(round), cost_with_restarts(round)
        if best is None:
            assert (once, often) == (None, None)
        elif often is not None:
            filled += 1
            assert best <= often
            assert once is None or best <= once
    assert filled > len(ROUNDS) / 3


def test_an_aim_is_missed_by_time_or_by_another_cost():
    assert Kind(name="oral", milliseconds=5, highs=10, is_same_cost=True).is_met
    assert not Kind(name="oral", milliseconds=6, highs=10, is_same_cost=True).is_met
    assert not Kind(name="oral", milliseconds=1, highs=10, is_same_cost=False).is_met
    quick = Sized(questions=1_000, milliseconds=20, slowest=30, work=1, one_pass="", restarts="")
    assert quick.is_met
    assert not Sized(questions=1_000, milliseconds=20, slowest=31, work=1, one_pass="", restarts="").is_met
