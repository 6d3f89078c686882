"""Which numbers belong together: a series of questions is told from the steps inside an answer."""

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, marks
from rubrics.importing.parsing.marks import Mark
from rubrics.importing.parsing.roles import role_of
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.sections import Role

# Sections that have numbers of their own.
OF_THEIR_OWN = frozenset({Role.QUESTIONS, Role.QUIZ, Role.KEY, Role.FAQ, Role.EXERCISE})
MOST_OPEN = 6  # series of one style that may be going on at once


@dataclass(slots=True)
class Chain:
    """Units that are numbered one after the other in the same style."""

    style: str
    numbers: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    asked: int = 0
    is_nested: bool = False
    is_strong: bool = False
    has_question_marks: bool = False

    def add(self, unit: Unit, mark: Mark) -> None:
        self.numbers.append(mark.number or 0)
        self.units.append(unit.index)
        self.is_strong = unit.is_strong
        self.asked += _asks(mark)
        self.has_question_marks = self.has_question_marks or asking.holds_question(mark.rest[:400])

    def number_of(self, index: int) -> int:
        return self.numbers[bisect(self.units, index) - 1]

    @property
    def is_tight(self) -> bool:
        """Whether its members follow one another with nothing between them."""
        return self.units[-1] - self.units[0] == len(self.units) - 1

    @property
    def is_asked(self) -> bool:
        """Whether most of its members ask something."""
        return self.style == "q" or 2 * self.asked >= len(self.units)


def _asks(mark: Mark) -> bool:
    return asking.seems_asked(mark.rest) or asking.holds_question(mark.rest[:300])


def marks_of(units: Sequence[Unit]) -> dict[int, Mark]:
    """The mark of each unit that has one, by index."""
    found: dict[int, Mark] = {}
    for unit in units:
        if unit.shape in {Shape.CODE, Shape.ROW}:
            continue
        mark = marks.mark_of(unit.text, marker=unit.marker, shape=unit.shape)
        if mark is not None:
            found[unit.index] = mark
    return found


def chains_of(units: Sequence[Unit], found: dict[int, Mark]) -> dict[int, Chain]:
    """The series that each numbered unit belongs to, by the unit's index.

    One pass: a number goes on with the open series of its style that waits for it, the one that asks as it
    does before the others, and among equals the one that was added to last. A series that lies wholly between
    one question and the next of another series is nested: it is part of that question's answer.
    """
    open_by_style: dict[str, list[Chain]] = defaultdict(list)
    placed: dict[int, Chain] = {}
    for index, mark in found.items():
        if mark.number is None:
            continue
        chain = _awaiting(open_by_style[mark.style], units[index], mark)
        chain.add(units[index], mark)
        placed[index] = chain
    _mark_nested(placed, [unit.index for unit in units if unit.index not in found and _begins_section(unit)])
    return placed


def _awaiting(series: list[Chain], unit: Unit, mark: Mark) -> Chain:
    is_asked = mark.style == "q" or _asks(mark)
    waiting = [chain for chain in series if 0 < (mark.number or 0) - chain.numbers[-1] <= _leap(chain, mark)]
    number = mark.number or 0
    waiting = [chain for chain in waiting if chain.numbers[-1] + 1 == number] or waiting
    if not unit.gap and (adjacent := [chain for chain in waiting if chain.units[-1] == unit.index - 1]):
        waiting = adjacent
    waiting = [chain for chain in waiting if not _are_steps(chain, unit)] or waiting
    if waiting:
        chain = max(waiting, key=lambda chain: _likeness(chain, unit, mark))
        if chain.is_asked or not is_asked or not _are_steps(chain, unit):
            series.remove(chain)
            series.append(chain)
            return chain
    chain = Chain(mark.style)
    series.append(chain)
    del series[:-MOST_OPEN]
    return chain


def _likeness(chain: Chain, unit: Unit, mark: Mark) -> tuple[bool, bool, bool, int]:
    """How like the series' members are to what may go on with it, and how near."""
    return (
        chain.is_strong == unit.is_strong,
        chain.has_question_marks == asking.holds_question(mark.rest[:400]),
        chain.is_asked == (mark.style == "q" or _asks(mark)),
        chain.units[-1],
    )


def _are_steps(chain: Chain, unit: Unit) -> bool:
    """Whether the series is a list that a question below it can hardly go on with."""
    return chain.is_tight and len(chain.units) > 1 and chain.units[-1] != unit.index - 1


def _leap(chain: Chain, mark: Mark) -> int:
    """How far a series may jump: authors forget numbers of labelled questions, and merge others."""
    return 3 if chain.is_asked and (mark.style == "q" or _asks(mark)) else 1


def _begins_section(unit: Unit) -> bool:
    is_title = unit.shape is Shape.HEADING or (unit.is_text and (unit.gap or unit.is_strong))
    return (
        is_title
        and len(unit.text) <= 80
        and unit.text[-1:] not in ".?!,"
        and role_of(unit.text) in OF_THEIR_OWN
    )


def _mark_nested(placed: dict[int, Chain], sections: Sequence[int]) -> None:
    """One pass over the numbered units with the series that have begun and not ended: a stack."""
    stack: list[Chain] = []
    for index, chain in placed.items():
        while stack and stack[-1].units[-1] < index:
            stack.pop()
        if index == chain.units[0]:
            chain.is_nested = any(_encloses(outer, chain, sections) for outer in stack[-3:])
            stack.append(chain)


def _encloses(outer: Chain, inner: Chain, sections: Sequence[int]) -> bool:
    """Whether the inner series stands between two neighbours of an outer one that asks, in one section."""
    if not outer.is_asked or (inner.style == "q" and outer.style != "q"):
        return False
    after = bisect(outer.units, inner.units[0])
    if after and bisect(sections, outer.units[after - 1]) != bisect(sections, inner.units[0]):
        return False
    return after < len(outer.units) and outer.units[after] > inner.units[-1]
