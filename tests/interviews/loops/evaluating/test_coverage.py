import pytest
from hypothesis import given
from hypothesis import strategies as st
from interviews.loops.coverage import Gap, Needed, PlannedRound, coverage_of, gaps_in_words

MLOPS, CODING = 1, 2


def planned(
    *judged: int, people: tuple[int, ...] = (), asks: tuple[int, ...] = (), title: str = "Round"
) -> PlannedRound:
    return PlannedRound(
        title=title,
        judged=frozenset(judged),
        interviewers=frozenset(people),
        questions=[frozenset({competency}) for competency in asks],
    )


def of(rounds: list[PlannedRound], *, is_must_have: bool = True):  # type: ignore[no-untyped-def]
    (coverage,) = coverage_of([Needed(MLOPS, "MLOps", is_must_have)], rounds)
    return coverage


@pytest.mark.parametrize(
    ("rounds", "gap", "percent"),
    [
        ([], Gap.NOT_JUDGED, 0),
        ([planned(CODING, people=(1, 2), asks=(MLOPS,))], Gap.NOT_JUDGED, 0),
        ([planned(MLOPS)], Gap.NOBODY_SEATED, 33),
        ([planned(MLOPS, people=(1,))], Gap.ONE_JUDGE, 50),
        ([planned(MLOPS, people=(1, 2))], Gap.NOT_ASKED, 67),
        ([planned(MLOPS, people=(1,), asks=(MLOPS,))], Gap.ONE_JUDGE, 83),
        ([planned(MLOPS, people=(1, 2), asks=(MLOPS,))], None, 100),
        ([planned(MLOPS, people=(1,), asks=(MLOPS,)), planned(MLOPS, people=(2,))], None, 100),
    ],
)
def test_a_must_have_wants_a_round_two_judges_and_a_question(
    rounds: list[PlannedRound], gap: Gap | None, percent: int
) -> None:
    coverage = of(rounds)

    assert (coverage.gap, coverage.percent) == (gap, percent)


def test_one_judge_is_enough_for_what_is_nice_to_have() -> None:
    coverage = of([planned(MLOPS, people=(1,), asks=(MLOPS,))], is_must_have=False)

    assert (coverage.gap, coverage.percent) == (None, 100)


def test_somebody_who_sits_in_two_rounds_is_one_judge() -> None:
    coverage = of([planned(MLOPS, people=(7,), asks=(MLOPS,)), planned(MLOPS, people=(7,))])

    assert (coverage.interviewers, coverage.gap) == (1, Gap.ONE_JUDGE)


def test_a_question_counts_only_where_its_answer_is_rated() -> None:
    coverage = of([planned(MLOPS, people=(1, 2)), planned(CODING, people=(3,), asks=(MLOPS,))])

    assert (coverage.questions, coverage.gap) == (0, Gap.NOT_ASKED)


def test_coverage_names_the_rounds_in_their_order() -> None:
    coverage = of([planned(MLOPS, title="First"), planned(CODING), planned(MLOPS, title="Third")])

    assert coverage.rounds == ("First", "Third")


def test_gaps_are_told_in_sentences_one_for_each_kind_the_gravest_first() -> None:
    needed = [Needed(number, name) for number, name in enumerate(["A", "B", "C", "D", "E"])]
    rounds = [planned(0, 1, people=(1,), title="One"), planned(4, people=(1, 2), title="Two")]

    assert gaps_in_words(coverage_of(needed, rounds)) == [
        "No round judges C and D. Add one whose rubric does.",
        "Only one person would judge A and B. Seat a second one.",
        "No chosen question brings out E. Choose one in “Two”.",
    ]


def test_more_than_two_names_are_listed() -> None:
    needed = [Needed(number, name) for number, name in enumerate(["A", "B", "C"])]

    assert gaps_in_words(coverage_of(needed, [])) == [
        "No round judges A, B and C. Add one whose rubric does."
    ]


def test_sentences_are_translated_before_names_are_filled_in() -> None:
    def shout(message: str) -> str:
        return message.upper().replace("%(COMPETENCY)S", "%(competency)s")

    assert gaps_in_words(coverage_of([Needed(MLOPS, "MLOps")], []), shout) == [
        "NO ROUND JUDGES MLOps. ADD ONE WHOSE RUBRIC DOES."
    ]


def test_where_nothing_is_missing_nothing_is_said() -> None:
    rounds = [planned(MLOPS, people=(1, 2), asks=(MLOPS,))]

    assert gaps_in_words(coverage_of([Needed(MLOPS, "MLOps")], rounds)) == []


competencies = st.integers(0, 4)
rounds = st.lists(
    st.builds(
        PlannedRound,
        title=st.just("Round"),
        judged=st.frozensets(competencies),
        interviewers=st.frozensets(st.integers(0, 5)),
        questions=st.lists(st.frozensets(competencies), max_size=3),
    ),
    max_size=5,
)


@given(rounds, rounds)
def test_more_rounds_never_cover_less(some: list[PlannedRound], more: list[PlannedRound]) -> None:
    needed = [Needed(number, str(number), is_must_have=number % 2 == 0) for number in range(5)]

    before, after = coverage_of(needed, some), coverage_of(needed, some + more)

    assert all(first.percent <= second.percent for first, second in zip(before, after, strict=True))


@given(rounds)
def test_a_full_bar_and_no_gap_are_the_same(some: list[PlannedRound]) -> None:
    for coverage in coverage_of([Needed(number, str(number)) for number in range(5)], some):
        assert 0 <= coverage.percent <= 100
        assert (coverage.percent == 100) == (coverage.gap is None)
