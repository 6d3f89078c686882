"""Plans beside CP-SAT's answers and the checker's."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from interviews.staffing.checking import violations
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.plan import written
from interviews.staffing.planning.planner import plan
from tests.interviews.staffing.planning.asking import Tree, answers
from tests.interviews.staffing.planning.at_random import random_instance
from tests.interviews.staffing.planning.instances import instant


def planned(tree: Tree) -> Tree:
    """The plan as its JSON says it."""
    answer: Tree = json.loads(written(plan(read(tree))))
    return answer


def single(seed: int) -> Tree:
    return random_instance(seed, tight=seed % 3 == 0, pins=seed % 4 == 0)


def several(seed: int) -> Tree:
    return random_instance(
        seed, people=(4, 6), rounds=(1, 2), candidates=2 + seed % 2, tight=seed % 3 == 0, pins=seed % 4 == 0
    )


def beside_a_fact(seed: int) -> Tree:
    """With a pinned round that no plan would have: at any second, with some of its people or none."""
    tree, random = random_instance(seed, rounds=(2, 3), pins=True), Random(seed)
    for loop in tree["candidates"]:
        for pin in (round["pinned"] for round in loop["rounds"] if round["pinned"]):
            pin["start"] = instant(
                datetime.fromisoformat(pin["start"]) + timedelta(seconds=random.randrange(1800))
            )
            pin["panel"] = pin["panel"][: random.randint(0, len(pin["panel"]))]
    return tree


@dataclass
class Agreement:
    """What came of comparing: statuses, what differs, and what the checker says."""

    statuses: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    violating: list[str] = field(default_factory=list)
    # How often the plan of several candidates is the best there is, and how often it says so.
    best: int = 0
    proven: int = 0

    def of_one(self, name: str, tree: Tree, answer: Tree, expected: Tree) -> None:
        """Status and cost are CP-SAT's."""
        self.look_at(name, tree, answer)
        if (answer["status"], answer["cost"]) != (expected["status"], expected["cost"]):
            self.differing.append(f"{name}: {answer['status']} {answer['cost']}, CP-SAT {expected}")

    def of_several(self, name: str, tree: Tree, answer: Tree, expected: Tree) -> None:
        """No better than CP-SAT's, and what is called optimal or a bound is true."""
        self.look_at(name, tree, answer)
        ours, theirs = list(answer["cost"].values()), list(expected["cost"].values())
        bound = list(answer["bound"].values())
        self.best += ours == theirs
        if ours < theirs or bound > theirs[:3] or (answer["optimal"] and ours != theirs):
            self.differing.append(f"{name}: {ours}, bound {bound}, {answer['optimal']}; CP-SAT {theirs}")

    def look_at(self, name: str, tree: Tree, answer: Tree) -> None:
        self.statuses[answer["status"]] += 1
        self.proven += answer["optimal"]
        self.violating += [f"{name}: {one.says}" for one in violations(tree, answer)]


def compared(
    seeds: Iterable[int], *, of_several: bool = False, made: Callable[[int], Tree] | None = None
) -> Agreement:
    agreement, made = Agreement(), made or (several if of_several else single)
    named = [(f"seed {seed}", made(seed)) for seed in seeds]
    for (name, tree), expected in zip(named, answers([(tree, None) for _, tree in named]), strict=True):
        look = agreement.of_several if of_several else agreement.of_one
        look(name, tree, planned(tree), expected)
    return agreement
