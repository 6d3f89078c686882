"""How hard a question is said to be: from 1 (for beginners) to 5 (for experts)."""

import re

from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.wording.topics import DIFFICULTIES

SCORE = re.compile(r"\b(\d{1,3})\s?(?:/|out of|of|von|sur|de)\s?(\d{1,3})\b")
DIGIT = re.compile(r"[1-5]")
STARS = re.compile("[★⭐]+")
EMPTY_STARS = re.compile("☆+")
BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,40})[)\]]\s*")
LABELLED = re.compile(r"^(?:difficulty|level|schwierigkeit|niveau|dificultad|nivel)\s+", re.IGNORECASE)
FILLERS = frozenset(
    [
        "level",
        "levels",
        "questions",
        "question",
        "difficulty",
        "engineer",
        "engineers",
        "candidates",
        "for",
        "to",
        "the",
    ]
)


def is_word(text: str) -> bool:
    """Whether the text says how hard something is, and nothing else ("Advanced", "[hard]")."""
    return len(text) < 40 and _alone(text) is not None


def alone(text: str) -> int | None:
    """The difficulty that the text says and nothing else, or None."""
    return _alone(text) if len(text) < 40 else None


def _alone(text: str) -> int | None:
    words = LABELLED.sub("", plain(text))
    words = " ".join(word for word in words.split() if word not in FILLERS)
    return next((level for level, names in DIFFICULTIES.items() if words and names.are(words)), None)


def within(heading: str) -> int | None:
    """The one difficulty that a heading speaks of, or None where it speaks of none or of several."""
    words = plain(heading)
    found = [level for level, names in DIFFICULTIES.items() if names.within(words)]
    return found[0] if len(found) == 1 else _nearest(found)


def _nearest(found: list[int]) -> int | None:
    return max(found) if len(found) == 2 and found[1] - found[0] == 1 else None


def labelled(value: str) -> int | None:
    """What a label's text says: "4/5", "8 out of 10", "★★★☆☆", "hard", "3"."""
    if stars := STARS.search(value):
        return min(5, len(stars[0].replace("\ufe0f", "")))
    if score := SCORE.search(value):
        most = int(score[2])
        return min(5, max(1, round(5 * int(score[1]) / most))) if most else None
    if digit := DIGIT.fullmatch(value.strip(" .")):
        return int(digit[0])
    return within(value)


def is_value(text: str) -> bool:
    """Whether the text names a difficulty and nothing else: "hard", "4/5", "3", stars."""
    bare = EMPTY_STARS.sub("", STARS.sub("", SCORE.sub("", text))).strip(" .()[]")
    return not bare or is_word(bare) or DIGIT.fullmatch(bare) is not None


def split_off(text: str) -> tuple[str, int | None]:
    """The text without a difficulty in brackets at its beginning or end, and that difficulty."""
    for match in _outer_brackets(text):
        inner = match[1]
        level = alone(inner) or (labelled(inner) if LABELLED.match(inner) else None)
        if level is not None:
            return (text[: match.start()] + " " + text[match.end() :]).strip(), level
    return text, None


def _outer_brackets(text: str) -> list[re.Match[str]]:
    found = list(BRACKETED.finditer(text))
    return [match for match in found if match.start() == 0 or match.end() >= len(text.rstrip(" ?.:"))]
