"""Labels inside a question or an exercise: `Answer:`, `Follow-ups`, `What to look for`, `Time: 20 min`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rubrics.importing.lines import Shape
from rubrics.importing.parsing.marks import undecorated
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.labels import LABELS, LOOSE_LABELS, Part

HEAD = re.compile(
    r"(?P<head>[^:：\n]{1,70}?)\s?(?P<note>[(\[][^()\[\]\n]{0,40}[)\]])?\s?(?:[:：]|\s[–—-](?=\s))\s*[*_]*\s*(?P<rest>.*)",
    re.DOTALL,
)
STOPPED = re.compile(r"(?P<head>\w[\w ’'-]{0,30})\.\s+(?P<rest>[^\W_a-z].*)", re.DOTALL)
NUMBERED = re.compile(r"\s?#?\d{1,3}$")
EXACT = {name: part for part, names in LABELS.items() for name in names}
MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Label:
    """What a unit's first words say that the unit is; `rest` is what follows the label on the same line."""

    part: Part
    rest: str
    head: str
    note: str = ""


def label_of(unit: Unit) -> Label | None:
    """The label that the unit begins with or consists of, or None."""
    if unit.shape in {Shape.CODE, Shape.ROW}:
        return None
    return label_in(unit.text, may_be_bare=not unit.is_item)


@lru_cache(maxsize=8192)
def label_in(text: str, *, may_be_bare: bool = True) -> Label | None:
    bare = undecorated(text)
    match = HEAD.match(bare)
    if match and (part := _part_of(match["head"], is_followed=bool(match["rest"]))):
        return Label(part, match["rest"].strip(), plain(match["head"]), (match["note"] or "").strip("()[] "))
    if may_be_bare and len(bare) <= 70 and not bare.endswith((".", "?", "!", ",", ";")):
        part = _part_of(bare.rstrip(":： "), is_followed=False)
        return Label(part, "", plain(bare)) if part and not _is_word_of_many_meanings(bare) else None
    stopped = STOPPED.match(bare)
    if stopped and (part := EXACT.get(plain(stopped["head"]))):
        return Label(part, stopped["rest"].strip(), plain(stopped["head"]))
    return None


def _part_of(head: str, *, is_followed: bool) -> Part | None:
    words = NUMBERED.sub("", plain(head))
    if words in EXACT:
        return EXACT[words]
    if not words or len(words.split()) > MOST_WORDS or words.endswith("?"):
        return None
    for part, phrases in LOOSE_LABELS:
        if phrases.within(words) and not (is_followed and len(words.split()) > 6):
            return part
    return None


def _is_word_of_many_meanings(text: str) -> bool:
    """Whether a lone word without a colon may as well be a sub-heading or an item of a list."""
    is_marked = text.rstrip().endswith((":", "："))
    return not is_marked and plain(text) in LONE_WORDS


LONE_WORDS = frozenset(
    [
        "a",
        "r",
        "why",
        "reason",
        "because",
        "data",
        "time",
        "length",
        "level",
        "type",
        "kind",
        "area",
        "skill",
        "skills",
        "round",
        "focus",
        "tests",
        "theme",
        "topic",
        "category",
        "resources",
        "inputs",
        "given",
        "prepare",
        "background",
        "situation",
        "setup",
        "goal",
        "objective",
        "description",
        "correct",
        "requirements",
        "problem",
        "challenge",
        "schedule",
        "agenda",
        "timeline",
        "minutes",
        "task",
        "provided",
        "tags",
        "labels",
        "keywords",
    ]
)
