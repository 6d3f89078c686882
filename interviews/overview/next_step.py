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
    FILL_SCORECARD = auto()
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


@dataclass(frozen=True)
class Eyes:
    """Who looks at the loop: what they may do, and whether they still owe a scorecard for it."""

    may_plan: bool = False
    may_read_opening: bool = False
    sees_debrief: bool = False
    owes_scorecard: bool = False


PLANNING = {Step.ADD_ROUNDS, Step.SEAT_INTERVIEWERS, Step.CHOOSE_QUESTIONS, Step.PUBLISH, Step.OPEN_DEBRIEF}


def step_for(eyes: Eyes, standing: Standing) -> Step:
    """The next step as it falls to this reader; one's own scorecard goes before everything else."""
    if eyes.owes_scorecard and standing.status == "published":
        return Step.FILL_SCORECARD
    step = step_of(standing)
    if step in PLANNING:
        return step if eyes.may_plan else Step.NOTHING
    if step in {Step.READ_DEBRIEF, Step.REQUEST_PACKET, Step.OPEN_PACKET}:
        if not eyes.sees_debrief:
            return Step.NOTHING
        return step if eyes.may_read_opening else Step.READ_DEBRIEF
    return step


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
