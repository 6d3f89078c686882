"""Why there is no plan: a smallest set of requirements that cannot hold together.

First among the requirements of one round; only when every round could be filled by itself, among those of
as few rounds as are needed. Of the sets found, none is larger than it must be: no smaller set of the same
rounds' requirements is impossible, so none of its members can be spared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from interviews.loops.composing.arranging import arranged
from interviews.loops.composing.instance import Instance, Question, Round
from interviews.loops.composing.requirements import (
    OF_THE_LOOP,
    Requirement,
    Requirements,
    breaks,
    requirements_of,
)
from interviews.loops.composing.search import Meter
from interviews.loops.composing.shelves import Item, Label, Room, family_of, thinned
from interviews.loops.composing.slots import stock_of

_WITHOUT_END: Final = 1 << 62


class Feasibility:
    """Answers whether requirements can hold together, for one library."""

    def __init__(self, instance: Instance, meter: Meter) -> None:
        self.instance = replace(instance, questions=tuple(_that_matter(instance)))
        self._meter = meter
        self._known: dict[Requirements, bool] = {}

    def holds(self, requirements: Requirements) -> bool:
        """Is there a plan for the rounds that these are of?"""
        if requirements not in self._known:
            named = {requirement.round for requirement in requirements}
            self._known[requirements] = self.fits(
                [round for round in self.instance.rounds if round.id in named], requirements
            )
        return self._known[requirements]

    def fits(self, rounds: Sequence[Round], requirements: Requirements) -> bool:
        """The same for these rounds, which may differ from the instance's."""
        stock = stock_of(replace(self.instance, rounds=tuple(rounds)), requirements, weighs=False)
        if stock is None:
            return False
        meter = Meter(_WITHOUT_END)
        found = arranged(stock, meter)
        self._meter.steps += 1 + meter.steps
        return found is not None


def smallest_conflict(feasibility: Feasibility) -> list[Requirement]:
    """The requirements of a conflict, the rounds' in the order of their ids before the loop's.

    The instance must be impossible.
    """
    rounds = sorted(feasibility.instance.rounds, key=lambda round: round.id)
    alone = [[round] for round in rounds if not feasibility.holds(frozenset(requirements_of([round])))]
    conflicts = [
        _smallest(requirements_of(some), feasibility.holds)
        for some in alone or [_no_more_than_needed(rounds, feasibility)]
    ]
    return min(conflicts, key=len)


def _no_more_than_needed(rounds: Sequence[Round], feasibility: Feasibility) -> list[Round]:
    """Rounds that cannot be filled together, of which none can be spared."""
    needed = list(rounds)
    for round in rounds:
        others = [other for other in needed if other is not round]
        if not feasibility.holds(frozenset(requirements_of(others))):
            needed = others
    return needed


def _smallest(every: Sequence[Requirement], holds: Callable[[Requirements], bool]) -> list[Requirement]:
    """A smallest part of `every` that does not hold, given that `every` does not.

    Whatever does not hold has a member in common with each set whose leaving out makes the rest hold. So try
    a smallest set that has, and as long as it holds, learn from it one more such set (implicit hitting sets).
    """
    left_out: list[list[Requirement]] = []
    while True:
        candidate = _hitting(left_out)
        if not holds(frozenset(candidate)):
            return [requirement for requirement in every if requirement in candidate]
        grown = set(candidate)
        for requirement in every:
            if requirement not in grown and holds(frozenset(grown | {requirement})):
                grown.add(requirement)
        left_out.append([requirement for requirement in every if requirement not in grown])


def _hitting(sets: Sequence[Sequence[Requirement]]) -> list[Requirement]:
    """A smallest choice with a member of every set; always the same one."""
    for size in range(len(sets) + 1):
        for choice in _hitting_with(sets, [], size):
            return choice
    raise AssertionError("one member of each set would do")


def _hitting_with(
    sets: Sequence[Sequence[Requirement]], chosen: list[Requirement], more: int
) -> Iterator[list[Requirement]]:
    missed = next((one for one in sets if not set(one).intersection(chosen)), None)
    if missed is None:
        yield chosen
    elif more:
        # What is locked or needed tells more than that time is short.
        for requirement in reversed(missed):
            yield from _hitting_with(sets, [*chosen, requirement], more - 1)


def _that_matter(instance: Instance) -> list[Question]:
    """Of questions that are alike, as many as a plan could hold whichever requirements are left out.

    Both with families and without, for the rule on families may be among those.
    """
    locked = {name for round in instance.rounds for name in round.locked}
    needed: dict[str, set[str]] = {}
    for round in instance.rounds:
        needed.setdefault(round.kind, set()).update(round.needs)
    found = {question.id: question for question in instance.questions}
    kept = set(locked)
    for families_hold in (True, False):
        shelves: dict[Label, list[Item]] = {}
        for question in instance.questions:
            if question.kind in needed:
                bringing = frozenset(needed[question.kind].intersection(question.competencies))
                label = Label(question.kind, question.minutes, 0, bringing, breaks(question))
                item = Item(0, question.id, family_of(question, families_hold=families_hold))
                shelves.setdefault(label, []).append(item)
        for items in thinned(shelves, _widest_room(instance, shelves, len(locked))).values():
            kept.update(item.id for item in items)
    return [found[name] for name in sorted(kept)]


def _widest_room(instance: Instance, shelves: dict[Label, list[Item]], locked: int) -> Room:
    """What a plan could hold: what the time allows or, were there no end of time, what is needed."""
    shortest: dict[str, int] = {}
    for label in shelves:
        shortest[label.kind] = min(label.minutes, shortest.get(label.kind, label.minutes))
    widest = {
        label: locked
        + sum(_holds(round, label.minutes) for round in instance.rounds if round.kind == label.kind)
        for label in shelves
    }
    kinds = {
        kind: locked + sum(_holds(round, minutes) for round in instance.rounds if round.kind == kind)
        for kind, minutes in shortest.items()
    }
    return Room(widest, kinds)


def _holds(round: Round, minutes: int) -> int:
    return max(round.minutes // minutes, sum(round.needs.values()))


def of_the_rounds(requirements: Sequence[Requirement]) -> list[str]:
    """The ids of the rounds that the requirements are of, in order."""
    return sorted({requirement.round for requirement in requirements} - {OF_THE_LOOP})
