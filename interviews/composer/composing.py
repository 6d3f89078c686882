"""Composing a loop by itself: now if the library is small, else by a worker, while the page stays usable.

What the composer says is checked by code that it shares nothing with, and put in place by `placing`.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.db import transaction

from hiring.background.models import Job
from hiring.background.services import Hopeless, enqueue, perform, report_progress
from hiring.foundations.errors import DomainError, Stale
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.composer.instances import ToCompose, askable
from interviews.composer.models import Composing, Outcome
from interviews.composer.placing import Outrun, put_in_place
from interviews.composer.wishes import taking_part, wishes_of
from interviews.loops.checking import violations
from interviews.loops.composing.composer import compose
from interviews.loops.composing.composition import Composition
from interviews.loops.composing.instance import read
from interviews.loops.models import Loop, Round
from interviews.loops.services import draft_of

COMPOSE = "interviews.composer.tasks.compose_loop"
# With more questions to choose from, a worker composes.
MOST_AT_ONCE = 1_000
# What the journal says of each outcome.
EVENTS = {Outcome.COMPOSED: "loop.composed", Outcome.IMPOSSIBLE: "loop.found_impossible"}


class Unsound(RuntimeError):
    """The composer made a plan that breaks a rule. Nothing of it is kept; it is a fault of ours."""


@dataclass(frozen=True)
class Composed:
    """What was to be composed, and what came of it. Nothing of it is kept yet."""

    asked: ToCompose
    composition: Composition


def standing_of(rounds: Iterable[Round]) -> str:
    """A hash of these rounds in their order, with what they are planned as and what they ask."""
    facts = [
        [round.pk, round.version, [chosen.question_version_id for chosen in round.questions.all()]]
        for round in rounds
    ]
    return sha256(json.dumps(facts).encode()).hexdigest()


def latest_composing(loop: Loop) -> Composing | None:
    """The last try to compose the loop, with its job if it has one."""
    return loop.composings.select_related("job").order_by("pk").last()


def ask_to_compose(loop: Loop, *, by: Member) -> Composing:
    """Choose the draft's questions anew, at least cost, beside those that are locked.

    With few questions to choose from it is done at once; with many a worker does it, and what is returned has
    no outcome yet. While one is at it, that one is returned.
    """
    if begun := _begun(loop, by=by):
        return begun
    # Once more, where somebody else was faster at a question.
    with suppress(Outrun):
        return keep(loop, composed(loop), by=by)
    return keep(loop, composed(loop), by=by)


@transaction.atomic
def _begun(loop: Loop, *, by: Member) -> Composing | None:
    """The work of a worker that is under way, or just begun because there is so much to choose from."""
    row = draft_of(loop, by=by)
    latest = latest_composing(row)
    if latest and latest.job and not latest.job.is_over:
        return latest
    if not taking_part(row).exists():
        raise DomainError("No round of this loop wants questions. Add one, then compose.", "no_rounds")
    if askable(row).count() <= MOST_AT_ONCE:
        return None
    dedupe = f"compose:{row.pk}:{row.composings.count() + 1}"
    job, _ = enqueue(COMPOSE, dedupe=dedupe, organization_id=row.organization_id)
    return Composing.objects.create(organization_id=row.organization_id, loop=row, job=job, asked_by=by)


def composed(loop: Loop) -> Composed:
    """The cheapest questions for the loop as it stands; raises `Unsound`."""
    return _answered(ToCompose.of(loop))


def _answered(asked: ToCompose) -> Composed:
    """What the composer says, once it has been checked; raises `Unsound`."""
    composition = compose(read(asked.tree), asked.names)
    if broken := violations(asked.tree, asdict(composition)):
        raise Unsound(" ".join(broken))
    return Composed(asked, composition)


def compose_in_worker(job_id: str) -> None:
    """Compose the job's loop, unless that is done or being done; called by workers only."""
    perform(job_id, work=_work, conclude=_conclude)


def _work(job: Job) -> Composed:
    composing = _composing_of(job)
    loop = composing.loop
    try:
        with transaction.atomic():
            draft_of(loop, by=composing.asked_by)
    except DomainError as refused:
        raise Hopeless(refused.message, refused.code) from refused
    report_progress(job, 10, "Reading the library")
    asked = ToCompose.of(loop)
    report_progress(job, 40, f"Choosing among {len(asked.tree['questions']):,} questions")
    answer = _answered(asked)
    report_progress(job, 90, "Putting the questions in place")
    return answer


def _conclude(job: Job, answer: Composed) -> None:
    composing = _composing_of(job)
    keep(composing.loop, answer, by=composing.asked_by, composing=composing)


def _composing_of(job: Job) -> Composing:
    return Composing.objects.select_related("loop__candidacy__opening", "asked_by").get(job=job)


@transaction.atomic
def keep(loop: Loop, answer: Composed, *, by: Member, composing: Composing | None = None) -> Composing:
    """Put a plan in place, or keep why there is none; all of it or nothing.

    Raises `Stale` when the loop is not what was composed, `Outrun` when somebody else took a question.
    """
    row = draft_of(loop, by=by)
    if wishes_of(row) != answer.asked.wishes:
        raise Stale("The loop changed while it was composed. Compose again.")
    kept = composing or Composing(organization_id=row.organization_id, loop=row, asked_by=by)
    composition = answer.composition
    kept.outcome = Outcome(composition.status)
    kept.cost, kept.bound = composition.cost, composition.bound
    if conflict := composition.conflict:
        kept.rules, kept.says = list(conflict.rules), conflict.says
    kept.save()
    if kept.outcome == Outcome.COMPOSED:
        put_in_place(row, composition.rounds, versions=answer.asked.versions, by=by)
    kept.standing = standing_of(row.rounds.order_by("position").prefetch_related("questions"))
    kept.save(update_fields=["standing"])
    record(EVENTS[Outcome(kept.outcome)], row, by=by, composing=kept.pk, cost=kept.cost)
    return kept
