"""The form beside the kit: each field in its place, with the other window's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField

from interviews.loops.models import RoundQuestion
from interviews.scorecards.content import from_json
from interviews.scorecards.forms import ScorecardForm, differences
from interviews.scorecards.models import Scorecard
from interviews.scorecards.selectors import Kit, texts_kept_beside
from rubrics.scales.models import Criterion, RedFlag


@dataclass(frozen=True)
class Entry:
    """A field, and what the other window says in it; None where both agree."""

    field: BoundField
    other: str | None = None


@dataclass(frozen=True)
class CriterionEntry:
    """The three answers to one criterion, in the order in which they are given."""

    criterion: Criterion
    evidence: Entry
    rating: Entry
    reason: Entry


@dataclass(frozen=True)
class FlagEntry:
    red_flag: RedFlag
    raised: Entry
    evidence: Entry


@dataclass(frozen=True)
class NoteEntry:
    question: RoundQuestion
    note: Entry


@dataclass(frozen=True)
class Layout:
    """Every field of the form in its place."""

    criteria: list[CriterionEntry]
    red_flags: list[FlagEntry]
    notes: list[NoteEntry]
    recommendation: Entry
    summary: Entry


def laid_out(form: ScorecardForm, kit: Kit, *, others: Mapping[str, Any]) -> Layout:
    """The form's fields by the lines of the kit; `others` holds the other text by field."""

    def entry(name: str) -> Entry:
        return Entry(form[name], _in_words(form, name, others[name]) if name in others else None)

    return Layout(
        criteria=[
            CriterionEntry(
                criterion,
                evidence=entry(f"evidence-{criterion.pk}"),
                rating=entry(f"rating-{criterion.pk}"),
                reason=entry(f"reason-{criterion.pk}"),
            )
            for criterion in kit.criteria
        ],
        red_flags=[
            FlagEntry(flag, raised=entry(f"flag-{flag.pk}"), evidence=entry(f"flag-evidence-{flag.pk}"))
            for flag in kit.red_flags
        ],
        notes=[NoteEntry(question, entry(f"note-{question.pk}")) for question in kit.questions],
        recommendation=entry("recommendation"),
        summary=entry("summary"),
    )


@dataclass(frozen=True)
class Kept:
    """Words that came too late to be saved and differ from what is saved, each with its field's label."""

    saved_at: datetime
    words: list[tuple[str, str]]


def kept_beside(form: ScorecardForm, scorecard: Scorecard) -> list[Kept]:
    """The author's texts beside the saved one, newest first; what they have in common is left out."""
    saved = from_json(scorecard.content)
    kept = []
    for text in texts_kept_beside(scorecard):
        differing = {
            name: words for name, words in differences(saved, text.content).items() if name in form.fields
        }
        in_order = [name for name in form.fields if differing.get(name)]
        words = [(str(form[name].label), _in_words(form, name, differing[name])) for name in in_order]
        if words:
            kept.append(Kept(text.saved_at, words))
    return kept


def _in_words(form: ScorecardForm, name: str, value: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value) or "")
