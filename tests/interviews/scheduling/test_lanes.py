"""Days as pictures: who has a lane, and where on it a round lies."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from interviews.scheduling.lanes import Booked, Person, pictures_of


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


ADA = Person("1", "Ada", [(at(23, 8), at(23, 17))], is_candidate=True)
INES = Person("1", "Ines", [(at(23, 10, 30), at(23, 11))])
OMAR = Person("2", "Omar", [])
CODING = Booked("7", "1", "Coding", at(23, 10), at(23, 11), ("1",))


def test_whoever_is_in_a_round_has_a_lane_and_nobody_else() -> None:
    (day,) = pictures_of([CODING], [ADA, INES, OMAR], UTC)

    assert [lane.person.name for lane in day.candidates] == ["Ada"]
    assert [lane.person.name for lane in day.interviewers] == ["Ines"]


def test_a_day_is_shown_from_an_hour_before_to_five_hours_later_at_least() -> None:
    (day,) = pictures_of([CODING], [ADA, INES], UTC)

    assert [(tick.x, tick.at.hour) for tick in day.ticks] == [(0, 9), (20, 10), (40, 11), (60, 12), (80, 13)]
    (block,) = day.lanes[0].blocks
    assert (block.x, block.width, block.title) == (20, 20, "Coding")
    (busy,) = day.lanes[1].background
    assert (busy.x, busy.width) == (30, 10)


def test_what_lies_outside_is_cut() -> None:
    (day,) = pictures_of([CODING], [ADA], UTC)

    (free,) = day.lanes[0].background
    assert (free.x, free.width) == (0, 100)


def test_days_are_the_readers() -> None:
    late = Booked("8", "1", "Oral", at(23, 23), at(24, 0), ("1",))

    pictures = pictures_of([late, CODING], [ADA, INES], ZoneInfo("Europe/Berlin"))

    assert [f"{day.day}" for day in pictures] == ["2026-03-23", "2026-03-24"]
    assert pictures[1].ticks[0].at.hour == 23


def test_trainees_and_what_stands_are_told_apart() -> None:
    learning = Booked("9", "1", "Coding", at(23, 10), at(23, 11), ("1", "2"), trainee="2", is_fixed=True)

    (day,) = pictures_of([learning], [INES, OMAR], UTC)

    assert [(lane.person.name, lane.blocks[0].is_training) for lane in day.lanes] == [
        ("Ines", False),
        ("Omar", True),
    ]
    assert day.lanes[0].blocks[0].is_fixed


def test_no_rounds_no_picture() -> None:
    assert pictures_of([], [ADA, INES], UTC) == []
