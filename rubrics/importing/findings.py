"""What was found in a document: drafts for a person to review, and what was left out, each with its line."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuestion:
    """A question with its own answer and no neighbour's.

    `kind` is a round kind or None, `difficulty` 1 to 5 or None, `confidence` 0 to 1: how sure the parser is
    that a person would call this a question to ask a candidate.
    """

    prompt: str
    line: int
    confidence: float
    answer: str = ""
    kind: str | None = None
    difficulty: int | None = None
    title: str = ""
    topic: str = ""
    context: str = ""
    minutes: int | None = None
    exposure_limit: int | None = None
    follow_ups: tuple[str, ...] = ()
    strong_signals: tuple[str, ...] = ()
    weak_signals: tuple[str, ...] = ()
    competencies: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuizItem:
    """A multiple-choice item; `answer` is the right option's text, or None where the document has no key."""

    prompt: str
    line: int
    confidence: float
    options: tuple[str, ...]
    answer: str | None = None
    explanation: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundExchange:
    """One question of a transcript and what the candidate answered."""

    question: str
    answer: str
    line: int
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCriterion:
    """Something that answers are judged by; `levels` go from weakest to strongest, as far as given."""

    name: str
    line: int
    confidence: float
    description: str = ""
    levels: tuple[str, ...] = ()
    strong_signals: tuple[str, ...] = ()
    weak_signals: tuple[str, ...] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRedFlag:
    statement: str
    line: int
    confidence: float
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundExercise:
    """A task that takes a whole round: what to do, to hand out, how the time goes, what to look for."""

    title: str
    brief: str
    line: int
    confidence: float
    kind: str | None = None
    minutes: int | None = None
    materials: tuple[str, ...] = ()
    timings: tuple[str, ...] = ()
    looks_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Text that is nothing to ask or to judge by, and why the parser thinks so."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything found in one document, each list in the document's order."""

    questions: Sequence[FoundQuestion] = ()
    quiz_items: Sequence[FoundQuizItem] = ()
    exchanges: Sequence[FoundExchange] = ()
    criteria: Sequence[FoundCriterion] = ()
    red_flags: Sequence[FoundRedFlag] = ()
    exercises: Sequence[FoundExercise] = ()
    skipped: Sequence[Skipped] = field(default=())


# Printed for every question, found or not; what else a finding holds is printed where it says something.
ALWAYS_PRINTED = {"prompt", "answer", "kind", "difficulty", "line", "confidence", "options", "question"}


def as_json(findings: Findings, *, file: str, format: str) -> dict[str, Any]:  # noqa: A002 -- the binding name
    """The findings as `import_questions --json` prints them."""
    lists = {name: [_printed(found) for found in listed] for name, listed in asdict(findings).items()}
    return {"file": file, "format": format, **lists}


def _printed(found: dict[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if name in ALWAYS_PRINTED or value not in ("", None, ())
    }
