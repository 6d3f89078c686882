"""Composes a loop: chooses the questions of its rounds so that all hard rules hold and the cost is least.

The search is exact: rounds are filled one by one, depth first, under a bound from a table of everything
that could still be added, and rounds that want the same questions are filled together. It imports no
solver.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from interviews.loops.composing.arranging import arranged
from interviews.loops.composing.composition import Composition, Conflict, RoundPlan
from interviews.loops.composing.conflicts import Feasibility, of_the_rounds, smallest_conflict
from interviews.loops.composing.costs import cost_of
from interviews.loops.composing.instance import Instance, Question
from interviews.loops.composing.naming import Names
from interviews.loops.composing.reasons import reasons
from interviews.loops.composing.requirements import OF_THE_LOOP, Requirement, all_of
from interviews.loops.composing.search import Meter
from interviews.loops.composing.sentences import Explanation
from interviews.loops.composing.slots import stock_of
from interviews.loops.composing.ties import first_of_equals


def compose(instance: Instance, names: Names | None = None) -> Composition:
    """The cheapest plan, or a conflict when there is none; the same whatever the order of the lists.

    Of plans that cost the same it is the one whose ids, of the whole loop, sorted as text, come first. Once
    `limits.work` steps are done the best plan found is taken: then it may not be `optimal`, and ties are
    left. The limit ends no search that has not found a plan yet.
    """
    called = names or Names()
    meter = Meter(instance.limits.work)
    stock = stock_of(instance, all_of(instance))
    groups = None if stock is None else arranged(stock, meter)
    if stock is None or groups is None:
        return _impossible(instance, meter, called)
    standing = list(chain.from_iterable(stock.locked.values()))
    cost, bound = sum(group.cost for group in groups), sum(group.bound for group in groups)
    if cost == bound and not meter.is_over:
        groups = first_of_equals(stock, groups, [question.id for question in standing], meter)
    chosen = {key: ids for group in groups for key, ids in group.chosen.items()}
    fixed = sum(map(cost_of, standing))
    return Composition(
        status="composed",
        optimal=cost == bound,
        cost=cost + fixed,
        bound=bound + fixed,
        rounds=_plans(instance, _questions_of(instance, chosen, stock.locked), called),
        conflict=None,
        work=meter.steps,
    )


def _questions_of(
    instance: Instance, chosen: Mapping[str, Sequence[str]], locked: Mapping[str, Sequence[Question]]
) -> dict[str, list[Question]]:
    """Each round's questions, in the order of their ids."""
    named = set(chain.from_iterable(chosen.values()))
    found = {question.id: question for question in instance.questions if question.id in named}
    return {
        key: sorted([*locked[key], *(found[name] for name in ids)], key=lambda question: question.id)
        for key, ids in sorted(chosen.items())
    }


def _plans(
    instance: Instance, chosen: Mapping[str, Sequence[Question]], names: Names
) -> tuple[RoundPlan, ...]:
    why = reasons(instance, chosen, names)
    return tuple(
        RoundPlan(
            id=key,
            questions=tuple(question.id for question in questions),
            minutes=sum(question.minutes for question in questions),
            why=why[key],
        )
        for key, questions in chosen.items()
    )


def _impossible(instance: Instance, meter: Meter, names: Names) -> Composition:
    feasibility = Feasibility(instance, meter)
    requirements = smallest_conflict(feasibility)
    says = Explanation(instance, requirements, feasibility, names).says()
    first = of_the_rounds(requirements)[0]
    rules = tuple(_rule(requirement, first) for requirement in requirements)
    return Composition(
        status="impossible",
        optimal=False,
        cost=None,
        bound=None,
        rounds=(),
        conflict=Conflict(round=first, rules=rules, says=says),
        work=meter.steps,
    )


def _rule(requirement: Requirement, first: str) -> str:
    """The rule by its own name for the first round and for the loop, else after the name of its round."""
    if requirement.round in {first, OF_THE_LOOP}:
        return requirement.rule
    return f"{requirement.round}:{requirement.rule}"
