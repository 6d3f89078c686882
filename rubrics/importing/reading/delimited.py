"""CSV in the ways that programs write it: comma, semicolon, tab or pipe; one bad line loses no other."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from rubrics.importing.reading import limits
from rubrics.importing.reading.characters import LINE_END, cleaned
from rubrics.importing.reading.columns import map_columns
from rubrics.importing.reading.tables import Row, Table, cell_of, table_of

DELIMITERS = ",;\t|"
SAMPLE_LINES = 200
LONGEST_RECORD = 200  # lines that one quoted cell may span before its quote counts as never closed

NEVER_CLOSED = "A quotation mark opens here that is never closed. Close it or write it twice."
TOO_LONG = "The row is longer than {most} characters. Shorten it."
STRAY_QUOTE = "A quoted cell goes on after its closing quotation mark. Write quotation marks inside twice."


def delimited_table(text: str) -> Table:
    """The table of a CSV or TSV file. Raises Unimportable for no rows, or too many."""
    lines = LINE_END.split(cleaned(text))
    start, delimiter = 0, _declared_delimiter(lines)
    if delimiter:
        start = 1
    else:
        delimiter = delimiter_of(lines)
    return table_of(_rows(lines, start, delimiter), format="csv")


def is_delimited(text: str) -> bool:
    """Whether text of no telling name begins with a header that names a question and something else."""
    first = text.lstrip().split("\n", 1)[0][:2000]
    return any(
        "prompt" in (fields := map_columns(first.split(delimiter))) and len(fields) > 1
        for delimiter in DELIMITERS
    )


def _declared_delimiter(lines: Sequence[str]) -> str:
    """The delimiter of the line `sep=;` that Excel understands."""
    first = lines[0].strip().lower() if lines else ""
    return first[4] if len(first) == 5 and first.startswith("sep=") and first[4] in DELIMITERS else ""


def delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter that gives most rows the header's number of cells, and the most cells at that."""
    sample = [line for line in islice(lines, SAMPLE_LINES) if line.strip()]

    def merit(delimiter: str) -> tuple[float, int]:
        counts = [len(row.cells) for row in _rows(sample, 0, delimiter) if not row.problem]
        if not counts or counts[0] < 2:
            return 0.0, 0
        return Counter(counts)[counts[0]] / len(counts), counts[0]

    return max(DELIMITERS, key=merit)


def _rows(lines: Sequence[str], start: int, delimiter: str) -> Iterator[Row]:
    at = start
    while at < len(lines):
        row, at = _record(lines, at, delimiter)
        yield row


def _record(lines: Sequence[str], at: int, delimiter: str) -> tuple[Row, int]:
    """The record that begins at the line of this index, and the index of the line after it."""
    if len(lines[at]) > limits.LINE_CHARACTERS:
        problem = TOO_LONG.format(most=limits.LINE_CHARACTERS)
        return Row(number=at + 1, cells=(cell_of(lines[at][:200]),), problem=problem), at + 1
    following = islice(lines, at, at + LONGEST_RECORD)
    reader = csv.reader((f"{line}\n" for line in following), delimiter=delimiter, strict=True)
    try:
        cells = next(reader, [])
    except csv.Error as error:
        is_open = "end of data" in str(error) or "field limit" in str(error)
        problem = NEVER_CLOSED if is_open else STRAY_QUOTE
        return Row(number=at + 1, cells=(cell_of(lines[at]),), problem=problem), at + 1
    return Row(number=at + 1, cells=tuple(map(cell_of, cells))), at + max(reader.line_num, 1)
