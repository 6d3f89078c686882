"""Lines in the making: text comes in pieces, with or without emphasis, until its block ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rubrics.importing.lines import Line, Shape
from rubrics.importing.reading import limits
from rubrics.importing.reading.characters import SOFT_END, one_line
from rubrics.importing.reading.refusals import Unimportable, counted

TOO_MANY = "The document has more than {most} paragraphs. Split it into smaller files, then import each."
TOO_LONG = (
    "Line {line} is longer than {most} characters. Break it into paragraphs, then import the file again."
)


@dataclass(slots=True)
class Block:
    """A paragraph's text so far; `strong` counts its emphasised letters."""

    number: int = 0
    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    strong: int = 0

    def add(self, text: str, *, number: int, is_strong: bool) -> None:
        letters = sum(map(str.isalnum, text))
        if not letters and not self.pieces and not text.strip():
            return
        self.number = self.number or number
        self.pieces.append(text)
        self.letters += letters
        self.strong += letters if is_strong else 0

    def texts(self) -> Iterator[str]:
        """The block's lines: it may hold forced line breaks (as a vertical tab)."""
        return filter(None, map(one_line, SOFT_END.split("".join(self.pieces))))

    @property
    def is_strong(self) -> bool:
        return 0 < self.letters == self.strong


class Lines:
    """The lines made so far, bounded; blank ones never stand first or twice."""

    def __init__(self) -> None:
        self.made: list[Line] = []
        self._count = 0

    def add(self, line: Line) -> None:
        if len(line.text) > limits.LINE_CHARACTERS:
            message = TOO_LONG.format(line=line.number, most=counted(limits.LINE_CHARACTERS))
            raise Unimportable(message, line=line.number)
        self._count += 1
        if self._count > limits.PARAGRAPHS:
            raise Unimportable(TOO_MANY.format(most=counted(limits.PARAGRAPHS)))
        self.made.append(line)

    def add_blank(self, number: int) -> None:
        if self.made and self.made[-1].shape is not Shape.BLANK:
            self.made.append(Line(number=number, text="", shape=Shape.BLANK))
