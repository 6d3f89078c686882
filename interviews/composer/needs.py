"""What the rounds of a loop still have to ask about, so that every must-have of the job is asked about."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class FreeRound:
    """A round to be filled, as it was read: two that are equal would be filled alike.

    `judged` are the competencies that its rubric has a criterion for, `must_ask` those that its questions
    have to bring out, `locked` the versions that it keeps, and `brought_out` what these bring out.
    """

    id: int
    title: str = field(compare=False)
    kind: str
    minutes: int
    question_count: int
    difficulty: int
    judged: frozenset[int]
    must_ask: frozenset[int]
    locked: tuple[int, ...] = ()
    brought_out: frozenset[int] = frozenset()


# Whether the library has a question for this round on this competency.
HasQuestions = Callable[[FreeRound, int], bool]


def needs_of(
    rounds: Iterable[FreeRound],
    must_have: Iterable[int],
    *,
    settled: Collection[int] = (),
    has_questions: HasQuestions,
) -> dict[int, frozenset[int]]:
    """For each round's id, what its questions have to bring out.

    That is what it must ask about. Beside it, each must-have that nobody who judges it asks about yet goes to
    one round that judges it: one that has questions for it if there is such a round, of these the one with
    the fewest needs, of these the first. What is `settled` goes to none.
    """
    listed = list(rounds)
    needs = {round.id: set(round.must_ask) for round in listed}
    for competency in must_have:
        judging = [round for round in listed if competency in round.judged]
        is_asked = any(competency in round.must_ask | round.brought_out for round in judging)
        if competency in settled or is_asked or not judging:
            continue
        chosen = min(judging, key=lambda round: (not has_questions(round, competency), len(needs[round.id])))
        needs[chosen.id].add(competency)
    return {key: frozenset(competencies) for key, competencies in needs.items()}
