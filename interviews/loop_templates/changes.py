"""What changed between two versions of a template: rounds added, taken out, moved, and planned otherwise.

Rounds of different versions know nothing of each other. Those that are the same belong together, then those
of one title and kind, of one title, of one kind, each in their order; what is left was added or taken out. Of
the rounds that are in both, as few as possible count as moved: those beside a longest row that keeps its
order. All functions are pure, and values are as they were given.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto


@dataclass(frozen=True, slots=True)
class Named:
    """Something beside the template, told apart by its id."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRead:
    """A round as one version plans it; times are in minutes."""

    title: str
    kind: str
    brief: str
    minutes: int
    break_minutes: int
    place: str
    panel_size: int
    rubric: Named
    difficulty: int
    question_count: int
    competencies: frozenset[Named] = frozenset()
    questions: frozenset[Named] = frozenset()


# Told by their old and their new value, in this order.
FIELDS = (
    "kind",
    "minutes",
    "break_minutes",
    "place",
    "panel_size",
    "rubric",
    "difficulty",
    "question_count",
    "brief",
)
# Told name by name.
LISTS = ("competencies", "questions")
Value = str | int | Named


class Sort(StrEnum):
    ADDED = auto()
    REMOVED = auto()
    MOVED = auto()
    RENAMED = auto()
    CHANGED = auto()
    GAINED = auto()
    LOST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is otherwise; `round` is the round's newest title.

    `old` and `new` are values of the `field`, titles of what was renamed, or places, from 1, of what was
    moved; what was added has only a new one, what was taken out only an old one.
    """

    sort: Sort
    round: str
    field: str = ""
    old: Value | None = None
    new: Value | None = None


def changes_between(old: Sequence[RoundRead], new: Sequence[RoundRead]) -> list[Change]:
    """What the new plan says otherwise, round by round in its order, then what it no longer has."""
    came_from = _pairs(old, new)
    stayed = _in_order([came_from[place] for place in sorted(came_from)])
    changes: list[Change] = []
    for place, planned in enumerate(new):
        before = came_from.get(place)
        if before is None:
            changes.append(Change(sort=Sort.ADDED, round=planned.title, new=place + 1))
            continue
        if before not in stayed:
            changes.append(Change(sort=Sort.MOVED, round=planned.title, old=before + 1, new=place + 1))
        changes.extend(_within(old[before], planned))
    gone = sorted(set(range(len(old))) - set(came_from.values()))
    changes += [Change(sort=Sort.REMOVED, round=old[place].title, old=place + 1) for place in gone]
    return changes


def _within(old: RoundRead, new: RoundRead) -> Iterator[Change]:
    """What one round says otherwise."""
    if old.title != new.title:
        yield Change(sort=Sort.RENAMED, round=new.title, old=old.title, new=new.title)
    for field in FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield Change(sort=Sort.CHANGED, round=new.title, field=field, old=before, new=after)
    for field in LISTS:
        had, has = getattr(old, field), getattr(new, field)
        for thing in _by_name(has - had):
            yield Change(sort=Sort.GAINED, round=new.title, field=field, new=thing)
        for thing in _by_name(had - has):
            yield Change(sort=Sort.LOST, round=new.title, field=field, old=thing)


def _by_name(things: frozenset[Named]) -> list[Named]:
    return sorted(things, key=lambda thing: (thing.name, thing.id))


def _pairs(old: Sequence[RoundRead], new: Sequence[RoundRead]) -> dict[int, int]:
    """The old place of each new round that has one."""
    likenesses: tuple[Callable[[RoundRead], Hashable], ...] = (
        lambda planned: planned,
        lambda planned: (planned.title, planned.kind),
        lambda planned: planned.title,
        lambda planned: planned.kind,
    )
    came_from: dict[int, int] = {}
    for likeness in likenesses:
        free: dict[Hashable, list[int]] = defaultdict(list)
        for place in sorted(set(range(len(old))) - set(came_from.values())):
            free[likeness(old[place])].append(place)
        for place in sorted(set(range(len(new))) - came_from.keys()):
            if alike := free[likeness(new[place])]:
                came_from[place] = alike.pop(0)
    return came_from


def _in_order(places: Sequence[int]) -> set[int]:
    """The members of a longest row of rising places; they did not move, whatever the others did."""
    lasts: list[int] = []
    rows: list[list[int]] = []
    for place in places:
        length = bisect_left(lasts, place)
        row = [*(rows[length - 1] if length else []), place]
        lasts[length : length + 1] = [place]
        rows[length : length + 1] = [row]
    return set(rows[-1]) if rows else set()
