"""Taking an entry of a library file back in, exactly as it was filed.

But for one thing: a file says of itself what was approved, and anybody can write one. Only an admin takes its
word for that; what anybody else restores waits for a colleague's review (docs/decisions/0010).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError
from hiring.foundations.reading import made
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.importing.library_file import CompetencyEntry, QuestionEntry, QuizItemEntry, RedFlagEntry
from rubrics.library.drafts import WRITTEN
from rubrics.library.models import LeakReport, Question, QuestionVersion
from rubrics.library.searching.entries import index_questions
from rubrics.library.states import IN_WORK, QuestionStatus
from rubrics.quizzes.models import QuizItem
from rubrics.scales.models import RedFlag

TAKEN = "Your library has one filed as “{slug}” already. Merge this one with it, or leave this one out."
QUARANTINED = "It was in quarantine in the library that it comes from."


def can_vouch(member: Member) -> bool:
    """Whether what a file calls approved is so at once when the member restores it."""
    return member.may(Capability.MANAGE_ORGANIZATION)


@transaction.atomic
def restore_question(content: Mapping[str, Any], *, by: Member) -> Question:
    """The question with its slug, its tags and its state; an admin who does so answers for its approval."""
    require(by.may(Capability.WRITE_LIBRARY))
    entry: QuestionEntry = made(QuestionEntry, content["entry"])
    is_reviewable = bool(entry.strong_signals and entry.weak_signals and entry.competencies)
    status = _status_here(entry.status, is_reviewable=is_reviewable, by=by)
    if Question.objects.filter(organization_id=by.organization_id, slug=entry.slug).exists():
        raise DomainError(TAKEN.format(slug=entry.slug), "slug_taken")
    question = Question.objects.create(
        organization_id=by.organization_id,
        slug=entry.slug,
        title=entry.title,
        round_kind=entry.round_kind,
        form=entry.form,
        tags=list(entry.tags),
    )
    written = entry.model_dump(mode="json", include=set(WRITTEN))
    version = QuestionVersion.objects.create(
        question=question, number=1, status=status, **written, **_people(status, by)
    )
    version.competencies.set(_competencies(content["competencies"], by=by))
    version.red_flags.set(_red_flags(content["red_flags"], by=by))
    if status not in IN_WORK:
        question.current = version
        question.save(update_fields=["current"])
    if entry.is_quarantined:
        _quarantine(question, by=by)
    index_questions([question.pk])
    record("question.restored", question, by=by, status=status)
    return question


@transaction.atomic
def restore_quiz_item(content: Mapping[str, Any], *, by: Member) -> QuizItem:
    """The quiz item with its slug, its tags and its state."""
    require(by.may(Capability.WRITE_LIBRARY))
    entry: QuizItemEntry = made(QuizItemEntry, content["entry"])
    if QuizItem.objects.filter(organization_id=by.organization_id, slug=entry.slug).exists():
        raise DomainError(TAKEN.format(slug=entry.slug), "slug_taken")
    status = _status_here(entry.status, is_reviewable=entry.answer is not None, by=by)
    fields = entry.model_dump(mode="json", exclude={"competencies", "status"})
    people = _people(status, by)
    people.pop("reviewed_at", None)
    item = QuizItem.objects.create(organization_id=by.organization_id, status=status, **fields, **people)
    item.competencies.set(_competencies(content["competencies"], by=by))
    record("quizitem.restored", item, by=by, status=status)
    return item


def _status_here(filed: str, *, is_reviewable: bool, by: Member) -> str:
    """The state it was filed in; but what nobody may vouch for waits for a review, or for what that needs."""
    if filed != QuestionStatus.APPROVED or can_vouch(by):
        return filed
    return QuestionStatus.IN_REVIEW if is_reviewable else QuestionStatus.DRAFT


def _people(status: str, by: Member) -> dict[str, Any]:
    """Who stands behind a restored text: its author is elsewhere; work goes on as the acting member's."""
    if status in IN_WORK:
        return {"author": by}
    if status == QuestionStatus.APPROVED:
        return {"reviewer": by, "reviewed_at": timezone.now()}
    return {}


def _quarantine(question: Question, *, by: Member) -> None:
    LeakReport.objects.create(
        organization_id=question.organization_id, question=question, reason=QUARANTINED, reported_by=by
    )
    question.quarantined_at = timezone.now()
    question.save(update_fields=["quarantined_at"])


def _competencies(entries: Sequence[Mapping[str, Any]], *, by: Member) -> list[Competency]:
    found = [made(CompetencyEntry, entry) for entry in entries]
    return [
        Competency.objects.get_or_create(
            organization_id=by.organization_id,
            slug=entry.slug,
            defaults={"name": entry.name, "description": entry.description},
        )[0]
        for entry in found
    ]


def _red_flags(entries: Sequence[Mapping[str, Any]], *, by: Member) -> list[RedFlag]:
    found = [made(RedFlagEntry, entry) for entry in entries]
    return [
        RedFlag.objects.get_or_create(
            organization_id=by.organization_id,
            slug=entry.slug,
            defaults={
                "statement": entry.statement,
                "description": entry.description,
                "source_refs": list(entry.source_refs),
            },
        )[0]
        for entry in found
    ]
