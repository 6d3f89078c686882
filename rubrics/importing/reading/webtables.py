"""Which tables of a page hold rows; the others only lay the page out."""

from lxml.etree import _Element as Element


def data_tables(root: Element) -> frozenset[Element]:
    """The tables with at least two columns and no table inside."""
    layout: set[Element] = set()
    wide: set[Element] = set()
    for table in root.iter("table"):
        layout.update(table.iterancestors("table"))
    for row in root.iter("tr"):
        if sum(cell.tag in {"td", "th"} for cell in row) >= 2:
            wide.update(table for table in (next(row.iterancestors("table"), None),) if table is not None)
    return frozenset(wide - layout)
