"""What is left of the rounds to fill once their locked questions stand, and the shelves to fill it from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interviews.loops.composing.costs import cost_of
from interviews.loops.composing.instance import Instance, Question, Round
from interviews.loops.composing.requirements import (
    FAMILY,
    LOOP_RULES,
    MINUTES,
    MOST,
    OF_THE_LOOP,
    Requirement,
    Requirements,
    breaks,
    locked,
    need,
)
from interviews.loops.composing.shelves import Item, Label, Room, Shelves, family_of, thinned


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What one round still takes: `low` to `high` minutes, at most `most` questions, so many of each need.

    `shift` is by how many levels the locked questions are above (or, negative, below) the round's difficulty.
    Where minutes do not matter `is_timed` is False and both bounds are 0.
    """

    id: str
    kind: str
    is_timed: bool
    low: int
    high: int
    most: int
    needs: tuple[tuple[str, int], ...]
    difficulty: int
    shift: int

    def holds_of(self, label: Label) -> int:
        """How many questions of the shelf it can take."""
        return min(self.most, self.high // label.minutes) if self.is_timed else self.most


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to do: slots in the order of their ids, and shelves of the questions that can matter."""

    slots: tuple[Slot, ...]
    shelves: Shelves
    locked: Mapping[str, tuple[Question, ...]]
    weighs: bool


class _Wanted(NamedTuple):
    """A round before it is known how much there is of its kind."""

    round: Round
    locked: tuple[Question, ...]
    needs: Mapping[str, int]


def stock_of(instance: Instance, in_force: Requirements, *, weighs: bool = True) -> Stock | None:
    """The loop's slots and shelves under these requirements; None when its locked questions break them.

    Unless it `weighs` what plans cost, questions that differ in cost or difficulty alone are alike.
    """
    rounds = sorted(instance.rounds, key=lambda round: round.id)
    standing = _locked(instance, rounds, in_force)
    broken = {rule for rule in LOOP_RULES if Requirement(OF_THE_LOOP, rule) in in_force}
    together = [question for questions in standing.values() for question in questions]
    if not _may_stand_together(together, broken):
        return None
    wanted = [_wanted(round, standing[round.id], in_force) for round in rounds]
    if any(standing[round.id] and {q.kind for q in standing[round.id]} != {round.kind} for round in rounds):
        return None
    shelves = _shelved(_free(instance, together, broken), wanted, families=FAMILY in broken, weighs=weighs)
    slots = [_slot(one, shelves, in_force, weighs=weighs) for one in wanted]
    if any(slot is None for slot in slots):
        return None
    filled = tuple(slot for slot in slots if slot is not None)
    return Stock(filled, thinned(shelves, room_for(filled, shelves)), standing, weighs)


def room_for(slots: Iterable[Slot], shelves: Shelves) -> Room:
    by_kind: dict[str, list[Slot]] = {}
    for slot in slots:
        by_kind.setdefault(slot.kind, []).append(slot)
    return Room(
        {label: sum(slot.holds_of(label) for slot in by_kind[label.kind]) for label in shelves},
        {kind: sum(slot.most for slot in alike) for kind, alike in by_kind.items()},
    )


def _locked(
    instance: Instance, rounds: Sequence[Round], in_force: Requirements
) -> dict[str, tuple[Question, ...]]:
    named = {name for round in rounds for name in round.locked}
    found = {question.id: question for question in instance.questions if question.id in named}
    return {
        round.id: tuple(
            found[name] for name in sorted(round.locked) if Requirement(round.id, locked(name)) in in_force
        )
        for round in rounds
    }


def _may_stand_together(questions: Sequence[Question], broken: set[str]) -> bool:
    families = {family_of(question, families_hold=FAMILY in broken) for question in questions}
    return (
        len({question.id for question in questions}) == len(questions)
        and len(families) == len(questions)
        and not any(broken.intersection(breaks(question)) for question in questions)
    )


def _wanted(round: Round, standing: tuple[Question, ...], in_force: Requirements) -> _Wanted:
    met = Counter(name for question in standing for name in set(question.competencies))
    needs = {
        name: count - met[name]
        for name, count in round.needs.items()
        if count > met[name] and Requirement(round.id, need(name)) in in_force
    }
    return _Wanted(round, standing, needs)


def _free(instance: Instance, standing: Sequence[Question], broken: set[str]) -> list[Question]:
    """The questions that may be chosen beside those that stand."""
    kinds = {round.kind for round in instance.rounds}
    taken = {question.id for question in standing}
    families = {question.family for question in standing} - {None} if FAMILY in broken else set()
    return [
        question
        for question in instance.questions
        if question.kind in kinds
        and question.family not in families
        and question.id not in taken
        and broken.isdisjoint(breaks(question))
    ]


def _shelved(
    questions: Iterable[Question], wanted: Iterable[_Wanted], *, families: bool, weighs: bool
) -> dict[Label, list[Item]]:
    needed: dict[str, set[str]] = {}
    for one in wanted:
        needed.setdefault(one.round.kind, set()).update(one.needs)
    labels: dict[tuple[object, ...], Label] = {}
    shelves: dict[Label, list[Item]] = {}
    for question in questions:
        difficulty = question.difficulty if weighs else 0
        looks = (question.kind, question.minutes, difficulty, question.competencies)
        label = labels.get(looks)
        if label is None:
            bringing = needed[question.kind].intersection(question.competencies)
            label = labels[looks] = Label(question.kind, question.minutes, difficulty, frozenset(bringing))
        item = Item(
            cost_of(question) if weighs else 0, question.id, family_of(question, families_hold=families)
        )
        shelves.setdefault(label, []).append(item)
    return shelves


def _slot(one: _Wanted, shelves: Shelves, in_force: Requirements, *, weighs: bool) -> Slot | None:
    """What the round still takes; None when its locked questions or its needs are too many for it."""
    round, standing = one.round, one.locked
    mine = {label: items for label, items in shelves.items() if label.kind == round.kind}
    there = Counter[str]()
    for label, items in mine.items():
        there.update(dict.fromkeys(label.competencies, len(items)))
    is_timed = Requirement(round.id, MINUTES) in in_force
    high = round.minutes - sum(question.minutes for question in standing) if is_timed else 0
    if high < 0:
        return None
    most = _most(one, min((label.minutes for label in mine), default=None), high if is_timed else None)
    if Requirement(round.id, MOST) in in_force:
        most = min(most, round.max_questions - len(standing))
    if most < 0 or any(count > min(most, there[name]) for name, count in one.needs.items()):
        return None
    return Slot(
        id=round.id,
        kind=round.kind,
        is_timed=is_timed,
        low=max(0, high - round.slack_minutes),
        high=high,
        most=most,
        needs=tuple(sorted(one.needs.items(), key=lambda pair: (there[pair[0]], pair[0]))),
        difficulty=round.difficulty if weighs else 0,
        shift=sum(question.difficulty - round.difficulty for question in standing) if weighs else 0,
    )


def _most(one: _Wanted, shortest: int | None, high: int | None) -> int:
    """How many questions can be of use: those that the time allows; without end of time, those needed."""
    if high is None:
        return sum(one.needs.values())
    return high // shortest if shortest else 0
