"""A team's questions over the months: loops are composed, composed anew, held, cancelled, all in memory.

The ledger is kept as the product's is, by code of its own: what is planned counts, what was asked counts for
half a year, and whoever was asked a question is never asked it again.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from interviews.loops.checking import violations
from tests.interviews.loops.composing.asking import composed
from tests.interviews.loops.composing.instances import loop as instance_of
from tests.interviews.loops.composing.instances import question, round_

Tree = dict[str, Any]
WINDOW_DAYS, RECENT_DAYS = 180, 30
KINDS, CANDIDATES, OPEN_LOOPS = ("coding", "mlops"), 40, 6


@dataclass(eq=False)
class Planned:
    """A loop: its candidate, its rounds, and since which day it is over, if it is."""

    candidate: int
    rounds: list[Tree]
    asks: set[str] = field(default_factory=set)
    held_on: int | None = None


class Team:
    """A small library and the loops that ask from it; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.day = 0
        self.library = [self._question(f"q{n}") for n in range(self.chance.randint(16, 24))]
        self.limits = {one["id"]: one["limit"] for one in self.library}
        self.loops: list[Planned] = []

    def _question(self, name: str) -> Tree:
        chance = self.chance
        return question(
            name,
            kind=chance.choice(KINDS),
            competencies=chance.sample("abc", chance.randint(0, 2)),
            minutes=chance.choice((10, 15, 20)),
            difficulty=chance.randint(2, 4),
            limit=chance.choice((None, 1, 2, 3, 5, 8)),
        )

    def next_loop(self) -> Planned:
        """One of the open loops to compose anew, or a new one for a candidate, who may have others."""
        self.day += self.chance.randint(0, 9)
        still_open = [loop for loop in self.loops if loop.held_on is None]
        if still_open and self.chance.random() < 0.3:
            return self.chance.choice(still_open)
        if len(still_open) >= OPEN_LOOPS:
            self._end(self.chance.choice(still_open))
        new = Planned(self.chance.randrange(CANDIDATES), list(self._rounds()))
        self.loops.append(new)
        return new

    def _end(self, loop: Planned) -> None:
        """It is held today, or cancelled."""
        loop.held_on = self.day
        if self.chance.random() < 0.2:
            self.loops.remove(loop)

    def _rounds(self) -> Iterator[Tree]:
        for n in range(self.chance.choice((1, 1, 2))):
            needs = {self.chance.choice("abc"): 1} if self.chance.random() < 0.3 else {}
            minutes = self.chance.choice((20, 30, 45))
            yield round_(
                f"r{n}",
                kind=self.chance.choice(KINDS),
                minutes=minutes,
                slack_minutes=minutes // 3,
                max_questions=3,
                needs=needs,
            )

    def instance(self, loop: Planned) -> Tree:
        """What the loop is composed from: the ledger as it is without the loop's own reservations."""
        others = [other for other in self.loops if other is not loop]
        counted = Counter(name for other in others if self._counts(other) for name in other.asks)
        met = {name for other in others if other.candidate == loop.candidate for name in other.asks}
        recent = {name for other in others if self._is_recent(other) for name in other.asks}
        questions = [
            one
            | {
                "asked_count": counted[one["id"]],
                "asked_to_candidate": one["id"] in met,
                "recently_asked": one["id"] in recent,
            }
            for one in self.library
        ]
        return instance_of(questions, loop.rounds)

    def _counts(self, loop: Planned) -> bool:
        return loop.held_on is None or loop.held_on >= self.day - WINDOW_DAYS

    def _is_recent(self, loop: Planned) -> bool:
        return loop.held_on is not None and loop.held_on >= self.day - RECENT_DAYS

    def breaches(self) -> list[str]:
        """Questions that passed their limit, and candidates who meet one twice."""
        counted = Counter(name for loop in self.loops if self._counts(loop) for name in loop.asks)
        met = Counter((loop.candidate, name) for loop in self.loops for name in loop.asks)
        passed = [
            f"{name} is asked {count} times"
            for name, count in counted.items()
            if self.limits[name] is not None and count > self.limits[name]
        ]
        twice = [
            f"{candidate} meets {name} {count} times" for (candidate, name), count in met.items() if count > 1
        ]
        return passed + twice


@dataclass
class Told:
    """How many compositions came out and how many were impossible, and every breach."""

    composed: int = 0
    impossible: int = 0
    anew: int = 0
    breaches: list[str] = field(default_factory=list)


def simulate(seed: int, compositions: int, *, read_as: Callable[[Tree], Tree], told: Told) -> None:
    """Compose so many loops of one team, looking for breaches after each; `read_as` is what the composer
    takes the instance for."""
    team = Team(seed)
    for _ in range(compositions):
        loop = team.next_loop()
        tree = read_as(team.instance(loop))
        result = composed(tree)
        assert violations(tree, result) == []
        if result["status"] != "composed":
            told.impossible += 1
            continue
        told.composed += 1
        told.anew += bool(loop.asks)
        loop.asks = {name for plan in result["rounds"] for name in plan["questions"]}
        told.breaches += team.breaches()
