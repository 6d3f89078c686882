"""The cheapest way to fill slots that draw on the same questions: depth first, slot after slot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import chain
from operator import or_
from types import MappingProxyType
from typing import Final, NamedTuple

from interviews.loops.composing.outlook import Outlook, ending
from interviews.loops.composing.slots import Slot
from interviews.loops.composing.tally import Member, Offer, Tally, adding

# A look at so many shelves is a step of its own.
SHELVES_A_STEP: Final = 32


@dataclass(slots=True)
class Meter:
    """Counts steps, the same on every machine; past the limit whoever has a plan goes with it."""

    limit: int
    steps: int = 0

    @property
    def left(self) -> int:
        return max(0, self.limit - self.steps)

    @property
    def is_over(self) -> bool:
        return self.steps >= self.limit


class Stage:
    """One slot with what it can take, ready to be searched."""

    def __init__(
        self, slot: Slot, offers: Sequence[Offer], *, unit: int, never: int, outlook: Outlook | None = None
    ) -> None:
        self.slot, self.offers, self.unit, self.never = slot, offers, unit, never
        self.outlook = outlook or Outlook(slot, offers, unit=unit, never=never)
        self.tally = Tally(slot, offers, needs=True, shift=True)
        self._takings: dict[int, list[tuple[int, int, Offer]]] = {}

    def with_offers(self, offers: Sequence[Offer]) -> "Stage":
        """The same with other members, or the same in another order, at no other least prices."""
        return Stage(self.slot, offers, unit=self.unit, never=self.never, outlook=self.outlook)

    def takings(self, number: int) -> list[tuple[int, int, Offer]]:
        """The offers to take next: what each adds to the number and to the outlook's, and the offer."""
        code = self.tally.open_needs(number)
        takings = self._takings.get(code)
        if takings is None:
            coarse = self.outlook.tally
            bare = 0 if coarse.forgets_needs else code
            takings = self._takings[code] = (
                [
                    (added, coarse.added(bare, offer), offer)
                    for added, offer in adding(self.tally, self.offers, code)
                ]
                if code or self.slot.is_timed
                else []
            )
        return takings

    def ending(self, number: int) -> int:
        return ending(self.slot, self.tally, number, unit=self.unit, never=self.never)


class Found(NamedTuple):
    """The cheapest filling, for each slot its members, or None; nothing costs less than `bound`.

    The two are the same unless the search was cut short.
    """

    cost: int
    bound: int
    taken: tuple[tuple[Member, ...], ...] | None


class _Node(NamedTuple):
    """A filling begun: slot `at` has `left` questions to take and stands at `number` (`coarse` in the
    outlook).

    `spent` so far, and at the least `beyond` this slot; `used` families; `passed` are members whose taking in
    this slot is looked at elsewhere.
    """

    at: int
    left: int
    number: int
    coarse: int
    spent: int
    beyond: int
    used: int
    passed: int
    taken: tuple[tuple[Member, ...], ...]


_Child = tuple[int, int, int, Member]


class Beyond:
    """What slots cost at the least, each by itself, with the families that others leave to it.

    On their shelves the cheapest stand first; `alone` is how each is filled when nothing is used yet.
    """

    def __init__(self, stages: Sequence[Stage], alone: Sequence[Found], meter: Meter) -> None:
        self._stages, self._alone, self._meter = stages, alone, meter
        self._reach = [
            _families(member for offer in stage.offers for member in offer.members) for stage in stages
        ]
        self._wanted = [_families(chain.from_iterable(found.taken or ())) for found in alone]
        self._known: dict[tuple[int, int], int] = {}

    def least(self, at: int, used: int) -> int:
        """A lower bound on the slots from `at` on together, when these families are used."""
        return sum(self._least_of(one, used) for one in range(at, len(self._stages)))

    def _least_of(self, at: int, used: int) -> int:
        if not self._wanted[at] & used:
            return self._alone[at].bound
        key = at, used & self._reach[at]
        if key not in self._known:
            self._known[key] = Search([self._stages[at]], self._meter, used=used).run().bound
        return self._known[key]


def _families(members: Iterable[Member]) -> int:
    return reduce(or_, (member.family for member in members), 0)


class Search:
    """Looks for the cheapest filling; `beyond` bounds what the slots after the one at hand will cost.

    `dues` (by family) are in the members' prices, and the plan is given their sum in advance: what it does
    not use of that is added when it is complete. A plan that is `known` need not be found again; families
    that are `used` are not to be taken. `in_points`, it looks for what is cheaper by a whole unit, and leaves
    ties as they come.
    """

    def __init__(
        self,
        stages: Sequence[Stage],
        meter: Meter,
        *,
        beyond: Beyond | None = None,
        dues: Mapping[int, int] = MappingProxyType({}),
        known: Found | None = None,
        used: int = 0,
        in_points: bool = False,
    ) -> None:
        self._stages, self._beyond, self._meter, self._dues = stages, beyond, meter, dues
        self._step = max(stages[0].unit, 1) if in_points else 1
        self._known = known or Found(stages[0].never, stages[0].never, None)
        # What costs as much as this is of no use.
        self._best = self._least_useless(self._known.cost)
        self._left_open = self._best
        self._first = self._beginning(0, -sum(dues.values()), used, ())
        # At the beginning of a slot only the families used so far matter, not which slot holds them.
        self._begun: dict[tuple[int, int], int] = {}

    def run(self) -> Found:
        """Look until nothing cheaper can be left, or until the meter is over and there is a plan."""
        stack = [self._onwards(self._first)]
        while stack:
            node = next(stack[-1], None)
            if node is None:
                stack.pop()
            else:
                stack.append(self._onwards(node))
        return self._known._replace(bound=min(self._best, self._left_open))

    def _beginning(self, at: int, spent: int, used: int, taken: tuple[tuple[Member, ...], ...]) -> _Node:
        stage = self._stages[at]
        return _Node(
            at=at,
            left=stage.slot.most,
            number=stage.tally.start,
            coarse=stage.outlook.tally.start,
            spent=spent,
            beyond=self._least(at + 1, used),
            used=used,
            passed=0,
            taken=(*taken, ()),
        )

    def _least(self, at: int, used: int) -> int:
        return self._beyond.least(at, used) if self._beyond else 0

    def _onwards(self, node: _Node) -> Iterator[_Node]:
        """What to look at after this node, the most promising first; notes a filling that ends here."""
        self._meter.steps += 1
        yield from self._ended(node)
        if not node.left:
            return
        passed = node.passed
        for bound, added, coarse, member in self._children(node):
            if bound >= self._best:
                return
            if self._meter.is_over and self._known.taken is not None:
                self._left_open = min(self._left_open, bound)
                return
            yield _Node(
                at=node.at,
                left=node.left - 1,
                number=node.number + added,
                coarse=node.coarse + coarse,
                spent=node.spent + member.price,
                beyond=node.beyond,
                used=node.used | member.family,
                passed=passed,
                taken=(*node.taken[:-1], (*node.taken[-1], member)),
            )
            passed |= member.bit

    def _ended(self, node: _Node) -> Iterator[_Node]:
        """The slot is full as it is: the next one's beginning, or after the last one a plan."""
        spent = node.spent + self._stages[node.at].ending(node.number)
        after = node.at + 1
        if spent + node.beyond >= self._best:
            return
        if after == len(self._stages):
            self._note(spent, node)
        elif spent < self._begun.get((after, node.used), self._best):
            self._begun[after, node.used] = spent
            if spent + self._least(after, node.used) < self._best:
                yield self._beginning(after, spent, node.used, node.taken)

    def _note(self, spent: int, node: _Node) -> None:
        cost = spent + sum(due for family, due in self._dues.items() if not family & node.used)
        if cost < self._best:
            self._known = Found(cost, cost, node.taken)
            self._best = self._least_useless(cost)

    def _least_useless(self, cost: int) -> int:
        """In whole units, any total above those of the next cheaper cost; otherwise the cost itself."""
        return (-(-cost // self._step) - 1) * self._step + 1 if self._step > 1 else cost

    def _children(self, node: _Node) -> list[_Child]:
        """Whom to take next: of each shelf the first that is free, and past those with family elsewhere.

        Who stands behind a free one without family elsewhere is no better than that one: only after it.
        """
        stage = self._stages[node.at]
        below = stage.outlook.levels[node.left - 1]
        base = node.spent + node.beyond
        allowance = self._best - base
        children: list[_Child] = []
        takings = stage.takings(node.number)
        self._meter.steps += len(takings) // SHELVES_A_STEP
        for added, coarse, offer in takings:
            onwards = below.get(node.coarse + coarse, stage.never)
            wanted = stage.outlook.fewest.get(node.coarse + coarse, 0)
            if onwards + offer.least >= allowance or wanted >= node.left:
                continue
            for member in offer.members:
                if node.used & member.family:
                    continue
                if onwards + member.price < allowance and not node.passed & member.bit:
                    children.append((base + onwards + member.price, added, coarse, member))
                if member.is_private:
                    break
        children.sort(key=lambda child: (child[0], child[3].place))
        return children
