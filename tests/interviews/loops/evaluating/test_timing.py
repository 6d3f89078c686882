"""When the candidate rests: by the times where they are fixed, else as planned."""

from datetime import UTC, datetime, timedelta

from interviews.loops.evaluating.timing import longest_day_minutes, rest_between, without_rest
from tests.interviews.loops.evaluating.planning import planned

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)


def at(hours: float, **written: object) -> object:
    return planned(starts_at=MORNING + timedelta(hours=hours), **written)


def test_without_times_the_planned_break_is_the_rest() -> None:
    assert rest_between(planned(break_minutes=15), planned()) == 15
    assert rest_between(planned(break_minutes=15), at(2)) == 15


def test_fixed_times_say_more_than_the_plan() -> None:
    assert rest_between(at(0, break_minutes=15), at(1.5)) == 30


def test_the_order_of_the_day_does_not_matter_and_overlaps_are_below_zero() -> None:
    assert rest_between(at(1.5), at(0)) == 30
    assert rest_between(at(0), at(0.5)) == -30


def test_rounds_run_on_until_there_is_a_rest() -> None:
    rounds = [planned(), planned(break_minutes=10), planned()]

    assert list(without_rest(rounds)) == [rounds[:2], rounds[2:]]
    assert list(without_rest([])) == []


def test_a_day_is_from_its_first_round_to_the_end_of_its_last() -> None:
    assert longest_day_minutes([planned(break_minutes=30), planned(break_minutes=30)]) == 150
    assert longest_day_minutes([at(0), at(4)]) == 300
    assert longest_day_minutes([]) == 0


def test_a_day_is_as_long_whatever_the_order_of_the_plan() -> None:
    assert longest_day_minutes([at(0), at(5), at(2)]) == 360
    assert longest_day_minutes([at(0), at(24), at(2)]) == 180


def test_a_night_makes_two_days_of_it() -> None:
    assert longest_day_minutes([at(0), at(2), at(24)]) == 180
