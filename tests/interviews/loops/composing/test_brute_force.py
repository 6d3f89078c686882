"""Against every plan that there is, one after the other."""

import pytest

from interviews.loops.checking import violations
from tests.interviews.loops.composing import brute_force
from tests.interviews.loops.composing.asking import composed, ids_of, rules_of
from tests.interviews.loops.composing.instances import Tree, loop, question, random_loop, round_


def small(seed: int) -> Tree:
    return random_loop(seed, questions=(4, 6, 8), rounds=(1, 2, 2), tight=seed % 2 == 0)


@pytest.mark.parametrize("seed", range(90))
def test_nothing_is_cheaper_and_no_equal_comes_first(seed):
    instance = small(seed)
    result = composed(instance)
    best = brute_force.cheapest(instance)

    assert violations(instance, result) == []
    assert (result["status"] == "composed") == (best is not None)
    if best:
        assert (result["cost"], ids_of(result)) == best
        assert result["optimal"]
        assert result["bound"] == result["cost"]


@pytest.mark.parametrize("seed", range(90))
def test_a_conflict_cannot_hold_and_no_member_can_be_spared(seed):
    instance = small(seed)
    result = composed(instance)
    if result["status"] == "composed":
        return
    rules = rules_of(instance, result)

    assert rules <= brute_force.every_rule(instance)
    assert not brute_force.plans(instance, rules)
    for rule in rules:
        assert brute_force.plans(instance, rules - {rule}), rule


def test_among_equals_a_list_that_ends_comes_first_unless_the_loop_goes_on():
    """A question of 19 minutes that was asked 6 times costs 38, as much as leaving its minutes unused."""
    short = question("a", kind="coding", minutes=20)
    spare = question("y", kind="coding", minutes=19, asked_count=6)
    alone = loop([short, spare], [round_("r1", kind="coding", minutes=39, slack_minutes=19)])
    with_z = loop(
        [short, spare, question("z")], [*alone["rounds"], round_("r2", minutes=20, slack_minutes=0)]
    )

    assert ids_of(composed(alone)) == ["a"]
    assert ids_of(composed(with_z)) == ["a", "y", "z"]
    for instance in (alone, with_z):
        best = brute_force.cheapest(instance)
        assert best is not None
        assert ids_of(composed(instance)) == best[1]


def test_the_brute_force_tells_a_worse_plan_from_the_best():
    """A control: what it calls cheapest is not merely what it finds first."""
    instance = loop([question("a", asked_count=9), question("b")], [round_("r1", minutes=20)])

    assert brute_force.cheapest(instance) == (5, ["b"])
    assert len(brute_force.plans(instance, brute_force.every_rule(instance))) == 2
