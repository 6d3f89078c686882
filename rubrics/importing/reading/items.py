"""List items: what marks one, and how deep it is nested."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rubrics.importing.lines import Line, Shape

BULLET = r"[-*+•◦▪▫‣⁃·–—●○■□➢➤►▶✓✔✗✘∙]"
NUMBER = r"\(?\d{1,3}[.)]"
LETTER = r"\(?[A-Za-z][.)]"
ROMAN = r"\(?[ivx]{2,5}[.)]"
STRONG = r"(?:\*\*|__)?"
# A bold number (`**3. What …?**`) marks an item like any other; its asterisks go back to the text.
ITEM = re.compile(
    rf"(?P<indent>[ \t]*)(?P<strong>{STRONG})(?P<marker>{BULLET}|{NUMBER}|{LETTER}|{ROMAN})"
    r"(?:(?P<close>\*\*|__)?[ \t]+(?P<text>\S.*)|(?P<glued>(?<=[.)])[A-Z“\"¿«].*))"
)
TASK = re.compile(r"(\[[ xX✓]?\])\s+(\S.*)")
BULLETED = re.compile(r"[-*+]\s+(?=[A-Ha-h][.)]\s)")
LETTERED = re.compile(rf"\s*(?:{BULLET}\s+)?{STRONG}(\(?)([A-Za-z])([.)])(?:\*\*|__)?\s+\S")

NEAR = 15  # lines within which "A." wants its "B." to be an option rather than an answer or an initial
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Item:
    indent: int
    marker: str
    text: str


class Nesting:
    """The indents of the lists that are open, outermost first."""

    def __init__(self) -> None:
        self._indents: list[int] = []

    def end(self) -> None:
        self._indents.clear()

    def depth_of(self, item: Item) -> int:
        while self._indents and item.indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or item.indent >= self._indents[-1] + 2:
            self._indents.append(item.indent)
        return min(len(self._indents) - 1, DEEPEST)


def item_of(source: str, *, may_be_lettered: bool) -> Item | None:
    """The list item that the source line is, or None.

    A letter marks an item only where the caller knows its neighbours ("A." before "B."); "Q." never does.
    """
    match = ITEM.fullmatch(BULLETED.sub("", source, count=1) if may_be_lettered else source)
    if match is None or (_is_letter(match["marker"]) and not may_be_lettered):
        return None
    text = match["text"] or match["glued"]
    if match["strong"] and not match["close"]:
        text = match["strong"] + text
    elif match["close"] and not match["strong"]:
        text = match["close"] + " " + text
    indent = len(match["indent"].expandtabs(4))
    task = TASK.fullmatch(text)
    return Item(indent, task[1].lower(), task[2]) if task else Item(indent, match["marker"], text)


def with_typed_markers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with paragraphs as items where somebody typed a marker instead of making a list."""
    lettered = lettered_lines(line.text if line.shape is Shape.PLAIN else "" for line in lines)
    return tuple(_typed(line, may_be_lettered=index in lettered) for index, line in enumerate(lines))


def _typed(line: Line, *, may_be_lettered: bool) -> Line:
    item = item_of(line.text, may_be_lettered=may_be_lettered) if line.shape is Shape.PLAIN else None
    return line if item is None else replace(line, shape=Shape.ITEM, marker=item.marker, text=item.text)


def _is_letter(marker: str) -> bool:
    return len(marker) > 1 and len(marker.strip("().")) == 1 and marker.strip("().").isalpha()


def lettered_lines(sources: Iterable[str]) -> frozenset[int]:
    """The indexes of lines that begin with a letter as a marker and have a neighbour in the alphabet near."""
    seen: dict[tuple[str, str, str], int] = {}
    found: set[int] = set()
    for index, source in enumerate(sources):
        match = LETTERED.match(source)
        if match is None:
            continue
        opening, letter, closing = match.groups()
        before = seen.get((opening, chr(ord(letter) - 1), closing))
        if before is not None and index - before <= NEAR:
            found.update((before, index))
        seen[opening, letter, closing] = index
    return frozenset(found)
