"""Loops with their rounds, questions and seats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench.filling.house import House, RoundPlan
from bench.filling.words import Pen
from hiring.candidates.models import Candidacy, Candidate
from hiring.candidates.states import CandidacyStatus
from hiring.people.models import Member
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.states import LoopStatus
from interviews.staffing.models import Part, Seat

# What is old is decided. Of the newest loops, one in five waits for its decision.
OPEN_EVERY = 5
HALF_DAY = timedelta(hours=12)
PLANNED = ("position", "kind", "title", "brief", "minutes", "panel_size", "difficulty", "question_count")


@dataclass(frozen=True)
class PlannedSeat:
    """A seat with the plan of its round and the questions chosen there."""

    seat: Seat
    plan: RoundPlan
    questions: Sequence[RoundQuestion]


@dataclass(frozen=True)
class PlannedLoop:
    """A loop, how many came before it, and its seats in the order of their rounds."""

    number: int
    loop: Loop
    seats: Sequence[PlannedSeat]

    @property
    def is_open(self) -> bool:
        return self.loop.status == LoopStatus.PUBLISHED

    @property
    def ends_at(self) -> datetime:
        """When the last of its rounds is over."""
        return max(place.seat.ends_at for place in self.seats if place.seat.ends_at)


def add_loops(house: House, numbers: range, pen: Pen, *, open_from: int) -> list[PlannedLoop]:
    """One loop for each number, each of a candidate of its own; all below `open_from` are decided."""
    loops = _loops(house, numbers, pen, open_from)
    rounds = Round.objects.bulk_create(
        Round(
            loop=loop,
            rubric_version=plan.rubric_version,
            starts_at=_hour(house, number, at),
            **{name: getattr(plan.planned, name) for name in PLANNED},
        )
        for number, loop in zip(numbers, loops, strict=True)
        for at, plan in enumerate(house.plans)
    )
    questions = _questions(house, rounds)
    seats = _seats(house, numbers, rounds)
    width = len(house.plans)
    return [
        PlannedLoop(
            number,
            loop,
            [
                PlannedSeat(seats[place], house.plans[at], questions[place])
                for at, place in enumerate(range(width * index, width * (index + 1)))
            ],
        )
        for index, (number, loop) in enumerate(zip(numbers, loops, strict=True))
    ]


def _loops(house: House, numbers: range, pen: Pen, open_from: int) -> list[Loop]:
    are_open = [number >= open_from and number % OPEN_EVERY == 0 for number in numbers]
    candidates = Candidate.objects.bulk_create(
        Candidate(organization=house.organization, name=pen.name(), email=f"candidate{n}@bench.example")
        for n in numbers
    )
    candidacies = Candidacy.objects.bulk_create(
        Candidacy(
            organization=house.organization,
            candidate=candidate,
            opening=house.openings[number % len(house.openings)],
            status=CandidacyStatus.ACTIVE if is_open else CandidacyStatus.DECLINED,
        )
        for number, candidate, is_open in zip(numbers, candidates, are_open, strict=True)
    )
    return Loop.objects.bulk_create(
        Loop(
            organization=house.organization,
            candidacy=candidacy,
            title=f"Senior ML engineer, loop {number}",
            status=LoopStatus.PUBLISHED if is_open else LoopStatus.DECIDED,
            template_version_id=house.plans[0].planned.version_id,
            created_by=house.recruiter,
        )
        for number, candidacy, is_open in zip(numbers, candidacies, are_open, strict=True)
    )


def _hour(house: House, number: int, at: int) -> datetime:
    """When a round begins: as many loops at a time as there are people for, two such sets a day."""
    return house.since + (number // _teams(house)) * HALF_DAY + timedelta(hours=2 * at)


def _questions(house: House, rounds: Sequence[Round]) -> list[list[RoundQuestion]]:
    """The questions of each round."""
    chosen = [
        [
            RoundQuestion(round=row, question_version_id=version, position=position)
            for position, version in enumerate(house.plans[at % len(house.plans)].questions, start=1)
        ]
        for at, row in enumerate(rounds)
    ]
    RoundQuestion.objects.bulk_create([question for those in chosen for question in those])
    return chosen


def _seats(house: House, numbers: range, rounds: Sequence[Round]) -> list[Seat]:
    """One lead for each round; nobody is in two loops of the same half day."""
    return Seat.objects.bulk_create(
        Seat(
            round=row,
            member=_lead(house, numbers[place // len(house.plans)], place % len(house.plans)),
            part=Part.LEAD,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for place, row in enumerate(rounds)
    )


def _lead(house: House, number: int, at: int) -> Member:
    half_day, team = divmod(number, _teams(house))
    # The teams move by one each half day, so that everybody meets everybody.
    return house.interviewers[(team * len(house.plans) + at + half_day) % len(house.interviewers)]


def _teams(house: House) -> int:
    """How many loops can be held at a time."""
    return len(house.interviewers) // len(house.plans)
