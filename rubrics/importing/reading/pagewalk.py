"""A walk over a page's elements that makes lines: where blocks begin and end, and what they are."""

from collections.abc import Callable

from lxml import etree
from lxml.etree import _Element as Element

from rubrics.importing.lines import Line, Shape
from rubrics.importing.reading import limits
from rubrics.importing.reading.asides import asides_of
from rubrics.importing.reading.making import Block, Lines
from rubrics.importing.reading.tags import BLOCKS, HEADINGS, PARAGRAPHS, SILENT, STRONG_STYLE, STRONG_TAGS
from rubrics.importing.reading.webtables import data_tables

COUNTABLE_LINE = 65_535  # above it, libxml2 says this number for every line


class PageWalk:
    """One walk over the page's elements. `line` follows the source as far as libxml2 tells it."""

    def __init__(self, root: Element) -> None:
        self.lines = Lines()
        self.block = Block()
        self.line = 1
        self.asides = asides_of(root)
        self.tables = data_tables(root)
        self.silent = self.aside = self.strong = self.preformatted = 0
        self.lists: list[tuple[str, int]] = []
        self.marker = ""
        self.item_depth: int | None = None
        self.heading = 0
        self.cells: list[str] | None = None
        self.in_cell = False
        self._walk(root)
        self.flush()

    def _walk(self, root: Element) -> None:
        for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
            if event == "comment":
                self.line += (element.text or "").count("\n")
                self._text(element.tail)
            elif event == "start":
                self._start(element)
                self._text(element.text)
            else:
                self._end(element)
                self._text(element.tail)

    def _start(self, element: Element) -> None:
        if element.sourceline and element.sourceline < COUNTABLE_LINE:
            self.line = element.sourceline
        tag = element.tag
        self.silent += tag in SILENT
        if element in self.asides:
            self.flush()
            self.aside += 1
        if tag in BLOCKS and not self.in_cell:
            self._start_block(tag)
        elif tag in BLOCKS or tag == "br":
            self._break()
        self.strong += _is_strong(element)
        self.preformatted += tag == "pre"
        self.heading = HEADINGS.get(tag, self.heading)
        START.get(tag, _nothing)(self, element)

    def _end(self, element: Element) -> None:
        tag = element.tag
        END.get(tag, _nothing)(self, element)
        if tag in BLOCKS:
            self._end_block(tag)
        if tag in HEADINGS:
            self.heading = 0
        self.preformatted -= tag == "pre"
        self.strong -= _is_strong(element)
        self.silent -= tag in SILENT
        if element in self.asides:
            self.flush()
            self.aside -= 1

    def _start_block(self, tag: str) -> None:
        self.flush()
        if tag in PARAGRAPHS and not (tag in {"ul", "ol"} and self.lists):
            self.lines.add_blank(self.line)

    def _end_block(self, tag: str) -> None:
        if self.in_cell:
            self._break()
            return
        self.flush()
        if tag in PARAGRAPHS and not self.lists:
            self.lines.add_blank(self.line)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self.silent:
            leading = text[: len(text) - len(text.lstrip())].count("\n")
            shown = text.replace("\n", "\x0b") if self.preformatted and self.in_cell else text
            self.block.add(shown, number=self.line + leading, is_strong=self.strong > 0)
        self.line += text.count("\n")

    def _break(self) -> None:
        self.block.add("\x0b", number=self.line, is_strong=False)

    def flush(self) -> None:
        """End the block: its text becomes a line, or several where it has forced breaks."""
        block, self.block = self.block, Block()
        if self.in_cell:
            return
        if self.preformatted:
            self._add_code(block)
            return
        for text in block.texts():
            self._add(text, block)

    def _add_code(self, block: Block) -> None:
        source = "".join(block.pieces).strip("\n")
        for offset, line in enumerate(source.split("\n") if source.strip() else ()):
            shape = Shape.CODE if line.strip() else Shape.BLANK
            code = line.rstrip()
            self.lines.add(
                Line(number=block.number + offset, text=code, shape=shape, is_aside=self.aside > 0)
            )

    def _add(self, text: str, block: Block) -> None:
        shape, depth = Shape.PLAIN, 0
        if self.heading:
            shape, depth = Shape.HEADING, self.heading
        elif self.item_depth is not None:
            shape, depth = Shape.ITEM, self.item_depth
        self.lines.add(
            Line(
                number=block.number,
                text=text,
                shape=shape,
                depth=depth,
                marker=self.marker,
                is_strong=block.is_strong and not self.heading,
                is_aside=self.aside > 0,
            )
        )
        self.marker, self.item_depth = "", None


def _is_strong(element: Element) -> bool:
    tag = element.tag
    return tag in STRONG_TAGS or bool(STRONG_STYLE.search(element.get("style", "")))


def _nothing(walk: PageWalk, element: Element) -> None:
    """Most tags say nothing about lines."""


def _start_list(walk: PageWalk, element: Element) -> None:
    start = element.get("start", "1").strip()
    kind = element.get("type", "1") if element.tag == "ol" else ""
    walk.lists.append((kind, int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1))


def _end_list(walk: PageWalk, element: Element) -> None:
    if walk.lists:
        walk.lists.pop()


def _start_item(walk: PageWalk, element: Element) -> None:
    kind, number = walk.lists[-1] if walk.lists else ("", 1)
    value = element.get("value", "").strip()
    if kind and value.isascii() and value.isdigit() and len(value) < 6:
        number = int(value)
    if walk.lists:
        walk.lists[-1] = (kind, number + 1)
    walk.marker = _marker(kind, number)
    walk.item_depth = max(len(walk.lists) - 1, 0)


def _end_item(walk: PageWalk, element: Element) -> None:
    walk.flush()
    walk.marker, walk.item_depth = "", None


def _marker(kind: str, number: int) -> str:
    if kind in {"a", "A"} and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)})"
    return f"{number}." if kind else "-"


def _start_row(walk: PageWalk, element: Element) -> None:
    if not walk.in_cell and next(element.iterancestors("table"), None) in walk.tables:
        walk.cells = []


def _end_row(walk: PageWalk, element: Element) -> None:
    if walk.cells is None or walk.in_cell:
        return
    cells, walk.cells = tuple(walk.cells), None
    if any(cells):
        text = " | ".join(cell.replace("\n", " ") for cell in cells)
        number = element.sourceline if 0 < (element.sourceline or 0) < COUNTABLE_LINE else walk.line
        is_aside = walk.aside > 0
        walk.lines.add(Line(number=number, text=text, shape=Shape.ROW, cells=cells, is_aside=is_aside))


def _start_cell(walk: PageWalk, element: Element) -> None:
    walk.in_cell = walk.cells is not None


def _end_cell(walk: PageWalk, element: Element) -> None:
    if walk.cells is not None and len(walk.cells) < limits.COLUMNS:
        walk.cells.append("\n".join(walk.block.texts()))
    walk.block = Block() if walk.in_cell else walk.block
    walk.in_cell = False


Step = Callable[[PageWalk, Element], None]
START: dict[str, Step] = {
    "ul": _start_list,
    "ol": _start_list,
    "menu": _start_list,
    "li": _start_item,
    "tr": _start_row,
    "td": _start_cell,
    "th": _start_cell,
}
END: dict[str, Step] = {
    "ul": _end_list,
    "ol": _end_list,
    "menu": _end_list,
    "li": _end_item,
    "tr": _end_row,
    "td": _end_cell,
    "th": _end_cell,
}
