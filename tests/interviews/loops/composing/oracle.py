"""CP-SAT's answers, from a process of its own: one JSON line in for each instance, one out.

In: `{"instance": …, "rules": null | [[round, rule], …]}`; with rules only these are in force, those of the
loop under the round "". Out: `{"feasible": true, "cost": 141}`. Written from the format's description
alone.
"""

import json
import sys
from math import prod
from typing import Any

from ortools.sat.python import cp_model

LOOP_RULES = ("approved", "asked_to_candidate", "limit", "family")


def demands(instance: dict[str, Any]) -> set[tuple[str, str]]:
    found = {("", rule) for rule in LOOP_RULES}
    for round in instance["rounds"]:
        found |= {(round["id"], "minutes"), (round["id"], "max_questions")}
        found |= {(round["id"], f"need:{name}") for name in round["needs"]}
        found |= {(round["id"], f"locked:{name}") for name in round["locked"]}
    return found


def may_be_asked(question: dict[str, Any], rules: set[tuple[str, str]]) -> bool:
    limit = question["limit"]
    return (
        (question["approved"] or ("", "approved") not in rules)
        and not (question["asked_to_candidate"] and ("", "asked_to_candidate") in rules)
        and not (limit is not None and question["asked_count"] >= limit and ("", "limit") in rules)
    )


def worn(asked_count: int) -> int:
    steps = 0
    while prod([2] * (steps + 1)) <= (1 + asked_count) ** 12:
        steps += 1
    return steps


def solve(instance: dict[str, Any], rules: set[tuple[str, str]], *, weighs: bool) -> dict[str, Any]:
    model = cp_model.CpModel()
    costs: list[Any] = []
    asked: dict[str, list[Any]] = {}
    families: dict[str, list[Any]] = {}
    for round in instance["rounds"]:
        mine = []
        for question in instance["questions"]:
            if question["kind"] != round["kind"] or not may_be_asked(question, rules):
                continue
            taken = model.new_bool_var("")
            mine.append((question, taken))
            asked.setdefault(question["id"], []).append(taken)
            families.setdefault(question["family"] or f"alone: {question['id']}", []).append(taken)
            price = worn(question["asked_count"]) + 5 + (100 if question["recently_asked"] else 0)
            costs.append(price * taken)
        costs += one_round(model, round, mine, rules)
    for together in [*asked.values(), *(families.values() if ("", "family") in rules else ())]:
        model.add_at_most_one(together)
    if weighs:
        model.minimize(sum(costs))
    return answer(model, weighs=weighs)


def answer(model: cp_model.CpModel, *, weighs: bool) -> dict[str, Any]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in {cp_model.OPTIMAL, cp_model.INFEASIBLE, cp_model.FEASIBLE}, solver.status_name(status)
    is_feasible = status != cp_model.INFEASIBLE
    return {
        "feasible": is_feasible,
        "cost": int(solver.objective_value + 0.5) if is_feasible and weighs else None,
    }


def one_round(model: Any, round: dict[str, Any], mine: list[Any], rules: set[tuple[str, str]]) -> list[Any]:
    """The round's own requirements; returns what it adds to the cost."""
    used = sum(question["minutes"] * taken for question, taken in mine)
    if (round["id"], "minutes") in rules:
        model.add(used <= round["minutes"])
        model.add(used >= round["minutes"] - round["slack_minutes"])
    if (round["id"], "max_questions") in rules:
        model.add(sum(taken for _, taken in mine) <= round["max_questions"])
    for name, count in round["needs"].items():
        if (round["id"], f"need:{name}") in rules:
            model.add(sum(taken for question, taken in mine if name in question["competencies"]) >= count)
    for name in round["locked"]:
        if (round["id"], f"locked:{name}") in rules:
            model.add(sum(taken for question, taken in mine if question["id"] == name) == 1)
    widest = 1 + sum(abs(question["difficulty"] - round["difficulty"]) for question, _ in mine)
    off = model.new_int_var(0, widest, "")
    shift = sum((question["difficulty"] - round["difficulty"]) * taken for question, taken in mine)
    model.add(off >= shift)
    model.add(off >= -shift)
    return [20 * off, 2 * (round["minutes"] - used)]


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        instance, rules = asked["instance"], asked["rules"]
        every = demands(instance)
        in_force = every if rules is None else {(round, rule) for round, rule in rules}
        assert in_force <= every, in_force - every
        sys.stdout.write(json.dumps(solve(instance, in_force, weighs=rules is None)) + "\n")


if __name__ == "__main__":
    main()
