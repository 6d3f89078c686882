"""What a scorecard says, as a value: read from JSON, written to JSON, and judged complete or not."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LEVELS = (1, 2, 3, 4)
RECOMMENDATIONS = ("strong_no", "no", "yes", "strong_yes")
LONGEST_TEXT = 20_000
# Null characters and halves of surrogate pairs, which no database takes for text.
NO_TEXT = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True)
class Answer:
    """One criterion's answer: a level 1–4, or none with a reason when it was not assessed."""

    value: int | None = None
    is_not_assessed: bool = False
    reason: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Content:
    """Everything an author typed; keys are ids of criteria, red flags and the round's questions."""

    answers: Mapping[int, Answer] = field(default_factory=dict)
    red_flags: Mapping[int, str] = field(default_factory=dict)
    # Words about red flags that are not raised, or no longer: kept for the author, never submitted.
    set_aside: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    recommendation: str = ""
    summary: str = ""


@dataclass(frozen=True)
class Sheet:
    """What a scorecard of one round may answer: the ids of its criteria, red flags and questions."""

    criteria: Mapping[int, str]
    red_flags: Mapping[int, str]
    questions: frozenset[int]


@dataclass(frozen=True)
class Fault:
    """One thing that must be mended: the field it concerns, and a sentence that says how."""

    field: str
    says: str


def to_json(content: Content) -> dict[str, Any]:
    """The content as JSON-able values; `from_json` gives it back unchanged."""
    return {
        "answers": {
            str(criterion): {
                "value": answer.value,
                "not_assessed": answer.is_not_assessed,
                "reason": answer.reason,
                "evidence": answer.evidence,
            }
            for criterion, answer in sorted(content.answers.items())
        },
        "red_flags": {str(flag): evidence for flag, evidence in sorted(content.red_flags.items())},
        "set_aside": {str(flag): words for flag, words in sorted(content.set_aside.items())},
        "notes": {str(question): note for question, note in sorted(content.notes.items())},
        "recommendation": content.recommendation,
        "summary": content.summary,
    }


def from_json(stored: Mapping[str, Any]) -> Content:
    """The content that `to_json` wrote; an empty mapping is an empty scorecard."""
    return Content(
        answers={
            int(criterion): Answer(
                value=answer["value"],
                is_not_assessed=answer["not_assessed"],
                reason=answer["reason"],
                evidence=answer["evidence"],
            )
            for criterion, answer in stored.get("answers", {}).items()
        },
        red_flags={int(flag): evidence for flag, evidence in stored.get("red_flags", {}).items()},
        set_aside={int(flag): words for flag, words in stored.get("set_aside", {}).items()},
        notes={int(question): note for question, note in stored.get("notes", {}).items()},
        recommendation=stored.get("recommendation", ""),
        summary=stored.get("summary", ""),
    )


def unknown_to(content: Content, sheet: Sheet) -> list[Fault]:
    """What in the content does not belong to the sheet or cannot be stored; a draft must have none of it."""
    faults = []
    for criterion, answer in content.answers.items():
        faults += _unknown_in_answer(criterion, answer, sheet)
    for flag, evidence in [*content.red_flags.items(), *content.set_aside.items()]:
        faults += _foreign(f"flag-{flag}", flag in sheet.red_flags)
        faults += _unfit(f"flag-evidence-{flag}", evidence)
    for question, note in content.notes.items():
        faults += _foreign(f"note-{question}", question in sheet.questions)
        faults += _unfit(f"note-{question}", note)
    if content.recommendation and content.recommendation not in RECOMMENDATIONS:
        faults.append(Fault("recommendation", "Choose one of the four recommendations."))
    return faults + _unfit("summary", content.summary)


def _unknown_in_answer(criterion: int, answer: Answer, sheet: Sheet) -> list[Fault]:
    faults = _foreign(f"rating-{criterion}", criterion in sheet.criteria)
    if answer.value is not None and answer.value not in LEVELS:
        faults.append(Fault(f"rating-{criterion}", "Choose a rating from 1 to 4, or “Not assessed”."))
    faults += _unfit(f"evidence-{criterion}", answer.evidence)
    return faults + _unfit(f"reason-{criterion}", answer.reason)


def _foreign(name: str, belongs: bool) -> list[Fault]:
    return [] if belongs else [Fault(name, "This is not part of the round any more. Reload the page.")]


def missing_from(content: Content, sheet: Sheet) -> list[Fault]:
    """What must still be said before the content may be submitted, in the order of the sheet."""
    faults = []
    for criterion, name in sheet.criteria.items():
        faults += _missing_in_answer(criterion, name, content.answers.get(criterion, Answer()))
    for flag, evidence in content.red_flags.items():
        if not evidence.strip():
            name = sheet.red_flags.get(flag, "")
            faults.append(Fault(f"flag-evidence-{flag}", f"Write down what made you raise “{name}”."))
    if not content.recommendation:
        faults.append(Fault("recommendation", "Choose your recommendation."))
    if not content.summary.strip():
        faults.append(Fault("summary", "Give your recommendation a sentence of reason."))
    return faults


def _missing_in_answer(criterion: int, name: str, answer: Answer) -> list[Fault]:
    if answer.is_not_assessed:
        if answer.reason.strip():
            return []
        return [Fault(f"reason-{criterion}", f"Say in a sentence why “{name}” was not assessed.")]
    faults = []
    if answer.value is None:
        faults.append(Fault(f"rating-{criterion}", f"Rate “{name}”, or mark it as not assessed."))
    if not answer.evidence.strip():
        faults.append(Fault(f"evidence-{criterion}", f"Write down what you saw or heard for “{name}”."))
    return faults


def _unfit(name: str, text: str) -> list[Fault]:
    if len(text) > LONGEST_TEXT:
        says = f"This text has {len(text):,} characters. Shorten it to {LONGEST_TEXT:,}; nothing was cut off."
        return [Fault(name, says)]
    if NO_TEXT.search(text):
        return [
            Fault(name, "This text holds a character that cannot be stored. Type it anew, or leave it out.")
        ]
    return []
