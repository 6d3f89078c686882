"""Plans of one loop, read as the rules that they keep and the costs that they keep low."""

import json

import pytest

from interviews.staffing.checking import violations
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import WORK, read
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.plan import BrokenRule, written
from interviews.staffing.planning.planner import plan
from interviews.staffing.planning.problem import problem_of
from interviews.staffing.planning.search import cheapest, is_possible
from tests.interviews.staffing.planning.asking import answers
from tests.interviews.staffing.planning.at_random import random_instance
from tests.interviews.staffing.planning.instances import (
    candidate,
    example,
    instance,
    interviewer,
    round_,
    shuffled,
)

# Seeds of random loops that can be planned.
PLANNED = (2, 16, 32)
DAY = "2026-03-26"
LUNCH = {"minutes": 45, "from": "11:30", "to": "13:45"}


def planned(tree):
    """The plan as JSON, after the independent checker has found nothing wrong with it."""
    found = json.loads(written(plan(read(tree))))
    assert violations(tree, found) == []
    return found


def times(found):
    """For each round, by its id, when it begins and ends."""
    return {one["round"]: (one["start"][11:16], one["end"][11:16]) for one in found["bookings"]}


def panels(found):
    return {one["round"]: one["panel"] for one in found["bookings"]}


def people(count, **changes):
    return [interviewer(f"i{number}", **changes) for number in range(1, count + 1)]


def rounds(count, **changes):
    return [round_(f"r{number}", **changes) for number in range(1, count + 1)]


def policy(**changes):
    return {"break_minutes": 15, "max_rounds_per_day": 5, "rooms": None, "lunch": None} | changes


def window(begin, end, day=DAY):
    return [f"{day}T{begin}:00Z", f"{day}T{end}:00Z"]


def test_the_example_is_planned_on_one_day_with_an_account_of_it():
    found = planned(example())
    assert (found["status"], found["optimal"]) == ("planned", True)
    assert found["cost"] == {
        "unplanned_rounds": 0,
        "days": 1,
        "span_minutes": 260,
        "load": 16,
        "preferences": 6,
    }
    assert found["bound"] == {"unplanned_rounds": 0, "days": 1, "span_minutes": 260}


def test_it_is_the_same_to_the_byte_in_whatever_order_the_lists_come():
    texts = {written(plan(read(shuffled(example(), seed)))) for seed in range(5)}
    assert texts == {written(plan(read(example())))}


def test_a_loop_without_rounds_is_planned_already():
    found = planned(instance(people(1), [candidate(rounds=[])]))
    assert (found["status"], found["optimal"], found["bookings"]) == ("planned", True, [])
    assert planned(instance(people(1), []))["status"] == "planned"


def test_rounds_follow_each_other_after_the_break_on_the_next_quarter_hour():
    tree = instance(people(2), [candidate(rounds=rounds(2, minutes=50))], policy=policy(break_minutes=10))
    assert sorted(times(planned(tree)).values()) == [("08:00", "08:50"), ("09:00", "09:50")]


def test_a_day_is_made_shorter_before_anybody_is_spared():
    """The rested one is free only in the afternoon: that would make the day longer."""
    busy = [window("08:00", "12:00")]
    tree = instance(
        [
            interviewer("i1", recent_load=9),
            interviewer("i2", recent_load=9),
            interviewer("i3", busy=busy, qualifications={"mlops": "qualified"}, recent_load=9),
            interviewer(
                "i4", qualifications={"mlops": "qualified"}, recent_load=30, busy=[window("12:00", "16:00")]
            ),
        ],
        [
            candidate(
                rounds=[round_("r1"), round_("r2", kind="mlops")],
                windows=[window("08:00", "11:00"), window("12:00", "13:00")],
            )
        ],
    )
    found = planned(tree)
    assert found["cost"]["span_minutes"] == 135
    assert panels(found)["r2"] == ["i4"]


def test_the_least_loaded_are_taken_and_then_those_who_like_it():
    tree = instance(
        [interviewer("i1", recent_load=3), interviewer("i2", dislikes=["coding"]), interviewer("i3")],
        [candidate()],
    )
    found = planned(tree)
    assert panels(found) == {"r1": ["i3"]}
    assert found["cost"]["preferences"] == 0
    (booking,) = found["bookings"]
    assert booking["why"] == "One of 3 qualified and free, of whom nobody is less loaded."


@pytest.mark.parametrize(
    ("loads", "why"),
    [
        ([0], "The only one who is qualified and free."),
        ([0, 3, 5], "Least loaded of 3 qualified and free."),
        ([2, 2], "One of 2 qualified and free, of whom nobody is less loaded."),
    ],
)
def test_every_booking_says_why_these_people(loads, why):
    pool = [interviewer(f"i{at}", recent_load=load) for at, load in enumerate(loads)]
    (booking,) = planned(instance(pool, [candidate()]))["bookings"]
    assert booking["why"] == why


def test_a_panel_may_have_one_seat_in_reverse_shadow():
    pool = [
        interviewer("i1"),
        *(interviewer(f"t{at}", qualifications={"coding": "reverse_shadow"}) for at in range(9)),
    ]
    found = planned(instance(pool, [candidate(rounds=rounds(1, panel=2))]))
    assert panels(found) == {"r1": ["i1", "t0"]}
    (booking,) = found["bookings"]
    assert booking["why"] == "The only one who is qualified and free, beside somebody in reverse shadow."
    assert plan(read(instance(pool, [candidate(rounds=rounds(1, panel=3))]))).status == "impossible"


def test_a_shadow_sits_where_one_is_wanted_and_costs_no_load():
    trainee = interviewer("t1", qualifications={"coding": "shadow"}, recent_load=50)
    tree = instance([interviewer("i1"), trainee], [candidate(rounds=rounds(1, wants_shadow=True))])
    found = planned(tree)
    (booking,) = found["bookings"]
    assert booking["shadow"] == "t1"
    assert (found["cost"]["load"], found["cost"]["preferences"]) == (0, 0)
    tree["interviewers"][1]["daily_limit"] = 0
    assert planned(tree)["cost"]["preferences"] == 3


def test_lunch_is_left_free_on_a_day_that_reaches_into_it():
    loop = candidate(rounds=rounds(4), windows=[window("08:00", "14:30")])
    found = planned(instance(people(4), [loop], policy=policy(lunch=LUNCH)))
    # Three quarters of an hour between 10:30 and 12:45 of UTC, in place of a break.
    assert found["cost"]["span_minutes"] == 4 * 60 + 2 * 15 + 45


def test_the_order_of_rounds_holds_over_days():
    windows = [window("08:00", "09:00"), window("08:00", "09:00", "2026-03-27")]
    loop = candidate(rounds=rounds(2), windows=windows, before=[["r2", "r1"]])
    found = planned(instance(people(2), [loop], days=[DAY, "2026-03-27"]))
    assert [one["round"] for one in found["bookings"]] == ["r2", "r1"]


def test_a_round_may_cross_midnight_and_what_follows_waits_for_its_end():
    night = {"time_zone": "America/Los_Angeles", "working_hours": ["09:00", "18:00"]}
    loop = candidate(
        rounds=[round_("r1", minutes=90), round_("r2", minutes=30)],
        windows=[["2026-03-26T22:15:00Z", "2026-03-27T00:45:00Z"]],
        before=[["r1", "r2"]],
    )
    found = planned(
        instance(people(2, **night), [loop], days=[DAY, "2026-03-27"], policy=policy(max_rounds_per_day=1))
    )
    assert times(found) == {"r1": ("22:15", "23:45"), "r2": ("23:45", "00:15")}


def test_nobody_is_seated_beyond_their_limits_by_their_own_calendar():
    """In Auckland it is Friday already: that week is used up, and Monday is in the next one."""
    there = {"time_zone": "Pacific/Auckland", "weekly_limit": 1, "booked": {"2026-03-24": 1}}
    tree = instance(
        [interviewer(**there)],
        [
            candidate(
                windows=[
                    ["2026-03-26T20:00:00Z", "2026-03-27T04:00:00Z"],
                    ["2026-03-29T20:00:00Z", "2026-03-30T04:00:00Z"],
                ]
            )
        ],
        days=["2026-03-26", "2026-03-27", "2026-03-29", "2026-03-30"],
    )
    (booking,) = planned(tree)["bookings"]
    assert booking["start"] == "2026-03-29T20:00:00Z"


def test_a_pinned_round_stays_and_the_others_keep_around_it():
    pin = {"start": f"{DAY}T08:00:00Z", "panel": ["i1"], "shadow": None}
    loop = candidate(rounds=[round_("r1", pinned=pin), round_("r2"), round_("r3")])
    found = planned(instance(people(3), [loop]))
    assert times(found)["r1"] == ("08:00", "09:00")
    assert panels(found)["r1"] == ["i1"]
    assert found["cost"]["span_minutes"] == 3 * 60 + 2 * 15
    assert found["bookings"][0]["why"] == "Stays as it was booked."


def test_a_pinned_round_off_the_grid_is_kept_clear_of_to_the_minute():
    pin = {"start": f"{DAY}T08:10:00Z", "panel": ["i1"], "shadow": None}
    loop = candidate(rounds=[round_("r1", minutes=35, pinned=pin), round_("r2"), round_("r3")])
    found = planned(instance(people(3), [loop]))
    assert times(found) == {"r1": ("08:10", "08:45"), "r2": ("09:00", "10:00"), "r3": ("10:15", "11:15")}
    assert (found["cost"]["span_minutes"], found["bound"]["span_minutes"]) == (185, 185)


@pytest.mark.parametrize("sitting", [[], ["i1"], ["i1", "i2", "i3"]])
def test_a_pinned_round_has_the_people_it_has(sitting):
    """Two would make its panel."""
    pin = {"start": f"{DAY}T08:10:30Z", "panel": sitting, "shadow": None}
    loop = candidate(rounds=[round_("r1", panel=2, pinned=pin), round_("r2")])
    found = planned(instance(people(4), [loop]))
    assert panels(found)["r1"] == sitting
    assert (found["status"], found["optimal"]) == ("planned", True)
    assert times(found)["r2"] == ("09:30", "10:30")
    assert not set(panels(found)["r2"]) & set(sitting)


def test_pins_of_a_loop_that_cannot_be_planned_are_booked_all_the_same():
    pin = {"start": f"{DAY}T09:00:00Z", "panel": ["i1"], "shadow": None}
    loop = candidate(rounds=[round_("r1", pinned=pin), round_("r2", kind="mlops")])
    found = planned(instance(people(1), [loop]))
    assert (found["status"], list(times(found))) == ("impossible", ["r1"])
    assert found["cost"] | found["bound"] == found["cost"]
    assert found["cost"]["unplanned_rounds"] == 1


def test_two_hundred_who_are_all_alike_are_no_harder_than_five():
    loop = candidate(
        rounds=rounds(12, panel=4),
        windows=[window("08:00", "16:00", f"2026-03-{day}") for day in (24, 25, 26)],
    )
    days = [f"2026-03-{day}" for day in (24, 25, 26)]
    found = planned(instance(people(200), [loop], days=days, limits={"work": 20_000}))
    assert (found["optimal"], found["cost"]["days"], found["cost"]["load"]) == (True, 3, 0)


def test_whoever_must_sit_twice_is_found_out_without_trying_everything():
    """Seven rounds, six people, each of whom could sit in any."""
    kinds = [f"k{number}" for number in range(7)]
    pool = people(6, qualifications=dict.fromkeys(kinds, "qualified"))
    loop = candidate(rounds=[round_(kind, kind=kind) for kind in kinds])
    read_tree = read(instance(pool, [loop]))
    meter = Meter(0)
    assert not is_possible(problem_of(Grid(read_tree), candidate="c1", others=[]), meter)
    assert meter.steps == 0


def test_without_the_rule_of_one_seat_somebody_sits_in_several_rounds():
    read_tree = read(instance(people(1), [candidate(rounds=rounds(3))]))
    without = frozenset({BrokenRule(rule="one_seat")})
    problem = problem_of(Grid(read_tree), candidate="c1", others=[], without=without)
    best = cheapest(problem, Meter(WORK))
    assert [seats.panel for seats in best.seats] == [(0,), (0,), (0,)]
    assert best.span_minutes == 3 * 60 + 2 * 15


def test_the_limit_of_work_leaves_days_and_minutes_the_least():
    for seed in PLANNED:
        tree = random_instance(seed, rounds=(4,), people=(9,))
        best, hurried = planned(tree), planned(tree | {"limits": {"work": 1}})
        assert hurried["bound"] == best["bound"]
        assert [hurried["cost"][part] for part in hurried["bound"]] == list(best["bound"].values())
        assert list(hurried["cost"].values()) >= list(best["cost"].values())


def test_cp_sat_finds_nothing_cheaper():
    trees = [random_instance(seed) for seed in (0, 2, 4, 5, 8, 9)]
    trees += [random_instance(seed, tight=True) for seed in range(12)]
    asked = answers([(tree, None) for tree in trees])
    for tree, answer in zip(trees, asked, strict=True):
        read_tree = read(tree)
        problem = problem_of(Grid(read_tree), candidate="c1", others=[])
        best = cheapest(problem, Meter(WORK))
        assert is_possible(problem) == bool(best) == (answer["status"] == "planned")
        if best:
            assert best.is_proven
            cost = {part: getattr(best, part) for part in answer["cost"] if part != "unplanned_rounds"}
            assert cost | {"unplanned_rounds": 0} == answer["cost"]
