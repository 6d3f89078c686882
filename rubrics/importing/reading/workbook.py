"""XLSX: the first sheet that has a header and rows, with the values that Excel last saw."""

import warnings
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
from lxml.etree import LxmlError
from openpyxl.utils.exceptions import InvalidFileException

from rubrics.importing.reading import limits
from rubrics.importing.reading.archives import DAMAGE, DAMAGED, Archive
from rubrics.importing.reading.characters import one_line
from rubrics.importing.reading.columns import map_columns
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.reading.tables import EMPTY, SHOWN, Row, Table, cell_of, table_of

# What openpyxl lets through where XML is well-formed and makes no sense.
NONSENSE = (AttributeError, IndexError, KeyError, TypeError, AssertionError, ArithmeticError, RecursionError)
BROKEN = (*DAMAGE, *NONSENSE, LxmlError, ET.ParseError, InvalidFileException, SyntaxError)
BLANK_ROWS = 1_000  # in a row, after which a sheet is at its end, whatever its dimensions say
SHEETS = 50
FIRST_ROWS = 5  # of a sheet that is left out, shown so that one knows it again
LEFT_OUT = "The sheet “{title}” was not read: one sheet is. Save it as a file of its own, then import that."


def workbook_table(content: bytes) -> Table:
    """The table of the first sheet whose header names a question, or else of the first with rows.

    Of every other sheet it has a row with a problem, so that none is lost without a word. Formulas give
    their cached values. Raises Unimportable for damage, no rows, or too many.
    """
    Archive(content).check_xml()
    read: tuple[Table, Row] | None = None
    others: list[Row] = []
    refusal = Unimportable(EMPTY)
    for title, rows in _sheets(content):
        left_out = _left_out(title, rows)
        try:
            table = table_of(rows, format="xlsx")
        except Unimportable as error:
            refusal = error
            others.extend([left_out] if rows else [])
            continue
        if read is None or (_names_a_question(table) and not _names_a_question(read[0])):
            others.extend([read[1]] if read else [])
            read = table, left_out
        else:
            others.append(left_out)
    if read is None:
        raise refusal
    return replace(read[0], rows=(*read[0].rows, *others))


def _names_a_question(table: Table) -> bool:
    return "prompt" in map_columns(table.header)


def _left_out(title: str, rows: Sequence[Row]) -> Row:
    """A whole sheet as one row that cannot be read."""
    text = " | ".join(filter(None, (cell for row in rows[:FIRST_ROWS] for cell in row.cells)))
    return Row(
        number=rows[0].number if rows else 1,
        cells=(text[:SHOWN],),
        problem=LEFT_OUT.format(title=one_line(title)),
    )


def _sheets(content: bytes) -> Iterator[tuple[str, list[Row]]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = openpyxl.load_workbook(
                BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            for sheet in workbook.worksheets[:SHEETS]:
                sheet.reset_dimensions()
                yield sheet.title, list(_rows(sheet.iter_rows(max_col=limits.COLUMNS, values_only=True)))
    except BROKEN as error:
        if isinstance(error, Unimportable):
            raise
        raise Unimportable(DAMAGED) from None


def _rows(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    filled = blank = 0
    for number, values in enumerate(rows, start=1):
        # Rows come padded to the widest that is allowed.
        width = next((index for index in range(len(values), 0, -1) if values[index - 1] is not None), 0)
        cells = tuple(map(_text, values[:width]))
        if any(cells):
            yield Row(number=number, cells=cells)
            filled, blank = filled + 1, 0
        else:
            blank += 1
        if filled > limits.ROWS + 1 or blank > BLANK_ROWS:
            return


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    return cell_of(value[: limits.LINE_CHARACTERS + 1] if isinstance(value, str) else value)
