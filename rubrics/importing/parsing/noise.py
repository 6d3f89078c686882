"""Text that is nobody's answer wherever it stands: advertising, buttons, captions, dates, farewells."""

import re

from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking
from rubrics.importing.parsing.marks import undecorated
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.chatter import FAREWELLS, FURNITURE, HINTS, SALES

DATE = re.compile(
    r"(?:\w{3,9}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}\.?\s\w{3,9}\.?,?\s\d{4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4})"
)
PAGE_NUMBER = re.compile(
    r"(?:page|seite|página)?\s?\d{1,4}(?:\s?(?:/|of|von|de|sur)\s?\d{1,4})?", re.IGNORECASE
)
READING_TIME = re.compile(
    r"\b\d{1,3}[\s-]min(?:ute)?s?\s(?:read|lesezeit|de lecture|de lectura)\b", re.IGNORECASE
)
TRAIL = re.compile(r"\s[>›»/|•·]\s")
OURS = re.compile(
    r"\bour (?:\w+ ){0,2}(?:courses?|bootcamps?|platform|services?|academy|webinars?|programmes?|programs?|"
    r"newsletter|recruiters|consultants|pricing|plans|talent)\b"
)
FIELD = re.compile("_{6}|\\.{12}|…{4}")
HASHTAGS = re.compile(r"\s*#[^\W\d]\w*(?:\s+#\w+)*\s*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w{2,8}")
MOST_WORDS = 14
# Words with which sentences of an answer begin as well: these need a sign that they head a caption or a line.
CAUTIOUS = frozenset(
    [
        "image",
        "figure",
        "fig",
        "source",
        "picture",
        "video",
        "watch",
        "share",
        "search",
        "home",
        "menu",
        "next",
        "previous",
        "print",
        "by",
        "credit",
        "caption",
        "close",
        "updated",
        "related",
        "terms",
        "disclaimer",
        "privacy",
        "illustration",
        "screenshot",
        "thumbnail",
        "ad",
        "ads",
        "bild",
        "photo",
        "subscribe",
        "recommended",
        "login",
        "navigation",
        "cart",
        "infographic",
        "posted",
        "published",
    ]
)
CAPTION = re.compile(r"(?:[:：]|\s\d{1,3}(?:[.:]|$)|\s(?:by|credit|courtesy)\b)", re.IGNORECASE)


def reason_of(unit: Unit) -> str | None:
    """Why the unit is left out whatever stands around it, or None."""
    if unit.shape in {Shape.CODE, Shape.ROW}:
        return None
    text = undecorated(unit.text)
    words = plain(text)
    if not words:
        return "no words"
    if HASHTAGS.fullmatch(unit.text):
        return "hashtags"
    if FIELD.search(text):
        return "a field to be filled in"
    return _furniture(text, words) or _sales(unit, words)


def _furniture(text: str, words: str) -> str | None:
    if DATE.fullmatch(text) or READING_TIME.search(text[:120]) or PAGE_NUMBER.fullmatch(text):
        return "date, reading time or page number"
    if ADDRESS.fullmatch(text):
        return "link to another page"
    count = len(words.split())
    if count > MOST_WORDS or asking.asks(text):
        return None
    if count <= 8 and len(TRAIL.findall(text)) >= 2 and not text.endswith("."):
        return "navigation"
    return next(
        (reason for reason, phrases in FURNITURE if _is_furniture(text, words, phrases.after(words))), None
    )


def _is_furniture(text: str, words: str, end: int | None) -> bool:
    if end is None:
        return False
    if end == len(words):
        return True
    begun = words[:end]
    if begun.split()[0] not in CAUTIOUS:
        return not text.endswith(".") or len(begun.split()) > 1
    return CAPTION.match(text[len(begun) :]) is not None


def _sales(unit: Unit, words: str) -> str | None:
    if len(words) > 600:
        return None
    strong = SALES.count(words) + bool(OURS.search(words[:300]))
    hints = HINTS.count(words) if strong or asking.is_sales_pitch(unit.text) or unit.text.endswith("!") else 0
    is_pitch = asking.is_sales_pitch(unit.text) and strong + hints >= 1
    is_short = len(words.split()) <= 22 and _is_set_apart(unit)
    if is_pitch or strong >= 2 or (strong and (hints or is_short)) or (hints >= 3 and is_short):
        return "marketing"
    return None


def _is_set_apart(unit: Unit) -> bool:
    return unit.gap and unit.is_text


def is_farewell(unit: Unit, *, needs_gap: bool = True) -> bool:
    """Whether the unit takes leave of the reader; only to be believed after the last answer."""
    return (unit.gap or not needs_gap) and unit.is_text and FAREWELLS.within(plain(unit.text[:400]))
