"""Headings: which units are some, whichever format lost their marks, and what their sections are for."""

import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, difficulty, noise
from rubrics.importing.parsing.marks import mark_of, undecorated
from rubrics.importing.parsing.openers import Form, Opener
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.roles import role_of
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.sections import SOFT, Role

STRONG_DEPTH, PLAIN_DEPTH = 7, 8
PART = re.compile(
    r"(?:part|section|chapter|round|stage|module|teil|abschnitt|partie|parte|sección)\s+\w{1,4}\b",
    re.IGNORECASE,
)
TRAILING_SIGNS = re.compile(r"[^\w.,;:!?…)。，；！？]+$")
LETTER = re.compile(r"(?:[A-H]|[IVX]{1,4})[.)]")
# What no title is, however short: a line of an answer key, a formula.
NO_TITLE = re.compile(r"^\d{1,3}\s?[-.:)=–—]?\s?\(?[A-Ha-h]\)?$|\s[=≈≤≥<>]\s")
KEY_PAIR = re.compile(r"\d\s?[-.:)=–—]?\s?[A-Ha-h]\b")
ADVERTISEMENT = "advertisement"
MOST_WORDS, LONGEST = 12, 90


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the depth of its section, its role if its words tell one, and its difficulty."""

    unit: Unit
    depth: int
    text: str
    role: Role | None
    difficulty: int | None


def heading_of(unit: Unit, units: Sequence[Unit]) -> Heading | None:
    """The heading that the unit is or looks like, or None."""
    depth = _depth(unit, units)
    if depth is None:
        return None
    text = undecorated(unit.text).rstrip(":： ")
    mark = mark_of(text)
    title = mark.rest if mark is not None and not mark.is_label else text
    role = role_of(title)
    reason = noise.reason_of(unit)
    if reason == ADVERTISEMENT or (reason is not None and role is None and unit.shape is not Shape.HEADING):
        return None
    if role is Role.KEY and KEY_PAIR.search(title):
        return None
    if role is Role.QUESTIONS and asking.asks(text):
        role = None
    return Heading(unit, depth, title, role, difficulty.within(title))


def _depth(unit: Unit, units: Sequence[Unit]) -> int | None:
    if unit.shape is Shape.HEADING:
        return unit.depth or 1
    if unit.is_item and _is_lettered_title(unit, units):
        return PLAIN_DEPTH
    if unit.shape is not Shape.PLAIN or not _is_short(unit.text) or NO_TITLE.search(unit.text):
        return None
    if unit.is_strong:
        return STRONG_DEPTH
    return PLAIN_DEPTH if _stands_apart(unit, units) else None


def _is_lettered_title(unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether an item is rather a section's title ("B.  Markets"): alone between blank lines, and short."""
    is_apart = unit.gap and (unit.index + 1 >= len(units) or units[unit.index + 1].gap)
    return (
        is_apart
        and LETTER.fullmatch(unit.marker) is not None
        and len(unit.text.split()) <= 6
        and _is_short(unit.text)
    )


def _is_short(text: str) -> bool:
    said = text.rstrip("\"'”’)*_ ") if text[-1:].isascii() else TRAILING_SIGNS.sub("", text)
    if len(text) > LONGEST or said[-1:] in ".,;!…。，；！":
        return False
    first = undecorated(text)[:1]
    return (
        len(text.split()) <= MOST_WORDS
        and bool(first)
        and (first.isupper() or first.isdigit() or not first.isascii())
    )


def _stands_apart(unit: Unit, units: Sequence[Unit]) -> bool:
    """Whether a plain short line is parted from the text before it, and heads something."""
    if len(unit.lines) > 1 or unit.index + 1 >= len(units):
        return False
    before = units[unit.index - 1] if unit.index else None
    if unit.gap or before is None or before.shape is not Shape.PLAIN or before.text[-1:] in ".!?…。？！":
        return True
    is_asking = role_of(unit.text) in {Role.QUESTIONS, Role.QUIZ, Role.FAQ, Role.KEY}
    return is_asking and mark_of(units[unit.index + 1].text) is not None


def is_part(text: str) -> bool:
    """Whether a heading numbers a part of the document ("Part 2: …")."""
    return PART.match(text) is not None


class Depths:
    """Where the headings of each depth stand."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._by_depth: dict[int, list[int]] = {}
        self._end = len(units)
        for unit in units:
            if unit.shape is Shape.HEADING:
                self._by_depth.setdefault(unit.depth, []).append(unit.index)

    def is_alone(self, heading: Heading) -> bool:
        """Whether no other heading is as high."""
        return sum(len(places) for depth, places in self._by_depth.items() if depth <= heading.depth) <= 1

    def next_as_high(self, heading: Heading) -> float:
        """Where the next heading of the same depth or above stands, or the document's end."""
        found = (_following(places, heading.unit.index) for depth, places in self._by_depth.items()
                 if depth <= heading.depth)  # fmt: skip
        return min(min(found, default=inf), self._end)


@dataclass(frozen=True, slots=True)
class Habits:
    """How the document uses its headings: the depths that head questions, the labels that come again.

    `openers` and `breaks` are the indexes of what opens questions and of what opens other sections, rising.
    """

    deepest_topic: int
    repeated_heads: frozenset[str]
    openers: Sequence[int]
    breaks: Sequence[int]

    @property
    def last_opener(self) -> int:
        return self.openers[-1] if self.openers else -1

    def next_opener(self, index: int) -> float:
        return _following(self.openers, index)

    def next_break(self, index: int) -> float:
        return _following(self.breaks, index)

    def may_be_sub_heading(self, heading: Heading) -> bool:
        """Whether such a heading within an answer is rather part of it, for it comes in several answers."""
        return plain(heading.text) in self.repeated_heads and (heading.role is None or heading.role in SOFT)


def _following(places: Sequence[int], index: int) -> float:
    place = bisect(places, index)
    return places[place] if place < len(places) else inf


def habits_of(units: Sequence[Unit], openers: Mapping[int, Opener]) -> Habits:
    """What the document's headings do, seen once from beginning to end."""
    depths = {unit.depth for unit in units if unit.shape is Shape.HEADING and unit.index not in openers
              and _heads_question(unit, units, openers)}  # fmt: skip
    asked = {opener.unit.depth for opener in openers.values() if opener.form is Form.HEADING}
    deepest = max(depths - asked, default=0)
    asking_units = [
        index
        for index, opener in openers.items()
        if opener.form is not Form.ITEM and (opener.asks or opener.is_marked or opener.commands)
    ]
    top = [unit.index for unit in units if _is_top(unit, openers, deepest)]
    repeated = _repeated_heads(units, openers, asking_units, top)
    return Habits(
        deepest_topic=deepest,
        repeated_heads=repeated,
        openers=asking_units,
        breaks=[
            unit.index
            for unit in units
            if unit.index not in openers and _breaks(unit, units, repeated, deepest)
        ],
    )


def _is_apart(unit: Unit) -> bool:
    """Whether the unit heads something, rather than being one of many short lines."""
    return unit.gap or unit.is_strong or unit.shape is Shape.HEADING or unit.text.endswith((":", "："))


def _is_top(unit: Unit, openers: Mapping[int, Opener], deepest: int) -> bool:
    return unit.shape is Shape.HEADING and unit.index not in openers and unit.depth <= max(deepest, 2)


def _repeated_heads(
    units: Sequence[Unit], openers: Mapping[int, Opener], asked: Sequence[int], top: Sequence[int]
) -> frozenset[str]:
    """The short lines that come again, with a question between them, and not only at the ends of sections."""
    within: set[str] = set()
    heads: dict[str, int] = {}
    repeated: set[str] = set()
    latest = -1
    for unit in units:
        if unit.index in openers:
            latest = unit.index
        elif latest >= 0 and _is_apart(unit) and len(unit.text) <= LONGEST and unit.shape is not Shape.ITEM:
            head = plain(unit.text)
            if _following(asked, unit.index) < _following(top, unit.index):
                within.add(head)
            if heads.setdefault(head, latest) != latest:
                repeated.add(head)
    return frozenset(repeated & within)


def _breaks(unit: Unit, units: Sequence[Unit], repeated: frozenset[str], deepest: int) -> bool:
    if unit.shape is Shape.HEADING:
        return unit.depth <= max(deepest, 2)
    heading = heading_of(unit, units)
    return heading is not None and heading.role is not None and plain(unit.text) not in repeated


def _heads_question(unit: Unit, units: Sequence[Unit], openers: Mapping[int, Opener]) -> bool:
    after = unit.index + 1
    if (
        after < len(units)
        and units[after].shape is not Shape.HEADING
        and difficulty.is_word(units[after].text)
    ):
        after += 1
    return after in openers and not (
        openers[after].form is Form.HEADING and openers[after].unit.depth <= unit.depth
    )
