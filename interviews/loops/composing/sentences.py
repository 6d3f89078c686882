"""A conflict in one sentence, with the numbers that make it one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from interviews.loops.composing.conflicts import Feasibility, of_the_rounds
from interviews.loops.composing.instance import Instance, Question, Round
from interviews.loops.composing.naming import Names, counted, listed
from interviews.loops.composing.requirements import (
    APPROVED,
    ASKED,
    FAMILY,
    LIMIT,
    LOOP_RULES,
    MINUTES,
    MOST,
    OF_THE_LOOP,
    Requirement,
    breaks,
    locked,
    need,
)
from interviews.loops.composing.shelves import family_of

QUALITIES: Final = {
    APPROVED: "approved",
    ASKED: "new to this candidate",
    LIMIT: "below the limit",
    FAMILY: "each of another family",
}
# What is wrong with a locked question that may not be asked.
FAULTS: Final = {
    APPROVED: "is not approved",
    ASKED: "this candidate was asked before",
    LIMIT: "has been asked as often as it may be",
}


class Explanation:
    """Puts one conflict of an instance into words."""

    def __init__(
        self, instance: Instance, conflict: Sequence[Requirement], feasibility: Feasibility, names: Names
    ) -> None:
        self._conflict, self._feasibility, self._names = frozenset(conflict), feasibility, names
        concerned = of_the_rounds(conflict)
        self._rounds = sorted(
            (round for round in instance.rounds if round.id in concerned), key=lambda round: round.id
        )
        self._questions = instance.questions
        self._broken = [rule for rule in LOOP_RULES if (OF_THE_LOOP, rule) in self._conflict]

    def says(self) -> str:
        """Such as “Round r2 wants 2 questions on drift (approved); the library has 1.”"""
        if self._is_about_locks():
            return self._said_of_locks()
        wants = "; ".join(self._wants(round) for round in self._rounds)
        return f"{wants[0].upper()}{wants[1:]}; {self._has()}."

    def _has_rule(self, round: Round, rule: str) -> bool:
        return Requirement(round.id, rule) in self._conflict

    def _locked_in(self, round: Round) -> list[str]:
        return [name for name in sorted(round.locked) if self._has_rule(round, locked(name))]

    def _needs_of(self, round: Round) -> list[tuple[str, int]]:
        return [pair for pair in sorted(round.needs.items()) if self._has_rule(round, need(pair[0]))]

    def _is_about_locks(self) -> bool:
        """Nothing but locked questions and rules of the loop?"""
        locks = [Requirement(round.id, locked(name)) for round in self._rounds for name in round.locked]
        return self._conflict <= {*locks, *(Requirement(OF_THE_LOOP, rule) for rule in LOOP_RULES)}

    def _said_of_locks(self) -> str:
        kept = [(round, name) for round in self._rounds for name in self._locked_in(round)]
        found = {question.id: question for question in self._questions}
        round, name = kept[0]
        title = self._names.question(name)
        if len(kept) == 1 and self._broken:
            return f"Round {self._names.round(round.id)} keeps {title}, which {FAULTS[self._broken[0]]}."
        if len(kept) == 1:
            kinds = self._names.kind(found[name].kind), self._names.kind(round.kind)
            return (
                f"Round {self._names.round(round.id)} keeps {title}, which is a question for {kinds[0]}; "
                f"the round is for {kinds[1]}."
            )
        if len({name for _, name in kept}) == 1:
            titles = listed([self._names.round(round.id) for round, _ in kept])
            return f"Rounds {titles} keep {title}; a question is asked once in a loop."
        titles = listed([self._names.question(name) for _, name in kept])
        return f"{titles} are locked, and are of one family."

    def _wants(self, round: Round) -> str:
        """“round r2 wants 2 questions on drift in 50 to 60 minutes, at most 3 in all, with q9”."""
        needs = [
            f"{counted(count, 'question')} on {self._names.competency(name)}"
            for name, count in self._needs_of(round)
        ]
        parts = [listed(needs) or "questions"]
        parts[0] += self._quality()
        if self._has_rule(round, MINUTES):
            parts[0] += f" in {_window(round)}"
        if self._has_rule(round, MOST):
            parts.append(f"at most {round.max_questions} in all")
        if kept := self._locked_in(round):
            parts.append(f"with {listed([self._names.question(name) for name in kept])}")
        return f"round {self._names.round(round.id)} wants {', '.join(parts)}"

    def _quality(self) -> str:
        qualities = ", ".join(QUALITIES[rule] for rule in self._broken)
        return f" ({qualities})" if qualities else ""

    def _has(self) -> str:
        """What the library has to offer instead."""
        count = len({family_of(one, families_hold=FAMILY in self._broken) for one in self._fitting()})
        if len(self._rounds) > 1:
            all_of_them = "both" if len(self._rounds) == 2 else "all of them"
            return f"the library has {counted(count, 'such question')}, which cannot serve {all_of_them}"
        round = self._rounds[0]
        if count and self._has_rule(round, MINUTES):
            return self._has_time_for(round, count)
        if self._has_rule(round, MOST) or len(self._needs_of(round)) > 1:
            return f"the library has {counted(count, 'such question')}, which cannot do it"
        return f"the library has {count:,}" if count else "the library has none"

    def _fitting(self) -> Iterator[Question]:
        """The questions of the rounds' kinds that keep the conflict's rules and serve a need in it."""
        kinds = {round.kind for round in self._rounds}
        wanted = {name for round in self._rounds for name, _ in self._needs_of(round)}
        needs_only = not any(self._has_rule(round, MINUTES) for round in self._rounds)
        for question in self._questions:
            keeps_rules = not set(self._broken).intersection(breaks(question))
            serves = not (needs_only and wanted) or wanted.intersection(question.competencies)
            if question.kind in kinds and keeps_rules and serves:
                yield question

    def _has_time_for(self, round: Round, count: int) -> str:
        there = f"the library has {counted(count, 'such question')}"
        low = round.minutes - round.slack_minutes
        if self._fits(round, 0, round.minutes):
            most = _last(lambda least: self._fits(round, least, low - 1), 0, low - 1)
            return f"{there}, with which at most {most:,} minutes can be filled"
        wanted = sum(count for _, count in self._needs_of(round)) + len(self._locked_in(round))
        longest = wanted * max(one.minutes for one in self._fitting())
        if not self._fits(round, 0, longest):
            return f"{there}, which cannot do it"
        least = longest - _last(lambda less: self._fits(round, 0, longest - less), 0, longest)
        return f"{there}, and at least {least:,} minutes are needed"

    def _fits(self, round: Round, low: int, high: int) -> bool:
        changed = replace(round, minutes=high, slack_minutes=high - low)
        return self._feasibility.fits([changed], self._conflict)


def _window(round: Round) -> str:
    if not round.slack_minutes:
        return counted(round.minutes, "minute")
    return f"{round.minutes - round.slack_minutes:,} to {counted(round.minutes, 'minute')}"


def _last(is_so: Callable[[int], bool], first: int, last: int) -> int:
    """The last number for which it is so, where it is so for `first` and for all up to that one."""
    while first < last:
        middle = (first + last + 1) // 2
        first, last = (middle, last) if is_so(middle) else (first, middle - 1)
    return first
