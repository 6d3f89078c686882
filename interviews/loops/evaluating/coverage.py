"""What a loop would find out: which rounds judge each competency, and how independently.

Two people who judge the same thing without knowing of each other's judgement are the least that lets a panel
notice one person's error; so a must-have asks for two, what is nice to have for one. Seats that nobody holds
yet count as people to come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.loops.evaluating.plan import LoopPlan, Needed, PlannedRound

JUDGES_FOR_MUST_HAVE, JUDGES_FOR_NICE_TO_HAVE = 2, 1


@dataclass(frozen=True)
class Coverage:
    """How well the loop would judge one competency.

    `rounds` are the titles of the rounds that judge it, `round_ids` their ids; `judges` is how many different
    people sit there, `open_seats` how many more may come, `questions` how many asked there bring it out.
    """

    needed: Needed
    rounds: tuple[str, ...]
    round_ids: tuple[int, ...]
    judges: int
    open_seats: int
    questions: int

    @property
    def judges_wanted(self) -> int:
        return JUDGES_FOR_MUST_HAVE if self.needed.is_must_have else JUDGES_FOR_NICE_TO_HAVE

    @property
    def is_judged(self) -> bool:
        return bool(self.rounds)

    @property
    def can_be_judged_well(self) -> bool:
        """Whether enough people judge it, once the seats are taken."""
        return self.judges + self.open_seats >= self.judges_wanted

    @property
    def is_complete(self) -> bool:
        return self.judges >= self.judges_wanted and self.questions > 0

    @property
    def percent(self) -> int:
        """0 to 100: a third each for a round that judges it, for its judges, for a question."""
        if not self.rounds:
            return 0
        seated = min(self.judges / self.judges_wanted, 1)
        return round(100 * (1 + seated + bool(self.questions)) / 3)


def coverage_of(plan: LoopPlan) -> tuple[Coverage, ...]:
    """For each need, in the order given, who and what in these rounds will judge it.

    Somebody who sits in several rounds is one judge. A question counts where its round's rubric judges the
    competency; elsewhere its answer would be rated by nobody.
    """
    return tuple(
        _coverage(needed, [round for round in plan.rounds if needed.competency in round.judged])
        for needed in plan.needed
    )


def _coverage(needed: Needed, judging: Sequence[PlannedRound]) -> Coverage:
    return Coverage(
        needed=needed,
        rounds=tuple(round.title for round in judging),
        round_ids=tuple(round.id for round in judging),
        judges=len(frozenset[int]().union(*(round.judges for round in judging))),
        open_seats=sum(round.open_seats for round in judging),
        questions=sum(round.asks_about(needed.competency) for round in judging),
    )
