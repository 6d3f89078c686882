"""CP-SAT's answers, from a process of its own: one JSON line in for each instance, one out.

In: `{"instance": …, "left_out": null | [[rule, round], …]}`. Without `left_out` the whole objective, one part
after the other; with it only whether all can be planned when these rules are not asked for (`order` has the
pair of rounds in the place of the round, and what is of the whole loop has null). Out:
`{"status": "planned", "cost": {"unplanned_rounds": 0, …}}` or `{"feasible": true}`.
"""

import json
import sys
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from tests.interviews.staffing.planning.clocks import local, minute
from tests.interviews.staffing.planning.oracle_rules import Pinned, Placing, Rules, Tree

PARTS = ("unplanned_rounds", "days", "span_minutes", "load", "preferences")


def half(moment: datetime, zone: str) -> str:
    return "morning" if local(moment, zone).hour < 12 else "afternoon"


class Objective:
    """The parts of the cost, in their order."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.model, self.instance = rules, rules.model, rules.instance
        self.parts = [
            sum(len(placings) * (1 - present) for placings, present in rules.present),
            *self._days_and_span(),
            sum(self._load(person) for person in self.instance["interviewers"]),
            self._preferences(),
        ]

    def _days_and_span(self) -> tuple[Any, Any]:
        days, spans = [], []
        for candidate in self.instance["candidates"]:
            placings = [placing for placing in self.rules.placings if placing.candidate is candidate]
            pins = self.rules.pins_of(candidate)
            for day in {placing.day(at) for placing in placings for at in placing.at} | {
                pin.day for pin in pins
            }:
                used, span = self._day_used(day, placings, [pin for pin in pins if pin.day == day])
                days.append(used)
                spans.append(span)
        return sum(days), sum(spans)

    def _day_used(self, day: date, placings: list[Placing], pins: list[Pinned]) -> tuple[Any, Any]:
        starts = [
            (minute(at), placing.round["minutes"], taken)
            for placing in placings
            for at, taken in placing.at.items()
            if placing.day(at) == day
        ]
        used = self.model.new_bool_var("")
        starts += [(minute(pin.start), pin.round["minutes"], 1) for pin in pins]
        base, top = min(start for start, _, _ in starts), max(start + length for start, length, _ in starts)
        first, last, span = (self.model.new_int_var(0, top - base, "") for _ in range(3))
        self.model.add(first <= last)
        self.model.add(span == last - first)
        for start, length, taken in starts:
            self.model.add(used >= taken)
            self.model.add(first <= start - base + (top - start) * (1 - taken))
            self.model.add(last >= (start + length - base) * taken)
        if not pins:
            # What follows from the rules by itself, said so that the solver sees it sooner.
            gap = self.rules.policy["break_minutes"]
            self.model.add(span >= sum((length + gap) * taken for _, length, taken in starts) - gap * used)
        return used, span

    def _load(self, person: Tree) -> Any:
        """Growing with every seat, so that the solver takes the first prices first."""
        seats = [seat for seat in self.rules.seats if seat.person is person and not seat.is_shadow]
        pinned = len([pin for pin in self.rules.pins if person["id"] in pin.panel])
        before = person.get("recent_load", 0) + sum(person.get("booked", {}).values())
        prices = [
            4 * (2 * (before + already) + 1) // max(1, person["weekly_limit"])
            for already in range(pinned + len(seats))
        ]
        steps = [self.model.new_bool_var("") for _ in prices]
        for one, other in pairwise(steps):
            self.model.add_implication(other, one)
        self.model.add(sum(steps) == pinned + sum(seat.variable for seat in seats))
        return sum(price * step for price, step in zip(prices, steps, strict=True))

    def _preferences(self) -> Any:
        people = {person["id"]: person for person in self.instance["interviewers"]}
        terms: list[Any] = []
        for seat in self.rules.seats:
            person = seat.person
            if seat.placing.round["kind"] in person.get("dislikes", []):
                terms.append(2 * seat.variable)
            terms.append(self.rules.seated(seat, lambda at, person=person: _is_avoided(person, at)))
        for placing in self.rules.placings:
            terms.append(placing.among(lambda at, placing=placing: _is_avoided(placing.candidate, at)))
            if placing.round.get("wants_shadow"):
                shadows = [
                    seat.variable for seat in self.rules.seats if seat.placing is placing and seat.is_shadow
                ]
                terms.append(3 * (sum(placing.at.values()) - sum(shadows)))
        for pin in self.rules.pins:
            sitting = [people[name] for name in pin.people]
            terms += [2 * (pin.round["kind"] in person.get("dislikes", [])) for person in sitting]
            terms += [int(_is_avoided(someone, pin.start)) for someone in [*sitting, pin.candidate]]
            terms.append(3 * (bool(pin.round.get("wants_shadow")) and not pin.shadow))
        return sum(terms)


def _is_avoided(someone: Tree, at: datetime) -> bool:
    return someone.get("avoid") == half(at, someone["time_zone"])


def best(instance: Tree) -> Tree:
    """The least cost, found one part after the other, each kept while the next is made less."""
    rules = Rules(instance, set())
    cost: list[int] = []
    for part in Objective(rules).parts:
        if isinstance(part, int):
            cost.append(part)
            continue
        rules.model.minimize(part)
        solver = _solved(rules.model)
        cost.append(round(solver.objective_value))
        rules.model.clear_objective()
        rules.model.add(part <= cost[-1])
    counts = [len(placings) for placings, _ in rules.present]
    is_none_planned = cost[0] == sum(counts) and all(counts)
    status = "impossible" if is_none_planned else "partly_planned"
    return {
        "status": status if cost[0] else "planned",
        "cost": dict(zip(PARTS, cost, strict=True)),
    }


def _solved(model: Any) -> Any:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status == cp_model.OPTIMAL, solver.status_name(status)
    return solver


def feasible(instance: Tree, left_out: set[tuple[str, Any]]) -> bool:
    """Whether every candidate can be planned when these rules are not asked for."""
    rules = Rules(instance, left_out)
    for _, present in rules.present:
        rules.model.add(present == 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(rules.model)
    assert status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE}, solver.status_name(status)
    return bool(status != cp_model.INFEASIBLE)


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        left_out = asked.get("left_out")
        if left_out is None:
            answer = best(asked["instance"])
        else:
            answer = {"feasible": feasible(asked["instance"], {_atom(*one) for one in left_out})}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _atom(rule: str, round: Any) -> tuple[str, Any]:
    return rule, tuple(round) if isinstance(round, list) else round


if __name__ == "__main__":
    main()
