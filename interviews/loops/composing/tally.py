"""How far a slot is filled, as one whole number: open needs, minutes, the shift in difficulty."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interviews.loops.composing.slots import Slot


class Member(NamedTuple):
    """A question as the search takes it: its price, and a bit of its own and of its family.

    `is_private`: nobody of its family stands on another shelf.
    """

    price: int
    family: int
    bit: int
    is_private: bool
    place: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A shelf as a slot sees it: minutes, levels above its difficulty, which needs it meets (one bit each).

    `least` is the price of its cheapest member.
    """

    minutes: int
    shift: int
    met: int
    members: Sequence[Member]
    least: int


class Tally:
    """Reads and writes such numbers for one slot; without needs or shift it forgets these: a lower bound.

    A number is (open needs · minutes · shift), the last counting fastest. What an offer adds depends on which
    needs are open, but on nothing else.
    """

    def __init__(self, slot: Slot, offers: Sequence[Offer], *, needs: bool, shift: bool) -> None:
        self._counts = tuple(count for _, count in slot.needs) if needs else ()
        self._worth = [1]
        for count in self._counts:
            self._worth.append(self._worth[-1] * (count + 1))
        widest = max((abs(offer.shift) for offer in offers), default=0)
        self._zero = abs(slot.shift) + slot.most * widest if shift else 0
        self._keeps_shift, self.forgets_needs = shift, not needs
        self._length = slot.high + 1
        self.width = 2 * self._zero + 1
        every = self._worth[-1] - 1
        self.start = every * self._length * self.width + self._zero + (slot.shift if shift else 0)

    def open_needs(self, number: int) -> int:
        """A code for what each need still wants; 0 when all are met."""
        return number // self.width // self._length

    def minutes(self, number: int) -> int:
        return number // self.width % self._length

    def shift(self, number: int) -> int:
        return number % self.width - self._zero

    def first_open(self, code: int) -> int:
        """The bit of the first need that is open, or 0."""
        return next(
            (1 << at for at, count in enumerate(self._counts) if code // self._worth[at] % (count + 1)),
            0,
        )

    def added(self, code: int, offer: Offer) -> int:
        """What one question of the offer adds to a number whose open needs are these."""
        met = sum(
            self._worth[at]
            for at, count in enumerate(self._counts)
            if offer.met >> at & 1 and code // self._worth[at] % (count + 1)
        )
        return (offer.minutes - met * self._length) * self.width + (offer.shift if self._keeps_shift else 0)


def adding(tally: Tally, offers: Sequence[Offer], code: int) -> list[tuple[int, Offer]]:
    """The offers to take next, with what each adds: all that meet the first open need; without one, all.

    Every plan can be put together in this order, for the need is to be met by somebody.
    """
    first = tally.first_open(code)
    return [(tally.added(code, offer), offer) for offer in offers if not first or offer.met & first]
