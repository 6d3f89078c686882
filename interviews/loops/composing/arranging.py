"""Fills all slots of a loop: each by itself, and together only those that want the same questions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from interviews.loops.composing.pricing import priced
from interviews.loops.composing.search import Beyond, Found, Meter, Search, Stage
from interviews.loops.composing.shelves import Item, Label, Shelves
from interviews.loops.composing.slots import Slot, Stock
from interviews.loops.composing.tally import Member, Offer

# Beyond anything that a plan can cost: a hundred rounds of a day each, every minute and level counted.
_BEYOND = 80
# Steps after which slots that want the same questions are looked at with prices.
QUICK: Final = 12_000


@dataclass(frozen=True, slots=True)
class Arranged:
    """For some rounds the ids chosen, sorted, and what they cost; nothing costs less than `bound`."""

    chosen: Mapping[str, tuple[str, ...]]
    cost: int
    bound: int


def arranged(stock: Stock, meter: Meter) -> list[Arranged] | None:
    """The cheapest filling of every slot, in groups that share nothing; None when there is no filling.

    Of fillings that cost the same it is, for each group, the one whose sorted ids come first, where a list
    that goes on comes before one that ends.
    """
    together: list[Arranged] = []
    for slots, shelves in _parts(stock):
        part = _Part(slots, shelves, meter, weighs=stock.weighs)
        groups = part.arranged()
        if groups is None:
            return None
        together += groups
    return together


def _parts(stock: Stock) -> Iterator[tuple[list[Slot], Shelves]]:
    """The slots with their shelves, apart where no family stands on the shelves of both."""
    joined = {slot.kind: {slot.kind} for slot in stock.slots}
    first_kind: dict[str, str] = {}
    for label, items in stock.shelves.items():
        for item in items:
            kind = first_kind.setdefault(item.family, label.kind)
            if joined[kind] is not joined[label.kind]:
                joined[kind] |= joined[label.kind]
                joined |= dict.fromkeys(joined[kind], joined[kind])
    for kinds in {min(kinds): kinds for kinds in joined.values()}.values():
        slots = [slot for slot in stock.slots if slot.kind in kinds]
        yield slots, {label: items for label, items in stock.shelves.items() if label.kind in kinds}


class _Part:
    """Slots that may want the same questions or families.

    A price is the question's cost in `unit`s, less a weight: 2 to the power of how many ids come after its
    own. The weights of all ids after one's own come to less than its own, and all weights of a plan to less
    than a unit. So the lowest total is the lowest cost, and among those the first list of ids: no two plans
    are tied.
    """

    def __init__(self, slots: Sequence[Slot], shelves: Shelves, meter: Meter, *, weighs: bool) -> None:
        self._meter = meter
        self._ids = sorted(item.id for items in shelves.values() for item in items)
        self._places = {name: place for place, name in enumerate(self._ids)}
        most = sum(slot.most for slot in slots)
        self._unit = 1 << (len(self._ids) + most.bit_length()) if weighs else 0
        never = max(self._unit, 1) << _BEYOND
        members = self._members(shelves)
        self._stages = [Stage(slot, _offers(slot, members), unit=self._unit, never=never) for slot in slots]
        self._never = never
        meter.steps += sum(stage.outlook.work for stage in self._stages)

    def arranged(self) -> list[Arranged] | None:
        alone = [Search([stage], self._meter).run() for stage in self._stages]
        groups: dict[tuple[int, ...], Found] = {(at,): found for at, found in enumerate(alone)}
        if any(found.taken is None for found in alone):
            return None
        while pair := self._at_odds(groups):
            joined = tuple(sorted(pair[0] + pair[1], key=self._scarcity))
            found = self._filled(joined, [alone[at] for at in joined])
            if found.taken is None:
                return None
            bound = max(found.bound, sum(groups.pop(group).bound for group in pair))
            groups[joined] = found._replace(bound=bound)
        return [self._in_words(group, found) for group, found in groups.items()]

    def _at_odds(
        self, groups: Mapping[tuple[int, ...], Found]
    ) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
        """Two groups that took the same question or two of a family, if there are such."""
        families = {
            group: sum(member.family for members in found.taken or () for member in members)
            for group, found in groups.items()
        }
        return next((pair for pair in combinations(groups, 2) if families[pair[0]] & families[pair[1]]), None)

    def _scarcity(self, at: int) -> tuple[int, int]:
        return sum(len(offer.members) for offer in self._stages[at].offers), at

    def _filled(self, group: Sequence[int], alone: Sequence[Found]) -> Found:
        """Quickly if that will do, else with prices on what several slots want."""
        stages = [self._stages[at] for at in group]
        quick = Meter(min(QUICK, self._meter.left))
        found = Search(stages, quick, beyond=Beyond(stages, alone, quick)).run()
        self._meter.steps += quick.steps
        if found.taken is None or found.bound == found.cost:
            return found
        return priced(stages, found, self._meter)

    def _in_words(self, group: Sequence[int], found: Found) -> Arranged:
        chosen = {
            self._stages[at].slot.id: tuple(sorted(self._ids[member.place] for member in members))
            for at, members in zip(group, found.taken or (), strict=True)
        }
        return Arranged(chosen, self._points(found.cost), self._points(found.bound))

    def _points(self, total: int) -> int:
        """The cost whose total, less some weights, this is: the next whole unit."""
        return -(-total // self._unit) if self._unit else 0

    def _members(self, shelves: Shelves) -> dict[Label, list[Member]]:
        bits = {
            family: 1 << at
            for at, family in enumerate(sorted({item.family for items in shelves.values() for item in items}))
        }
        homes = Counter(family for items in shelves.values() for family in {item.family for item in items})
        return {
            label: [
                Member(
                    self._price(item),
                    bits[item.family],
                    1 << self._places[item.id],
                    homes[item.family] == 1,
                    self._places[item.id],
                )
                for item in items
            ]
            for label, items in sorted(shelves.items(), key=_in_order)
        }

    def _price(self, item: Item) -> int:
        if not self._unit:
            return 0
        return self._unit * item.cost - (1 << (len(self._ids) - 1 - self._places[item.id]))


def _in_order(shelf: tuple[Label, list[Item]]) -> tuple[object, ...]:
    label = shelf[0]
    return (label.kind, label.minutes, label.difficulty, sorted(label.competencies))


def _offers(slot: Slot, members: Mapping[Label, list[Member]]) -> list[Offer]:
    """The shelves of the slot's kind whose questions it can use."""
    offers = []
    for label, there in members.items():
        met = sum(1 << at for at, (name, _) in enumerate(slot.needs) if name in label.competencies)
        if label.kind == slot.kind and slot.holds_of(label) and (met or slot.is_timed):
            minutes = label.minutes if slot.is_timed else 0
            offers.append(Offer(minutes, label.difficulty - slot.difficulty, met, there, there[0].price))
    return offers
