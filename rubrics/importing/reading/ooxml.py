"""What a Word file says about its paragraphs elsewhere: styles and list numbering."""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from rubrics.importing.reading.archives import DAMAGED
from rubrics.importing.reading.refusals import Unimportable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DEEPEST_STYLE = 12
LEVELS = 9
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def parsed(part: bytes) -> Element | None:
    """The part's root, without entities, network or huge trees; None for a part that is not there."""
    if not part:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part.replace(STRICT, TRANSITIONAL), parser)
    except (etree.LxmlError, ValueError):
        raise Unimportable(DAMAGED) from None


def value_of(element: Element | None, path: str) -> str | None:
    """The `w:val` of what the path of tags leads to."""
    found = None if element is None else element.find("/".join(W + tag for tag in path.split("/")))
    return None if found is None else found.get(W + "val", "")


def is_on(element: Element | None, path: str) -> bool:
    value = value_of(element, path)
    return value is not None and value not in {"0", "false", "off", "none"}


@dataclass(slots=True)
class Style:
    name: str = ""
    based_on: str = ""
    outline: int | None = None
    is_strong: bool = False
    list_id: str | None = None
    list_level: str | None = None


class Styles:
    """The named styles, each with what it inherits."""

    def __init__(self, part: bytes) -> None:
        root = parsed(part)
        self._styles = (
            {} if root is None else {s.get(W + "styleId", ""): _style(s) for s in root.iter(W + "style")}
        )

    def style(self, identity: str | None) -> Style:
        """The style with the fields that it leaves open filled from those that it is based on."""
        found = Style()
        seen = 0
        while identity in self._styles and seen < DEEPEST_STYLE:
            own = self._styles[identity]
            found.name = found.name or own.name
            found.outline = own.outline if found.outline is None else found.outline
            found.list_id = own.list_id if found.list_id is None else found.list_id
            found.list_level = own.list_level if found.list_level is None else found.list_level
            found.is_strong = found.is_strong or own.is_strong
            identity, seen = own.based_on, seen + 1
        return found


def _style(element: Element) -> Style:
    name = (value_of(element, "name") or "").lower()
    outline = value_of(element, "pPr/outlineLvl")
    level = int(outline) if outline and outline in "012345678" else None
    if name.startswith("heading ") and name[8:] in set("123456789"):
        level = int(name[8:]) - 1
    return Style(
        name=name,
        based_on=value_of(element, "basedOn") or "",
        outline=0 if name == "title" else level,
        is_strong=is_on(element, "rPr/b"),
        list_id=value_of(element, "pPr/numPr/numId"),
        list_level=value_of(element, "pPr/numPr/ilvl"),
    )


@dataclass(slots=True)
class Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists' levels, and how far each has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: defaultdict[str, list[int | None]] = field(
        default_factory=lambda: defaultdict(lambda: [None] * LEVELS)
    )

    def marker(self, list_id: str, depth: int) -> str:
        """The next item's marker: "3.", "b)", "-" for any bullet; "" where the list has none."""
        abstract = self.lists.get(list_id)
        levels = self.levels.get(abstract or "", {})
        level = levels.get(depth)
        if level is None or level.form in {"bullet", "none"}:
            return "" if level is not None and level.form == "none" else "-"
        counts = self.counts[abstract or ""]
        count = counts[depth]
        counts[depth] = level.start if count is None else count + 1
        counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        marker = level.text or f"%{depth + 1}."
        for index in range(depth + 1):
            shown = levels.get(index, Level())
            number = counts[index]
            marker = marker.replace(
                f"%{index + 1}", _shown(shown.start if number is None else number, shown.form)
            )
        return marker.strip()


def numbering_of(part: bytes) -> Numbering:
    root = parsed(part)
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.iter(W + "abstractNum"):
        levels = {_index(level): _level(level) for level in abstract.iterchildren(W + "lvl")}
        numbering.levels[abstract.get(W + "abstractNumId", "")] = levels
    for number in root.iter(W + "num"):
        numbering.lists[number.get(W + "numId", "")] = value_of(number, "abstractNumId") or ""
    return numbering


def _index(level: Element) -> int:
    index = level.get(W + "ilvl", "")
    return int(index) if index and index in "012345678" else 0


def _level(element: Element) -> Level:
    start = value_of(element, "start") or ""
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
    text = (value_of(element, "lvlText") or "")[:40]
    return Level(form=value_of(element, "numFmt") or "decimal", text=text, start=number)


def _shown(number: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        return chr((64 if form == "upperLetter" else 96) + number)
    if form in {"lowerRoman", "upperRoman"} and 1 <= number <= 39:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    signs = ""
    for value, sign in ROMAN:
        signs += sign * (number // value)
        number %= value
    return signs
