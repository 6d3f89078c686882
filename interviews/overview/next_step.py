"""The one thing to do next for a loop; the same on every page that names it. Pure: facts in, a step out."""

from dataclasses import dataclass
from enum import StrEnum, auto


class Step(StrEnum):
    """What a loop waits for, in the order in which a loop goes through it."""

    ADD_ROUNDS = auto()
    SEAT_INTERVIEWERS = auto()
    CHOOSE_QUESTIONS = auto()
    PUBLISH = auto()
    WAIT_FOR_SCORECARDS = auto()
    OPEN_DEBRIEF = auto()
    READ_DEBRIEF = auto()
    REQUEST_PACKET = auto()
    OPEN_PACKET = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class Standing:
    """How a loop stands. `scorecards` counts judging seats, `submitted` those whose scorecard is in."""

    status: str
    rounds: int = 0
    rounds_without_questions: int = 0
    missing_interviewers: int = 0
    scorecards: int = 0
    submitted: int = 0
    has_debrief: bool = False
    is_decided: bool = False
    has_packet: bool = False


def step_of(standing: Standing) -> Step:
    """The next step of a loop for those who plan it and read its debrief."""
    match standing.status:
        case "draft":
            return _of_draft(standing)
        case "cancelled":
            return Step.NOTHING
        case _:
            return _after_publication(standing)


def _of_draft(standing: Standing) -> Step:
    if not standing.rounds:
        return Step.ADD_ROUNDS
    if standing.missing_interviewers:
        return Step.SEAT_INTERVIEWERS
    if standing.rounds_without_questions:
        return Step.CHOOSE_QUESTIONS
    return Step.PUBLISH


def _after_publication(standing: Standing) -> Step:
    if standing.is_decided:
        return Step.OPEN_PACKET if standing.has_packet else Step.REQUEST_PACKET
    if standing.has_debrief:
        return Step.READ_DEBRIEF
    if standing.submitted < standing.scorecards:
        return Step.WAIT_FOR_SCORECARDS
    return Step.OPEN_DEBRIEF
