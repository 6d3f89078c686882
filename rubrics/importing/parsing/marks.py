"""What stands before a question's own words: `Q1.`, `Question 7:`, `7)`, `3️⃣`, and what such a mark counts."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rubrics.importing.lines import Line, Shape
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.wording.asking import COMMANDS
from rubrics.importing.parsing.wording.labels import QUESTION_LABELS

KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
TEN = re.compile("\U0001f51f")
DECORATION = re.compile(r"[^\w\s(\[{<\"'“‘«„¿¡#$.?-]+(?:️)?\s*")
STRAY_EMPHASIS = re.compile(r"^[*_`~]+|[*_`~]+$")

_WORDS = "|".join(sorted(map(re.escape, QUESTION_LABELS), key=len, reverse=True))
QUESTION = re.compile(
    rf"(?:(?P<word>{_WORDS})\s?|(?P<letter>[qQ]))(?:[.-]\s?(?=\d{{1,3}}\s?[.):\]–—-]))?(?:#|[nN][oOrR°]\.?)?\s?(?P<number>\d{{1,3}})?"
    r"(?P<of>\s?(?:of|/)\s?\d{1,3})?(?P<end>[ ]?[.):：\]|]{1,2}|[ ]?[–—-](?=\s)|(?=\s*$)|(?=\s\S))"
    r"\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
NUMBER = re.compile(
    r"(?P<open>[(\[#]?)(?:\d{1,2}\.)?(?P<number>\d{1,3})(?P<end>[.)\]:：]{1,2}|(?=\s*[–—-]\s)|(?<=#\d)(?=\s)|"
    r"(?<=#\d\d)(?=\s))\s*[–—-]?\s*(?P<rest>[^\d\s].*)",
    re.DOTALL,
)
DIGITS = re.compile(r"\d+")
MARKER_NUMBER = re.compile(r"\(?(\d{1,3})[.)]")
LETTER = re.compile(r"\(?([A-Ha-h])[.)]\s+\S")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark before a question: its number if it has one, whether it says that this is a question, the rest.

    `style` is the same for marks that look alike, so that a series of them can be followed.
    """

    rest: str
    number: int | None
    is_label: bool
    style: str


def undecorated(text: str) -> str:
    """The text without pictures, bullets and stray asterisks before it; boxed numbers are plain ones."""
    text = TEN.sub("10.", KEYCAP.sub(r"\1", text)) if "\u20e3" in text or "\U0001f51f" in text else text
    text = STRAY_EMPHASIS.sub("", text.strip())
    match = DECORATION.match(text)
    return text[match.end() :].lstrip() if match else text


@lru_cache(maxsize=8192)
def mark_of(text: str, *, marker: str = "", shape: Shape = Shape.PLAIN) -> Mark | None:
    """The mark that the text, or the list item of that marker, begins with, or None."""
    bare = _spaced_keycap(text)
    if found := _question_label(bare):
        return found
    if marker and (number := MARKER_NUMBER.fullmatch(marker)):
        return Mark(bare, int(number[1]), is_label=False, style=f"n{DIGITS.sub('', marker)}{shape}")
    if marker[:1].isalpha() or marker[1:2].isalpha():
        return None
    match = NUMBER.match(bare)
    if match is None or not match["rest"][0].isprintable():
        return None
    end = match["end"] or "-"
    style = (
        f"n{match['open']}{end}{shape}" if shape is Shape.HEADING else f"n{match['open']}{end}{Shape.ITEM}"
    )
    return Mark(match["rest"], int(match["number"]), is_label=False, style=style)


def _spaced_keycap(text: str) -> str:
    bare = undecorated(text)
    if "\u20e3" in text and (digits := re.match(r"\d{1,3}(?=[^\d.)])", bare)):
        return f"{digits[0]}. {bare[digits.end() :].strip()}"
    return bare


def _question_label(text: str) -> Mark | None:
    match = QUESTION.match(text)
    if match is None:
        return None
    number, rest, end = match["number"], match["rest"], match["end"].strip()
    if not end and rest and not (number and rest[:1].isupper()):
        return None
    if not number and not end and (match["letter"] or rest):
        return None
    if match["letter"] and not end and number and rest and not _is_asked(rest):
        return None
    return Mark(rest, int(number) if number else None, is_label=True, style="q")


def _is_asked(text: str) -> bool:
    return text.rstrip().endswith(("?", "？")) or COMMANDS.begin(plain(text[:80]))


def is_pictured(text: str) -> bool:
    """Whether a picture stands before the line, where others have a bullet."""
    return DECORATION.match(text.strip()) is not None


def opens_question(line: Line) -> bool:
    """Whether the line begins with a mark that questions begin with."""
    return mark_of(line.text, marker=line.marker) is not None


def begins_anew(text: str) -> bool:
    """Whether a line cannot be the middle of a wrapped sentence: it has a mark or a label of its own."""
    head = text[:60]
    if (mark := mark_of(head)) is not None:
        return mark.is_label or bool(re.match(r"\(?\d{1,3}[.)]\s", head))
    return bool(LETTER.match(head))


def stands_alone(text: str) -> bool:
    """Whether nothing goes on from this line: a label on a line of its own, or a lone word of difficulty."""
    return text.endswith((":", "：")) and len(text) < 40
