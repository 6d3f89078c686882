"""What round-by-round tools do: take the cheapest question that still helps, and start over a few times."""

from collections.abc import Sequence
from random import Random

from bench.composing.libraries import Tree
from interviews.loops.composing.costs import cost_of
from interviews.loops.composing.instance import Question, Round, read
from interviews.loops.composing.requirements import breaks

RESTARTS = 200
# How much a restart shakes the order in which questions are taken.
SHAKEN = 0.5


def cost_of_one_pass(instance: Tree) -> int | None:
    """The cost of the loop when each round takes the cheapest that fits; None when a round stays unfilled."""
    return _cost(instance, [None])


def cost_with_restarts(instance: Tree) -> int | None:
    """The cost of the best of so many passes for each round, each in another random order."""
    random = Random(1)
    return _cost(instance, [random] * RESTARTS)


def _cost(instance: Tree, passes: Sequence[Random | None]) -> int | None:
    loop = read(instance)
    total = 0
    for round in loop.rounds:
        there = [
            (cost_of(question), question)
            for question in loop.questions
            if question.kind == round.kind and not breaks(question)
        ]
        costs = [cost for random in passes if (cost := _pass(round, there, random)) is not None]
        if not costs:
            return None
        total += min(costs)
    return total


def _pass(round: Round, there: Sequence[tuple[int, Question]], random: Random | None) -> int | None:
    def rank(one: tuple[int, Question]) -> tuple[float, str]:
        cost, question = one
        return cost * (1 + SHAKEN * random.random() if random else 1) - 2 * question.minutes, question.id

    missing = dict(round.needs)
    taken: list[tuple[int, Question]] = []
    for cost, question in sorted(there, key=rank):
        if _helps(round, missing, taken, question):
            taken.append((cost, question))
            for name in question.competencies:
                missing[name] = missing.get(name, 0) - 1
    used = sum(question.minutes for _, question in taken)
    if any(count > 0 for count in missing.values()) or used < round.minutes - round.slack_minutes:
        return None
    shift = sum(question.difficulty - round.difficulty for _, question in taken)
    return sum(cost for cost, _ in taken) + 20 * abs(shift) + 2 * (round.minutes - used)


def _helps(
    round: Round, missing: dict[str, int], taken: Sequence[tuple[int, Question]], question: Question
) -> bool:
    """Does it fit, and meet a need as long as there is one?"""
    minutes = sum(other.minutes for _, other in taken) + question.minutes
    families = {other.family for _, other in taken} - {None}
    open_needs = [name for name, count in missing.items() if count > 0]
    return (
        minutes <= round.minutes
        and len(taken) < round.max_questions
        and question.family not in families
        and (not open_needs or not set(open_needs).isdisjoint(question.competencies))
    )
