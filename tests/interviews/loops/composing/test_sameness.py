"""The same instance gives the same bytes, and what ought to change nothing changes nothing."""

import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from interviews.loops.composing.composer import compose
from interviews.loops.composing.composition import written
from interviews.loops.composing.instance import read
from tests.interviews.loops.composing.asking import composed
from tests.interviews.loops.composing.instances import Tree, example, question, random_loop, shuffled

CHECKOUT = Path(__file__).resolve().parents[4]
PROGRAM = """
import sys
from interviews.loops.composing.composer import compose
from interviews.loops.composing.composition import written
from interviews.loops.composing.instance import parse
from tests.interviews.loops.composing.instances import random_loop, shuffled
import json
for seed in range(20):
    tree = shuffled(random_loop(seed, questions=(20, 40), rounds=(2, 3)), int(sys.argv[1]))
    sys.stdout.write(written(compose(parse(json.dumps(tree)))))
"""


def text_of(instance: Tree) -> str:
    return written(compose(read(instance)))


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_lists_does_not_matter(seed):
    instance = random_loop(seed, questions=(20, 40), rounds=(2, 3, 4), tight=seed % 2 == 0)

    assert {text_of(shuffled(instance, turn)) for turn in range(5)} == {text_of(instance)}


def test_neither_does_the_order_matter_when_the_search_is_cut_short():
    for seed in range(6):
        instance = random_loop(seed, questions=(60,), rounds=(4,)) | {"limits": {"work": 30}}

        assert {text_of(shuffled(instance, turn)) for turn in range(4)} == {text_of(instance)}


def test_hash_seeds_and_processes_do_not_matter():
    printed = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(hash_seed)],
            cwd=CHECKOUT,
            env=os.environ | {"PYTHONHASHSEED": str(hash_seed)},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in (0, 1, 4711)
    }

    assert len(printed) == 1
    assert printed.pop().count(b'"format"') == 20


def test_a_question_more_never_costs_more():
    for seed in range(40):
        instance = random_loop(seed, questions=(12, 20), rounds=(1, 2))
        more = deepcopy(instance)
        more["questions"].append(
            question("new", kind=instance["rounds"][0]["kind"], competencies=["a"], difficulty=2, minutes=15)
        )

        before, after = composed(instance)["cost"], composed(more)["cost"]

        assert before is None or after <= before, seed


def test_a_higher_limit_never_costs_more():
    for seed in range(40):
        instance = random_loop(seed, questions=(12, 20), rounds=(1, 2))
        wider = deepcopy(instance)
        for one in wider["questions"]:
            one["limit"] = one["limit"] and one["limit"] + 20

        before, after = composed(instance)["cost"], composed(wider)["cost"]

        assert before is None or after <= before, seed


def test_other_ids_in_the_same_order_change_nothing_but_ids():
    for seed in range(20):
        instance = random_loop(seed, questions=(9,), rounds=(2,))
        renamed = deepcopy(instance)
        for one in renamed["questions"]:
            one["id"] = "zeta-" + one["id"]
        for round in renamed["rounds"]:
            round["locked"] = ["zeta-" + name for name in round["locked"]]

        assert text_of(renamed).replace("zeta-", "") == text_of(instance), seed


def test_a_loop_composed_again_with_everything_locked_stays_as_it_is():
    result = composed(example())
    locked = example()
    plans = {plan["id"]: plan["questions"] for plan in result["rounds"]}
    for round in locked["rounds"]:
        round["locked"] = plans[round["id"]]

    again = composed(locked)

    assert again["cost"] == result["cost"]
    assert {plan["id"]: plan["questions"] for plan in again["rounds"]} == plans
