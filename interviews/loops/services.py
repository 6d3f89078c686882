"""Composing a loop: from a template, round by round, question by question."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Unpack

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from hiring.candidates.models import Candidacy
from hiring.candidates.services import can_plan
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid, Stale
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.exposure.models import Asking
from interviews.exposure.services import hold, release, reserve
from interviews.loop_templates.models import PLANNED_FIELDS, LoopTemplate, LoopTemplateVersion
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.rules import (
    NOT_IN_USE,
    RoundChanges,
    RoundPlan,
    have_asked_about,
    published_version,
    refuse_replanning,
)
from interviews.loops.states import LoopStatus
from rubrics.library.models import Question
from rubrics.scales.models import Rubric
from rubrics.scales.states import ScaleStatus

# Further away no interview is planned, and times in other zones could fall off the calendar's end.
EARLIEST_YEAR, LATEST_YEAR = 2000, 2099
# Larger than any position, so that rows can pass each other without meeting.
OUT_OF_THE_WAY = 10_000


def can_plan_loop(member: Member, loop: Loop) -> bool:
    """Whether the member may change the loop: they plan its opening."""
    return can_plan(member, loop.candidacy.opening)


def draft_of(loop: Loop, *, by: Member) -> Loop:
    """The loop, locked, if the member may still compose it; else a `DomainError` that says why not."""
    require(can_plan_loop(by, loop))
    row = locked(loop)
    if row.status != LoopStatus.DRAFT:
        raise DomainError(
            f"This loop is {LoopStatus(row.status).label.lower()}. "
            "Rounds and questions change only in a draft.",
            "loop_not_draft",
        )
    return row


@transaction.atomic
def create_loop(
    candidacy: Candidacy, *, template: LoopTemplate | None = None, title: str = "", by: Member
) -> Loop:
    """A draft loop for the candidacy, with the template's rounds and the rubrics' versions of today.

    Of the questions that the template always asks, those are left out that this candidate cannot be asked.
    """
    require(can_plan(by, candidacy.opening))
    same_organization(candidacy, as_=by, field="candidacy")
    same_organization(template, as_=by, field="template")
    if candidacy.status != CandidacyStatus.ACTIVE:
        raise DomainError(
            "This candidacy has ended. Reactivate it before you plan a loop.", "candidacy_ended"
        )
    if template and template.retired_at:
        raise Invalid("This template is retired. Choose another.", field="template")
    version = template.current if template else None
    try:
        with transaction.atomic():
            loop = Loop.objects.create(
                organization_id=by.organization_id,
                candidacy=candidacy,
                title=title or (template.name if template else candidacy.opening.title),
                template_version=version,
                created_by=by,
            )
    except IntegrityError as error:
        raise DomainError(
            "This candidacy has an open loop already. Continue with that one, or cancel it first.",
            "loop_exists",
        ) from error
    if version:
        _take_over(version, loop)
    record("loop.created", loop, by=by, candidacy=candidacy.pk)
    return loop


def _take_over(version: LoopTemplateVersion, loop: Loop) -> None:
    """Give the loop the rounds of the template."""
    planned = version.rounds.select_related("rubric__current").prefetch_related("competencies", "questions")
    # All at once and in their order, as whoever composes holds them.
    hold(question.pk for model in planned for question in model.questions.all())
    for model in planned:
        round = Round.objects.create(
            loop=loop,
            planned_as=model,
            rubric_version_id=published_version(model.rubric),
            **{field: getattr(model, field) for field in PLANNED_FIELDS},
        )
        round.competencies.set(model.competencies.all())
        for question in model.questions.all():
            with suppress(Invalid):
                _ask(question, round=round, loop=loop)


@transaction.atomic
def add_round(loop: Loop, *, kind: str, rubric: Rubric, by: Member, **plan: Unpack[RoundPlan]) -> Round:
    """One more interview at the end of the draft."""
    row = draft_of(loop, by=by)
    same_organization(rubric, as_=row, field="rubric")
    if rubric.status == ScaleStatus.RETIRED:
        raise Invalid(NOT_IN_USE, field="rubric")
    last = row.rounds.aggregate(last=Max("position"))["last"] or 0
    competencies = plan.pop("competencies", ())
    added = Round.objects.create(
        loop=row, position=last + 1, kind=kind, rubric_version_id=published_version(rubric), **plan
    )
    have_asked_about(competencies, round=added, loop=row)
    record("round.added", added, by=by, organization_id=row.organization_id, loop=row.pk)
    return added


@transaction.atomic
def change_round(round: Round, *, version: int, by: Member, **changes: Unpack[RoundChanges]) -> Round:
    """Rename, retime or reschedule a round of an open loop; its panel is fixed once published.

    Staffing moves the seats along and then records the change: the journal is always locked last.
    """
    require(can_plan_loop(by, round.loop))
    loop, row = locked(round.loop), locked(round)
    if row.version != version:
        raise Stale()
    if not loop.is_open:
        raise DomainError("This loop is over. Its rounds no longer change.", "loop_closed")
    if (starts_at := changes.get("starts_at")) and not EARLIEST_YEAR <= starts_at.year <= LATEST_YEAR:
        raise Invalid(f"Choose a day from {EARLIEST_YEAR} to {LATEST_YEAR}.", field="starts_at")
    if loop.status == LoopStatus.PUBLISHED:
        refuse_replanning(row, changes)
    if (competencies := changes.pop("competencies", None)) is not None:
        have_asked_about(competencies, round=row, loop=loop)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


@transaction.atomic
def remove_round(round: Round, *, by: Member) -> None:
    """Take a round out of the draft; the later ones move up."""
    loop = draft_of(round.loop, by=by)
    round = locked(round)
    position, pk = round.position, round.pk
    release(round.askings.all())
    record("round.removed", round, by=by, organization_id=loop.organization_id, loop=loop.pk)
    round.delete()
    later = [row.pk for row in loop.rounds.filter(position__gt=position).order_by("position").exclude(pk=pk)]
    _put_in_places(loop, later, first=position)


@transaction.atomic
def reorder_rounds(loop: Loop, *, order: Sequence[int], by: Member) -> None:
    """Put the draft's rounds into this order of ids, which must name each of them once."""
    row = draft_of(loop, by=by)
    if sorted(order) != sorted(row.rounds.values_list("pk", flat=True)):
        raise Stale("The rounds changed while you moved them. Reload the page, then move them again.")
    _put_in_places(row, order, first=1)
    record("loop.reordered", row, by=by, rounds=list(order))


def _put_in_places(loop: Loop, order: Sequence[int], *, first: int) -> None:
    loop.rounds.filter(pk__in=order).update(position=F("position") + OUT_OF_THE_WAY)
    for position, pk in enumerate(order, start=first):
        loop.rounds.filter(pk=pk).update(position=position)


@transaction.atomic
def choose_question(round: Round, *, question: Question, why: str = "", by: Member) -> RoundQuestion:
    """Ask the question's approved version in this round; choosing it twice is once.

    With a reason `why` it was chosen by composing, which may choose anew; without, by a person, for good.
    """
    loop = draft_of(round.loop, by=by)
    same_organization(question, as_=loop, field="question")
    chosen, is_new = _ask(question, round=round, loop=loop, why=why)
    if is_new:
        _note("round.question_chosen", chosen, loop=loop, by=by)
    elif not why:
        chosen = lock_question(chosen, is_locked=True, by=by)
    return chosen


def _ask(question: Question, *, round: Round, loop: Loop, why: str = "") -> tuple[RoundQuestion, bool]:
    """The question in this round, and whether it is new there; raises `Invalid` when it cannot be asked."""
    if question.round_kind != round.kind:
        raise Invalid(
            f"This is a question for “{question.get_round_kind_display()}”, "
            f"and the round is “{round.get_kind_display()}”. Choose one of its kind.",
            field="question",
        )
    elsewhere = RoundQuestion.objects.filter(round__loop=loop, question_version__question=question)
    if chosen := elsewhere.select_related("round").first():
        if chosen.round_id == round.pk:
            return chosen, False
        raise Invalid(f"“{chosen.round.title}” asks this already. Choose another.", field="question")
    version = reserve(question, candidate=loop.candidacy.candidate, round=round).question_version
    last = round.questions.aggregate(last=Max("position"))["last"] or 0
    chosen = RoundQuestion.objects.create(
        round=round, question_version=version, position=last + 1, is_locked=not why, why=why
    )
    return chosen, True


@transaction.atomic
def lock_question(chosen: RoundQuestion, *, is_locked: bool, by: Member) -> RoundQuestion:
    """Have composing keep the question, or let it choose another."""
    loop = draft_of(chosen.round.loop, by=by)
    row = locked(chosen)
    if row.is_locked != is_locked:
        row.is_locked = is_locked
        row.save(update_fields=["is_locked"])
        _note("round.question_locked" if is_locked else "round.question_unlocked", row, loop=loop, by=by)
    return row


@transaction.atomic
def drop_question(chosen: RoundQuestion, *, by: Member) -> None:
    """Take a question out of the draft."""
    loop = draft_of(chosen.round.loop, by=by)
    release(Asking.objects.filter(round=chosen.round, question_version=chosen.question_version))
    _note("round.question_dropped", chosen, loop=loop, by=by)
    chosen.delete()


def _note(what: str, chosen: RoundQuestion, *, loop: Loop, by: Member) -> None:
    record(
        what,
        chosen.round,
        by=by,
        organization_id=loop.organization_id,
        question_version=chosen.question_version_id,
    )
