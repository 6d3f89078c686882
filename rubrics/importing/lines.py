"""A document as its reader hands it on: lines that say what they are, whatever format they came from."""

from dataclasses import dataclass, field
from enum import StrEnum, auto


class Shape(StrEnum):
    BLANK = auto()
    PLAIN = auto()
    HEADING = auto()
    ITEM = auto()
    ROW = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, paragraph, list item or table row, freed from its format's markup.

    `number` counts from 1 in the source: lines of a text or HTML file, paragraphs of a DOCX, lines of all
    pages of a PDF. `depth` is a heading's level (1 to 6) or an item's nesting (0 for the outermost);
    `marker` is what stood before an item ("-", "3.", "a)"); `cells` are those of a table's row. `is_strong`
    means that the whole line was emphasised, as people do who do not use headings. `is_aside` means that it
    stood around the document rather than in it: navigation, a page's header or footer, a form.
    """

    number: int
    text: str
    shape: Shape = Shape.PLAIN
    depth: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    is_strong: bool = False
    is_aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a reader made of a file: its lines, in order, and the format that was found in the bytes."""

    format: str
    lines: tuple[Line, ...] = field(default=())
