"""The options of a multiple-choice item: lettered or bulleted, one per line or all on one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rubrics.importing.lines import Shape
from rubrics.importing.parsing.labels import label_of
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.labels import Part

LETTERED = re.compile(r"\(?(?P<letter>[A-Ha-h])[.):]\s*(?P<text>\S.*)", re.DOTALL)
MARKER = re.compile(r"\(?([A-Ha-h])[.)]")
NUMERIC = re.compile(r"\(?([1-8])[.)]")
INLINE = re.compile(r"(?<![^\s(\[])\(?(?P<letter>[A-Ha-h])[.)]\s+(?=\S)")
RIGHT = re.compile(
    r"\s*(?:[✔✓✅☑]️?|[(\[](?:correct|right|richtig|correcte?|correcta|x)[)\]])\s*", re.IGNORECASE
)
LONGEST = 200  # characters of an option
FEWEST, MOST = 2, 8
ALPHABET = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Option:
    letter: str
    text: str
    is_right: bool
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """An item's options; `used` is how many of the units they took, from the first.

    `stem` is what stood before the options on the item's own line; `is_lettered` says that they have letters,
    which lists in an answer seldom do.
    """

    options: tuple[Option, ...]
    used: int
    is_lettered: bool
    stem: str = ""

    def text_of(self, answer: str) -> str | None:
        """The option's text that an answer names by letter, number or its words, or None."""
        words = plain(answer)
        wanted = next((option.text for option in self.options if plain(option.text) == words), None)
        named = re.match(r"\(?([A-H]|[a-h](?=[.):]|$))(?:[.):]|\)?(?=\s|$))", answer.strip())
        if wanted is None and named:
            wanted = self._lettered(named[1].upper())
        if wanted is None and words:
            wanted = self._begun(words)
        number = re.fullmatch(r"(?:option\s)?([1-8])", words)
        if wanted is None and number and int(number[1]) <= len(self.options):
            wanted = self.options[int(number[1]) - 1].text
        return wanted

    def marked(self) -> str | None:
        """The one option marked as right, or the only one in bold."""
        for flagged in (
            [option for option in self.options if option.is_right],
            [option for option in self.options if option.is_strong],
        ):
            if len(flagged) == 1:
                return flagged[0].text
        return None

    def _lettered(self, letter: str) -> str | None:
        return next((option.text for option in self.options if option.letter == letter), None)

    def _begun(self, words: str) -> str | None:
        begun = [option.text for option in self.options if words.startswith(plain(option.text) + " ")]
        return max(begun, key=len) if begun else None


def options_in(stem: str, units: Sequence[Unit], *, may_be_plain: bool = False) -> Options | None:
    """The options that the stem holds or that the units begin with, or None.

    `may_be_plain` admits short lines without any marker, as copies of quiz pages have them.
    """
    if (found := inline_options(stem)) is not None:
        return found
    if units and units[0].is_text and (found := inline_options(units[0].text)) is not None and not found.stem:
        return Options(found.options, 1, is_lettered=True)
    listed = _listed(units)
    if listed is None and may_be_plain:
        return _unmarked(units)
    return listed


def inline_options(text: str) -> Options | None:
    """Options with letters in the alphabet's order on one line ("… A) one B) two C) three")."""
    found = list(INLINE.finditer(text[:2000]))
    start = next((index for index, match in enumerate(found) if match["letter"] in "aA"), None)
    if start is None:
        return None
    run = [found[start]]
    for match in found[start + 1 :]:
        if ord(match["letter"]) == ord(run[-1]["letter"]) + 1:
            run.append(match)
    if len(run) < FEWEST:
        return None
    ends = [match.start() for match in run[1:]] + [len(text)]
    parts = [text[match.end() : end].strip(" ;,|/") for match, end in zip(run, ends, strict=True)]
    if not all(parts) or max(map(len, parts)) > LONGEST:
        return None
    options = tuple(_option(match["letter"], part) for match, part in zip(run, parts, strict=True))
    return Options(options, 0, is_lettered=True, stem=text[: run[0].start()].strip(" -–—|"))


def _option(letter: str, text: str, *, is_strong: bool = False, marker: str = "") -> Option:
    bare = RIGHT.sub(" ", text).strip()
    is_right = bare != text.strip() or marker in {"✔", "✓", "[x]", "[✓]", "☑"}
    return Option(letter.upper(), bare, is_right, is_strong)


def _listed(units: Sequence[Unit]) -> Options | None:
    found: list[Option] = []
    is_lettered = True
    depth = units[0].depth if units else 0
    for unit in units[: MOST + 1]:
        option = _listed_option(unit, len(found))
        if (
            option is None
            or (unit.is_item and unit.depth != depth)
            or (found and _is_other_list(unit, units[0]))
        ):
            break
        found.append(option)
        is_lettered = is_lettered and bool(_letter_of(unit))
    if not FEWEST <= len(found) <= MOST or (is_lettered and found[0].letter != "A"):
        return None
    return Options(tuple(found), len(found), is_lettered=is_lettered)


def _is_other_list(unit: Unit, first: Unit) -> bool:
    return bool(_letter_of(unit)) != bool(_letter_of(first))


def _listed_option(unit: Unit, index: int) -> Option | None:
    if len(unit.text) > LONGEST or (
        (label := label_of(unit)) and label.part in {Part.CORRECT, Part.ANSWER, Part.EXPLANATION}
    ):
        return None
    if unit.is_item:
        if NUMERIC.fullmatch(unit.marker) is None and re.search(r"\d", unit.marker):
            return None
        letter = _letter_of(unit) or ALPHABET[min(index, MOST - 1)]
        inner = LETTERED.fullmatch(unit.text) if not MARKER.fullmatch(unit.marker) else None
        text = inner["text"] if inner else unit.text
        return _option(letter, text, is_strong=unit.is_strong, marker=unit.marker)
    match = LETTERED.fullmatch(unit.text) if unit.is_text else None
    if match is None or match["letter"].upper() != ALPHABET[min(index, MOST - 1)]:
        return None
    return _option(match["letter"], match["text"], is_strong=unit.is_strong)


def _letter_of(unit: Unit) -> str:
    match = MARKER.fullmatch(unit.marker) or LETTERED.fullmatch(unit.text)
    return match[1].upper() if match else ""


def _unmarked(units: Sequence[Unit]) -> Options | None:
    found: list[Option] = []
    for unit in units[:6]:
        is_option = unit.shape is Shape.PLAIN and len(unit.text) <= 90 and not unit.text.endswith(("?", ":"))
        if not is_option or label_of(unit) is not None:
            break
        found.append(_option(ALPHABET[len(found)], unit.text, is_strong=unit.is_strong))
    return Options(tuple(found), len(found), is_lettered=False) if 3 <= len(found) <= 5 else None
