from bench.planning.__main__ import Day, Loops, _of
from bench.planning.events import hiring_day, loop
from bench.planning.greedy import cost_of_greedy
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.planner import plan


def test_the_solver_is_asked_for_the_same_loop():
    small = loop(6, 2, 1, seed=1)
    (ours,), (theirs,) = _of("ours", [small]), _of("cpsat", [small])
    assert ours["cost"] == theirs["cost"]
    assert ours["optimal"]


def test_a_greedy_choice_is_never_better():
    for seed in range(3):
        instance = hiring_day(6, 16, seed=seed) | {"limits": {"work": 1}}
        found = plan(read(instance)).cost
        assert [found.unplanned_rounds, found.days, found.span_minutes] <= cost_of_greedy(instance)


def test_an_aim_is_missed_by_time_or_by_another_cost():
    def loops(**changes):
        figures = {"milliseconds": 1.0, "cpsat": 10.0, "aim": 0.2, "is_same_cost": True}
        return Loops(size="", work=1, megabytes=1, **(figures | changes))

    assert loops().is_met
    assert not loops(milliseconds=2.1).is_met
    assert loops(milliseconds=2.1, aim=None).is_met
    assert not loops(is_same_cost=False).is_met


def test_a_loose_day_meets_its_bound_and_a_tight_one_nearly():
    def day(found, *, is_tight):
        figures = {"candidates": 1, "first_ms": 1, "milliseconds": 1, "work": 1, "megabytes": 1}
        return Day(
            size="", first=[], found=found, bound=[0, 2, 1000], greedy=[], is_tight=is_tight, **figures
        )

    assert day([0, 2, 1000], is_tight=False).is_met
    assert not day([0, 2, 1010], is_tight=False).is_met
    assert day([0, 2, 1010], is_tight=True).is_met
    assert not day([0, 2, 1011], is_tight=True).is_met
    assert not day([1, 2, 1000], is_tight=True).is_met
