import pytest

from interviews.loops.checking import violations
from interviews.loops.composing.composer import compose
from interviews.loops.composing.instance import read
from interviews.loops.composing.naming import Names
from tests.interviews.loops.composing.asking import composed, ids_of
from tests.interviews.loops.composing.instances import example, loop, question, random_loop, round_


def one_round(*questions, **changes):
    return composed(loop(list(questions), [round_(**changes)]))


def test_an_empty_loop_is_composed_and_costs_nothing():
    assert composed(loop([], [])) == {
        "format": "compose/1",
        "status": "composed",
        "optimal": True,
        "cost": 0,
        "bound": 0,
        "rounds": [],
        "conflict": None,
        "work": 0,
    }


def test_the_cost_is_wear_difficulty_and_unused_minutes():
    result = one_round(question("a", asked_count=4, difficulty=4, minutes=55, recently_asked=True))

    # 12·log₂ 5 = 27.86…, so 27 + 5 + 100; one level off; five minutes unused.
    assert result["cost"] == 132 + 20 + 10


def test_levels_above_and_below_cancel_out():
    result = one_round(question("a", difficulty=1, minutes=30), question("b", difficulty=5, minutes=30))

    assert result["cost"] == 10


@pytest.mark.parametrize(
    ("flaw", "kept"),
    [
        ({"approved": False}, "not approved"),
        ({"asked_to_candidate": True}, "asked to this candidate"),
        ({"asked_count": 3, "limit": 3}, "at its limit"),
        ({"limit": 0}, "never to be asked"),
        ({"kind": "coding"}, "of another kind"),
    ],
)
def test_what_may_not_be_asked_is_not_asked(flaw, kept):
    cheap = question("a", minutes=60, **flaw)
    dear = question("b", minutes=60, asked_count=30)

    assert ids_of(one_round(cheap, dear)) == ["b"], kept


def test_one_of_a_family_in_the_whole_loop_even_across_kinds():
    rounds = [round_("r1", minutes=20), round_("r2", kind="coding", minutes=20)]
    questions = [
        question("a", family="f"),
        question("b", kind="coding", family="f"),
        question("c", kind="coding", asked_count=5),
    ]

    assert ids_of(composed(loop(questions, rounds))) == ["a", "c"]


def test_a_family_may_be_called_like_a_question():
    questions = [question("a", family="b", minutes=30), question("b", minutes=30)]

    assert ids_of(composed(loop(questions, [round_()]))) == ["a", "b"]


def test_rounds_of_one_kind_share_its_questions():
    questions = [question(f"q{at}", asked_count=at, minutes=60) for at in range(3)]
    result = composed(loop(questions, [round_("r1"), round_("r2")]))

    assert ids_of(result) == ["q0", "q1"]


def test_locked_questions_stay_and_the_rest_is_done_again():
    questions = [
        question("worn", asked_count=200, difficulty=5, minutes=30),
        question("easy", difficulty=1, minutes=30),
        question("middling", difficulty=3, minutes=30),
    ]
    result = composed(loop(questions, [round_(locked=["worn"])]))

    assert ids_of(result) == ["easy", "worn"]
    assert result["rounds"][0]["why"]["worn"].startswith("Locked; ")


def test_reasons_tell_what_is_covered_how_worn_and_how_difficult():
    questions = [
        question("a", competencies=["drift", "monitoring"], asked_count=1, difficulty=4),
        question("b", competencies=["drift"], asked_count=9, recently_asked=True),
        question("c", minutes=40, difficulty=2),
    ]
    result = composed(loop(questions, [round_(needs={"drift": 1}, difficulty=3)]))

    assert result["rounds"][0]["why"] == {
        "a": "Covers drift, which nothing cheaper in 20 minutes does; asked once; "
        "difficulty 4, 1 above the 3 wanted.",
        "c": "Fills 40 minutes; never asked; difficulty 2, 1 below the 3 wanted.",
    }


def test_it_is_not_claimed_that_nothing_cheaper_does_when_something_does():
    """The cheaper question of 20 minutes is passed over for its level."""
    questions = [
        question("cheap", competencies=["drift"], difficulty=1),
        question("level", competencies=["drift"], asked_count=1),
    ]
    result = composed(loop(questions, [round_(minutes=20, needs={"drift": 1}, difficulty=3)]))

    assert result["rounds"][0]["why"] == {"level": "Covers drift; asked once; difficulty 3, as wanted."}


def test_titles_stand_in_sentences_where_they_are_known():
    names = Names(rounds={"r1": "“Depth”"}, competencies={"drift": "Data drift"})
    instance = read(loop([question(minutes=60)], [round_(needs={"drift": 2})]))

    conflict = compose(instance, names).conflict

    assert conflict is not None
    assert conflict.says == "Round “Depth” wants 2 questions on Data drift; the library has none."


def test_cut_short_it_gives_a_plan_and_a_bound_that_is_true():
    cut = 0
    for seed in range(40):
        instance = random_loop(seed, questions=(60,), rounds=(4,))
        whole, short = composed(instance), composed(instance | {"limits": {"work": 1}})

        assert short["status"] == whole["status"]
        if whole["status"] == "composed":
            assert violations(instance, short) == []
            assert short["bound"] <= whole["cost"] <= short["cost"]
            assert short["optimal"] == (short["bound"] == short["cost"])
            cut += not short["optimal"]
    assert cut


def test_long_rounds_of_short_questions_are_filled():
    """Hundreds of questions in one round: deeper than any call stack."""
    questions = [question(f"q{at}", minutes=1) for at in range(1_400)]
    result = composed(loop(questions, [round_(minutes=1_300, slack_minutes=0, max_questions=10**9)], work=1))

    assert len(ids_of(result)) == 1_300


def test_the_example_is_what_it_was():
    result = composed(example())

    assert violations(example(), result) == []
    assert result["optimal"]
