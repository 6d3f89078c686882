"""Whether words ask something, and of whom: a candidate, the reader, or nobody."""

import re
from collections.abc import Callable

from rubrics.importing.parsing import difficulty
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.wording.asking import (
    CAREER,
    COMMANDS,
    INTERROGATIVES,
    MARKETING_QUESTIONS,
    PLAIN_COMMANDS,
    RHETORICAL,
    ROLE_QUESTION,
    STEP_LIKE,
)
from rubrics.importing.parsing.wording.topics import KINDS

QUESTION_MARKS = "?？؟"
TRAILING = re.compile(r"(?:\s*[(\[][^()\[\]]{0,80}[)\]])?[\s\"'”’»*_.]*$")
QUESTION_END = re.compile(r"[?？؟][\"'”’»)*_]*(?=\s|$|[^\x00-\x7f])")
SENTENCE_END = re.compile(r"(?<=[.!?。？！؟])[\"'”’)]*\s+")
INLINE_ANSWER = re.compile(
    r"\s(?:[-–—|]\s*)?(?:A|Ans|Answer|Sample answer|Model answer|Antwort|Réponse|Respuesta)"
    r"\s?\d{0,3}\s?[:：]\s*"
)
MINUTES = re.compile(
    r"(?P<number>\d{1,3})(?:\s?(?:-|–|—|to)\s?(?P<most>\d{1,3}))?\s?-?(?P<unit>minutes?|mins?|min\b|minuten|m\b|"
    r"hours?|hrs?|h\b|stunden?|heures?|horas?|minutos)",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether the text ends with a question (notes in brackets after it do not count)."""
    tail = text[-200:].rstrip()
    return tail.endswith(tuple(QUESTION_MARKS)) or TRAILING.sub("", tail)[-1:] in tuple(QUESTION_MARKS)


def holds_question(text: str) -> bool:
    return QUESTION_END.search(text) is not None


def commands(text: str) -> bool:
    """Whether the text begins as interviewers ask without a question mark ("Explain …", "Design …")."""
    return COMMANDS.begin(plain(text[:120]))


def asks_plainly(text: str) -> bool:
    """Whether the text begins as only somebody who interviews would ("Tell me about …")."""
    return PLAIN_COMMANDS.begin(plain(text[:120]))


def is_step(text: str) -> bool:
    """Whether a command may as well be a step of somebody's answer."""
    return not holds_question(text) and STEP_LIKE.begin(plain(text[:120]))


def seems_asked(text: str) -> bool:
    return asks(text) or commands(text) or (holds_question(text) and commands(_last_sentence(text)))


def opens_as_question(text: str) -> bool:
    return INTERROGATIVES.begin(plain(text[:120])) or commands(text)


def is_rhetorical(text: str) -> bool:
    words = plain(text[:200])
    return len(words.split()) < 4 or RHETORICAL.begin(words)


def is_sales_pitch(text: str) -> bool:
    return any(MARKETING_QUESTIONS.begin(plain(part)) for part in (text[:200], _last_sentence(text)))


def is_about_jobs(text: str) -> bool:
    """Whether a question is about getting or filling the job rather than about doing it."""
    words = plain(text[:400]).rstrip("?")
    return CAREER.within(words) or ROLE_QUESTION.fullmatch(words.strip()) is not None


def is_about_the_craft(text: str) -> bool:
    words = plain(text[:400])
    return any(phrases.within(words) for phrases in KINDS.values())


def split_prompt(text: str) -> tuple[str, str]:
    """A question and the answer that follows it on the same line, if one does."""
    if match := INLINE_ANSWER.search(text):
        return text[: match.start()].strip(), text[match.end() :].strip()
    ends = [match.end() for match in QUESTION_END.finditer(text)]
    if not ends or not text[ends[-1] :].strip():
        return text, ""
    rest = text[ends[-1] :].strip()
    return (text, "") if _belongs_to_prompt(rest) else (text[: ends[-1]].strip(), rest)


def _belongs_to_prompt(rest: str) -> bool:
    if rest[:1] in "([" or len(rest.split()) < 5:
        return True
    return commands(rest) or rest[:1].islower()


def _last_sentence(text: str) -> str:
    return SENTENCE_END.split(text.strip())[-1]


def without_brackets(text: str, is_known: Callable[[str], bool]) -> str:
    """The text without those final brackets whose content is known to be no part of the question."""
    match = re.search(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*$", text)
    return text[: match.start()].rstrip() if match and is_known(match[1]) else text


def minutes_of(text: str) -> int | None:
    """The minutes that a text speaks of ("15 min", "1.5 hours", "60–90 minutes": the longer), or None."""
    match = MINUTES.search(text)
    if match is None:
        return None
    number = int(match["most"] or match["number"])
    minutes = number * 60 if match["unit"][0] in "hHsS" else number
    return minutes if 0 < minutes <= 24 * 60 else None


def cleaned(text: str) -> tuple[str, int | None, int | None]:
    """A prompt without notes of difficulty and time in brackets; the difficulty; the minutes."""
    text, level = difficulty.split_off(text.strip())
    bare = without_brackets(text, lambda inner: minutes_of(inner) is not None and len(inner) < 25)
    minutes = minutes_of(text[len(bare) :]) if bare != text else None
    if level is None:
        bare, level = difficulty.split_off(bare)
    return _unquoted(bare.strip().strip("*_").strip()), level, minutes


def _unquoted(text: str) -> str:
    """The text without quotation marks around the whole of it."""
    inner = text[1:-1]
    is_quoted = text[:1] in '"“„«' and text[-1:] in '"”“»' and not any(mark in inner for mark in '"“”„«»')
    return inner.strip() if len(text) > 2 and is_quoted else text
