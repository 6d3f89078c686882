"""Weeks drawn to scale, each with its number, against the fair range."""

from datetime import date, timedelta

from interviews.interviewers.models import StaffingPolicy
from interviews.interviewers.selectors import Week
from interviews.interviewers.strips import BARS, Strip


def strip_of(*numbers: int, fair: tuple[int, int] = (1, 4)) -> Strip:
    weeks = [
        Week(date(2026, 3, 2) + timedelta(weeks=at), number, at - 4) for at, number in enumerate(numbers)
    ]
    return Strip.of(weeks, StaffingPolicy(fair_from=fair[0], fair_to=fair[1]))


def test_the_fullest_week_fills_the_picture_and_an_empty_one_is_a_line() -> None:
    bars = strip_of(0, 8, 4, 2, 1, 0, 0).bars

    assert [bar.height for bar in bars] == [1, BARS, BARS / 2, BARS / 4, BARS / 8, 1, 1]
    assert all(bar.y + bar.height == BARS for bar in bars)


def test_a_fair_week_lies_within_the_band() -> None:
    strip = strip_of(1, 2, 3, 4, 0, 0, 0)

    tops = [bar.y for bar in strip.bars[:4]]
    assert all(strip.fair_y <= top <= strip.fair_y + strip.fair_height + 0.01 for top in tops)


def test_what_is_more_than_fair_stands_out() -> None:
    strip = strip_of(5, 1, 1, 1, 4, 5, 0)

    assert [bar.tone for bar in strip.bars] == ["over", "fair", "fair", "fair", "fair", "over", "coming"]
    assert strip.recent == 8


def test_the_picture_is_told_in_words() -> None:
    assert strip_of(2, 1, 3, 4, 2, 1, 0).says == (
        "Interviews a week from 2 March: 2, 1, 3, 4; this week 2; the next two 1, 0. Fair: 1 to 4."
    )
