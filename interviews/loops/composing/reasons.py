"""Why each question was chosen, in one line for whoever will conduct the interview."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from interviews.loops.composing.costs import cost_of
from interviews.loops.composing.instance import Instance, Question, Round
from interviews.loops.composing.naming import Names, listed
from interviews.loops.composing.requirements import breaks
from interviews.loops.composing.shelves import family_of


def reasons(
    instance: Instance, chosen: Mapping[str, Sequence[Question]], names: Names
) -> dict[str, dict[str, str]]:
    """For each round's id, for each of its questions' ids: the line."""
    free = _left_over(instance, list(chain.from_iterable(chosen.values())))
    return {
        round.id: {
            question.id: _line(question, round, free.get(round.kind, ()), names)
            for question in chosen[round.id]
        }
        for round in instance.rounds
    }


def _left_over(instance: Instance, chosen: Sequence[Question]) -> dict[str, list[Question]]:
    """What could still be asked beside the plan, by kind."""
    taken = {family_of(question) for question in chosen}
    free: dict[str, list[Question]] = {round.kind: [] for round in instance.rounds}
    for question in instance.questions:
        if question.kind in free and not breaks(question) and family_of(question) not in taken:
            free[question.kind].append(question)
    return free


def _line(question: Question, round: Round, free: Collection[Question], names: Names) -> str:
    parts = [*_purpose(question, round, free, names), _wear(question), _level(question, round)]
    line = "; ".join(parts)
    return line[0].upper() + line[1:] + "."


def _purpose(question: Question, round: Round, free: Collection[Question], names: Names) -> Iterator[str]:
    if question.id in round.locked:
        yield "locked"
    covered = [name for name, count in sorted(round.needs.items()) if count and name in question.competencies]
    if covered:
        alone = (
            ""
            if _is_beaten(question, covered, free)
            else (f", which nothing cheaper in {question.minutes} minutes does")
        )
        yield f"covers {listed([names.competency(name) for name in covered])}{alone}"
    elif question.id not in round.locked:
        yield f"fills {question.minutes} minutes"


def _is_beaten(question: Question, covered: Sequence[str], free: Collection[Question]) -> bool:
    """Does a question that was left over cover the same in no more time, and cost less?"""
    cost = cost_of(question)
    return any(
        other.minutes <= question.minutes
        and all(name in other.competencies for name in covered)
        and cost_of(other) < cost
        for other in free
    )


def _wear(question: Question) -> str:
    times = {0: "never asked", 1: "asked once"}.get(
        question.asked_count, f"asked {question.asked_count} times"
    )
    return f"{times}, recently too" if question.recently_asked else times


def _level(question: Question, round: Round) -> str:
    off = question.difficulty - round.difficulty
    if not off:
        return f"difficulty {question.difficulty}, as wanted"
    side = "above" if off > 0 else "below"
    return f"difficulty {question.difficulty}, {abs(off)} {side} the {round.difficulty} wanted"
