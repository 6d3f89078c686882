"""A large library is composed from by a worker, once, while the page stays usable."""

import pytest

from hiring.background.models import JobStatus
from hiring.people.models import Member, Organization
from interviews.composer.composing import (
    MOST_AT_ONCE,
    ask_to_compose,
    compose_in_worker,
    composed,
    latest_composing,
)
from interviews.composer.instances import ToCompose
from interviews.composer.models import Composing, Outcome
from interviews.loops.models import Loop, Round
from interviews.loops.services import choose_question
from interviews.staffing.services import cancel_loop
from rubrics.competencies.models import Competency
from rubrics.library.models import Question
from tests.interviews.composer.drafts import plan_round, stock_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def large(organization: Organization, mlops: Round, drift: Competency) -> None:
    """One question more than a request chooses among."""
    stock_questions(organization, MOST_AT_ONCE - 1)
    stock_questions(organization, 2, competencies=[drift])


def test_as_many_as_a_request_chooses_among_are_chosen_among_at_once(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, MOST_AT_ONCE, competencies=[drift])

    composing = ask_to_compose(loop, by=recruiter)

    assert (composing.job, composing.outcome) == (None, Outcome.COMPOSED)


def test_a_worker_composes_and_asking_meanwhile_begins_nothing_new(
    recruiter: Member, loop: Loop, mlops: Round, large: None
) -> None:
    begun = ask_to_compose(loop, by=recruiter)

    assert (begun.outcome, begun.job.status) == ("", JobStatus.QUEUED)
    assert ask_to_compose(loop, by=recruiter) == begun
    assert mlops.questions.count() == 0

    compose_in_worker(str(begun.job_id))

    done = latest_composing(loop)
    assert done == begun
    assert (done.outcome, done.cost, done.is_optimal) == (Outcome.COMPOSED, 50, True)
    assert (done.job.status, done.job.progress, done.job.error) == (JobStatus.DONE, 100, "")
    assert mlops.questions.filter(is_locked=False).count() == 2


def test_a_message_that_comes_twice_composes_once(
    recruiter: Member, loop: Loop, mlops: Round, large: None
) -> None:
    begun = ask_to_compose(loop, by=recruiter)
    for _ in range(2):
        compose_in_worker(str(begun.job_id))

    assert latest_composing(loop).job.attempts == 1
    assert ask_to_compose(loop, by=recruiter).job_id != begun.job_id


def test_what_was_locked_after_it_was_asked_for_is_kept(
    recruiter: Member, loop: Loop, mlops: Round, large: None
) -> None:
    begun = ask_to_compose(loop, by=recruiter)
    own = choose_question(mlops, question=Question.objects.earliest("pk"), by=recruiter)

    compose_in_worker(str(begun.job_id))

    assert latest_composing(loop).outcome == Outcome.COMPOSED
    assert mlops.questions.filter(pk=own.pk, is_locked=True).exists()


def test_a_loop_that_is_no_draft_any_more_fails_for_good_and_says_so(
    recruiter: Member, loop: Loop, mlops: Round, large: None
) -> None:
    begun = ask_to_compose(loop, by=recruiter)
    cancel_loop(loop, by=recruiter)

    compose_in_worker(str(begun.job_id))

    failed = latest_composing(loop)
    assert (failed.outcome, failed.job.status) == ("", JobStatus.FAILED)
    assert "change only in a draft" in failed.job.error


def test_after_a_failure_it_is_begun_anew(recruiter: Member, loop: Loop, mlops: Round, large: None) -> None:
    begun = ask_to_compose(loop, by=recruiter)
    begun.job.status = JobStatus.FAILED
    begun.job.save()

    again = ask_to_compose(loop, by=recruiter)

    assert (again.job.status, Composing.objects.count()) == (JobStatus.QUEUED, 2)


def test_an_impossible_loop_is_a_job_well_done(
    organization: Organization, recruiter: Member, loop: Loop, mlops: Round
) -> None:
    stock_questions(organization, MOST_AT_ONCE + 1)
    begun = ask_to_compose(loop, by=recruiter)

    compose_in_worker(str(begun.job_id))

    done = latest_composing(loop)
    assert (done.outcome, done.job.status) == (Outcome.IMPOSSIBLE, JobStatus.DONE)
    assert done.says == "Round “MLOps” wants 1 question on Drift; the library has none."


@pytest.mark.parametrize("count", [1, 3])
def test_a_loop_is_read_in_a_fixed_number_of_queries(
    count: int,
    organization: Organization,
    recruiter: Member,
    loop: Loop,
    drift: Competency,
    django_assert_num_queries,
) -> None:
    questions = stock_questions(organization, 20 * count, competencies=[drift])
    for n in range(count):
        planned = plan_round(loop, title=f"Round {n}", judging=[drift], by=recruiter)
        choose_question(planned, question=questions[n], by=recruiter)
    loop = Loop.objects.select_related("candidacy__opening").get(pk=loop.pk)

    with django_assert_num_queries(14):
        ToCompose.of(loop)

    assert composed(loop).composition.status == "composed"
