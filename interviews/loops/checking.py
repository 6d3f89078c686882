"""Checks a composed plan against its instance, from the format's rules alone; no code of the composer's.

Both are JSON trees as `compose/1` describes them; the instance is one that the composer has read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

Tree = Mapping[str, Any]


def violations(instance: Tree, result: Tree) -> list[str]:
    """What is wrong with the result, a sentence each; empty when it is a plan that keeps every hard rule.

    A result that is `impossible` is checked for its shape only: that there is no plan is not proven here.
    """
    if result["status"] != "composed":
        return list(_of_a_refusal(instance, result))
    planned = {plan["id"]: plan for plan in result["rounds"]}
    rounds = {round["id"]: round for round in instance["rounds"]}
    if sorted(planned) != sorted(rounds) or len(result["rounds"]) != len(rounds):
        return ["The plan is not for the instance's rounds."]
    library = {question["id"]: question for question in instance["questions"]}
    named = list(chain.from_iterable(plan["questions"] for plan in planned.values()))
    if unknown := sorted(set(named) - library.keys()):
        return [f"{name} is no question of the library." for name in unknown]
    asked = {key: [library[name] for name in plan["questions"]] for key, plan in planned.items()}
    found = list(_in_the_loop(named, [library[name] for name in named]))
    for key, round in rounds.items():
        found += _in_a_round(round, asked[key])
        found += _in_its_plan(planned[key], asked[key])
    return found + list(_in_the_account(rounds, asked, result))


def _of_a_refusal(instance: Tree, result: Tree) -> Iterator[str]:
    if result["status"] != "impossible":
        yield f"There is no status {result['status']}."
    if result["rounds"] or result["cost"] is not None or result["bound"] is not None or result["optimal"]:
        yield "What is impossible has no rounds, no cost and no bound."
    conflict = result["conflict"]
    if not conflict or not conflict["rules"] or not conflict["says"]:
        yield "The conflict is not named."
    elif conflict["round"] not in {round["id"] for round in instance["rounds"]}:
        yield "The conflict is of no round of the instance."


def _in_the_loop(named: Sequence[str], asked: Sequence[Tree]) -> Iterator[str]:
    for name, times in Counter(named).items():
        if times > 1:
            yield f"{name} is asked {times} times."
    families = Counter(question.get("family") for question in asked)
    for family, times in families.items():
        if family is not None and times > 1:
            yield f"{times} questions are of family {family}."


def _in_a_round(round: Tree, asked: Sequence[Tree]) -> Iterator[str]:
    for question in asked:
        yield from _in_a_question(round, question)
    yield from _in_a_size(round, asked)
    key = round["id"]
    for competency, count in round.get("needs", {}).items():
        met = len([question for question in asked if competency in question["competencies"]])
        if met < count:
            yield f"Round {key} asks {met} of {count} questions on {competency}."
    for name in round.get("locked", []):
        if all(question["id"] != name for question in asked):
            yield f"Round {key} leaves out {name}, which is locked."


def _in_a_size(round: Tree, asked: Sequence[Tree]) -> Iterator[str]:
    key, minutes = round["id"], sum(question["minutes"] for question in asked)
    if minutes > round["minutes"]:
        yield f"Round {key} takes {minutes} minutes and has {round['minutes']}."
    if minutes < round["minutes"] - round["slack_minutes"]:
        yield f"Round {key} takes only {minutes} minutes."
    if len(asked) > round["max_questions"]:
        yield f"Round {key} asks {len(asked)} questions; {round['max_questions']} are the most."


def _in_a_question(round: Tree, question: Tree) -> Iterator[str]:
    name, limit = question["id"], question.get("limit")
    if question["kind"] != round["kind"]:
        yield f"{name} is of kind {question['kind']}, not {round['kind']}."
    if not question["approved"]:
        yield f"{name} is not approved."
    if question["asked_to_candidate"]:
        yield f"{name} was asked to this candidate before."
    if limit is not None and not question["asked_count"] < limit:
        yield f"{name} is at its limit of {limit}."


def _in_its_plan(plan: Tree, asked: Sequence[Tree]) -> Iterator[str]:
    if plan["minutes"] != sum(question["minutes"] for question in asked):
        yield f"Round {plan['id']} does not take {plan['minutes']} minutes."
    if sorted(plan["why"]) != sorted(plan["questions"]) or not all(plan["why"].values()):
        yield f"Round {plan['id']} does not say why for each of its questions."


def _in_the_account(
    rounds: Mapping[str, Tree], asked: Mapping[str, Sequence[Tree]], result: Tree
) -> Iterator[str]:
    cost = sum(_cost(round, asked[key]) for key, round in rounds.items())
    if result["cost"] != cost:
        yield f"The plan costs {cost}, not {result['cost']}."
    if result["bound"] > cost:
        yield f"The bound {result['bound']} is more than the cost."
    if result["optimal"] and result["bound"] < cost:
        yield f"It is called optimal above its bound {result['bound']}."
    if result["conflict"] is not None:
        yield "A plan has no conflict."


def _cost(round: Tree, asked: Sequence[Tree]) -> int:
    level = sum(question["difficulty"] for question in asked) - round["difficulty"] * len(asked)
    unused = round["minutes"] - sum(question["minutes"] for question in asked)
    wear = sum(
        _twelve_logs(1 + question["asked_count"]) + 5 + (100 if question["recently_asked"] else 0)
        for question in asked
    )
    return int(wear + 20 * abs(level) + 2 * unused)


def _twelve_logs(number: int) -> int:
    """⌊12·log₂ number⌋, by halving: the whole logarithm of the number's twelfth power."""
    power, logarithm = number**12, 0
    while power > 1:
        power //= 2
        logarithm += 1
    return logarithm
