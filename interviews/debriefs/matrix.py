"""Who judged what, and where they part: marks laid out as criteria by scorecards, grouped by competency.

Everything here is a plain value. Levels run from 1 to 4, whole; a mean is a level's mean and never stands
without the number of levels it was taken over. Nothing adds levels up across competencies: a candidate has
no total.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from operator import attrgetter
from statistics import fmean

LEVELS = (1, 2, 3, 4)
# Two people who answer the same line one level apart are worth a look. Two lines of one competency ask for
# different things, so there it takes two levels.
LEAST_ON_ONE_LINE, LEAST_ACROSS_LINES = 1, 2


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of a rubric; `competency` names what it judges, `weight` is 1 to 5 or none.

    A weight is told beside the name and enters no figure here.
    """

    criterion_id: int
    name: str
    competency_id: int
    competency: str
    is_must_have: bool = False
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One scorecard that counts."""

    scorecard_id: int
    author: str
    initials: str
    round: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What one scorecard says on one line: a level from 1 to 4 with its anchor, or None and the reason."""

    line: Line
    column: Column
    value: int | None
    evidence: str = ""
    anchor: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """How marks lie: `counts` holds how many gave level 1, 2, 3 and 4; marks without a level are apart."""

    counts: tuple[int, int, int, int]
    not_assessed: int
    mean: float | None
    lowest: int | None
    highest: int | None

    @property
    def n(self) -> int:
        """How many levels were given."""
        return sum(self.counts)

    @property
    def levels(self) -> list[tuple[int, int]]:
        """Each level that was given, with how many gave it."""
        return [(level, count) for level, count in zip(LEVELS, self.counts, strict=True) if count]

    @property
    def size(self) -> int:
        """Levels from the lowest to the highest, 0 to 3; 0 for fewer than two."""
        return 0 if self.lowest is None or self.highest is None else self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Row:
    """One line with a cell for each column: a mark, or None where the scorecard's rubric does not ask it."""

    line: Line
    cells: tuple[Mark | None, ...]
    spread: Spread

    @property
    def marks(self) -> list[Mark]:
        return [cell for cell in self.cells if cell is not None]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one competency; the spread is over all their marks."""

    competency_id: int
    competency: str
    is_must_have: bool
    rows: tuple[Row, ...]
    spread: Spread

    @property
    def marks(self) -> list[Mark]:
        return [mark for row in self.rows for mark in row.marks]

    @property
    def judges(self) -> list[Column]:
        """The scorecards that gave a level on this competency, each once, in the order of the columns."""
        across = (mark for cells in zip(*(row.cells for row in self.rows), strict=True) for mark in cells)
        return list(dict.fromkeys(mark.column for mark in across if mark and mark.value is not None))


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The two marks of different scorecards that lie furthest apart, on one line or within a competency."""

    low: Mark
    high: Mark

    @property
    def sides(self) -> tuple[Mark, Mark]:
        return (self.low, self.high)

    @property
    def size(self) -> int:
        """Levels between the two, 1 to 3."""
        return (self.high.value or 0) - (self.low.value or 0)

    @property
    def is_on_one_line(self) -> bool:
        return self.low.line == self.high.line


def spread_of(marks: Iterable[Mark]) -> Spread:
    """How these marks lie; without a level among them, mean, lowest and highest are None."""
    marks = list(marks)
    values = [mark.value for mark in marks if mark.value is not None]
    one, two, three, four = (values.count(level) for level in LEVELS)
    return Spread(
        counts=(one, two, three, four),
        not_assessed=len(marks) - len(values),
        mean=fmean(values) if values else None,
        lowest=min(values, default=None),
        highest=max(values, default=None),
    )


def matrix_of(lines: Sequence[Line], columns: Sequence[Column], marks: Iterable[Mark]) -> Matrix:
    """Lay the marks out; competencies stand in the order in which the lines name them first.

    A line that nobody has marked keeps its row: a gap is something to see. Raises ValueError for a mark off
    the lines or columns, for two marks in one cell, and for a level outside 1 to 4.
    """
    cells: dict[tuple[Line, Column], Mark] = {}
    known = set(product(lines, columns))
    for mark in marks:
        place = (mark.line, mark.column)
        if place not in known or place in cells or mark.value not in {None, *LEVELS}:
            raise ValueError(f"No cell for a mark {mark.value} of scorecard {mark.column.scorecard_id}.")
        cells[place] = mark
    first = {line.competency_id: index for index, line in reversed(list(enumerate(lines)))}
    in_groups = sorted(lines, key=lambda line: first[line.competency_id])
    return Matrix(
        columns=tuple(columns),
        groups=tuple(
            _group([_row(line, columns, cells) for line in group])
            for _, group in groupby(in_groups, key=attrgetter("competency_id"))
        ),
    )


def _row(line: Line, columns: Sequence[Column], cells: dict[tuple[Line, Column], Mark]) -> Row:
    row = tuple(cells.get((line, column)) for column in columns)
    return Row(line=line, cells=row, spread=spread_of(cell for cell in row if cell is not None))


def _group(rows: list[Row]) -> Group:
    line = rows[0].line
    return Group(
        competency_id=line.competency_id,
        competency=line.competency,
        is_must_have=line.is_must_have,
        rows=tuple(rows),
        spread=spread_of(mark for row in rows for mark in row.marks),
    )


def disagreements_in(matrix: Matrix) -> list[Disagreement]:
    """Where scorecards part, widest first; at equal size a line's own comes before one across lines.

    Every line whose levels differ is named once. A competency whose lines lie further apart from one
    another, two levels at least, than any of them within itself is named once besides.
    """
    found = []
    for group in matrix.groups:
        on_lines = [pair for row in group.rows for pair in _widest(row.marks, LEAST_ON_ONE_LINE)]
        wider = max([LEAST_ACROSS_LINES, *(pair.size + 1 for pair in on_lines)])
        found += on_lines + list(_widest(group.marks, wider))
    return sorted(found, key=lambda pair: (-pair.size, not pair.is_on_one_line))


def _widest(marks: list[Mark], least: int) -> Iterator[Disagreement]:
    pairs = [
        Disagreement(low, high)
        for low, high in product(marks, repeat=2)
        if low.value is not None and high.value is not None and low.column != high.column
    ]
    widest = max(pairs, key=attrgetter("size"), default=None)
    if widest is not None and widest.size >= least:
        yield widest
