"""The checker catches what is wrong with a plan, however little it is."""

from copy import deepcopy

import pytest

from interviews.loops.checking import violations
from tests.interviews.loops.composing.asking import composed
from tests.interviews.loops.composing.instances import Tree, example, loop, question, random_loop, round_

INSTANCE = example()
RESULT = composed(INSTANCE)


def plan_of(result: Tree, key: str) -> Tree:
    return next(plan for plan in result["rounds"] if plan["id"] == key)


def question_of(instance: Tree, name: str) -> Tree:
    return next(one for one in instance["questions"] if one["id"] == name)


def asked_in(key: str) -> str:
    """A question that the plan asks in this round and that is not locked."""
    return next(name for name in plan_of(RESULT, key)["questions"] if name != "q4")


def test_the_plan_itself_is_right():
    assert violations(INSTANCE, RESULT) == []


def test_so_are_plans_of_loops_at_random():
    for seed in range(60):
        instance = random_loop(seed, questions=(20, 40), rounds=(1, 2, 3))
        assert violations(instance, composed(instance)) == [], seed


def _asks_unapproved(instance: Tree, result: Tree) -> None:
    question_of(instance, asked_in("r1"))["approved"] = False


def _asks_again(instance: Tree, result: Tree) -> None:
    question_of(instance, asked_in("r1"))["asked_to_candidate"] = True


def _passes_limit(instance: Tree, result: Tree) -> None:
    one = question_of(instance, asked_in("r1"))
    one["limit"] = one["asked_count"]


def _asks_of_another_kind(instance: Tree, result: Tree) -> None:
    question_of(instance, asked_in("r1"))["kind"] = "coding"


def _asks_a_family_twice(instance: Tree, result: Tree) -> None:
    for name in (asked_in("r1"), asked_in("r3")):
        question_of(instance, name)["family"] = "one"


def _asks_twice(instance: Tree, result: Tree) -> None:
    name = asked_in("r1")
    plan = plan_of(result, "r2")
    plan["questions"].append(name)
    plan["why"][name] = "Again."
    plan["minutes"] += question_of(instance, name)["minutes"]


def _takes_too_long(instance: Tree, result: Tree) -> None:
    instance["rounds"][0]["minutes"] = plan_of(result, "r1")["minutes"] - 1


def _takes_too_short(instance: Tree, result: Tree) -> None:
    instance["rounds"][0]["minutes"] += 30


def _asks_too_many(instance: Tree, result: Tree) -> None:
    instance["rounds"][0]["max_questions"] = 1


def _leaves_a_need(instance: Tree, result: Tree) -> None:
    instance["rounds"][0]["needs"]["drift"] = 9


def _leaves_a_lock(instance: Tree, result: Tree) -> None:
    instance["rounds"][1]["locked"] = ["q7" if "q7" not in plan_of(result, "r2")["questions"] else "q0"]


def _costs_more(instance: Tree, result: Tree) -> None:
    result["cost"] += 1


def _costs_what_it_did_before(instance: Tree, result: Tree) -> None:
    question_of(instance, asked_in("r1"))["recently_asked"] = True


def _is_bounded_above_its_cost(instance: Tree, result: Tree) -> None:
    result["bound"] += 1


def _is_called_optimal(instance: Tree, result: Tree) -> None:
    result["bound"] -= 1


def _leaves_a_round(instance: Tree, result: Tree) -> None:
    del result["rounds"][0]


def _asks_what_is_not_there(instance: Tree, result: Tree) -> None:
    plan_of(result, "r1")["questions"][0] = "unknown"


def _does_not_say_why(instance: Tree, result: Tree) -> None:
    plan_of(result, "r1")["why"].popitem()


def _miscounts_minutes(instance: Tree, result: Tree) -> None:
    plan_of(result, "r1")["minutes"] += 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (_asks_unapproved, "is not approved"),
        (_asks_again, "was asked to this candidate before"),
        (_passes_limit, "is at its limit"),
        (_asks_of_another_kind, "is of kind coding, not mlops"),
        (_asks_a_family_twice, "2 questions are of family one"),
        (_asks_twice, "is asked 2 times"),
        (_takes_too_long, "Round r1 takes"),
        (_takes_too_short, "Round r1 takes only"),
        (_asks_too_many, "1 are the most"),
        (_leaves_a_need, "of 9 questions on drift"),
        (_leaves_a_lock, "which is locked"),
        (_costs_more, "The plan costs"),
        (_costs_what_it_did_before, "The plan costs"),
        (_is_bounded_above_its_cost, "is more than the cost"),
        (_is_called_optimal, "is called optimal above its bound"),
        (_leaves_a_round, "not for the instance's rounds"),
        (_asks_what_is_not_there, "unknown is no question of the library"),
        (_does_not_say_why, "does not say why"),
        (_miscounts_minutes, "does not take"),
    ],
)
def test_a_change_for_the_worse_is_told(change, sentence):
    instance, result = deepcopy(INSTANCE), deepcopy(RESULT)

    change(instance, result)

    assert any(sentence in violation for violation in violations(instance, result))


def test_a_refusal_must_name_its_conflict():
    instance = loop([question()], [round_()])
    result = composed(instance)

    assert result["status"] == "impossible"
    assert violations(instance, result) == []
    assert violations(instance, result | {"conflict": None}) == ["The conflict is not named."]
    assert violations(instance, result | {"cost": 3})
    assert violations(instance, result | {"status": "perhaps"}) == ["There is no status perhaps."]
