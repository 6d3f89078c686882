"""A unit: one heading, paragraph, item, row or block of code, however many lines it was wrapped into."""

from dataclasses import dataclass, field

from rubrics.importing.lines import Line, Shape


@dataclass(frozen=True, slots=True)
class Unit:
    """One heading, paragraph, item, row or block of code: its lines, and where it stands.

    `index` is its place among the document's units. `gap` says whether a blank line, or the document's
    beginning, stands before it.
    """

    index: int
    lines: tuple[Line, ...]
    text: str
    shape: Shape
    gap: bool
    depth: int = 0
    marker: str = ""
    is_strong: bool = False
    cells: tuple[str, ...] = field(default=())

    @property
    def number(self) -> int:
        return self.lines[0].number

    @property
    def is_aside(self) -> bool:
        return self.lines[0].is_aside

    @property
    def is_text(self) -> bool:
        return self.shape is Shape.PLAIN

    @property
    def is_item(self) -> bool:
        return self.shape is Shape.ITEM
