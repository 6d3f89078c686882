"""Every plan of a small instance, one after the other: slow, and too simple to be wrong. Shares no code."""

from itertools import product
from math import prod
from typing import Any

Tree = dict[str, Any]
Plan = dict[str, list[Tree]]
Rules = set[tuple[str, str]]


def every_rule(instance: Tree) -> Rules:
    rules = {("", rule) for rule in ("approved", "asked_to_candidate", "limit", "family")}
    for round in instance["rounds"]:
        rules |= {(round["id"], "minutes"), (round["id"], "max_questions")}
        rules |= {(round["id"], "need:" + name) for name in round["needs"]}
        rules |= {(round["id"], "locked:" + name) for name in round["locked"]}
    return rules


def plans(instance: Tree, rules: Rules) -> list[Plan]:
    """All plans that keep these rules."""
    homes = [
        [None, *(round["id"] for round in instance["rounds"] if round["kind"] == question["kind"])]
        for question in instance["questions"]
    ]
    found = []
    for choice in product(*homes):
        plan: Plan = {round["id"]: [] for round in instance["rounds"]}
        for question, home in zip(instance["questions"], choice, strict=True):
            if home is not None:
                plan[home].append(question)
        if keeps(instance, plan, rules):
            found.append(plan)
    return found


def keeps(instance: Tree, plan: Plan, rules: Rules) -> bool:
    asked = [question for questions in plan.values() for question in questions]
    families = [question["family"] for question in asked if question["family"] is not None]
    return (
        all(question["approved"] for question in asked if ("", "approved") in rules)
        and not any(
            question["asked_to_candidate"] for question in asked if ("", "asked_to_candidate") in rules
        )
        and not any(
            question["limit"] is not None and question["asked_count"] >= question["limit"]
            for question in asked
            if ("", "limit") in rules
        )
        and (len(families) == len(set(families)) or ("", "family") not in rules)
        and all(keeps_round(round, plan[round["id"]], rules) for round in instance["rounds"])
    )


def keeps_round(round: Tree, asked: list[Tree], rules: Rules) -> bool:
    key, minutes = round["id"], sum(question["minutes"] for question in asked)
    low = round["minutes"] - round["slack_minutes"]
    return (
        (low <= minutes <= round["minutes"] or (key, "minutes") not in rules)
        and (len(asked) <= round["max_questions"] or (key, "max_questions") not in rules)
        and all(
            sum(name in question["competencies"] for question in asked) >= count
            for name, count in round["needs"].items()
            if (key, "need:" + name) in rules
        )
        and all(
            any(question["id"] == name for question in asked)
            for name in round["locked"]
            if (key, "locked:" + name) in rules
        )
    )


def cost(instance: Tree, plan: Plan) -> int:
    total = 0
    for round in instance["rounds"]:
        asked = plan[round["id"]]
        total += sum(
            worn(question["asked_count"]) + 5 + 100 * question["recently_asked"] for question in asked
        )
        total += 20 * abs(sum(question["difficulty"] - round["difficulty"] for question in asked))
        total += 2 * (round["minutes"] - sum(question["minutes"] for question in asked))
    return total


def worn(asked_count: int) -> int:
    steps = 0
    while prod([2] * (steps + 1)) <= (1 + asked_count) ** 12:
        steps += 1
    return steps


def cheapest(instance: Tree) -> tuple[int, list[str]] | None:
    """The least cost and, of the plans that cost it, the first sorted list of ids; None without a plan."""
    found = plans(instance, every_rule(instance))
    return min(
        (
            (cost(instance, plan), sorted(question["id"] for asked in plan.values() for question in asked))
            for plan in found
        ),
        default=None,
    )
