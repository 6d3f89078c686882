"""Plain text and Markdown, read as one: what Markdown would make of a line is used where it does no harm.

People paste Markdown into text files and write text in Markdown files, so one reader takes both. It is timid:
an unclosed fence, a lone `---` or an indented answer does not swallow what follows.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from rubrics.importing.lines import Line, Shape
from rubrics.importing.reading import blocks, inline
from rubrics.importing.reading.characters import source_lines
from rubrics.importing.reading.items import Nesting, item_of, lettered_lines

HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?<=##)(?=[^\W_]))(\S.*)")
UNDERLINE = re.compile(r" {0,3}(?:(={3,})|(-{3,}))")
RULE = re.compile(r"\s*(?:([-*_=])(?:\s*\1){2,}|[~#+.─━═—–]{3,})\s*")
QUOTED = re.compile(r"^ {0,3}>+(?: (?![ ]*[\d=])|(?=[^\W\d])|$)")
INDENTED = re.compile(r"(?: {4}| {0,3}\t)")
DEFINITION = re.compile(r" {0,3}\[[^\[\]]+\]:\s*<?(?:https?:|mailto:|[./#])\S*.*")

LONGEST_SET_HEADING = 120


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a plain text or Markdown document, wrapped ones kept apart, freed from their marks.

    Numbers are those of the source. What renders as nothing (comments, front matter, rules, fences, link
    definitions) becomes BLANK; a table's separator row is left out. A task's box is its item's marker
    ("[x]", "[ ]"). Never raises; takes time proportional to the text's length.
    """
    return tuple(_Reading(blocks.prepared(source_lines(text))).lines())


class _Reading:
    """One pass over the source lines, with what earlier lines decided about later ones."""

    def __init__(self, sources: list[tuple[int, str]]) -> None:
        self.sources = sources
        self.code = blocks.code_lines(sources)
        self.rows = blocks.row_lines(sources, self.code)
        self.lettered = lettered_lines(source for _, source in sources)
        self.nesting = Nesting()
        self.made: list[Line] = []

    def lines(self) -> list[Line]:
        for index, (number, source) in enumerate(self.sources):
            self.made.extend(self._made_of(index, number, source))
        return self.made

    def _made_of(self, index: int, number: int, source: str) -> Iterator[Line]:
        if index in self.code:
            code = self.code[index]
            yield Line(number=number, text=code, shape=Shape.CODE if code.strip() else Shape.BLANK)
        elif index in self.rows:
            yield from self._row(number, self.rows[index])
        else:
            yield self._prose(index, number, source)

    def _row(self, number: int, cells: tuple[str, ...]) -> Iterator[Line]:
        texts = tuple(map(inline.cell_text, cells))
        if any(texts):
            yield Line(
                number=number,
                text=" | ".join(cell.replace("\n", " ") for cell in texts),
                shape=Shape.ROW,
                cells=texts,
            )

    def _prose(self, index: int, number: int, source: str) -> Line:
        source = QUOTED.sub("", source)
        if self._underlines(source) or RULE.fullmatch(source) or DEFINITION.fullmatch(source):
            return Line(number=number, text="", shape=Shape.BLANK)
        if heading := HEADING.fullmatch(source):
            self.nesting.end()
            return _line(number, _without_closing(heading[2]), shape=Shape.HEADING, depth=len(heading[1]))
        if item := item_of(source, may_be_lettered=index in self.lettered):
            depth = self.nesting.depth_of(item)
            return _line(number, item.text, shape=Shape.ITEM, depth=depth, marker=item.marker)
        if source and not INDENTED.match(source) and self._starts_paragraph():
            self.nesting.end()
        return _line(number, source)

    def _starts_paragraph(self) -> bool:
        return not self.made or self.made[-1].shape is not Shape.PLAIN

    def _underlines(self, source: str) -> bool:
        """Whether this line underlines the one before, which then becomes a heading."""
        mark = UNDERLINE.fullmatch(source)
        if mark is None or not self.made or not self._can_be_heading(self.made[-1], by_dashes=bool(mark[2])):
            return False
        self.made[-1] = replace(self.made[-1], shape=Shape.HEADING, depth=2 if mark[2] else 1)
        self.nesting.end()
        return True

    def _can_be_heading(self, line: Line, *, by_dashes: bool) -> bool:
        is_alone = len(self.made) == 1 or self.made[-2].shape is not Shape.PLAIN
        is_answer = by_dashes and (line.text.endswith((".", ",", ";")) or line.text[1:2] in {":", "."})
        is_short = 0 < len(line.text) <= LONGEST_SET_HEADING
        return line.shape is Shape.PLAIN and is_alone and is_short and not is_answer


def _line(number: int, source: str, *, shape: Shape = Shape.PLAIN, depth: int = 0, marker: str = "") -> Line:
    text = inline.without_marks(source)
    if not text and not marker:
        return Line(number=number, text="", shape=Shape.BLANK)
    is_strong = inline.is_strong(source)
    return Line(number=number, text=text, shape=shape, depth=depth, marker=marker, is_strong=is_strong)


def _without_closing(heading: str) -> str:
    bare = heading.rstrip("#")
    return bare if bare.endswith((" ", "\t")) else heading
