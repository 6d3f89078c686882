"""How a quiz item gets into the library and leaves it: written, reviewed by somebody else, retired."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.each import Outcome, for_each
from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.library.drafts import CHANGED_MEANWHILE, tidy_tags
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY
from rubrics.library.services import can_propose
from rubrics.library.states import QuestionStatus
from rubrics.quizzes import widths
from rubrics.quizzes.drafts import QuizDraft
from rubrics.quizzes.models import LEAST_OPTIONS, MOST_OPTIONS, QuizItem

LONGEST_SLUG = 60


def can_write(member: Member, item: QuizItem) -> bool:
    """Whether the member may review and retire items such as this one."""
    return member.organization_id == item.organization_id and member.may(Capability.WRITE_LIBRARY)


def can_revise(member: Member, item: QuizItem) -> bool:
    """Whether the member may change the item while it is a draft: a writer of the library, or its author."""
    is_author = member.organization_id == item.organization_id and item.author_id == member.pk
    return can_write(member, item) or (is_author and can_propose(member))


def can_review(member: Member, item: QuizItem) -> bool:
    """Whether the member may judge the item: a writer of the library in whose words it is not."""
    return can_write(member, item) and member.pk not in {item.author_id, item.revised_by_id}


def can_approve(member: Member, item: QuizItem) -> bool:
    """Whether the item waits for somebody such as the member."""
    return item.status == QuestionStatus.IN_REVIEW and can_review(member, item)


@transaction.atomic
def propose_quiz_item(draft: QuizDraft, *, by: Member) -> QuizItem:
    """A new item as a draft of its author; no quiz takes it before a review."""
    require(can_propose(by))
    _check(draft, by=by)
    item = _new_item(draft, by=by)
    item.competencies.set(draft.competencies)
    record("quizitem.proposed", item, by=by)
    return item


@transaction.atomic
def revise_quiz_item(item: QuizItem, draft: QuizDraft, *, version: int, by: Member) -> QuizItem:
    """Change a draft; what was approved stays as it was answered, and is written anew instead."""
    row = locked(item)
    require(can_revise(by, row))
    _check(draft, by=by)
    if row.status == QuestionStatus.IN_REVIEW:
        raise DomainError(
            "This item is being reviewed. Take it back into work first, then change it.", "in_review"
        )
    if row.status != QuestionStatus.DRAFT:
        raise DomainError(
            "People have answered this item as it is. Write a new one like it, then retire this one.",
            "quiz_item_in_use",
        )
    if row.version != version:
        raise Stale(CHANGED_MEANWHILE)
    for name, value in _columns(draft).items():
        setattr(row, name, value)
    row.version += 1
    row.revised_by = by
    row.save()
    row.competencies.set(draft.competencies)
    record("quizitem.revised", row, by=by)
    return row


@transaction.atomic
def submit_quiz_item(item: QuizItem, *, by: Member) -> QuizItem:
    """Ask for a review of the draft."""
    require(can_revise(by, item))
    if locked(item).answer is None:
        raise DomainError(
            "Nobody has said which option is right. Choose it, then submit.", "quiz_item_incomplete"
        )
    return move(item, to=QuestionStatus.IN_REVIEW, by=by, setting={"review_note": ""})


@transaction.atomic
def take_back_quiz_item(item: QuizItem, *, note: str = "", by: Member) -> QuizItem:
    """Out of the review into work again: sent back by a reviewer with a note, or withdrawn by the author."""
    require(can_revise(by, item))
    return move(item, to=QuestionStatus.DRAFT, by=by, setting={"review_note": note})


@transaction.atomic
def approve_quiz_item(item: QuizItem, *, version: int, by: Member) -> QuizItem:
    """Let quizzes take what was reviewed; `version` is the state of the text that the reviewer read."""
    row = locked(item)
    require(can_write(by, row))
    if not can_review(by, row):
        raise NotAllowed(
            "Whoever wrote an item cannot approve it. Ask a colleague who writes the library.", "own_item"
        )
    if row.version != version:
        raise Stale("The text changed since you read it. Read it again, then decide.")
    return move(row, to=QuestionStatus.APPROVED, by=by, setting={"reviewer": by})


def approve_quiz_items(
    items: Sequence[QuizItem], *, versions: Mapping[int, int], by: Member
) -> list[Outcome[QuizItem]]:
    """Approve each item as it was read: `versions` holds that by the item's id.

    What is refused tells why, and stops none of the others.
    """

    def approve(item: QuizItem) -> QuizItem:
        if item.pk not in versions:
            raise DomainError("Nobody said which version was read. Name it, then approve.", "version_missing")
        return approve_quiz_item(item, version=versions[item.pk], by=by)

    return for_each(items, approve)


@transaction.atomic
def retire_quiz_item(item: QuizItem, *, by: Member) -> QuizItem:
    """No new quiz takes the item; what it was part of keeps it."""
    require(can_write(by, item))
    row = locked(item)
    if row.status == QuestionStatus.IN_REVIEW:
        row = move(row, to=QuestionStatus.DRAFT, by=by)
    return move(row, to=QuestionStatus.RETIRED, by=by)


def _columns(draft: QuizDraft) -> dict[str, Any]:
    return {
        "prompt": draft.prompt,
        "options": list(draft.options),
        "answer": draft.answer,
        "explanation": draft.explanation,
        "difficulty": draft.difficulty,
        "tags": tidy_tags(draft.tags),
    }


def _check(draft: QuizDraft, *, by: Member) -> None:
    same_organization(*draft.competencies, as_=by, field="competencies")
    fits("prompt", draft.prompt, widths.PROMPT)
    fits("explanation", draft.explanation, widths.EXPLANATION)
    if not LEAST_OPTIONS <= len(draft.options) <= MOST_OPTIONS:
        raise Invalid(
            f"A quiz item has {LEAST_OPTIONS} to {MOST_OPTIONS} options, one a line. This one has "
            f"{len(draft.options)}.",
            field="options",
        )
    if len(set(draft.options)) < len(draft.options):
        raise Invalid("Two options say the same. Change or remove one.", field="options")
    for option in draft.options:
        fits("options", option, widths.OPTION)
    if draft.answer is not None and not 0 <= draft.answer < len(draft.options):
        raise Invalid("The right answer is none of the options. Choose one of them.", field="answer")
    if not LEAST_DIFFICULTY <= draft.difficulty <= MOST_DIFFICULTY:
        raise Invalid("Difficulty goes from 1 to 5. Choose one of these.", field="difficulty")


def fits(field: str, text: str, most: int) -> None:
    """Raise `Invalid` unless the text is no longer than this."""
    if len(text) > most:
        raise Invalid(f"This has {len(text):,} characters; {most:,} fit. Shorten it.", field=field)


def _new_item(draft: QuizDraft, *, by: Member) -> QuizItem:
    """The row with a slug of its prompt, or a longer one when another item has that already."""
    wanted = slugify(draft.prompt)[:LONGEST_SLUG].strip("-") or "quiz-item"
    fields = {"organization_id": by.organization_id, "author": by, **_columns(draft)}
    try:
        with transaction.atomic():
            return QuizItem.objects.create(slug=wanted, **fields)
    except IntegrityError:
        return QuizItem.objects.create(slug=f"{wanted}-{uuid4().hex[:8]}", **fields)
