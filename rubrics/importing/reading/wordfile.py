"""DOCX: its paragraphs, list items with the numbers that Word shows, headings by style, and tables.

Read from the XML itself, piece by piece: a converter to HTML loses list numbers and paragraph numbers, and
builds whole trees of whatever the file holds.
"""

import re
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree
from lxml.etree import _Element as Element

from rubrics.importing.lines import Line, Shape
from rubrics.importing.reading import limits
from rubrics.importing.reading.archives import DAMAGED, Archive
from rubrics.importing.reading.making import TOO_MANY, Block, Lines
from rubrics.importing.reading.ooxml import (
    LEVELS,
    STRICT,
    TRANSITIONAL,
    Numbering,
    Style,
    Styles,
    W,
    is_on,
    numbering_of,
    value_of,
)
from rubrics.importing.reading.refusals import Unimportable, counted

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted and moved text, what properties were before, and what older programs show instead.
UNSHOWN = frozenset((W + "del", W + "moveFrom", W + "pPrChange", W + "rPrChange", FALLBACK))
TEXTS = {W + "tab": " ", W + "br": "\x0b", W + "cr": "\x0b", W + "noBreakHyphen": "-"}
OFFICE_PART = re.compile(rb"Type=\"[^\"]*/officeDocument\"[^<>]*?Target=\"/?(word/[^\"]+)\"")
PLAIN_MARKER = re.compile(r"\(?(?:[\dA-Za-z]|[ivxIVX]{2,6}|\d[\d.]{0,8})[.)]?\)?|-")
BLANK_PARAGRAPHS = 5 * limits.PARAGRAPHS
NO_TEXT = (
    "The Word file holds no text. If its pages are pictures, run text recognition first, then import it."
)


def word_lines(content: bytes) -> tuple[Line, ...]:
    """The lines of a DOCX file; numbers count its paragraphs, those in tables included.

    An item's marker is what Word shows; a table of contents is an aside. Raises Unimportable for damage,
    password, macros, declared entities, no text, or too much of it.
    """
    archive = Archive(content)
    archive.check_xml()
    main = OFFICE_PART.search(archive.part("_rels/.rels"))
    document = archive.part(main[1].decode("utf-8", "replace") if main else "word/document.xml")
    styles = Styles(archive.part("word/styles.xml"))
    walk = _DocumentWalk(styles, numbering_of(archive.part("word/numbering.xml")))
    try:
        walk.through(document.replace(STRICT, TRANSITIONAL))
    except (etree.LxmlError, SyntaxError):
        raise Unimportable(DAMAGED) from None
    if not any(line.text and not line.is_aside for line in walk.lines.made):
        raise Unimportable(NO_TEXT)
    return tuple(walk.lines.made)


@dataclass(slots=True)
class _Paragraph:
    number: int
    block: Block = field(default_factory=Block)
    style: Style = field(default_factory=Style)
    list_id: str | None = None
    depth: int = 0
    outline: int | None = None


@dataclass(slots=True)
class _Table:
    number: int = 0
    columns: int = 0
    cells: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class _DocumentWalk:
    """One pass over the document's XML; what was read is forgotten at the end of each paragraph."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.lines = Lines()
        self.count = 0
        self.unshown = 0
        self.paragraphs: list[_Paragraph] = []
        self.tables: list[_Table] = []

    def through(self, document: bytes) -> None:
        events = etree.iterparse(
            BytesIO(document),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if element.tag in UNSHOWN:
                self.unshown += 1 if event == "start" else -1
            elif not self.unshown:
                self._start(element) if event == "start" else self._end(element)

    def _start(self, element: Element) -> None:
        if element.tag == W + "p":
            self.count += 1
            if self.count > BLANK_PARAGRAPHS:
                raise Unimportable(TOO_MANY.format(most=counted(limits.PARAGRAPHS)))
            self.paragraphs.append(_Paragraph(self.count))
        elif element.tag == W + "tbl":
            self.tables.append(_Table())
            self.lines.add_blank(self.count + 1)
        elif element.tag == W + "tr" and self.tables:
            self.tables[-1].number = self.count + 1
            self.tables[-1].cells = []
        elif element.tag == W + "tc" and self.tables:
            self.tables[-1].texts = []

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag == W + "r" and self.paragraphs:
            self._add_run(element, self.paragraphs[-1])
        elif tag == W + "pPr" and self.paragraphs:
            self._style(element, self.paragraphs[-1])
        elif tag == W + "p" and self.paragraphs:
            self._end_paragraph(self.paragraphs.pop())
            if not self.paragraphs:
                element.clear()
        elif self.tables:
            self._end_of_table(element)

    def _end_of_table(self, element: Element) -> None:
        table = self.tables[-1]
        if element.tag == W + "gridCol":
            table.columns += 1
        elif element.tag == W + "tc" and len(table.cells) < limits.COLUMNS:
            table.cells.append("\n".join(table.texts))
        elif element.tag == W + "tr":
            self._end_row(table)
            element.clear()
        elif element.tag == W + "tbl":
            self.tables.pop()
            self.lines.add_blank(self.count + 1)

    def _end_row(self, table: _Table) -> None:
        cells, table.cells = tuple(table.cells), []
        text = " | ".join(cell.replace("\n", " ") for cell in cells)
        if not any(cells) or table.columns == 1:
            return
        if len(self.tables) > 1:
            self.tables[-2].texts.append(text)
        else:
            self.lines.add(Line(number=table.number, text=text, shape=Shape.ROW, cells=cells))

    def _add_run(self, run: Element, paragraph: _Paragraph) -> None:
        properties = run.find(W + "rPr")
        if is_on(properties, "vanish"):
            return
        is_strong = paragraph.style.is_strong
        if properties is not None and properties.find(W + "b") is not None:
            is_strong = is_on(properties, "b")
        elif (named := value_of(properties, "rStyle")) is not None:
            is_strong = is_strong or self.styles.style(named).is_strong
        for child in run:
            text = child.text if child.tag == W + "t" else TEXTS.get(child.tag)
            paragraph.block.add(text or "", number=paragraph.number, is_strong=is_strong)

    def _style(self, properties: Element, paragraph: _Paragraph) -> None:
        paragraph.style = self.styles.style(value_of(properties, "pStyle"))
        outline = value_of(properties, "outlineLvl") or ""
        level = value_of(properties, "numPr/ilvl") or paragraph.style.list_level or "0"
        own = value_of(properties, "numPr/numId")
        paragraph.list_id = paragraph.style.list_id if own is None else own
        paragraph.depth = min(int(level), LEVELS - 1) if level in set("012345678") else 0
        paragraph.outline = int(outline) if outline in set("012345678") else paragraph.style.outline

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        texts = list(paragraph.block.texts())
        if self.tables and self.tables[-1].columns != 1:
            self.tables[-1].texts.extend(texts)
        elif texts:
            self._add_paragraph(texts, paragraph)
        else:
            self.lines.add_blank(paragraph.number)

    def _add_paragraph(self, texts: list[str], paragraph: _Paragraph) -> None:
        is_aside = paragraph.style.name.startswith(("toc ", "header", "footer"))
        marker = "" if paragraph.list_id in {None, "0"} else self._marker(paragraph)
        if marker and not PLAIN_MARKER.fullmatch(marker):
            texts[0] = f"{marker} {texts[0]}"
            marker = ""
        shape, depth = self._shape(paragraph, marker)
        if shape is not Shape.ITEM:
            self.lines.add_blank(paragraph.number)
        for text in texts:
            is_strong = paragraph.block.is_strong and shape is not Shape.HEADING
            self.lines.add(
                Line(
                    number=paragraph.number,
                    text=text,
                    shape=shape,
                    depth=depth,
                    marker=marker,
                    is_strong=is_strong,
                    is_aside=is_aside,
                )
            )
            shape, depth, marker = (Shape.PLAIN, 0, "") if shape is Shape.ITEM else (shape, depth, "")

    def _marker(self, paragraph: _Paragraph) -> str:
        return self.numbering.marker(paragraph.list_id or "", paragraph.depth)

    def _shape(self, paragraph: _Paragraph, marker: str) -> tuple[Shape, int]:
        if paragraph.outline is not None:
            return Shape.HEADING, min(paragraph.outline + 1, 6)
        return (Shape.ITEM, paragraph.depth) if marker else (Shape.PLAIN, 0)
