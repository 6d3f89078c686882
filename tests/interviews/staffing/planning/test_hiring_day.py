"""Plans of many candidates against one pool of people."""

import json

import pytest

from bench.planning.events import hiring_day
from interviews.staffing.checking import violations
from interviews.staffing.planning.dice import Dice
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.hiring_day import HiringDay
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.plan import written
from interviews.staffing.planning.planner import plan
from tests.interviews.staffing.planning.instances import candidate, instance, interviewer, round_, shuffled

DAY = "2026-03-26"
PARTS = ("unplanned_rounds", "days", "span_minutes")


def planned(tree):
    """The plan as JSON, after the independent checker has found nothing wrong with it."""
    found = json.loads(written(plan(read(tree))))
    assert violations(tree, found) == []
    return found


def people(count, **changes):
    return [interviewer(f"i{number}", **changes) for number in range(1, count + 1)]


def window(begin, end):
    return [f"{DAY}T{begin}:00Z", f"{DAY}T{end}:00Z"]


def starts(found):
    return {(one["candidate"], one["round"]): one["start"][11:16] for one in found["bookings"]}


def test_two_candidates_share_one_interviewer_by_turns():
    found = planned(instance(people(1), [candidate("c1"), candidate("c2")]))
    assert (found["status"], found["optimal"]) == ("planned", False)
    assert sorted(starts(found).values())[1] >= "09:00"
    assert [found["cost"][part] for part in PARTS] == [0, 2, 120]


def test_it_is_the_best_plan_when_everybody_fares_as_if_alone():
    found = planned(instance(people(2), [candidate("c1"), candidate("c2")]))
    assert found["optimal"]
    assert found["cost"]["load"] == 0


def test_whoever_can_only_come_then_gets_the_time():
    """Were the first planned first and as early as can be, there would be nothing left for the second."""
    late = candidate("c2", windows=[window("08:00", "09:00")])
    found = planned(instance(people(1), [candidate("c1", windows=[window("08:00", "10:00")]), late]))
    assert starts(found) == {("c2", "r1"): "08:00", ("c1", "r1"): "09:00"}


def test_somebody_moves_to_the_only_other_person_who_can():
    """Each of three could have two people; only in one way does everybody have one."""
    kinds = {"i1": ("a", "b"), "i2": ("b", "c"), "i3": ("c", "a")}
    pool = [
        interviewer(name, qualifications=dict.fromkeys(held, "qualified"), weekly_limit=1)
        for name, held in kinds.items()
    ]
    loops = [
        candidate(f"c{kind}", rounds=[round_(kind=kind)], windows=[window("08:00", "09:00")])
        for kind in "abc"
    ]
    found = planned(instance(pool, loops))
    assert found["status"] == "planned"


def test_nobody_is_booked_in_part():
    loops = [candidate(name, rounds=[round_("r1"), round_("r2")]) for name in ("c1", "c2")]
    found = planned(instance(people(2, weekly_limit=1), loops))
    assert found["status"] == "partly_planned"
    assert len({one["candidate"] for one in found["bookings"]}) == 1
    assert [found["cost"][part] for part in PARTS] == [2, 1, 135]
    assert found["bound"]["unplanned_rounds"] == 0


def test_whoever_could_not_be_planned_even_alone_is_in_the_bound():
    loops = [candidate("c1"), candidate("c2", rounds=[round_("r1", kind="mlops"), round_("r2")])]
    found = planned(instance(people(2), loops))
    assert (found["status"], found["optimal"]) == ("partly_planned", True)
    assert found["bound"]["unplanned_rounds"] == 2


@pytest.mark.parametrize(("rooms", "together"), [(1, 1), (2, 2), (3, 3)])
def test_no_more_rounds_at_once_than_there_are_rooms(rooms, together):
    loops = [candidate(f"c{at}", windows=[window("08:00", "11:00")]) for at in range(3)]
    tree = instance(people(3), loops)
    tree["policy"]["rooms"] = rooms
    found = planned(tree)
    assert found["status"] == "planned"
    times = [(one["start"], one["end"]) for one in found["bookings"]]
    most = max(sum(begin <= at < end for begin, end in times) for at, _ in times)
    assert most <= together


def test_without_rooms_nobody_is_planned():
    tree = instance(people(1), [candidate("c1"), candidate("c2")])
    tree["policy"]["rooms"] = 0
    assert planned(tree)["status"] == "impossible"


def test_load_is_shared_out_over_candidates():
    loops = [candidate(f"c{at}", windows=[window("08:00", "16:00")]) for at in range(4)]
    found = planned(instance(people(4), loops))
    assert sorted(name for one in found["bookings"] for name in one["panel"]) == ["i1", "i2", "i3", "i4"]


def test_it_is_the_same_to_the_byte_in_whatever_order_the_lists_come():
    tree = hiring_day(5, 14, seed=4) | {"limits": {"work": 3_000}}
    texts = {written(plan(read(shuffled(tree, seed)))) for seed in range(3)}
    assert texts == {written(plan(read(tree)))}


def test_a_loose_day_takes_no_more_days_and_minutes_than_each_candidate_alone():
    found = planned(hiring_day(10, 24, seed=1) | {"limits": {"work": 1}})
    assert [found["cost"][part] for part in PARTS] == list(found["bound"].values())


def test_a_tight_day_leaves_nobody_out():
    """Of all limits nine tenths are used up."""
    grid, meter = Grid(read(hiring_day(24, 16, use=0.9, seed=2))), Meter(1)
    day = HiringDay(grid, meter)
    day.run()
    assert day.unplanned == []


def test_dice_fall_as_they_always_did():
    dice, deck = Dice(), list("abcdef")
    dice.shuffle(deck)
    assert [dice.throw(6) for _ in range(8)] == [2, 5, 0, 3, 1, 0, 0, 1]
    assert sorted(deck) == list("abcdef")
