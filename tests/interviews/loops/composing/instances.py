"""Instances to compose: single questions and rounds by hand, and whole loops at random."""

from random import Random
from typing import Any

Tree = dict[str, Any]

GRAINS = ((5, 10, 15, 20, 25, 30), (10, 20, 30), (7, 11, 13, 20), (15,), (10, 19, 20))
WEARS = ((0,), (0, 1), (0, 6), tuple(range(40)))


def question(name: str = "q1", **changes: Any) -> Tree:
    """A question of kind `mlops` that any round may ask: 20 minutes, difficulty 3, never asked."""
    return {
        "id": name,
        "kind": "mlops",
        "competencies": [],
        "difficulty": 3,
        "minutes": 20,
        "asked_count": 0,
        "limit": None,
        "family": None,
        "approved": True,
        "asked_to_candidate": False,
        "recently_asked": False,
        **changes,
    }


def round_(name: str = "r1", **changes: Any) -> Tree:
    """A round of kind `mlops` for 60 minutes, of which 10 may be left over, and at most 4 questions."""
    return {
        "id": name,
        "kind": "mlops",
        "minutes": 60,
        "slack_minutes": 10,
        "max_questions": 4,
        "needs": {},
        "difficulty": 3,
        "locked": [],
        **changes,
    }


def loop(questions: list[Tree], rounds: list[Tree], *, work: int = 400_000) -> Tree:
    return {"format": "compose/1", "questions": questions, "rounds": rounds, "limits": {"work": work}}


def example() -> Tree:
    """Three rounds of two kinds, with needs, a locked question and a family across kinds."""
    questions = [
        question(
            f"q{at}", competencies=["drift"] if at % 3 else ["monitoring"], asked_count=at, minutes=15 + at
        )
        for at in range(8)
    ]
    questions += [
        question(f"c{at}", kind="coding", competencies=["testing"], difficulty=at, asked_count=at)
        for at in range(1, 6)
    ]
    questions[1]["family"] = questions[9]["family"] = "shared"
    rounds = [
        round_("r1", needs={"drift": 1, "monitoring": 1}, locked=["q4"]),
        round_("r2", needs={"drift": 1}, difficulty=2),
        round_("r3", kind="coding", needs={"testing": 2}),
    ]
    return loop(questions, rounds)


def random_loop(
    seed: int, *, questions: tuple[int, ...], rounds: tuple[int, ...], tight: bool = False
) -> Tree:
    """One to three kinds, with everything that a rule speaks of; unless it is `tight`, mostly possible."""
    random = Random(seed)
    count = random.choice(questions)
    kinds = [f"k{at}" for at in range(random.randint(1, max(1, min(3, count // 8))))]
    grain, wear, families = random.choice(GRAINS), random.choice(WEARS), random.choice((0, 2, 4, 10))
    library = [_random_question(random, f"q{at}", kinds, grain, wear, families) for at in range(count)]
    asked = [_random_round(random, f"r{at}", kinds, tight=tight) for at in range(random.choice(rounds))]
    for round in asked:
        free = [one["id"] for one in library if one["kind"] == round["kind"] or random.random() < 0.02]
        if free and random.random() < (0.4 if tight else 0.15):
            round["locked"] = random.sample(free, min(len(free), random.choice((1, 1, 2))))
    return loop(library, asked)


def _random_question(
    random: Random, name: str, kinds: list[str], grain: tuple[int, ...], wear: tuple[int, ...], families: int
) -> Tree:
    return question(
        name,
        kind=random.choice(kinds),
        competencies=random.sample("abcd", random.randint(0, 3)),
        difficulty=random.randint(1, 5),
        minutes=random.choice(grain),
        asked_count=random.choice(wear),
        limit=random.choice((None, None, 20, 5)),
        family=f"f{random.randrange(families)}" if families and random.random() < 0.4 else None,
        approved=random.random() < 0.9,
        asked_to_candidate=random.random() < 0.07,
        recently_asked=random.random() < 0.15,
    )


def _random_round(random: Random, name: str, kinds: list[str], *, tight: bool) -> Tree:
    return round_(
        name,
        kind=random.choice(kinds),
        minutes=random.choice((20, 30, 40, 45, 60)),
        slack_minutes=random.choice((0, 5, 10, 20) if tight else (5, 10, 20, 20)),
        max_questions=random.randint(1, 5) if tight else random.randint(3, 5),
        needs={
            name: random.choice((1, 1, 2))
            for name in random.sample("abcd", random.choice((0, 1, 2) if tight else (0, 0, 1)))
        },
        difficulty=random.randint(1, 5),
    )


def shuffled(instance: Tree, seed: int) -> Tree:
    """The same instance with every list and every object in another order."""
    random = Random(seed)

    def mixed(tree: Any) -> Any:
        if isinstance(tree, dict):
            keys = list(tree)
            random.shuffle(keys)
            return {key: mixed(tree[key]) for key in keys}
        if isinstance(tree, list):
            return random.sample([mixed(one) for one in tree], len(tree))
        return tree

    changed: Tree = mixed(instance)
    return changed
