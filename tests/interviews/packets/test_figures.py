from dataclasses import replace

import pytest

from interviews.packets.document.figures import figures_of, spread_of
from interviews.packets.snapshot import Snapshot
from tests.interviews.packets.samples import empty, sample


def rated(*columns: dict[int, int | None]) -> Snapshot:
    """A loop whose scorecards rate these criteria of the first round so; all speak for competency 1."""
    plain = sample(interviewers=7)
    model = plain.scorecards[0].ratings[0]
    cards = [
        replace(
            plain.scorecards[number],
            ratings=tuple(
                replace(
                    model,
                    criterion=replace(model.criterion, id=key, name=f"Criterion {key}", competency_id=1),
                    value=value,
                )
                for key, value in column.items()
            ),
        )
        for number, column in enumerate(columns)
    ]
    return replace(plain, scorecards=tuple(cards))


@pytest.mark.parametrize(
    ("values", "n", "mean", "size", "words"),
    [
        ([3], 1, "3.0", 0, "all 3"),
        ([1, 4], 2, "2.5", 3, "1–4"),
        ([2, 2, 3], 3, "2.3", 1, "2–3"),
        ([2, 3, None, 3], 3, "2.7", 1, "2–3"),
        ([4, 4, 4, 3], 4, "3.8", 1, "3–4"),
    ],
)
def test_a_mean_stands_with_its_number_and_spread(values, n, mean, size, words):
    spread = spread_of(values)

    assert (spread.n, spread.mean, spread.size, spread.range) == (n, mean, size, words)


def test_criteria_are_sorted_by_spread_and_lone_ones_only_counted():
    figures = figures_of(rated({1: 2, 2: 1, 3: 4, 4: 3}, {1: 3, 2: 4, 3: 4}))

    assert [compared.name for compared in figures.by_criterion] == [
        "Criterion 2",
        "Criterion 1",
        "Criterion 3",
    ]
    assert figures.lone_criteria == 1


def test_a_disagreement_is_between_two_people():
    one_of_two_minds = figures_of(rated({1: 1, 2: 4}, {1: 3}))

    assert one_of_two_minds.by_competency[0].spread.size == 3
    (pair,) = one_of_two_minds.disagreements
    assert (pair.lower.rating.value, pair.higher.rating.value) == (1, 3)
    assert pair.lower.scorecard.author != pair.higher.scorecard.author


def test_a_point_of_difference_is_no_disagreement():
    assert figures_of(rated({1: 2}, {1: 3})).disagreements == ()


def test_the_matrix_tells_not_assessed_from_not_in_the_rubric():
    (group,) = figures_of(rated({1: 2, 2: None}, {1: 3})).matrix
    values = [[rating and rating.value for rating in row.ratings] for row in group.rows]

    assert values == [[2, 3], [None, None]]
    assert [rating is None for rating in group.rows[1].ratings] == [False, True]


@pytest.mark.parametrize(
    ("columns", "assessed_by", "verdict"),
    [
        ([{1: None}], 0, "Not assessed"),
        ([{1: 3, 2: 4}], 1, "One interviewer only"),
        ([{1: 3}, {2: 1}], 2, "Assessed"),
    ],
)
def test_coverage_counts_the_people_who_rated(columns, assessed_by, verdict):
    first = figures_of(rated(*columns)).coverage[0]

    assert (first.assessed_by, first.verdict) == (assessed_by, verdict)


def test_votes_show_their_shift():
    shifts = figures_of(sample()).shifts

    assert [shift.label for shift in shifts] == ["Unchanged", "Up 1 step", "Up 1 step", "Down 1 step"]
    assert {shift.label for shift in figures_of(sample(is_decided=False)).shifts} == {"No vote yet"}


def test_interviewers_with_the_same_initials_are_told_apart():
    plain = sample(interviewers=2)
    namesakes = replace(
        plain,
        scorecards=tuple(
            replace(card, author=replace(card.author, name=name))
            for card, name in zip(plain.scorecards, ("Ada Byron", "Alan Bell"), strict=True)
        ),
    )

    assert figures_of(namesakes).initials == ("AB\u20091", "AB\u20092")


def test_an_empty_debrief_has_empty_figures():
    figures = figures_of(empty())

    assert figures.matrix == figures.by_competency == figures.disagreements == figures.shifts == ()
    assert figures.recommendations == (0, 0, 0, 0)
