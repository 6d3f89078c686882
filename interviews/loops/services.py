"""Composing a loop: from a template, round by round, question by question."""

from collections.abc import Sequence
from datetime import datetime

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
from interviews.exposure.services import release, reserve
from interviews.loops.models import Loop, LoopTemplate, Round, RoundQuestion
from interviews.loops.states import LoopStatus
from rubrics.library.models import Question
from rubrics.scales.models import Rubric
from rubrics.scales.states import ScaleStatus

PLANNED_FIELDS = (
    "position",
    "kind",
    "title",
    "brief",
    "minutes",
    "panel_size",
    "difficulty",
    "question_count",
)
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
    """A draft loop for the candidacy, with the template's rounds and the rubrics' versions of today."""
    require(can_plan(by, candidacy.opening))
    same_organization(candidacy, as_=by, field="candidacy")
    same_organization(template, as_=by, field="template")
    if candidacy.status != CandidacyStatus.ACTIVE:
        raise DomainError(
            "This candidacy has ended. Reactivate it before you plan a loop.", "candidacy_ended"
        )
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
        Round.objects.bulk_create(
            Round(
                loop=loop,
                rubric_version=planned.rubric.current,
                **{field: getattr(planned, field) for field in PLANNED_FIELDS},
            )
            for planned in version.rounds.select_related("rubric__current")
        )
    record("loop.created", loop, by=by, candidacy=candidacy.pk)
    return loop


@transaction.atomic
def add_round(
    loop: Loop,
    *,
    kind: str,
    title: str,
    minutes: int,
    rubric: Rubric,
    panel_size: int = 1,
    difficulty: int = 3,
    question_count: int = 2,
    brief: str = "",
    by: Member,
) -> Round:
    """One more interview at the end of the draft."""
    row = draft_of(loop, by=by)
    same_organization(rubric, as_=row, field="rubric")
    if rubric.current_id is None or rubric.status == ScaleStatus.RETIRED:
        raise Invalid("This rubric is not in use. Publish it, or choose another.", field="rubric")
    last = row.rounds.aggregate(last=Max("position"))["last"] or 0
    added = Round.objects.create(
        loop=row,
        position=last + 1,
        kind=kind,
        title=title,
        brief=brief,
        minutes=minutes,
        panel_size=panel_size,
        difficulty=difficulty,
        question_count=question_count,
        rubric_version_id=rubric.current_id,
    )
    record("round.added", added, by=by, organization_id=row.organization_id, loop=row.pk)
    return added


@transaction.atomic
def change_round(
    round: Round,
    *,
    title: str,
    minutes: int,
    panel_size: int,
    brief: str,
    starts_at: datetime | None,
    version: int,
    by: Member,
) -> Round:
    """Rename, retime or reschedule a round of an open loop; its panel is fixed once published.

    Staffing moves the seats along and then records the change: the journal is always locked last.
    """
    require(can_plan_loop(by, round.loop))
    loop, row = locked(round.loop), locked(round)
    if row.version != version:
        raise Stale()
    if not loop.is_open:
        raise DomainError("This loop is over. Its rounds no longer change.", "loop_closed")
    if starts_at and not EARLIEST_YEAR <= starts_at.year <= LATEST_YEAR:
        raise Invalid(f"Choose a day from {EARLIEST_YEAR} to {LATEST_YEAR}.", field="starts_at")
    if loop.status == LoopStatus.PUBLISHED and panel_size != row.panel_size:
        raise Invalid("The panel is fixed once the loop is published.", field="panel_size")
    row.title, row.minutes, row.panel_size = title, minutes, panel_size
    row.brief, row.starts_at = brief, starts_at
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
def choose_question(round: Round, *, question: Question, by: Member) -> RoundQuestion:
    """Ask the question's approved version in this round; choosing it twice is once."""
    loop = draft_of(round.loop, by=by)
    same_organization(question, as_=loop, field="question")
    if question.round_kind != round.kind:
        raise Invalid(
            f"This is a question for “{question.get_round_kind_display()}”, "
            f"and the round is “{round.get_kind_display()}”. Choose one of its kind.",
            field="question",
        )
    elsewhere = RoundQuestion.objects.filter(round__loop=loop, question_version__question=question)
    if chosen := elsewhere.select_related("round").first():
        if chosen.round_id == round.pk:
            return chosen
        raise Invalid(f"“{chosen.round.title}” asks this already. Choose another.", field="question")
    version = reserve(question, candidate=loop.candidacy.candidate, round=round).question_version
    last = round.questions.aggregate(last=Max("position"))["last"] or 0
    chosen = RoundQuestion.objects.create(round=round, question_version=version, position=last + 1)
    record(
        "round.question_chosen",
        round,
        by=by,
        organization_id=loop.organization_id,
        question_version=version.pk,
    )
    return chosen


@transaction.atomic
def drop_question(chosen: RoundQuestion, *, by: Member) -> None:
    """Take a question out of the draft."""
    loop = draft_of(chosen.round.loop, by=by)
    release(Asking.objects.filter(round=chosen.round, question_version=chosen.question_version))
    record(
        "round.question_dropped",
        chosen.round,
        by=by,
        organization_id=loop.organization_id,
        question_version=chosen.question_version_id,
    )
    chosen.delete()
