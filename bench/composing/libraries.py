"""Loops to compose: libraries of any size with six kinds, and one round of each kind."""

from random import Random
from typing import Any

Tree = dict[str, Any]

KINDS = ("ml-foundations", "coding", "system-design", "mlops", "production", "oral")
MINUTES = (5, 10, 10, 15, 15, 20, 20, 25, 30, 45)
TOPICS = 5


def loop_over(questions: int, *, seed: int) -> Tree:
    """A library of so many questions, each asked up to 60 times, some in families; and a loop over it."""
    random = Random(seed)
    return {
        "format": "compose/1",
        "questions": [_question(random, at, questions) for at in range(questions)],
        "rounds": [_round(random, kind) for kind in KINDS],
        "limits": {"work": 400_000},
    }


def of_kind(instance: Tree, kind: str) -> Tree:
    """What of the loop is of this kind."""
    parts = {name: [one for one in instance[name] if one["kind"] == kind] for name in ("questions", "rounds")}
    return instance | parts


def _topics(kind: str) -> list[str]:
    return [f"{kind} {at}" for at in range(TOPICS)] + ["communication"]


def _question(random: Random, at: int, there: int) -> Tree:
    kind = random.choice(KINDS)
    return {
        "id": f"q{at:06}",
        "kind": kind,
        "competencies": sorted(random.sample(_topics(kind), random.randint(1, 3))),
        "difficulty": random.randint(1, 5),
        "minutes": random.choice(MINUTES),
        "asked_count": random.randint(0, 60),
        "limit": random.choice((None, 40, 60)),
        "family": f"{kind} {random.randrange(max(1, there // 20))}" if random.random() < 0.3 else None,
        "approved": random.random() < 0.9,
        "asked_to_candidate": random.random() < 0.05,
        "recently_asked": random.random() < 0.1,
    }


def _round(random: Random, kind: str) -> Tree:
    return {
        "id": f"the {kind} round",
        "kind": kind,
        "minutes": random.choice((45, 60, 60, 90)),
        "slack_minutes": random.choice((0, 5, 10)),
        "max_questions": random.randint(3, 5),
        "needs": {
            topic: random.choice((1, 1, 2)) for topic in random.sample(_topics(kind), random.randint(1, 2))
        },
        "difficulty": random.randint(2, 4),
        "locked": [],
    }
