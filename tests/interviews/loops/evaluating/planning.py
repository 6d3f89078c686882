"""Loops for the evaluation's tests, each as small as its test wants it."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from interviews.loops.evaluating.evaluation import evaluate
from interviews.loops.evaluating.findings import Finding, Flaw
from interviews.loops.evaluating.plan import LoopPlan, Needed, PlannedQuestion, PlannedRound

MLOPS, CODING = 1, 2
ADA, BEN = 7, 8

_ids = count(1)


def must_have(competency: int = MLOPS, name: str = "MLOps") -> Needed:
    return Needed(competency=competency, name=name)


def nice_to_have(competency: int = MLOPS, name: str = "MLOps") -> Needed:
    return Needed(competency=competency, name=name, is_must_have=False)


def question(*brings_out: int, **written: Any) -> PlannedQuestion:
    n = next(_ids)
    said = {"id": n, "title": f"Question {n}", "minutes": 20, "difficulty": 3} | written
    return PlannedQuestion(brings_out=frozenset(brings_out), **said)


def planned(
    *judged: int, judges: Sequence[int] = (), asks: Sequence[PlannedQuestion] = (), **written: Any
) -> PlannedRound:
    """A round of an hour for one interviewer, judging nothing, with nobody seated and nothing asked."""
    n = next(_ids)
    said = {"id": n, "title": f"Round {n}", "minutes": 60, "question_count": 1} | written
    return PlannedRound(judged=frozenset(judged), judges=frozenset(judges), questions=tuple(asks), **said)


def ready(*judged: int, judges: Sequence[int] = (ADA,), **written: Any) -> PlannedRound:
    """A round without a flaw: its seat is taken, and one question brings out what it judges."""
    written.setdefault("asks", [question(*judged)])
    return planned(*(judged or (CODING,)), judges=judges, **written)


def loop_of(*rounds: PlannedRound, needed: Sequence[Needed] = (), level: str = "principal") -> LoopPlan:
    return LoopPlan(level=level, needed=needed, rounds=rounds)


def findings_in(*rounds: PlannedRound, needed: Sequence[Needed] = (), **written: Any) -> list[Finding]:
    return list(evaluate(loop_of(*rounds, needed=needed, **written)).findings)


def flaws_in(*rounds: PlannedRound, needed: Sequence[Needed] = (), **written: Any) -> list[Flaw]:
    return [finding.flaw for finding in findings_in(*rounds, needed=needed, **written)]


def said_of(*rounds: PlannedRound, needed: Sequence[Needed] = (), **written: Any) -> list[str]:
    """What the evaluation says, sentence by sentence."""
    return [finding.says() for finding in findings_in(*rounds, needed=needed, **written)]
