import pytest

from tests.interviews.loops.composing.asking import composed
from tests.interviews.loops.composing.instances import loop, question, round_


def conflict(questions, *rounds):
    result = composed(loop(questions, list(rounds)))
    assert result["status"] == "impossible"
    assert (result["cost"], result["bound"], result["rounds"], result["optimal"]) == (None, None, [], False)
    return result["conflict"]["round"], result["conflict"]["rules"], result["conflict"]["says"]


DRIFT = {"competencies": ["drift"]}


HOUR, TWENTY, FORTY = (question(f"m{minutes}", minutes=minutes) for minutes in (60, 20, 40))

CONFLICTS = [
    (
        [question("a", **DRIFT), FORTY],
        {"needs": {"drift": 2}},
        ["need:drift"],
        "Round r1 wants 2 questions on drift; the library has 1.",
    ),
    (
        [question("a", approved=False, **DRIFT), HOUR],
        {"needs": {"drift": 1}},
        ["need:drift", "approved"],
        "Round r1 wants 1 question on drift (approved); the library has none.",
    ),
    (
        [question("a", family="f", **DRIFT), question("b", family="f", **DRIFT), TWENTY, FORTY],
        {"needs": {"drift": 2}},
        ["need:drift", "family"],
        "Round r1 wants 2 questions on drift (each of another family); the library has 1.",
    ),
    (
        [question("a"), question("b")],
        {},
        ["minutes"],
        (
            "Round r1 wants questions in 50 to 60 minutes; the library has 2 such questions, "
            "with which at most 40 minutes can be filled."
        ),
    ),
    (
        [],
        {"slack_minutes": 0},
        ["minutes"],
        "Round r1 wants questions in 60 minutes; the library has none.",
    ),
    (
        [question("a"), question("b"), question("c")],
        {"max_questions": 2},
        ["minutes", "max_questions"],
        (
            "Round r1 wants questions in 50 to 60 minutes, at most 2 in all; "
            "the library has 3 such questions, with which at most 40 minutes can be filled."
        ),
    ),
    (
        [question("a", minutes=45, **DRIFT), question("b", minutes=45, **DRIFT), HOUR],
        {"needs": {"drift": 2}},
        ["minutes", "need:drift"],
        (
            "Round r1 wants 2 questions on drift in 50 to 60 minutes; the library has 3 such questions, "
            "and at least 90 minutes are needed."
        ),
    ),
    (
        [question("a", minutes=60, **DRIFT), HOUR],
        {"needs": {"drift": 1}, "max_questions": 1, "locked": ["m60"], "minutes": 120, "slack_minutes": 60},
        ["max_questions", "need:drift", "locked:m60"],
        (
            "Round r1 wants 1 question on drift, at most 1 in all, with m60; "
            "the library has 1 such question, which cannot do it."
        ),
    ),
    (
        [question("a", approved=False), FORTY],
        {"locked": ["a"]},
        ["locked:a", "approved"],
        "Round r1 keeps a, which is not approved.",
    ),
    (
        [question("a", asked_to_candidate=True), FORTY],
        {"locked": ["a"]},
        ["locked:a", "asked_to_candidate"],
        "Round r1 keeps a, which this candidate was asked before.",
    ),
    (
        [question("a", limit=2, asked_count=2), FORTY],
        {"locked": ["a"]},
        ["locked:a", "limit"],
        "Round r1 keeps a, which has been asked as often as it may be.",
    ),
    (
        [question("a", kind="coding"), HOUR],
        {"locked": ["a"]},
        ["locked:a"],
        "Round r1 keeps a, which is a question for coding; the round is for mlops.",
    ),
    (
        [question("a", family="f"), question("b", family="f"), TWENTY, FORTY],
        {"locked": ["a", "b"]},
        ["locked:a", "locked:b", "family"],
        "a and b are locked, and are of one family.",
    ),
]


@pytest.mark.parametrize(("questions", "changes", "rules", "says"), CONFLICTS)
def test_a_conflict_of_one_round(questions, changes, rules, says):
    assert conflict(questions, round_(**changes)) == ("r1", rules, says)


def test_a_question_locked_in_two_rounds():
    questions = [question("a"), *(question(f"b{at}", minutes=40) for at in range(2))]
    rounds = [round_(name, locked=["a"], slack_minutes=40) for name in ("r1", "r2")]

    assert conflict(questions, *rounds) == (
        "r1",
        ["locked:a", "r2:locked:a"],
        "Rounds r1 and r2 keep a; a question is asked once in a loop.",
    )


def test_two_rounds_that_want_the_same_questions():
    questions = [question("a", **DRIFT), *(question(f"b{at}") for at in range(9))]
    rounds = [round_("r1", needs={"drift": 1}), round_("r2"), round_("r3", needs={"drift": 1})]

    first, rules, says = conflict(questions, *rounds)

    assert (first, rules) == ("r1", ["need:drift", "r3:need:drift"])
    assert says == (
        "Round r1 wants 1 question on drift; round r3 wants 1 question on drift; "
        "the library has 1 such question, which cannot serve both."
    )


def test_one_round_by_itself_is_named_before_several_together():
    questions = [question("a", **DRIFT), *(question(f"b{at}") for at in range(9))]
    rounds = [
        round_("r1", needs={"drift": 1}),
        round_("r2", needs={"drift": 1}),
        round_("r3", needs={"none": 1}),
    ]

    assert conflict(questions, *rounds)[:2] == ("r3", ["need:none"])


def test_the_fewest_requirements_are_named():
    """Too long for the minutes in three ways; two locked questions alone are the shortest way to say so."""
    questions = [question(name, minutes=25, **DRIFT) for name in "abcd"]
    rules = conflict(questions, round_(minutes=40, slack_minutes=20, needs={"drift": 2}, locked=["a", "b"]))[
        1
    ]

    assert rules == ["minutes", "need:drift"]
