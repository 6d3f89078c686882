"""The job row: claimed by one, finished once, swept up when a worker or a message is lost."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hiring.background.models import Heartbeat, Job, JobStatus
from hiring.background.services import (
    Hopeless,
    beat,
    claim,
    enqueue,
    finish,
    held,
    perform,
    report_progress,
    retry,
    send,
    sweep,
    unheard,
)
from hiring.foundations.errors import DomainError
from hiring.people.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(organization: Organization) -> Job:
    return enqueue("tests.nothing", dedupe="one", organization_id=organization.pk)[0]


def expire_lease(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=Now() - timedelta(seconds=1))


def make_due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(due_at=Now() - timedelta(seconds=1))


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_progress_holds_the_job_for_longer(job: Job) -> None:
    working = claim(str(job.pk))
    assert working is not None
    expire_lease(job)

    report_progress(working, 40, "Laying out page 3")

    assert claim(str(job.pk)) is None
    assert (fresh(job).progress, fresh(job).step) == (40, "Laying out page 3")


def test_an_overtaken_worker_reports_nothing(job: Job) -> None:
    slow = claim(str(job.pk))
    assert slow is not None
    expire_lease(job)
    claim(str(job.pk))

    report_progress(slow, 90, "Nearly done")

    assert fresh(job).progress == 0


class Concluded(list[str]):
    """Remembers what was concluded."""

    def __call__(self, job: Job, result: str) -> None:
        self.append(result)


def test_the_same_inputs_are_one_job(organization: Organization) -> None:
    first, is_new = enqueue("tests.nothing", dedupe="same", organization_id=organization.pk)
    second, is_new_again = enqueue("tests.nothing", dedupe="same", organization_id=organization.pk)

    assert (is_new, is_new_again) == (True, False)
    assert first == second


def test_a_claimed_job_is_nobody_elses(job: Job) -> None:
    assert claim(str(job.pk)) is not None
    assert claim(str(job.pk)) is None


def test_an_expired_lease_passes_the_job_on_and_fences_the_first_worker_off(job: Job) -> None:
    slow = claim(str(job.pk))
    expire_lease(job)
    quick = claim(str(job.pk))

    assert slow is not None
    assert quick is not None
    assert not finish(slow)
    assert finish(quick)
    assert not finish(quick)


def test_without_the_fence_the_slow_worker_would_have_finished_too(job: Job) -> None:
    """Negative control: the same update, fence left out, lets the overtaken worker win."""
    slow = claim(str(job.pk))
    expire_lease(job)
    claim(str(job.pk))

    assert slow is not None
    assert not held(slow).exists()
    assert Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING).exists()


def test_performing_twice_concludes_once(job: Job) -> None:
    concluded = Concluded()

    for _ in range(2):
        perform(str(job.pk), work=lambda _: "bytes", conclude=concluded)

    assert concluded == ["bytes"]
    assert fresh(job).status == JobStatus.DONE
    assert fresh(job).progress == 100


def test_an_overtaken_result_is_thrown_away(job: Job) -> None:
    concluded = Concluded()

    def overtaken(_: Job) -> str:
        expire_lease(job)
        perform(str(job.pk), work=lambda _: "quick", conclude=concluded)
        return "slow"

    perform(str(job.pk), work=overtaken, conclude=concluded)

    assert concluded == ["quick"]


def test_a_failing_job_is_tried_again_later_and_fails_visibly_in_the_end(
    job: Job, settings: Settings
) -> None:
    settings.JOB_MAX_ATTEMPTS = 2

    def fail(_: Job) -> str:
        raise DomainError("The text is too long for a page.", "too_long")

    perform(str(job.pk), work=fail, conclude=Concluded())
    assert fresh(job).status == JobStatus.QUEUED
    assert fresh(job).due_at > fresh(job).created_at

    perform(str(job.pk), work=fail, conclude=Concluded())
    assert fresh(job).status == JobStatus.FAILED
    assert fresh(job).error == "The text is too long for a page."


def test_an_unknown_error_is_not_quoted_to_the_reader(job: Job) -> None:
    def fail(_: Job) -> str:
        raise ValueError("Ada Lovelace's notes")

    perform(str(job.pk), work=fail, conclude=Concluded())

    assert "Ada" not in fresh(job).error
    assert "ValueError" in fresh(job).error


def test_only_a_job_that_is_tried_again_says_so(job: Job, settings: Settings) -> None:
    settings.JOB_MAX_ATTEMPTS = 2

    def fail(_: Job) -> str:
        raise ValueError("No.")

    said = []
    for _ in range(2):
        perform(str(job.pk), work=fail, conclude=Concluded())
        said.append(fresh(job).error)

    assert [sentence.endswith("It is tried again by itself.") for sentence in said] == [True, False]
    assert said[1].endswith("Retry, or report it.")


def test_a_job_whose_worker_vanishes_every_time_fails_at_the_sweep(job: Job, settings: Settings) -> None:
    settings.JOB_MAX_ATTEMPTS = 3
    for _ in range(3):
        claim(str(job.pk))
        expire_lease(job)

    sweep()

    assert fresh(job).status == JobStatus.FAILED
    assert "without a word" in fresh(job).error


def test_a_failed_job_starts_afresh_on_retry(
    job: Job, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    Job.objects.filter(pk=job.pk).update(status=JobStatus.FAILED, attempts=5, error="No.")

    with django_capture_on_commit_callbacks() as callbacks:
        retry(fresh(job))

    assert len(callbacks) == 1
    assert fresh(job).status == JobStatus.QUEUED
    assert fresh(job).attempts == 0


def test_a_running_job_is_not_retried(job: Job) -> None:
    claim(str(job.pk))

    with pytest.raises(DomainError, match="not at a standstill"):
        retry(fresh(job))


def test_without_a_broker_the_row_waits_for_the_sweeper(job: Job) -> None:
    """No broker listens in this test's surroundings."""
    make_due(job)

    assert not send(job)
    assert sweep() == 0
    assert list(unheard()) == [job]


@pytest.mark.parametrize("is_taken", [False, True])
def test_a_job_is_not_sent_again_while_its_message_may_be_under_way(job: Job, is_taken: bool) -> None:
    if is_taken:
        claim(str(job.pk))
        expire_lease(job)

    assert not unheard().exists()
    make_due(job)
    assert list(unheard()) == [job]


def test_a_job_that_a_worker_holds_is_not_sent_again(job: Job) -> None:
    claim(str(job.pk))
    make_due(job)

    assert not unheard().exists()


def test_a_heartbeat_is_one_row_by_the_databases_clock() -> None:
    beat("worker")
    first = Heartbeat.objects.get(name="worker").beat_at
    beat("worker")

    assert Heartbeat.objects.get(name="worker").beat_at >= first


def test_a_hopeless_failure_is_not_tried_again(job: Job) -> None:
    def fail(_: Job) -> str:
        raise Hopeless("The text is too long for any page.", "too_large")

    perform(str(job.pk), work=fail, conclude=Concluded())

    assert fresh(job).status == JobStatus.FAILED
    assert fresh(job).attempts == 1
