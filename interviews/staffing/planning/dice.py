"""Numbers that look like chance and are the same in every run."""

from collections.abc import MutableSequence
from typing import Final

_FACTOR: Final = 6364136223846793005
_STEP: Final = 1442695040888963407
_MASK: Final = (1 << 64) - 1


class Dice:
    """Knuth's linear congruence: the same throws with every version of Python."""

    def __init__(self) -> None:
        self._state = _STEP

    def throw(self, sides: int) -> int:
        """A number from nought on, under so many."""
        self._state = (self._state * _FACTOR + _STEP) & _MASK
        return (self._state >> 33) % sides

    def shuffle(self, things: MutableSequence[str]) -> None:
        for at in range(len(things) - 1, 0, -1):
            other = self.throw(at + 1)
            things[at], things[other] = things[other], things[at]
