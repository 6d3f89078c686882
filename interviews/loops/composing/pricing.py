"""Slots that want the same questions, kept apart by prices (Lagrangian relaxation, subgradient steps).

Whoever takes a question of a family pays the family's due. All dues together are given to the plan in
advance, so a plan that takes every such family once costs what it did, and any other plan seems cheaper by
the dues unpaid: what the slots cost at the least, each by itself, less all dues, still bounds every plan
from below. Dues rise where several slots take a family and fall where none does, which brings that bound
close to the best plan. On the way, filling one slot after the other at such prices gives plans that are
good already.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from interviews.loops.composing.search import Beyond, Found, Meter, Search, Stage
from interviews.loops.composing.tally import Member

TRIES: Final = 160
# It is given up when so many tries together raised the bound by less than a tenth of a unit.
PATIENCE: Final = 24
# Every so many tries a plan is made at the prices reached.
A_PLAN_EVERY: Final = 4
# A step goes a part of the way that would close the gap, and each time that it does not help, a little less;
# seven tenths of its direction are those of the steps before. Whole numbers, for the same bytes everywhere.
_FULL, _FIRST, _SHORTER = 1_000, 60, (24, 25)
# Steps for finding the first of plans that cost the same, once it is known what they cost.
_FOR_TIES: Final = 40_000

Dues = Mapping[int, int]


def priced(stages: Sequence[Stage], known: Found, meter: Meter) -> Found:
    """The cheapest filling of the stages together, where one that is known is not yet proven to be it."""
    auction = _Auction(stages, known, meter)
    auction.run()
    ready = [_with_dues(stage, auction.dues) for stage in stages]
    meter.steps += sum(stage.outlook.work for stage in ready)
    beyond = Beyond([_by_price(stage) for stage in ready], auction.alone, meter)
    cheapest = Search(
        ready, meter, beyond=beyond, dues=auction.dues, known=auction.known, in_points=True
    ).run()
    bound = min(cheapest.cost, max(cheapest.bound, known.bound, auction.bound))
    if meter.is_over:
        return cheapest._replace(bound=bound)
    for_ties = Meter(min(_FOR_TIES, meter.left))
    beyond = Beyond([_by_price(stage) for stage in ready], auction.alone, for_ties)
    first = Search(ready, for_ties, beyond=beyond, dues=auction.dues, known=cheapest).run()
    meter.steps += for_ties.steps
    return first._replace(bound=min(first.cost, max(first.bound, bound)))


class _Auction:
    """Looks for dues with a high bound. `alone` is how each stage is filled by itself with these `dues`.

    `bound` is what the stages cost together at the least, and `known` the cheapest filling met so far.
    """

    def __init__(self, stages: Sequence[Stage], known: Found, meter: Meter) -> None:
        self._stages, self._meter = stages, meter
        self._places = {
            member.place: member for stage in stages for offer in stage.offers for member in offer.members
        }
        self.known, self.bound = known, -stages[0].never
        self.dues: Dues = {}
        self.alone: list[Found] = []

    def run(self) -> None:
        dues: Dues = {}
        direction: dict[int, int] = {}
        length, reached = _FIRST, [self.bound]
        for at in range(TRIES):
            before = self.bound
            excess, bound = self._try(dues, makes_plan=at % A_PLAN_EVERY == 0)
            reached.append(self.bound)
            if not excess or self._is_done(reached):
                break
            if self.bound == before:
                length = length * _SHORTER[0] // _SHORTER[1]
            direction = {
                family: (7 * direction.get(family, 0) + 3 * _FULL * excess.get(family, 0)) // 10
                for family in sorted(direction.keys() | excess.keys())
            }
            dues = _moved(dues, direction, (self.known.cost - bound) * length)

    def _is_done(self, reached: Sequence[int]) -> bool:
        """The bound meets the plan, or rises no more, or the meter is over."""
        slow = len(reached) > PATIENCE + 1 and (
            reached[-1] - reached[-1 - PATIENCE] < self._stages[0].unit // 10
        )
        return slow or self.bound > self.known.cost - self._stages[0].unit or self._meter.is_over

    def _try(self, dues: Dues, *, makes_plan: bool) -> tuple[dict[int, int], int]:
        """What is taken too often or too seldom at these dues, and their bound; keeps the best."""
        stages = [_by_price(_with_dues(stage, dues)) for stage in self._stages]
        self._meter.steps += sum(stage.outlook.work for stage in stages)
        alone = [Search([stage], self._meter).run() for stage in stages]
        if makes_plan:
            self._fill_in_turn(stages)
        bound = sum(found.bound for found in alone) - sum(dues.values())
        if bound > self.bound:
            self.bound, self.dues, self.alone = bound, dues, alone
        return _excess(alone, dues), bound

    def _fill_in_turn(self, stages: Sequence[Stage]) -> None:
        """Each stage with what those before it left; a filling to know if it is cheaper."""
        used = cost = 0
        taken: list[tuple[Member, ...]] = []
        for stage in stages:
            found = Search([stage], self._meter, used=used).run()
            if found.taken is None:
                return
            members = tuple(self._places[member.place] for member in found.taken[0])
            taken.append(members)
            used |= sum(member.family for member in members)
            paid = sum(member.price for member in found.taken[0])
            cost += found.cost - paid + sum(member.price for member in members)
        if cost < self.known.cost:
            self.known = Found(cost, self.known.bound, tuple(taken))


def _moved(dues: Dues, direction: Mapping[int, int], way: int) -> Dues:
    """The dues after a step in that direction, by so much of its length; none falls below nothing."""
    square = sum(by * by for by in direction.values()) or 1
    moved = {family: max(0, dues.get(family, 0) + way * by // square) for family, by in direction.items()}
    return {family: due for family, due in moved.items() if due}


def _excess(alone: Sequence[Found], dues: Dues) -> dict[int, int]:
    """By how much each family is taken too often, or, where one pays for it, too seldom."""
    taken = Counter(member.family for found in alone for members in found.taken or () for member in members)
    return {family: taken[family] - 1 for family in sorted(taken.keys() | dues.keys()) if taken[family] != 1}


def _by_price(stage: Stage) -> Stage:
    """The stage by itself: on each shelf the best by their prices with dues stand first."""
    return stage.with_offers([replace(offer, members=sorted(offer.members)) for offer in stage.offers])


def _with_dues(stage: Stage, dues: Dues) -> Stage:
    """The stage with dues in its prices; who stands first on a shelf stays so."""
    offers = []
    for offer in stage.offers:
        members = [_paying(member, dues) for member in offer.members]
        offers.append(replace(offer, members=members, least=min(member.price for member in members)))
    return Stage(stage.slot, offers, unit=stage.unit, never=stage.never)


def _paying(member: Member, dues: Dues) -> Member:
    due = dues.get(member.family)
    return member._replace(price=member.price + due) if due else member
