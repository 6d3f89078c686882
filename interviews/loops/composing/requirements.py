"""What a loop demands, one requirement at a time, so that each can be left out to see what stands in the
way.

Leaving one out means: `minutes`, the round's questions may take however long; `max_questions`, there may be
any number of them; `need:<competency>`, nothing need bring it out; `locked:<question>`, that question may
be asked or not, like any other; `approved`, `asked_to_candidate`, `limit`, questions that break this rule
may be asked in every round; `family`, any number of a family may be asked in the loop. What no requirement
says always holds: a round's questions are of its kind, and no question is asked twice in a loop.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from interviews.loops.composing.instance import Instance, Question, Round

OF_THE_LOOP: Final = ""
APPROVED, ASKED, LIMIT, FAMILY = "approved", "asked_to_candidate", "limit", "family"
MINUTES, MOST = "minutes", "max_questions"
LOOP_RULES: Final = (APPROVED, ASKED, LIMIT, FAMILY)


class Requirement(NamedTuple):
    """A rule of one round, or of the loop as a whole (`OF_THE_LOOP`)."""

    round: str
    rule: str


Requirements = frozenset[Requirement]


def need(competency: str) -> str:
    return f"need:{competency}"


def locked(question: str) -> str:
    return f"locked:{question}"


def requirements_of(rounds: Iterable[Round]) -> list[Requirement]:
    """Everything that these rounds demand: theirs in the order of their ids, then the loop's."""
    found = [
        Requirement(round.id, rule)
        for round in sorted(rounds, key=lambda round: round.id)
        for rule in (
            MINUTES,
            MOST,
            *(need(competency) for competency, count in sorted(round.needs.items()) if count),
            *(locked(question) for question in sorted(round.locked)),
        )
    ]
    return found + [Requirement(OF_THE_LOOP, rule) for rule in LOOP_RULES]


def all_of(instance: Instance) -> Requirements:
    return frozenset(requirements_of(instance.rounds))


def breaks(question: Question) -> tuple[str, ...]:
    """The loop's rules that keep the question from being asked at all."""
    at_limit = question.limit is not None and question.asked_count >= question.limit
    if question.approved and not question.asked_to_candidate and not at_limit:
        return ()
    broken = ((APPROVED, not question.approved), (ASKED, question.asked_to_candidate), (LIMIT, at_limit))
    return tuple(rule for rule, is_broken in broken if is_broken)
