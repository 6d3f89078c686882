"""The matrix says who judged what, how marks lie, and where they part."""

from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.debriefs.matrix import (
    Column,
    Line,
    Mark,
    Matrix,
    disagreements_in,
    matrix_of,
    spread_of,
)

DATA = Line(1, "Finds leaks in data", 10, "Data")
SPLIT = Line(2, "Splits by time", 10, "Data")
SERVING = Line(3, "Serves within a budget", 20, "Production")
ADA = Column(100, "Ada", "A", "Coding")
BEN = Column(200, "Ben", "B", "Coding")
CLEO = Column(300, "Cleo", "C", "Design")


def mark(line: Line, column: Column, value: int | None) -> Mark:
    return Mark(line, column, value, evidence=f"{column.author} on {line.name}")


@st.composite
def boards(draw: st.DrawFn) -> tuple[list[Line], list[Column], list[Mark]]:
    lines = [
        Line(number, f"Line {number}", competency, f"Competency {competency}")
        for number, competency in enumerate(draw(st.lists(st.integers(1, 3), max_size=6)))
    ]
    columns = [Column(number, f"Person {number}", "P", "Round") for number in range(draw(st.integers(0, 5)))]
    cells = [(line, column) for line in lines for column in columns]
    values = draw(
        st.lists(st.sampled_from([None, 1, 2, 3, 4, "nothing"]), min_size=len(cells), max_size=len(cells))
    )
    marks = [
        mark(line, column, value)
        for (line, column), value in zip(cells, values, strict=True)
        if value != "nothing"
    ]
    return lines, columns, marks


def all_marks(matrix: Matrix) -> list[Mark]:
    return [cell for row in matrix.rows for cell in row.cells if cell is not None]


def test_rows_stand_together_by_competency_in_the_order_of_the_lines() -> None:
    matrix = matrix_of([SERVING, DATA, replace(SERVING, criterion_id=4), SPLIT], [ADA], [])

    assert [group.competency for group in matrix.groups] == ["Production", "Data"]
    assert [row.line.criterion_id for row in matrix.rows] == [3, 4, 1, 2]


def test_a_cell_is_a_mark_or_nothing() -> None:
    given_up = Mark(SERVING, CLEO, None, reason="No time was left")
    matrix = matrix_of([DATA, SERVING], [ADA, CLEO], [mark(DATA, ADA, 3), given_up])

    assert [row.cells for row in matrix.rows] == [(mark(DATA, ADA, 3), None), (None, given_up)]


def test_a_line_that_nobody_has_marked_keeps_its_row() -> None:
    (row,) = matrix_of([DATA], [ADA], []).rows

    assert (row.cells, row.spread.n, row.spread.mean) == ((None,), 0, None)


def test_a_spread_counts_levels_and_leaves_out_what_was_not_assessed() -> None:
    spread = spread_of([mark(DATA, ADA, 2), mark(DATA, BEN, 4), mark(DATA, CLEO, None)])

    assert (spread.n, spread.mean, spread.lowest, spread.highest) == (2, 3.0, 2, 4)
    assert (spread.counts, spread.not_assessed, spread.size) == ((0, 1, 0, 1), 1, 2)


def test_a_competency_names_whoever_gave_it_a_level() -> None:
    marks = [mark(SPLIT, ADA, 2), mark(DATA, CLEO, 3), mark(SPLIT, CLEO, 3), mark(DATA, BEN, None)]
    (group,) = matrix_of([DATA, SPLIT], [ADA, BEN, CLEO], marks).groups

    assert group.judges == [ADA, CLEO]


def test_a_disagreement_holds_both_marks_with_their_evidence() -> None:
    low, high = mark(DATA, BEN, 1), mark(DATA, ADA, 4)
    (found,) = disagreements_in(matrix_of([DATA], [ADA, BEN, CLEO], [high, low, mark(DATA, CLEO, 3)]))

    assert (found.low, found.high, found.size, found.is_on_one_line) == (low, high, 3, True)


def test_disagreements_stand_by_size() -> None:
    marks = [mark(DATA, ADA, 2), mark(DATA, BEN, 3), mark(SERVING, ADA, 1), mark(SERVING, BEN, 4)]
    found = disagreements_in(matrix_of([DATA, SERVING], [ADA, BEN], marks))

    assert [(pair.low.line, pair.size) for pair in found] == [(SERVING, 3), (DATA, 1)]


def test_lines_of_one_competency_disagree_from_two_levels_on() -> None:
    one_apart = matrix_of([DATA, SPLIT], [ADA, CLEO], [mark(DATA, ADA, 2), mark(SPLIT, CLEO, 3)])
    two_apart = matrix_of([DATA, SPLIT], [ADA, CLEO], [mark(DATA, ADA, 2), mark(SPLIT, CLEO, 4)])

    assert disagreements_in(one_apart) == []
    assert [(pair.size, pair.is_on_one_line) for pair in disagreements_in(two_apart)] == [(2, False)]


def test_lines_of_different_competencies_never_disagree() -> None:
    matrix = matrix_of([DATA, SERVING], [ADA, CLEO], [mark(DATA, ADA, 1), mark(SERVING, CLEO, 4)])

    assert disagreements_in(matrix) == []


def test_a_scorecard_does_not_disagree_with_itself() -> None:
    matrix = matrix_of([DATA, SPLIT], [ADA], [mark(DATA, ADA, 1), mark(SPLIT, ADA, 4)])

    assert disagreements_in(matrix) == []


@pytest.mark.parametrize(
    "marks",
    [
        [mark(SERVING, ADA, 3)],
        [mark(DATA, CLEO, 3)],
        [mark(DATA, ADA, 3), mark(DATA, ADA, 2)],
        [mark(DATA, ADA, 0)],
        [mark(DATA, ADA, 5)],
    ],
    ids=["off the lines", "off the columns", "twice", "below", "above"],
)
def test_a_mark_without_a_cell_is_refused(marks: list[Mark]) -> None:
    with pytest.raises(ValueError, match="No cell"):
        matrix_of([DATA], [ADA], marks)


@given(boards())
def test_every_mark_stands_in_the_matrix_once(board: tuple[list[Line], list[Column], list[Mark]]) -> None:
    lines, columns, marks = board
    matrix = matrix_of(lines, columns, marks)

    assert sorted(all_marks(matrix), key=repr) == sorted(marks, key=repr)
    assert all(len(row.cells) == len(columns) for row in matrix.rows)
    assert sorted(row.line.criterion_id for row in matrix.rows) == [line.criterion_id for line in lines]
    for row in matrix.rows:
        for column, cell in zip(columns, row.cells, strict=True):
            assert cell is None or (cell.line, cell.column) == (row.line, column)


@given(boards(), st.randoms())
def test_the_order_in_which_marks_arrive_changes_nothing(
    board: tuple[list[Line], list[Column], list[Mark]], random: object
) -> None:
    lines, columns, marks = board
    shuffled = list(marks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert matrix_of(lines, columns, shuffled) == matrix_of(lines, columns, marks)


@given(boards())
def test_spreads_agree_with_the_marks(board: tuple[list[Line], list[Column], list[Mark]]) -> None:
    matrix = matrix_of(*board)

    for part in [*matrix.rows, *matrix.groups]:
        values = [mark.value for mark in part.marks if mark.value is not None]
        assert part.spread.n == len(values)
        assert part.spread.n + part.spread.not_assessed == len(part.marks)
        if values:
            assert part.spread.mean == fmean(values)
            assert (part.spread.lowest, part.spread.highest) == (min(values), max(values))
        else:
            assert (part.spread.mean, part.spread.lowest, part.spread.highest) == (None, None, None)


@given(boards())
def test_disagreements_are_real_ordered_and_complete(
    board: tuple[list[Line], list[Column], list[Mark]],
) -> None:
    matrix = matrix_of(*board)
    found = disagreements_in(matrix)

    assert [pair.size for pair in found] == sorted((pair.size for pair in found), reverse=True)
    for pair in found:
        assert pair.low.column != pair.high.column
        assert pair.low.line.competency_id == pair.high.line.competency_id
        assert (pair.low.value or 0) + pair.size == pair.high.value
    assert {pair.low.line for pair in found if pair.is_on_one_line} == {
        row.line for row in matrix.rows if row.spread.size > 0
    }
