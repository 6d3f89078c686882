"""Of plans that cost the same, the one whose sorted ids come first: over the whole loop.

Each group of slots was filled so that its ids come first where a list that goes on comes before one that
ends. In a list of the whole loop something else may go on in its place: then a group may have to end
earlier, with the first few of its ids, if these fill it as cheaply. It never pays to change more than that.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from interviews.loops.composing.arranging import Arranged, arranged
from interviews.loops.composing.costs import AN_UNUSED_MINUTE
from interviews.loops.composing.search import Meter
from interviews.loops.composing.shelves import Item, Label
from interviews.loops.composing.slots import Stock


def first_of_equals(
    stock: Stock, groups: Sequence[Arranged], locked: Iterable[str], meter: Meter
) -> list[Arranged]:
    """The groups as they are to be, given that each is filled at the least cost."""
    standing = sorted(locked)
    ends = [[*_earlier_ends(stock, group, meter), group] for group in groups]
    if all(len(one) == 1 for one in ends):
        return list(groups)
    lasts = {ids_of(group)[-1] for group in chain.from_iterable(ends) if ids_of(group)} | set(standing[-1:])
    choices = [_up_to(last, ends) for last in sorted(lasts)]
    return min(
        (choice for choice in choices if choice),
        key=lambda choice: sorted(chain(standing, *map(ids_of, choice))),
        default=list(groups),
    )


def ids_of(group: Arranged) -> list[str]:
    return sorted(chain.from_iterable(group.chosen.values()))


def _up_to(last: str, ends: Sequence[Sequence[Arranged]]) -> list[Arranged]:
    """Each group as long as it can be without an id after that one; nothing when one cannot."""
    choice = []
    for one in ends:
        short = [group for group in one if not ids_of(group) or ids_of(group)[-1] <= last]
        if not short:
            return []
        choice.append(short[-1])
    return choice


def _earlier_ends(stock: Stock, group: Arranged, meter: Meter) -> list[Arranged]:
    """The group filled as cheaply by only the first few of its ids, the fewest first."""
    ids = ids_of(group)
    slots = [slot for slot in stock.slots if slot.id in group.chosen]
    places = _places(stock, ids)
    found = []
    for length in range(len(ids)):
        few = ids[:length]
        minutes = sum(places[name][0].minutes for name in few)
        least = sum(places[name][1].cost for name in few)
        least += AN_UNUSED_MINUTE * (sum(slot.high for slot in slots) - minutes)
        if minutes < sum(slot.low for slot in slots) or least > group.cost:
            continue
        shelves: dict[Label, list[Item]] = {}
        for name in few:
            shelves.setdefault(places[name][0], []).append(places[name][1])
        filled = arranged(Stock(tuple(slots), shelves, {}, weighs=True), meter)
        if filled is not None and sum(one.cost for one in filled) == group.cost:
            chosen = {key: value for one in filled for key, value in one.chosen.items()}
            if sum(map(len, chosen.values())) == length:
                found.append(Arranged(chosen, group.cost, group.bound))
    return found


def _places(stock: Stock, ids: Sequence[str]) -> Mapping[str, tuple[Label, Item]]:
    wanted = set(ids)
    return {
        item.id: (label, item)
        for label, items in stock.shelves.items()
        for item in items
        if item.id in wanted
    }
