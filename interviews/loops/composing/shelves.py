"""The questions that can matter: alike ones stand on one shelf, and of each shelf only the cheapest are
kept.

On a shelf stand questions that any round would take one for another: of one kind, as long, as difficult,
with the same competencies of those that are needed. Suppose a plan asks a question q that is not kept. The
other questions of the plan hold so few families that one of those kept in its stead is free; with that one
for q the plan still holds, costs no more, and if it costs as much, its ids come first. So the best plan
asks none but kept ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from interviews.loops.composing.instance import Question


class Label(NamedTuple):
    """What the questions of a shelf have in common; `broken` are the loop's rules that they all break."""

    kind: str
    minutes: int
    difficulty: int
    competencies: frozenset[str]
    broken: tuple[str, ...] = ()


class Item(NamedTuple):
    """A question on its shelf. Ordered as they are taken: the cheapest first, of equals the first id."""

    cost: int
    id: str
    family: str


Shelves = Mapping[Label, list[Item]]


@dataclass(frozen=True, slots=True)
class Room:
    """How many questions one plan can hold: of each shelf, of each kind, and in the whole loop."""

    shelf: Mapping[Label, int]
    kind: Mapping[str, int]

    @property
    def loop(self) -> int:
        return sum(self.kind.values())


def family_of(question: Question, *, families_hold: bool = True) -> str:
    """A name for the question's family; who has none, or where families do not matter, is alone in theirs."""
    if question.family is None or not families_hold:
        return "alone:" + question.id
    return "family:" + question.family


def thinned(shelves: Shelves, room: Room) -> dict[Label, list[Item]]:
    """The shelves with only what can matter in a plan that holds so much.

    Of each family a shelf keeps the first. It keeps as many families found on no other shelf as a plan can
    take from it, or as many of its kind's own as the kind can hold, or as many as the loop can hold:
    whichever comes first.
    """
    homes = _homes(shelves)
    return {label: _first_of(label, items, room, homes) for label, items in shelves.items()}


def _homes(shelves: Shelves) -> dict[str, Label | str | None]:
    """For each family its only shelf; else its only kind; else None."""
    homes: dict[str, Label | str | None] = {}
    for label, items in shelves.items():
        for item in items:
            home = homes.setdefault(item.family, label)
            if home is not None and home is not label:
                kind = home if isinstance(home, str) else home.kind
                homes[item.family] = kind if kind == label.kind else None
    return homes


def _first_of(
    label: Label, items: Iterable[Item], room: Room, homes: Mapping[str, Label | str | None]
) -> list[Item]:
    kept: dict[str, Item] = {}
    of_the_shelf = of_the_kind = 0
    for item in sorted(items):
        if (
            of_the_shelf >= room.shelf[label]
            or of_the_kind >= room.kind[label.kind]
            or len(kept) >= room.loop
        ):
            break
        if item.family not in kept:
            kept[item.family] = item
            home = homes[item.family]
            of_the_shelf += home is label
            of_the_kind += home is not None
    return list(kept.values())
