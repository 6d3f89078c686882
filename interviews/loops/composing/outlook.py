"""The least that filling the rest of a slot can cost, were every question there as often as one likes.

A table over everything that can be reached, worked out from its end (dynamic programming). It leaves out
only that questions and families are taken once, which makes it a lower bound that is seldom far off. Where
the whole table would be too large, it forgets first how many questions were taken, then the difficulty,
then the needs; what it forgets costs nothing. In place of the first it then knows how many are wanted at
the least.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from interviews.loops.composing.costs import A_LEVEL_OFF, AN_UNUSED_MINUTE
from interviews.loops.composing.slots import Slot
from interviews.loops.composing.tally import Offer, Tally, adding

# Moves between states, of which a second holds some ten million: with the count of questions, and without.
LARGEST: Final = 200_000
LARGEST_WITHOUT: Final = 1_000_000
_TOO_MANY: Final = 1 << 40
# So many of them take as long as one step of the search.
MOVES_A_STEP: Final = 64

Table = Mapping[int, int]
_Steps = list[tuple[int, int]]


class Outlook:
    """`levels[left][number]` is the least further cost with so many questions left to take.

    `fewest` is how many questions a number wants at the least; empty where the levels know that already.
    Costs are multiples of `unit`; what cannot end well costs `never` or more. `work` is what the table
    took, in steps of the search.
    """

    def __init__(self, slot: Slot, offers: Sequence[Offer], *, unit: int, never: int) -> None:
        self._slot, self._offers, self._unit, self._never = slot, offers, unit, never
        shortest = min((offer.minutes for offer in offers), default=0)
        can_be_too_many = not shortest or slot.most < slot.high // shortest
        self.fewest: Table = {}
        for count, needs, shift, at_most in (
            (True, True, True, LARGEST),
            (False, True, True, LARGEST_WITHOUT),
            (False, True, False, LARGEST_WITHOUT),
            (False, False, False, None),
        ):
            if count and not can_be_too_many:
                continue
            self.tally = Tally(slot, offers, needs=needs, shift=shift)
            self._steps_from: dict[int, _Steps] = {}
            if self._build(count=count, at_most=at_most):
                return

    def _build(self, *, count: bool, at_most: int | None) -> bool:
        """Fill the table; False if it would be larger than that."""
        fronts = self._fronts(count=count, at_most=at_most)
        if fronts is None:
            return False
        if count:
            levels: list[Table] = [{number: self._ending(number) for number in fronts[-1]}]
            for front in reversed(fronts[:-1]):
                levels.append(self._level(front, levels[-1]))
            self.levels: Sequence[Table] = levels
        else:
            self.levels = [self._whole({number for front in fronts for number in front})] * (
                self._slot.most + 1
            )
        return True

    def _fronts(self, *, count: bool, at_most: int | None) -> list[set[int]] | None:
        """What can be reached with 0, 1, 2 … questions; unless they count, only what is new each time."""
        fronts, seen, size = [{self.tally.start}], {self.tally.start}, 0
        while len(fronts) <= self._slot.most and fronts[-1]:
            reached: set[int] = set()
            for number in fronts[-1]:
                steps = self._steps(number)
                reached.update([number + added for added, _ in steps])
                size += len(steps)
                if at_most is not None and size > at_most:
                    return None
            if not count:
                reached -= seen
                seen |= reached
            fronts.append(reached)
        self.work = size // MOVES_A_STEP
        return fronts + [set()] * (self._slot.most + 1 - len(fronts))

    def _level(self, front: set[int], below: Table) -> Table:
        level = {}
        for number in front:
            onwards = [below[number + added] + price for added, price in self._steps(number)]
            level[number] = min([*onwards, self._ending(number)])
        return level

    def _whole(self, numbers: set[int]) -> Table:
        """One table for any number of questions; each step meets a need or passes time, which is an order."""
        whole: dict[int, int] = {}
        fewest: dict[int, int] = {}
        tally, never = self.tally, self._never
        # At the horizon of `most` questions some steps lead out of what was reached.
        for number in sorted(numbers, key=lambda one: (tally.open_needs(one), -tally.minutes(one))):
            steps, end = self._steps(number), self._ending(number)
            onwards = [whole.get(number + added, never) + price for added, price in steps]
            whole[number] = min([*onwards, end])
            more = min([fewest.get(number + added, _TOO_MANY) for added, _ in steps], default=_TOO_MANY)
            fewest[number] = 0 if end < never else more + 1
        self.fewest = fewest
        return whole

    def _steps(self, number: int) -> _Steps:
        """What can be added to the number, each with its least price."""
        block = number // self.tally.width
        steps = self._steps_from.get(block)
        if steps is None:
            left = self._slot.high - self.tally.minutes(number)
            code = self.tally.open_needs(number)
            least: dict[int, int] = {}
            if self._slot.is_timed or code:
                for added, offer in adding(self.tally, self._offers, code):
                    if offer.minutes <= left:
                        least[added] = min(offer.least, least.get(added, offer.least))
            steps = self._steps_from[block] = list(least.items())
        return steps

    def _ending(self, number: int) -> int:
        return ending(self._slot, self.tally, number, unit=self._unit, never=self._never)


def ending(slot: Slot, tally: Tally, number: int, *, unit: int, never: int) -> int:
    """What ending here costs: the minutes left and the levels off; `never` when something is missing."""
    minutes = tally.minutes(number)
    if minutes < slot.low or tally.open_needs(number):
        return never
    return unit * (A_LEVEL_OFF * abs(tally.shift(number)) + AN_UNUSED_MINUTE * (slot.high - minutes))
