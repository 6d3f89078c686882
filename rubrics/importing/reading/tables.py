"""A table as its reader hands it on: a header, and rows that know their line."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hiring.foundations.spreadsheets import FORMULA_STARTS
from rubrics.importing.reading import limits
from rubrics.importing.reading.characters import LINE_END, one_line
from rubrics.importing.reading.refusals import Unimportable, counted

NAMELESS = "Column {letter}"
LONG_NAME = 60
SHOWN = 500

EMPTY = "The table is empty. Add a header such as “question, answer, difficulty” and a row per question."
NO_ROWS = "The table has a header but no rows. Add a row per question below the header."
TOO_MANY_ROWS = "The table has more than {most} rows. Split it into smaller files, then import each."
TOO_LARGE = "The table holds more than {most} characters. Split it into smaller files, then import each."
TOO_MANY_CELLS = "The row has more than {most} cells. Keep those about the question."
TOO_LONG = "A cell of the row is longer than {most} characters. Shorten it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row's cells, as many as it had; `number` counts lines of a text file and rows of a sheet, from 1.

    A row that could not be read has its text in one cell, and in `problem` a sentence that says why.
    """

    number: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a reader made of a CSV, XLSX or JSON file; rows without any text are left out."""

    format: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def table_of(rows: Iterable[Row], *, format: str) -> Table:  # noqa: A002 -- as in Document
    """The table whose first row with text is the header.

    Where that row is a question rather than names, the columns are named by letters and it stays a row.
    Raises Unimportable for no rows, too many, or too much text.
    """
    filled: list[Row] = []
    characters = 0
    for row in rows:
        if row.problem or any(row.cells):
            filled.append(_bounded(row))
        characters += sum(map(len, row.cells))
        if len(filled) > limits.ROWS + 1:
            raise Unimportable(TOO_MANY_ROWS.format(most=counted(limits.ROWS)))
        if characters > limits.CHARACTERS:
            raise Unimportable(TOO_LARGE.format(most=counted(limits.CHARACTERS)))
    if not filled:
        raise Unimportable(EMPTY)
    header = filled[0].cells
    if filled[0].problem or any(name.endswith("?") or len(name) > LONG_NAME for name in header):
        return Table(format=format, header=_lettered(filled), rows=tuple(filled))
    if len(filled) == 1:
        raise Unimportable(NO_ROWS)
    # In a sheet a cell beyond the header is a note; in a CSV file it is a delimiter too many.
    nameless = _lettered(filled)[len(header) :] if format == "xlsx" else ()
    return Table(format=format, header=(*map(one_line, header), *nameless), rows=tuple(filled[1:]))


def _bounded(row: Row) -> Row:
    problem = row.problem
    if len(row.cells) > limits.COLUMNS:
        problem = TOO_MANY_CELLS.format(most=limits.COLUMNS)
    elif any(len(cell) > limits.LINE_CHARACTERS for cell in row.cells):
        problem = TOO_LONG.format(most=counted(limits.LINE_CHARACTERS))
    shown = " | ".join(filter(None, row.cells[: limits.COLUMNS]))[:SHOWN] if problem else ""
    return Row(number=row.number, cells=(shown,), problem=problem) if problem else row


def _lettered(rows: Sequence[Row]) -> tuple[str, ...]:
    widest = max(len(row.cells) for row in rows)
    return tuple(NAMELESS.format(letter=_letter(index)) for index in range(widest))


def _letter(index: int) -> str:
    return (chr(64 + index // 26) if index >= 26 else "") + chr(65 + index % 26)


def cell_of(value: object) -> str:
    """A cell's text as it was typed: an apostrophe that our exports put before formulas is taken off."""
    text = "\n".join(filter(None, map(one_line, LINE_END.split("" if value is None else str(value)))))
    is_neutralised = text.startswith("'") and text[1:].startswith(FORMULA_STARTS)
    return text[1:] if is_neutralised else text
