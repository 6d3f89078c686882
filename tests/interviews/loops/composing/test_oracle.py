"""Against CP-SAT, a solver that is no part of the product."""

import pytest

from interviews.loops.checking import violations
from tests.interviews.loops.composing.asking import Rules, answers, composed, rules_of
from tests.interviews.loops.composing.instances import Tree, random_loop


def medium(seed: int) -> Tree:
    return random_loop(seed, questions=(12, 20, 40, 60), rounds=(1, 2, 3, 4), tight=seed % 3 == 0)


@pytest.mark.parametrize("seeds", [range(1000, 1060), range(1060, 1120)], ids=["first", "second"])
def test_status_and_cost_are_those_of_cp_sat(seeds):
    instances = [medium(seed) for seed in seeds]
    results = [composed(instance) for instance in instances]
    expected = answers([(instance, None) for instance in instances])

    for seed, instance, result, answer in zip(seeds, instances, results, expected, strict=True):
        assert (result["status"] == "composed", result["cost"]) == (answer["feasible"], answer["cost"]), seed
        assert violations(instance, result) == [], seed
    assert {answer["feasible"] for answer in expected} == {True, False}


@pytest.mark.parametrize("seeds", [range(2000, 2045), range(2045, 2090)], ids=["first", "second"])
def test_cp_sat_finds_a_conflict_impossible_and_possible_without_any_member(seeds):
    asked: list[tuple[Tree, Rules | None]] = []
    for seed in seeds:
        instance = medium(3 * seed)
        result = composed(instance)
        if result["status"] == "impossible":
            rules = rules_of(instance, result)
            asked += [(instance, rules), *((instance, rules - {rule}) for rule in sorted(rules))]

    assert len(asked) > 60
    seen: set[int] = set()
    for (instance, _), answer in zip(asked, answers(asked), strict=True):
        # The conflict itself comes first, then what is left of it without each member.
        assert answer["feasible"] == (id(instance) in seen)
        seen.add(id(instance))
