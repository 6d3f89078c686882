"""What a plan costs, in whole points."""

from typing import Final

from interviews.loops.composing.instance import Question

RECENTLY: Final = 100
A_LEVEL_OFF: Final = 20
AN_UNUSED_MINUTE: Final = 2


def cost_of(question: Question) -> int:
    """⌊12·log₂(1 + times asked)⌋ + 5, and 100 more if it was asked recently; at least 5.

    The logarithm is exact: the whole part of log₂ of a power is one less than the power's length in bits.
    """
    worn = ((1 + question.asked_count) ** 12).bit_length() - 1
    return worn + 5 + RECENTLY * question.recently_asked
