"""How a question gets into the library, changes, and leaves it: written, reviewed, retired."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.library.drafts import CHANGED_MEANWHILE, QuestionDraft, check_draft, tidy_tags
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.entries import index_questions
from rubrics.library.states import IN_WORK, QuestionStatus

LONGEST_SLUG = 60


def can_propose(member: Member) -> bool:
    """Whether the member may write questions for others to review."""
    return member.may(Capability.PROPOSE_QUESTIONS)


def can_revise(member: Member, question: Question) -> bool:
    """Whether the member may change the question's text: as a writer, or as the author of what is in work."""
    if member.organization_id != question.organization_id:
        return False
    if member.may(Capability.WRITE_LIBRARY):
        return True
    version = in_work(question)
    return can_propose(member) and (version is None or version.author_id == member.pk)


def can_review(member: Member, version: QuestionVersion) -> bool:
    """Whether the member may judge the version: a writer of the library in whose words it is not."""
    return can_write(member, version.question) and member.pk not in {version.author_id, version.revised_by_id}


def can_write(member: Member, question: Question) -> bool:
    """Whether the member may review, retire, tag and release questions such as this one."""
    return member.organization_id == question.organization_id and member.may(Capability.WRITE_LIBRARY)


def can_tag(member: Member, question: Question) -> bool:
    """Whether the member may tag it: a writer, or the author while nobody else has it in use."""
    return can_write(member, question) or (question.current_id is None and can_revise(member, question))


def in_work(question: Question) -> QuestionVersion | None:
    """The version that is being written or reviewed, if there is one."""
    return question.versions.filter(status__in=IN_WORK).first()


@transaction.atomic
def propose_question(draft: QuestionDraft, *, tags: Sequence[str] = (), by: Member) -> Question:
    """A new question as a draft of its author; nothing can be asked before a review."""
    require(can_propose(by))
    check_draft(draft, by=by)
    question = _new_question(
        draft.title, by=by, round_kind=draft.round_kind, form=draft.form, tags=tidy_tags(tags)
    )
    _write_version(question, draft, by=by)
    index_questions([question.pk])
    record("question.proposed", question, by=by)
    return question


@transaction.atomic
def revise_question(
    question: Question,
    draft: QuestionDraft,
    *,
    version: int,
    add_tags: Sequence[str] = (),
    remove_tags: Sequence[str] = (),
    by: Member,
) -> QuestionVersion:
    """Change what is in work, or begin a new version of what is asked; loops keep the version they pinned.

    `version` is the state of the work that the author saw; 0 means that nothing was in work. A draft that
    says what is there already changes nothing, and the version that says it is returned.
    """
    row = locked(question)
    require(can_propose(by) and by.organization_id == row.organization_id)
    check_draft(draft, by=by)
    work = in_work(row)
    # Before whose version it is: who wrote meanwhile shall see both texts, not a closed door.
    if version != (work.version if work else 0):
        raise Stale(CHANGED_MEANWHILE)
    require(can_revise(by, row), "A colleague is writing a version of this. Tell them what you would change.")
    has_new_tags = bool(add_tags or remove_tags) and _retag(row, add=add_tags, remove=remove_tags, by=by)
    said, has_new_text = _put_down(row, work, draft, by=by)
    if has_new_tags or has_new_text:
        index_questions([row.pk])
    if has_new_tags:
        record("question.tagged", row, by=by)
    if has_new_text:
        record("question.revised", row, by=by, number=said.number)
    return said


def _put_down(
    row: Question, work: QuestionVersion | None, draft: QuestionDraft, *, by: Member
) -> tuple[QuestionVersion, bool]:
    """The version that says what the draft does, and whether it had to be written."""
    said = work or row.current
    if said and draft.says_the_same_as(said):
        return said, False
    _check_moves(row, work, draft)
    return _rewrite(work, draft, by=by) if work else _write_version(row, draft, by=by), True


def _check_moves(row: Question, work: QuestionVersion | None, draft: QuestionDraft) -> None:
    """Raise where the question stands against the draft; else let it have the draft's title and kind."""
    if work and work.status == QuestionStatus.IN_REVIEW:
        raise DomainError(
            "This version is being reviewed. Take it back into work first, then change it.", "in_review"
        )
    if row.current_id is None:
        row.title, row.round_kind, row.form = draft.title, draft.round_kind, draft.form
        row.save(update_fields=["title", "round_kind", "form"])
    elif (draft.round_kind, draft.form) != (row.round_kind, row.form):
        raise Invalid(
            "Loops have this question under its kind already. Write a new question for another kind.",
            field="round_kind",
        )


@transaction.atomic
def submit_question(question: Question, *, by: Member) -> QuestionVersion:
    """Ask for a review of the draft."""
    row = locked(question)
    require(can_revise(by, row))
    version = _work_of(row)
    if missing := whats_missing(version):
        raise DomainError(f"A reviewer needs {_listed(missing)}. Add it, then submit.", "question_incomplete")
    submitted = move(
        version,
        to=QuestionStatus.IN_REVIEW,
        by=by,
        setting={"review_note": ""},
        organization_id=question.organization_id,
    )
    index_questions([row.pk])
    return submitted


@transaction.atomic
def take_back_question(question: Question, *, note: str = "", by: Member) -> QuestionVersion:
    """Out of the review into work again: sent back by a reviewer with a note, or withdrawn by the author."""
    row = locked(question)
    require(can_revise(by, row))
    version = _work_of(row)
    draft = move(
        version,
        to=QuestionStatus.DRAFT,
        by=by,
        setting={"review_note": note},
        organization_id=question.organization_id,
    )
    index_questions([row.pk])
    return draft


@transaction.atomic
def approve_question(question: Question, *, version: int, by: Member) -> QuestionVersion:
    """Let loops ask what was reviewed; the version before retires, and stays where loops have pinned it.

    `version` is the state of the text that the reviewer read: nobody approves what came after.
    """
    row = locked(question)
    require(can_write(by, row))
    work = _work_of(row)
    if not can_review(by, work):
        raise NotAllowed(
            "Whoever wrote a version cannot approve it. Ask a colleague who writes the library.",
            "own_version",
        )
    if work.version != version:
        raise Stale("The text changed since you read it. Read it again, then decide.")
    if work.status != QuestionStatus.IN_REVIEW:
        raise DomainError("This is still a draft. Have it submitted for review first.", "not_in_review")
    before, row.current, row.title = row.current, work, work.title
    row.save(update_fields=["current", "title"])
    # New words are filed before the journal is held: whoever files the same ones is waiting for it.
    index_questions([row.pk])
    if before and before.status == QuestionStatus.APPROVED:
        move(before, to=QuestionStatus.RETIRED, by=by, organization_id=row.organization_id)
    setting = {"reviewer": by, "reviewed_at": timezone.now()}
    row.current = move(
        work, to=QuestionStatus.APPROVED, by=by, setting=setting, organization_id=row.organization_id
    )
    index_questions([row.pk])
    return row.current


@transaction.atomic
def retire_question(question: Question, *, by: Member) -> Question:
    """Nothing new asks the question, and what is in work on it ends; open loops keep what they pinned."""
    require(can_write(by, question))
    row = locked(question)
    if work := in_work(row):
        if work.status == QuestionStatus.IN_REVIEW:
            move(work, to=QuestionStatus.DRAFT, by=by, organization_id=row.organization_id)
        move(work, to=QuestionStatus.RETIRED, by=by, organization_id=row.organization_id)
        if row.current is None:
            row.current = work
            row.save(update_fields=["current"])
    if row.current and row.current.status == QuestionStatus.APPROVED:
        move(row.current, to=QuestionStatus.RETIRED, by=by, organization_id=row.organization_id)
    elif not work:
        raise DomainError("This question is retired already.", "question_retired")
    index_questions([row.pk])
    return row


@transaction.atomic
def tag_questions(
    questions: Sequence[Question], *, add: Sequence[str] = (), remove: Sequence[str] = (), by: Member
) -> list[Question]:
    """Put words on questions to find them by, or take them off; a tag is no part of a version."""
    require(can_propose(by))
    same_organization(*questions, as_=by, field="questions")
    rows = [locked(question) for question in sorted(questions, key=lambda question: question.pk)]
    changed = [row for row in rows if _retag(row, add=add, remove=remove, by=by)]
    index_questions([row.pk for row in changed])
    for row in changed:
        record("question.tagged", row, by=by)
    return changed


def _retag(row: Question, *, add: Sequence[str], remove: Sequence[str], by: Member) -> bool:
    """Whether that changed anything; the row must be held."""
    require(can_tag(by, row))
    removed = set(tidy_tags(remove))
    tags = tidy_tags([*(tag for tag in row.tags if tag not in removed), *add])
    if tags == row.tags:
        return False
    row.tags = tags
    row.save(update_fields=["tags"])
    return True


def whats_missing(version: QuestionVersion) -> list[str]:
    """What a version still lacks before a colleague can judge it."""
    needs = {
        "a strong signal": version.strong_signals,
        "a weak signal": version.weak_signals,
        "a competency": version.competencies.all(),
    }
    return [name for name, is_there in needs.items() if not is_there]


def _listed(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _work_of(question: Question) -> QuestionVersion:
    version = in_work(question)
    if version is None:
        raise DomainError("Nothing of this question is in work. Change it first.", "nothing_in_work")
    return version


def _new_question(title: str, *, by: Member, **fields: Any) -> Question:
    """The row with a slug of its title, or a longer one when somebody has that already."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "question"
    fields |= {"organization_id": by.organization_id, "title": title}
    try:
        with transaction.atomic():
            return Question.objects.create(slug=wanted, **fields)
    except IntegrityError:
        return Question.objects.create(slug=f"{wanted}-{uuid4().hex[:8]}", **fields)


def _write_version(question: Question, draft: QuestionDraft, *, by: Member) -> QuestionVersion:
    last = question.versions.aggregate(last=Max("number"))["last"] or 0
    version = QuestionVersion.objects.create(question=question, number=last + 1, author=by, **draft.columns())
    version.competencies.set(draft.competencies)
    version.red_flags.set(draft.red_flags)
    return version


def _rewrite(version: QuestionVersion, draft: QuestionDraft, *, by: Member) -> QuestionVersion:
    for name, value in draft.columns().items():
        setattr(version, name, value)
    version.version += 1
    version.revised_by = by
    version.save()
    version.competencies.set(draft.competencies)
    version.red_flags.set(draft.red_flags)
    return version
