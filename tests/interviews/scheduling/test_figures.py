"""What a plan comes to, in figures and in words."""

from typing import Any

import pytest

from interviews.scheduling.figures import Busiest, figures_of
from interviews.scheduling.wording import cost_in_words
from tests.interviews.staffing.planning.instances import candidate, instance, interviewer, round_

MONDAY = "2026-03-23"


def tree(**ines: Any) -> dict[str, Any]:
    """Ines and Omar, and a candidate with two rounds of an hour who would rather not come in the morning."""
    people = [interviewer("ines", **ines), interviewer("omar")]
    rounds = [round_("r1", wants_shadow=True), round_("r2")]
    return instance(people, [candidate("c1", rounds=rounds, avoid="morning", time_zone="UTC")], days=[MONDAY])


def booking(round: str, hour: int, *panel: str, day: str = MONDAY) -> dict[str, Any]:
    start, end = (f"{day}T{at:02}:00:00Z" for at in (hour, hour + 1))
    return {
        "candidate": "c1",
        "round": round,
        "start": start,
        "end": end,
        "panel": list(panel),
        "shadow": None,
        "why": "So.",
    }


BOOKINGS = [booking("r1", 11, "ines"), booking("r2", 13, "omar")]


def test_days_minutes_wishes_and_empty_seats_are_counted() -> None:
    figures = figures_of(tree(dislikes=["coding"], avoid="morning", time_zone="UTC"), BOOKINGS)

    assert (figures.days, figures.span_minutes, figures.empty_shadows) == (1, 180, 1)
    # Ines dislikes the kind and the morning, and the candidate dislikes the morning.
    assert figures.wishes_set_aside == 3


def test_the_busiest_is_whose_week_is_fullest_with_what_they_have_already() -> None:
    told = tree(booked={"2026-03-25": 2, "2026-03-30": 9}, weekly_limit=4, time_zone="UTC")

    busiest = figures_of(told, BOOKINGS).busiest

    assert busiest is not None
    assert (busiest.interviewer, f"{busiest.week}", busiest.count, busiest.limit) == ("ines", MONDAY, 3, 4)
    assert isinstance(busiest, Busiest)


def test_nothing_booked_is_nothing() -> None:
    figures = figures_of(tree(), [])

    assert (figures.days, figures.span_minutes, figures.busiest) == (0, 0, None)


@pytest.mark.parametrize(
    ("ines", "says"),
    [
        ({"booked": {MONDAY: 2}, "weekly_limit": 5}, "nobody goes above 3 of 5 in a week"),
        ({"booked": {MONDAY: 5}, "weekly_limit": 5}, "somebody goes to 6 of 5 in a week"),
        (
            {"recent_load": 7, "weekly_limit": 4},
            "nobody goes above 1 of 4 in a week, or had more than 7 in the last four",
        ),
    ],
)
def test_the_cost_in_words(ines: dict[str, Any], says: str) -> None:
    told = cost_in_words(tree(time_zone="UTC", **ines), BOOKINGS)

    assert told == (
        f"One day, 3 h from first to last; {says}; one wish is set aside; one trainee’s seat stays empty."
    )
