"""Which round has to ask about what: a rule that is the same every time."""

from interviews.composer.needs import FreeRound, needs_of

DRIFT, TESTING, SQL = 1, 2, 3


def round_(key: int, **changes: object) -> FreeRound:
    plain = {"title": f"Round {key}", "kind": "mlops", "minutes": 60, "question_count": 3, "difficulty": 3}
    sets = {"judged": frozenset({DRIFT, TESTING, SQL}), "must_ask": frozenset()}
    return FreeRound(id=key, **{**plain, **sets, **changes})  # type: ignore[arg-type]


def anything(round: FreeRound, competency: int) -> bool:
    return True


def test_what_a_round_must_ask_about_it_asks_about() -> None:
    rounds = [round_(1, must_ask=frozenset({SQL}))]

    assert needs_of(rounds, [], has_questions=anything) == {1: {SQL}}


def test_a_must_have_goes_to_the_judging_round_with_the_fewest_needs() -> None:
    rounds = [round_(1, must_ask=frozenset({SQL})), round_(2), round_(3)]

    assert needs_of(rounds, [DRIFT, TESTING], has_questions=anything) == {1: {SQL}, 2: {DRIFT}, 3: {TESTING}}


def test_a_round_that_does_not_judge_it_does_not_ask_about_it() -> None:
    rounds = [round_(1, judged=frozenset()), round_(2, must_ask=frozenset({SQL, TESTING}))]

    assert needs_of(rounds, [DRIFT], has_questions=anything)[2] == {DRIFT, SQL, TESTING}
    assert needs_of(rounds[:1], [DRIFT], has_questions=anything) == {1: frozenset()}


def test_it_goes_where_there_are_questions_for_it() -> None:
    rounds = [round_(1), round_(2, must_ask=frozenset({SQL}))]

    needs = needs_of(rounds, [DRIFT], has_questions=lambda round, competency: round.id == 2)

    assert needs == {1: frozenset(), 2: {DRIFT, SQL}}


def test_without_a_question_anywhere_it_is_demanded_all_the_same() -> None:
    assert needs_of([round_(1)], [DRIFT], has_questions=lambda *_: False) == {1: {DRIFT}}


def test_what_is_asked_about_already_is_not_asked_for_again() -> None:
    asked = [round_(1, must_ask=frozenset({DRIFT})), round_(2)]
    kept = [round_(1, brought_out=frozenset({DRIFT})), round_(2)]

    assert needs_of(asked, [DRIFT], has_questions=anything) == {1: {DRIFT}, 2: frozenset()}
    assert needs_of(kept, [DRIFT], has_questions=anything) == {1: frozenset(), 2: frozenset()}
    assert needs_of([round_(1)], [DRIFT], settled={DRIFT}, has_questions=anything) == {1: frozenset()}
