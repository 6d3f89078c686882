"""What runs along on a PDF's pages: headers, footers and page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence

from rubrics.importing.reading.pdfpage import PageLine

MARGIN = 0.13  # of the page's height, at the top and at the bottom
EDGE_LINES = 3  # lines of a page's edge that may run along
LEAST_SHARE = 0.4  # of the pages, for headers may differ on left and right pages
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.|página|pagina)?\s*[-–—|•]?\s*\d{1,4}\s*(?:(?:of|von|de|/|sur|di)\s*\d{1,4})?\s*[-–—|•]?",
    re.IGNORECASE,
)
ASKED = re.compile(r"\?|^(?:q|question|exercise|task|frage)\b", re.IGNORECASE)


def running_lines(lines: Sequence[PageLine]) -> frozenset[int]:
    """The indexes of lines in the margins that repeat from page to page, or hold only a page number."""
    pages = len({line.page for line in lines})
    edges = [index for index in _edge_lines(lines) if not ASKED.search(lines[index].text)]
    repeated: defaultdict[tuple[str, bool], dict[int, int]] = defaultdict(dict)
    for index in edges:
        key = DIGITS.sub("#", lines[index].text.casefold()), lines[index].place > 0.5
        repeated[key][lines[index].page] = index
    found = {index for index in edges if PAGE_NUMBER.fullmatch(lines[index].text.strip())}
    for places in repeated.values():
        if len(places) >= max(2, LEAST_SHARE * pages):
            found.update(places.values())
    return frozenset(found)


def _edge_lines(lines: Sequence[PageLine]) -> list[int]:
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        by_page[line.page].append(index)
    edges: list[int] = []
    for indexes in by_page.values():
        ordered = sorted(indexes, key=lambda index: lines[index].y)
        ends = dict.fromkeys([*ordered[:EDGE_LINES], *ordered[-EDGE_LINES:]])
        edges.extend(index for index in ends if not MARGIN < lines[index].place < 1 - MARGIN)
    return edges
