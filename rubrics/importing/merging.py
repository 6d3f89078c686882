"""Adding what a document knows of a question to the library's own: joined, never overwritten."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from hiring.foundations.errors import DomainError
from hiring.people.models import Member
from rubrics.importing.accepting import question_draft
from rubrics.importing.models import ImportDraft
from rubrics.importing.proposals import proposal_of
from rubrics.importing.states import DraftKind
from rubrics.library.drafts import QuestionDraft
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.services import in_work, revise_question

Row = TypeVar("Row")


def merge_into(question: Question, draft: ImportDraft, *, by: Member) -> QuestionVersion | None:
    """Revise the question by what the draft adds; None when it says all of that already."""
    work = in_work(question)
    stands, merged = before_and_after(question, draft, by=by)
    if merged == stands:
        return None
    return revise_question(question, merged, version=work.version if work else 0, by=by)


def before_and_after(
    question: Question, draft: ImportDraft, *, by: Member
) -> tuple[QuestionDraft, QuestionDraft]:
    """What the question says in its newest text, and what it would say with the draft's."""
    version = in_work(question) or question.current
    if version is None:
        raise DomainError("This question has no text to merge with. Accept the draft instead.", "no_match")
    stands = QuestionDraft.of(version)
    return stands, joined(stands, _found(draft, by=by))


def joined(stands: QuestionDraft, found: QuestionDraft) -> QuestionDraft:
    """What stands, with what was found and is not there yet; the prompt and all figures stay."""
    return replace(
        stands,
        sample_answer=_text(stands.sample_answer, found.sample_answer),
        context=stands.context or found.context,
        follow_ups=_lines(stands.follow_ups, found.follow_ups),
        strong_signals=_lines(stands.strong_signals, found.strong_signals),
        weak_signals=_lines(stands.weak_signals, found.weak_signals),
        materials=_lines(stands.materials, found.materials),
        competencies=_rows(stands.competencies, found.competencies),
        red_flags=_rows(stands.red_flags, found.red_flags),
    )


def _found(draft: ImportDraft, *, by: Member) -> QuestionDraft:
    if entry := draft.content.get("entry"):
        proposal = {**entry, "timings": list(entry["timings"])}
    else:
        proposal = proposal_of(draft.kind, draft.content, round_kind=draft.document.round_kind)
    return question_draft(proposal, is_exercise=draft.kind == DraftKind.EXERCISE, by=by)


def _text(stands: str, found: str) -> str:
    if not found or " ".join(found.split()) in " ".join(stands.split()):
        return stands
    return f"{stands}\n\n{found}" if stands else found


def _lines(stands: Sequence[str], found: Sequence[str]) -> list[str]:
    said = {line.casefold() for line in stands}
    return [*stands, *(line for line in dict.fromkeys(found) if line.casefold() not in said)]


def _rows(stands: Sequence[Row], found: Sequence[Row]) -> tuple[Row, ...]:
    return (*stands, *(row for row in found if row not in stands))
