"""Units as the text that a person reads in a draft: with their markers, nesting, code and blank lines."""

from collections.abc import Sequence

from rubrics.importing.lines import Shape
from rubrics.importing.parsing.units import Unit


def rendered(units: Sequence[Unit]) -> str:
    """The units' text, one below the other, parted by a blank line where the document parts them."""
    parts: list[str] = []
    for unit in units:
        is_apart = unit.gap or unit.shape in {Shape.HEADING, Shape.CODE}
        parts.append(("\n\n" if is_apart else "\n") + shown(unit))
    return "".join(parts).strip()


def shown(unit: Unit) -> str:
    if unit.shape is Shape.ITEM:
        marker = unit.marker or "-"
        return f"{'  ' * unit.depth}{marker} {unit.text}"
    if unit.shape is Shape.ROW:
        return " | ".join(cell.replace("\n", " ") for cell in unit.cells) or unit.text
    return unit.text
