"""What a role may do everywhere in its organization; what depends on an opening or a seat, its room says."""

from enum import StrEnum, auto

from hiring.foundations.errors import NotAllowed


class Capability(StrEnum):
    MANAGE_ORGANIZATION = auto()
    WRITE_LIBRARY = auto()
    PROPOSE_QUESTIONS = auto()
    READ_LIBRARY = auto()
    PLAN_EVERY_LOOP = auto()
    PLAN_OWN_LOOPS = auto()
    SIT_ON_COMMITTEES = auto()
    TAKE_SEATS = auto()


CAPABILITIES_OF_ROLE: dict[str, frozenset[Capability]] = {
    "admin": frozenset(
        {
            Capability.MANAGE_ORGANIZATION,
            Capability.WRITE_LIBRARY,
            Capability.PROPOSE_QUESTIONS,
            Capability.READ_LIBRARY,
            Capability.PLAN_EVERY_LOOP,
            Capability.TAKE_SEATS,
        }
    ),
    "recruiter": frozenset(
        {
            Capability.WRITE_LIBRARY,
            Capability.PROPOSE_QUESTIONS,
            Capability.READ_LIBRARY,
            Capability.PLAN_EVERY_LOOP,
            Capability.TAKE_SEATS,
        }
    ),
    "hiring_manager": frozenset(
        {
            Capability.WRITE_LIBRARY,
            Capability.PROPOSE_QUESTIONS,
            Capability.READ_LIBRARY,
            Capability.PLAN_OWN_LOOPS,
            Capability.TAKE_SEATS,
        }
    ),
    "interviewer": frozenset({Capability.PROPOSE_QUESTIONS, Capability.READ_LIBRARY, Capability.TAKE_SEATS}),
    "committee": frozenset({Capability.READ_LIBRARY, Capability.SIT_ON_COMMITTEES, Capability.TAKE_SEATS}),
}


def require(verdict: bool, message: str = "") -> None:
    """Return when the verdict is yes, raise `NotAllowed` when it is no."""
    if not verdict:
        raise NotAllowed(message)
