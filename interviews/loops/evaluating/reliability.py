"""How far a panel's mean judgement can be trusted, and what one interviewer more adds to that.

The Spearman–Brown prophecy formula (Spearman 1910; Brown 1910): k judges of whom each alone has reliability r
have k·r ÷ (1 + (k − 1)·r) together, if they judge independently and the same thing.
"""

from dataclasses import dataclass

# Of one interviewer with questions and anchors. It is assumed, not measured here, and pages say so.
ONE_INTERVIEWER = 0.5
# From here on one more costs an hour of somebody's and of the candidate's, and adds little.
ENOUGH_INTERVIEWERS = 4


@dataclass(frozen=True)
class Step:
    """So many interviewers, what they have together (0 to 1), and what the last of them added."""

    interviewers: int
    reliability: float
    gain: float


def spearman_brown(judges: int, one: float = ONE_INTERVIEWER) -> float:
    """The reliability, 0 to 1, of the mean of so many judges; `one` is that of a single judge, 0 to 1.

    Raises ValueError for fewer than no judges, and for a reliability outside of its range.
    """
    if judges < 0 or not 0 <= one <= 1:
        raise ValueError(f"{judges} judges of reliability {one} make no panel.")
    return judges * one / (1 + (judges - 1) * one) if judges else 0.0


def steps_up_to(interviewers: int, one: float = ONE_INTERVIEWER) -> tuple[Step, ...]:
    """From one interviewer to so many, each with what it added."""
    reached = [spearman_brown(count, one) for count in range(interviewers + 1)]
    return tuple(
        Step(count, reached[count], reached[count] - reached[count - 1])
        for count in range(1, interviewers + 1)
    )
