"""Claim, lease, fence, finish, sweep: how work survives killed workers and lost messages.

The shape, and what it was measured against, is told in docs/decisions/0003-jobs-are-rows.md.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import OperationalError

from hiring.background.models import Heartbeat, Job, JobStatus
from hiring.foundations.errors import DomainError

log = structlog.get_logger("fairloop.jobs")

# How long a message may be under way before the sweeper sends another.
MESSAGE_PATIENCE = timedelta(seconds=20)
LONGEST_BACK_OFF = timedelta(minutes=10)
# How long something outside this house may be out of reach before its job fails.
OUTAGE_PATIENCE = timedelta(days=1)

STOPPED_SILENTLY = "The worker stopped without a word at every try. Retry, or report it."

Result = TypeVar("Result")


def enqueue(task: str, *, dedupe: str, organization_id: int) -> tuple[Job, bool]:
    """The job with this dedupe key, made now unless it was there; its message goes out on commit."""
    job, is_new = Job.objects.get_or_create(
        dedupe=dedupe,
        defaults={"task": task, "organization_id": organization_id, "due_at": Now() + MESSAGE_PATIENCE},
    )
    if is_new:
        transaction.on_commit(lambda: send(job))
    return job, is_new


def send(job: Job) -> bool:
    """Hand the broker a hint that the job waits; without a broker the sweeper will try again."""
    try:
        current_app.send_task(job.task, [str(job.pk)])
    except (OperationalError, OSError) as error:
        log.warning("job.not_sent", job=str(job.pk), error_type=type(error).__name__)
        return False
    return True


def claim(job_id: str) -> Job | None:
    """Take the job for this worker, or None when another has it or it is over."""
    takeable = Q(status=JobStatus.QUEUED) | Q(status=JobStatus.RUNNING, lease_until__lt=Now())
    with transaction.atomic():
        taken = Job.objects.filter(takeable, pk=job_id).update(
            status=JobStatus.RUNNING,
            fence=F("fence") + 1,
            attempts=F("attempts") + 1,
            lease_until=next_lease(),
            progress=0,
            step="",
            error="",
        )
        return Job.objects.get(pk=job_id) if taken else None


def next_lease() -> CombinedExpression:
    """When a claim made or renewed now runs out, by the database's clock."""
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


def held(job: Job) -> QuerySet[Job]:
    """The job's row as long as this worker's claim on it stands; no row after that."""
    return Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, fence=job.fence)


def report_progress(job: Job, percent: int, step: str) -> None:
    """Tell the waiting reader how far the work is, and hold the job for another lease.

    Says nothing once another worker has taken over.
    """
    held(job).update(progress=percent, step=step, lease_until=next_lease())


def finish(job: Job) -> bool:
    """Mark the job done, unless its fence has moved on; on False the result must be thrown away."""
    return bool(
        held(job).update(
            status=JobStatus.DONE, progress=100, step="", error="", lease_until=None, finished_at=Now()
        )
    )


class Hopeless(DomainError):
    """A failure that another try would only repeat."""


class Outage(DomainError):
    """Something outside this house does not answer: no try of ours is spent, and a day of them is made."""


def put_back(job: Job, *, reason: str, is_hopeless: bool = False) -> None:
    """After a failed try: back into the queue with a growing pause; failed for good when no try can help."""
    if is_hopeless or job.attempts >= settings.JOB_MAX_ATTEMPTS:
        held(job).update(status=JobStatus.FAILED, error=reason, lease_until=None, finished_at=Now())
        return
    pause = min(timedelta(seconds=2**job.attempts), LONGEST_BACK_OFF)
    held(job).update(status=JobStatus.QUEUED, error=reason, lease_until=None, due_at=Now() + pause)


def wait_out(job: Job, *, reason: str) -> None:
    """Back into the queue for as long as it has waited already; failed once a day has passed."""
    waited = timezone.now() - job.created_at
    if waited >= OUTAGE_PATIENCE:
        put_back(job, reason=reason, is_hopeless=True)
        return
    pause = min(max(waited, timedelta(seconds=2)), LONGEST_BACK_OFF)
    held(job).update(
        status=JobStatus.QUEUED,
        attempts=F("attempts") - 1,
        error=reason,
        lease_until=None,
        due_at=Now() + pause,
    )


def perform(job_id: str, *, work: Callable[[Job], Result], conclude: Callable[[Job, Result], None]) -> None:
    """Do the job if it is still to be done: `work` outside any transaction, `conclude` in the finishing one.

    Safe to call twice, and at the same time: only the holder of the newest fence concludes.
    """
    job = claim(job_id)
    if job is not None:
        carry_out(job, work=work, conclude=conclude)


def carry_out(job: Job, *, work: Callable[[Job], Result], conclude: Callable[[Job, Result], None]) -> None:
    """Do a job that this process has claimed; what `perform` promises holds here."""
    if job.attempts > settings.JOB_MAX_ATTEMPTS:
        put_back(job, reason=STOPPED_SILENTLY)
        return
    try:
        result = work(job)
        with transaction.atomic():
            if finish(job):
                conclude(job, result)
            else:
                log.info("job.fenced_off", job=str(job.pk), fence=job.fence)
    except Outage as outage:
        log.warning("job.waits", job=str(job.pk), code=outage.code)
        wait_out(job, reason=str(outage))
    except Exception as error:  # noqa: BLE001 -- whatever goes wrong is the job's fate, not the worker's
        log.warning("job.failed", job=str(job.pk), attempt=job.attempts, error_type=type(error).__name__)
        reason = reason_of(error, is_last=job.attempts >= settings.JOB_MAX_ATTEMPTS)
        put_back(job, reason=reason, is_hopeless=isinstance(error, Hopeless))


def reason_of(error: Exception, *, is_last: bool) -> str:
    """What the reader is told: the error's own sentence where it is one of ours, else a general one."""
    if isinstance(error, DomainError):
        return str(error)
    then = "Retry, or report it." if is_last else "It is tried again by itself."
    return f"An unexpected {type(error).__name__} stopped the work. {then}"


def unheard() -> QuerySet[Job]:
    """Jobs that wait for a worker, or for another one, and whose message may be lost by now."""
    expired = Q(status=JobStatus.RUNNING, lease_until__lt=Now())
    return Job.objects.filter(Q(status=JobStatus.QUEUED) | expired, due_at__lte=Now()).order_by("due_at")


def sweep() -> int:
    """Send every job whose message may be lost, and fail those out of tries; returns how many were sent."""
    Job.objects.filter(
        status=JobStatus.RUNNING, lease_until__lt=Now(), attempts__gte=settings.JOB_MAX_ATTEMPTS
    ).update(
        status=JobStatus.FAILED,
        error=STOPPED_SILENTLY,
        lease_until=None,
        finished_at=Now(),
    )
    sent = 0
    for job in unheard()[:500]:
        if not send(job):
            break
        Job.objects.filter(pk=job.pk).update(due_at=Now() + MESSAGE_PATIENCE)
        sent += 1
    return sent


def retry(job: Job, *, although_done: bool = False) -> None:
    """Queue a failed job afresh, or a finished one whose result was lost; the calling room says who may."""
    over = [JobStatus.FAILED, JobStatus.DONE] if although_done else [JobStatus.FAILED]
    with transaction.atomic():
        again = Job.objects.filter(pk=job.pk, status__in=over).update(
            status=JobStatus.QUEUED,
            attempts=0,
            progress=0,
            error="",
            finished_at=None,
            due_at=Now() + MESSAGE_PATIENCE,
        )
        if not again:
            raise DomainError(
                "This work is not at a standstill. Reload the page to see it.", "job_not_failed"
            )
        transaction.on_commit(lambda: send(job))


def beat(name: str) -> None:
    """Show that a part of the machinery is alive."""
    if not Heartbeat.objects.filter(name=name).update(beat_at=Now()):
        Heartbeat.objects.get_or_create(name=name, defaults={"beat_at": Now()})
