"""A loop as it is evaluated: plain values, whatever rows or bodies they were read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Place = Literal["anywhere", "first", "last"]


@dataclass(frozen=True, kw_only=True)
class Needed:
    """A competency that somebody asks for; of an opening it is a must-have, or nice to have."""

    competency: int
    name: str
    is_must_have: bool = True


@dataclass(frozen=True, kw_only=True)
class PlannedQuestion:
    """A question chosen for a round, by the version that it will be asked in.

    `minutes` counts its follow-ups, `difficulty` is 1 to 5. `was_met`: this candidate was asked it elsewhere.
    """

    id: int
    title: str
    minutes: int
    difficulty: int
    brings_out: frozenset[int] = frozenset()
    is_leaked: bool = False
    is_retired: bool = False
    is_at_limit: bool = False
    has_newer_version: bool = False
    was_met: bool = False


@dataclass(frozen=True, kw_only=True)
class PlannedRound:
    """One interview.

    `judged` are the competencies that its rubric has an anchored criterion for, `judges` the members in
    seats that count, `must_ask` what its questions have to bring out, `left_out` the questions that its
    template always asks and it does not, titles by id. Of several rounds the list says the order.
    """

    id: int
    title: str
    minutes: int
    break_minutes: int = 0
    panel_size: int = 1
    difficulty: int = 3
    question_count: int = 2
    place: Place = "anywhere"
    judged: frozenset[int] = frozenset()
    judges: frozenset[int] = frozenset()
    must_ask: Sequence[Needed] = ()
    questions: Sequence[PlannedQuestion] = ()
    left_out: Mapping[int, str] = field(default_factory=dict)
    has_newer_rubric: bool = False
    is_rubric_retired: bool = False
    starts_at: datetime | None = None

    @property
    def open_seats(self) -> int:
        return max(0, self.panel_size - len(self.judges))

    @property
    def question_minutes(self) -> int:
        return sum(question.minutes for question in self.questions)

    def asks_about(self, competency: int) -> int:
        """How many of its questions bring the competency out."""
        return sum(competency in question.brings_out for question in self.questions)


@dataclass(frozen=True, kw_only=True)
class LoopPlan:
    """A loop: what its opening asks for, at which level, and its rounds in their order."""

    level: str
    needed: Sequence[Needed]
    rounds: Sequence[PlannedRound]

    @property
    def interviewers(self) -> int:
        """Different people who judge, and those to come into open seats."""
        seated = frozenset[int]().union(*(round.judges for round in self.rounds))
        return len(seated) + sum(round.open_seats for round in self.rounds)

    @property
    def minutes(self) -> int:
        """The candidate's time: rounds, and the breaks between them."""
        breaks = sum(round.break_minutes for round in self.rounds[:-1])
        return sum(round.minutes for round in self.rounds) + breaks
