"""Cells that a spreadsheet program shows as text, whatever somebody typed into them."""

import csv
from collections.abc import Iterable, Iterator

# A cell that begins with one of these would be run as a formula; the last four are full-width forms.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class _Echo:
    """A file that hands back what is written to it, so that rows can be streamed."""

    def write(self, value: str) -> str:
        return value


def neutralised(cell: object) -> str:
    """The cell as text, with a leading apostrophe where it could be taken for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The rows as CSV lines, one at a time, each cell neutralised."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([neutralised(cell) for cell in row])
