"""The same instance gives the same bytes, and what ought to change nothing changes nothing."""

import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from interviews.staffing.planning.instance import read
from interviews.staffing.planning.plan import written
from interviews.staffing.planning.planner import plan
from tests.interviews.staffing.planning.agreeing import planned, several, single
from tests.interviews.staffing.planning.at_random import random_instance
from tests.interviews.staffing.planning.instances import Tree, interviewer, shuffled

CHECKOUT = Path(__file__).resolve().parents[4]
PROGRAM = """
import sys
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.plan import written
from interviews.staffing.planning.planner import plan
from tests.interviews.staffing.planning.agreeing import several, single
from tests.interviews.staffing.planning.instances import shuffled
for seed in range(3):
    for tree in (single(seed), several(seed)):
        sys.stdout.write(written(plan(read(shuffled(tree, int(sys.argv[1]))))))
"""
FIRST_TWO = ("unplanned_rounds", "days")


def text_of(tree: Tree) -> str:
    return written(plan(read(tree)))


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_lists_does_not_matter(seed):
    for tree in (single(seed), several(seed)):
        assert {text_of(shuffled(tree, turn)) for turn in range(2)} == {text_of(tree)}


def test_neither_does_the_order_matter_when_the_search_is_cut_short():
    for seed in range(4):
        tree = single(seed) | {"limits": {"work": 5}}

        assert text_of(shuffled(tree, 1)) == text_of(tree)


def test_processes_and_their_hashes_do_not_matter():
    outputs = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(turn)],
            cwd=CHECKOUT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for turn, hash_seed in enumerate(("0", "4242"))
    }

    assert len(outputs) == 1
    assert outputs.pop().count('"plan/1"') == 6


def first_two(tree: Tree) -> list[int]:
    cost = planned(tree)["cost"]
    return [cost[part] for part in FIRST_TWO]


@pytest.mark.parametrize("seed", range(20, 26))
def test_one_more_interviewer_or_a_free_calendar_makes_no_plan_worse(seed):
    tree = single(seed)
    more, freed = deepcopy(tree), deepcopy(tree)
    kinds = {round["kind"] for round in tree["candidates"][0]["rounds"]}
    zone = tree["candidates"][0]["time_zone"]
    more["interviewers"].append(
        interviewer("more", time_zone=zone, qualifications=dict.fromkeys(kinds, "qualified"))
    )
    freed["interviewers"][seed % len(tree["interviewers"])]["busy"] = []

    before = planned(tree)
    for eased in (more, freed):
        after = planned(eased)
        # A plan with another day is no worse than none.
        assert after["cost"]["unplanned_rounds"] <= before["cost"]["unplanned_rounds"]
        if before["status"] == "planned":
            assert [after["cost"][part] for part in FIRST_TWO] <= [before["cost"][part] for part in FIRST_TWO]


def renamed(tree: Tree) -> Tree:
    """Other ids, in the opposite order."""
    people = {one["id"]: f"p{99 - at:02}" for at, one in enumerate(tree["interviewers"])}
    rounds = {f"r{number}": f"x{9 - number}" for number in range(1, 9)}
    changed = deepcopy(tree)
    for one in changed["interviewers"]:
        one["id"] = people[one["id"]]
        one["conflicts"] = ["zed" if name == "c1" else name for name in one["conflicts"]]
    for loop in changed["candidates"]:
        loop["id"] = "zed"
        loop["before"] = [[rounds[name] for name in pair] for pair in loop["before"]]
        for round in loop["rounds"]:
            round["id"] = rounds[round["id"]]
            if round["pinned"]:
                round["pinned"]["panel"] = [people[name] for name in round["pinned"]["panel"]]
    return changed


def test_other_ids_change_no_cost():
    for seed in range(6):
        tree = random_instance(seed, tight=seed % 3 == 0, pins=seed % 2 == 0)
        before, after = planned(tree), planned(renamed(tree))

        assert (before["status"], before["cost"]) == (after["status"], after["cost"]), seed
