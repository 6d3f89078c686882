"""Checks a plan against its instance, from the format's description alone; no code of the planner's.

Both are JSON trees as `plan/1` describes them; the instance is one that the planner has read.
"""

from collections.abc import Iterator
from typing import Final

from interviews.staffing.bookings import Tree, instant
from interviews.staffing.broken_rules import Violation, broken_rules
from interviews.staffing.costing import cost_of
from interviews.staffing.naming import Names

RULES: Final = (
    "qualification", "training", "conflict", "limit", "calendar", "working_hours", "window",
    "one_seat", "order", "rounds_per_day", "lunch", "break", "rooms",
)  # fmt: skip
_BOUNDED: Final = ("unplanned_rounds", "days", "span_minutes")


def violations(instance: Tree, plan: Tree, names: Names | None = None) -> list[Violation]:
    """What is wrong with the plan; empty when it keeps every hard rule, and its account is true.

    That nobody else could have been planned, and that no plan costs less, is not proven here.
    """
    found = broken_rules(instance, plan["bookings"], names)
    if any(one.rule == "shape" for one in found):
        return found
    booked = {(booking["candidate"], booking["round"]) for booking in plan["bookings"]}
    left = {
        candidate["id"]: rounds
        for candidate in instance["candidates"]
        if (rounds := _left_out(candidate, booked))
    }
    found += _of_the_whole(instance, booked, left)
    found += _of_the_account(instance, plan, left)
    found += _of_the_order(plan)
    return found + list(_of_the_refusals(instance, plan, left))


def _left_out(candidate: Tree, booked: set[tuple[str, str]]) -> list[str]:
    return [round["id"] for round in candidate["rounds"] if (candidate["id"], round["id"]) not in booked]


def _of_the_whole(
    instance: Tree, booked: set[tuple[str, str]], left: dict[str, list[str]]
) -> Iterator[Violation]:
    for candidate in instance["candidates"]:
        name = candidate["id"]
        for round in candidate["rounds"]:
            is_booked, is_pinned = (name, round["id"]) in booked, bool(round.get("pinned"))
            if is_pinned and not is_booked:
                yield Violation(
                    "pinned", name, round["id"], f"Round {round['id']} is pinned, and not booked."
                )
            if is_booked and not is_pinned and name in left:
                says = f"Round {round['id']} is booked although others of {name} are not."
                yield Violation("whole", name, round["id"], says)


def _of_the_account(instance: Tree, plan: Tree, left: dict[str, list[str]]) -> Iterator[Violation]:
    status = "planned"
    if left:
        status = "impossible" if len(left) == len(instance["candidates"]) else "partly_planned"
    if plan["status"] != status:
        yield _of_the_plan("status", f"The plan is {status}, not {plan['status']}.")
    cost = cost_of(instance, plan["bookings"])
    for part, count in cost.items():
        if plan["cost"][part] != count:
            yield _of_the_plan("cost", f"The plan costs {count} in {part}, not {plan['cost'][part]}.")
    if [plan["bound"][part] for part in _BOUNDED] > [cost[part] for part in _BOUNDED]:
        yield _of_the_plan("bound", "The bound is more than the plan costs.")


def _of_the_order(plan: Tree) -> Iterator[Violation]:
    bookings = plan["bookings"]
    places = [(instant(one["start"]), one["candidate"], one["round"]) for one in bookings]
    if places != sorted(places) or any(one["panel"] != sorted(one["panel"]) for one in bookings):
        yield _of_the_plan("shape", "The bookings or their panels are not in order.")
    if not all(one["start"].endswith("Z") and one["end"].endswith("Z") for one in bookings):
        yield _of_the_plan("shape", "The bookings' times are not of UTC.")
    for one in bookings:
        if not one["why"]:
            yield Violation(
                "shape", one["candidate"], one["round"], f"Nothing says why {one['round']} is so."
            )


def _of_the_refusals(instance: Tree, plan: Tree, left: dict[str, list[str]]) -> Iterator[Violation]:
    told = [conflict["candidate"] for conflict in plan["conflicts"]]
    if sorted(told) != sorted(left):
        yield _of_the_plan("conflicts", "There is not one conflict for each candidate who is not planned.")
    rounds = {one["id"]: {round["id"] for round in one["rounds"]} for one in instance["candidates"]}
    for conflict in plan["conflicts"]:
        known = rounds.get(conflict["candidate"], set())
        if not conflict["rules"] or not conflict["says"]:
            yield _of_the_plan("conflicts", f"The conflict of {conflict['candidate']} is not named.")
        for rule in conflict["rules"]:
            named = [rule["round"]] if rule["round"] is not None else list(rule["rounds"] or ())
            if rule["rule"] not in RULES or not known.issuperset(named):
                yield _of_the_plan("conflicts", f"There is no rule {rule['rule']} of {named}.")
    for change in plan["changes"]:
        if change["candidate"] not in left or not change["says"]:
            yield _of_the_plan("changes", f"A change for {change['candidate']} is not for anybody.")


def _of_the_plan(rule: str, says: str) -> Violation:
    return Violation(rule, None, None, says)
