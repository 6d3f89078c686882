"""The checker catches what is wrong with a plan, however little it is."""

from copy import deepcopy

import pytest

from interviews.staffing.broken_rules import broken_rules
from interviews.staffing.checking import violations
from interviews.staffing.costing import cost_of
from interviews.staffing.naming import Names
from tests.interviews.staffing.planning.agreeing import planned
from tests.interviews.staffing.planning.instances import (
    Tree,
    at,
    candidate,
    example,
    instance,
    interviewer,
    round_,
)

INSTANCE = example()
PLAN = planned(INSTANCE)


def booking_of(plan: Tree, key: str) -> Tree:
    return next(one for one in plan["bookings"] if one["round"] == key)


def person_of(tree: Tree, name: str) -> Tree:
    return next(one for one in tree["interviewers"] if one["id"] == name)


def holder(key: str) -> str:
    return booking_of(PLAN, key)["panel"][0]


def round_of(tree: Tree, key: str) -> Tree:
    return next(one for one in tree["candidates"][0]["rounds"] if one["id"] == key)


def _moved(plan: Tree, key: str, start: str, end: str) -> None:
    booking_of(plan, key).update(start=start, end=end)


def _starts_off_the_grid(tree: Tree, plan: Tree) -> None:
    one = booking_of(plan, "r1")
    for edge in ("start", "end"):
        one[edge] = one[edge].replace(":00Z", ":01Z")


def _takes_too_long(tree: Tree, plan: Tree) -> None:
    round_of(tree, "r1")["minutes"] = 45


def _leaves_the_window(tree: Tree, plan: Tree) -> None:
    tree["candidates"][0]["windows"] = [[booking_of(plan, "r1")["end"], at("2026-03-26", "23:00")]]


def _is_on_another_day(tree: Tree, plan: Tree) -> None:
    tree["days"] = ["2026-03-25"]


def _misses_somebody(tree: Tree, plan: Tree) -> None:
    booking_of(plan, "r2")["panel"].pop()


def _seats_somebody_twice(tree: Tree, plan: Tree) -> None:
    booking_of(plan, "r2")["panel"] = [holder("r2")] * 2


def _seats_the_unqualified(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["qualifications"] = {}


def _seats_a_trainee(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["qualifications"] = {"coding": "reverse_shadow"}


def _shadows_what_is_known(tree: Tree, plan: Tree) -> None:
    person_of(tree, "i5")["qualifications"]["system-design"] = "qualified"


def _meets_in_conflict(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["conflicts"] = ["c1"]


def _is_busy(tree: Tree, plan: Tree) -> None:
    one = booking_of(plan, "r1")
    person_of(tree, holder("r1"))["busy"] = [[one["end"].replace(":00Z", ":30Z"), at("2026-03-27", "20:00")]]
    person_of(tree, holder("r1"))["busy"] += [
        [at("2026-03-20", "09:00"), one["start"].replace(":00Z", ":01Z")]
    ]


def _is_not_at_work(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["working_hours"] = ["20:00", "21:00"]


def _is_at_a_weekend(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["time_zone"] = "Pacific/Kiritimati"


def _passes_the_day(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["daily_limit"] = 0


def _passes_the_week(tree: Tree, plan: Tree) -> None:
    one = person_of(tree, holder("r1"))
    one["booked"] = {"2026-03-23": one["weekly_limit"]}


def _is_in_two_places(tree: Tree, plan: Tree) -> None:
    one = booking_of(plan, "r1")
    tree["candidates"].append(candidate("c2"))
    plan["bookings"].append(one | {"candidate": "c2"})


def _meets_twice(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["qualifications"]["behavioural"] = "qualified"
    booking_of(plan, "r4")["panel"] = [holder("r1")]


def _overlaps(tree: Tree, plan: Tree) -> None:
    other = booking_of(plan, "r2")
    _moved(plan, "r1", other["start"], other["end"])


def _has_no_break(tree: Tree, plan: Tree) -> None:
    tree["policy"]["break_minutes"] = 300


def _is_out_of_order(tree: Tree, plan: Tree) -> None:
    tree["candidates"][0]["before"] = [["r2", "r1"]]


def _fills_the_day(tree: Tree, plan: Tree) -> None:
    tree["policy"]["max_rounds_per_day"] = 1


def _has_no_lunch(tree: Tree, plan: Tree) -> None:
    tree["policy"]["lunch"] = {"minutes": 130, "from": "11:30", "to": "13:45"}


def _has_no_room(tree: Tree, plan: Tree) -> None:
    tree["policy"]["rooms"] = 0


def _moves_a_pin(tree: Tree, plan: Tree) -> None:
    round_of(tree, "r1")["pinned"] = {"start": at("2026-03-27", "09:00"), "panel": ["i1"], "shadow": None}


def _costs_more(tree: Tree, plan: Tree) -> None:
    plan["cost"]["span_minutes"] += 15


def _costs_less_load(tree: Tree, plan: Tree) -> None:
    person_of(tree, holder("r1"))["recent_load"] += 9


def _leaves_a_wish(tree: Tree, plan: Tree) -> None:
    booking_of(plan, "r3")["shadow"] = None


def _is_bounded_above_its_cost(tree: Tree, plan: Tree) -> None:
    plan["bound"]["days"] += 1


def _leaves_a_round(tree: Tree, plan: Tree) -> None:
    plan["bookings"].remove(booking_of(plan, "r1"))


def _books_what_is_not_there(tree: Tree, plan: Tree) -> None:
    booking_of(plan, "r1")["round"] = "r9"


def _books_again(tree: Tree, plan: Tree) -> None:
    plan["bookings"].append(booking_of(plan, "r1"))


def _seats_a_stranger(tree: Tree, plan: Tree) -> None:
    booking_of(plan, "r1")["panel"] = ["nobody"]


def _does_not_say_why(tree: Tree, plan: Tree) -> None:
    booking_of(plan, "r1")["why"] = ""


MUTATIONS = {
    _starts_off_the_grid: "grid", _takes_too_long: "length", _leaves_the_window: "window",
    _is_on_another_day: "days", _misses_somebody: "panel", _seats_somebody_twice: "panel",
    _seats_the_unqualified: "qualification", _seats_a_trainee: "training", _shadows_what_is_known: "training",
    _meets_in_conflict: "conflict", _is_busy: "calendar", _is_not_at_work: "working_hours",
    _is_at_a_weekend: "working_hours", _passes_the_day: "limit", _passes_the_week: "limit",
    _is_in_two_places: "one_seat", _meets_twice: "one_seat", _overlaps: "overlap", _has_no_break: "break",
    _is_out_of_order: "order", _fills_the_day: "rounds_per_day", _has_no_lunch: "lunch",
    _has_no_room: "rooms", _moves_a_pin: "pinned", _costs_more: "cost", _costs_less_load: "cost",
    _leaves_a_wish: "cost", _is_bounded_above_its_cost: "bound", _leaves_a_round: "whole",
    _books_what_is_not_there: "shape", _books_again: "shape", _seats_a_stranger: "shape",
    _does_not_say_why: "shape",
}  # fmt: skip


def test_the_plan_itself_is_right():
    assert PLAN["status"] == "planned"
    assert booking_of(PLAN, "r3")["shadow"] == "i5"
    assert violations(INSTANCE, PLAN) == []


@pytest.mark.parametrize(("change", "rule"), MUTATIONS.items(), ids=[one.__name__[1:] for one in MUTATIONS])
def test_a_change_for_the_worse_is_told_with_its_rule(change, rule):
    tree, plan = deepcopy(INSTANCE), deepcopy(PLAN)

    change(tree, plan)

    assert rule in {violation.rule for violation in violations(tree, plan)}


def test_a_swap_is_told_in_the_words_of_the_page():
    swapped = deepcopy(PLAN["bookings"])
    next(one for one in swapped if one["round"] == "r4")["panel"] = ["i5"]
    names = Names(people={"i5": "Eva"}, rounds={"r4": "Values"})

    assert [one.says for one in broken_rules(INSTANCE, swapped, names)][:2] == [
        "Eva is not qualified for behavioural.",
        "Round Values has too few qualified on its panel.",
    ]


def test_rounds_that_are_not_booked_yet_break_no_rule():
    assert broken_rules(INSTANCE, PLAN["bookings"][:1]) == []
    assert cost_of(INSTANCE, [])["unplanned_rounds"] == 4


def test_a_pin_may_break_rules_that_nothing_else_may():
    pin = {"start": at("2026-03-28", "03:00"), "panel": ["i1"], "shadow": None}
    tree = instance([interviewer(qualifications={})], [candidate(rounds=[round_(pinned=pin)])])
    plan = planned(tree)

    assert (plan["status"], plan["bookings"][0]["start"]) == ("planned", pin["start"])
    assert violations(tree, plan) == []


def test_a_refusal_must_name_its_conflict():
    tree = instance([], [candidate()])
    plan = planned(tree)

    assert violations(tree, plan) == []
    assert [one.rule for one in violations(tree, plan | {"conflicts": []})] == ["conflicts"]
    assert [one.rule for one in violations(tree, plan | {"status": "planned"})] == ["status"]
