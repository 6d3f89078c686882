"""The ledger: a candidate meets a question once, a limit holds under a race, and only what happened stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hiring.candidates.models import Candidate
from hiring.foundations.errors import Invalid
from hiring.people.models import Member, Organization
from interviews.exposure.models import Asking, met_by
from interviews.exposure.services import WINDOW, refresh_all
from interviews.loops.asking import note_held_rounds
from interviews.loops.models import Loop, Round
from interviews.loops.services import choose_question, create_loop, drop_question, remove_round
from interviews.staffing.services import cancel_loop
from rubrics.library.models import Question
from rubrics.library.quarantine import lift_quarantine, report_leak
from rubrics.library.states import QuestionStatus
from tests.making import (
    make_candidacy,
    make_candidate,
    make_loop,
    make_opening,
    make_question,
    make_round,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(organization: Organization, recruiter: Member) -> Candidate:
    return make_candidate(organization, by=recruiter)


def make_limited(organization: Organization, limit: int) -> Question:
    question = make_question(organization)
    question.versions.update(exposure_limit=limit)
    question.refresh_from_db()
    return question


def round_for(candidate: Candidate, by: Member) -> Round:
    """A round of a new draft loop, of a new opening, for this candidate."""
    opening = make_opening(candidate.organization, by=by)
    loop = create_loop(make_candidacy(opening, candidate=candidate, by=by), by=by)
    return make_round(loop, by=by)


def asked_count(question: Question) -> int:
    return Question.objects.get(pk=question.pk).asked_count


def test_choosing_reserves_and_the_library_knows(
    organization: Organization, candidate: Candidate, recruiter: Member
) -> None:
    question = make_question(organization)

    choose_question(round_for(candidate, recruiter), question=question, by=recruiter)

    assert asked_count(question) == 1
    assert question in met_by(candidate)


def test_choosing_twice_counts_once(
    organization: Organization, candidate: Candidate, recruiter: Member
) -> None:
    question, planned = make_question(organization), round_for(candidate, recruiter)

    choose_question(planned, question=question, by=recruiter)
    choose_question(planned, question=question, by=recruiter)

    assert asked_count(question) == 1


def test_no_other_loop_asks_the_candidate_again(
    organization: Organization, candidate: Candidate, recruiter: Member
) -> None:
    question = make_question(organization)
    choose_question(round_for(candidate, recruiter), question=question, by=recruiter)

    with pytest.raises(Invalid, match="has met this question") as refused:
        choose_question(round_for(candidate, recruiter), question=question, by=recruiter)
    choose_question(round_for(make_candidate(organization), recruiter), question=question, by=recruiter)

    assert refused.value.code == "asked_before"


def test_the_database_itself_lets_a_candidate_meet_a_question_once(
    organization: Organization, candidate: Candidate, recruiter: Member
) -> None:
    planned = round_for(candidate, recruiter)
    asking = Asking.objects.get(round=planned)

    with pytest.raises(IntegrityError, match=r"candidate_meets_a_question_once|UNIQUE"), transaction.atomic():
        Asking.objects.create(
            organization=organization,
            question=asking.question,
            question_version=asking.question_version,
            candidate=candidate,
            round=round_for(candidate, recruiter),
        )


def test_a_dropped_question_and_a_removed_round_give_back_what_they_held(
    organization: Organization, candidate: Candidate, recruiter: Member
) -> None:
    question, other = make_question(organization), make_question(organization)
    planned = round_for(candidate, recruiter)
    chosen = choose_question(planned, question=question, by=recruiter)
    choose_question(planned, question=other, by=recruiter)

    drop_question(chosen, by=recruiter)
    remove_round(planned, by=recruiter)

    assert (asked_count(question), asked_count(other)) == (0, 0)
    assert not met_by(candidate).exists()


def test_what_was_approved_a_moment_ago_is_what_the_round_asks_and_gives_back(
    organization: Organization, candidate: Candidate, recruiter: Member
) -> None:
    question, planned = make_question(organization), round_for(candidate, recruiter)
    seen_before = Question.objects.select_related("current").get(pk=question.pk)
    newer = question.versions.get()
    question.versions.update(status=QuestionStatus.RETIRED)
    newer.pk, newer.number = None, 2
    newer.save()
    Question.objects.filter(pk=question.pk).update(current=newer)

    chosen = choose_question(planned, question=seen_before, by=recruiter)
    assert chosen.question_version == newer
    drop_question(chosen, by=recruiter)

    assert not Asking.objects.filter(question=question).exists()


def test_what_was_retired_a_moment_ago_is_refused(
    organization: Organization, candidate: Candidate, recruiter: Member
) -> None:
    question, planned = make_question(organization), round_for(candidate, recruiter)
    seen_before = Question.objects.select_related("current").get(pk=question.pk)
    question.versions.update(status=QuestionStatus.RETIRED)

    with pytest.raises(Invalid, match="not approved"):
        choose_question(planned, question=seen_before, by=recruiter)


def test_a_question_at_its_limit_is_refused_with_both_numbers(
    organization: Organization, recruiter: Member
) -> None:
    question = make_limited(organization, 1)
    choose_question(round_for(make_candidate(organization), recruiter), question=question, by=recruiter)

    with pytest.raises(Invalid, match="asked 1 times within 180 days, and 1 are allowed") as refused:
        choose_question(round_for(make_candidate(organization), recruiter), question=question, by=recruiter)

    assert refused.value.code == "exposure_limit"


def test_askings_leave_the_window_in_time(organization: Organization, recruiter: Member) -> None:
    question = make_limited(organization, 1)
    choose_question(round_for(make_candidate(organization), recruiter), question=question, by=recruiter)
    Asking.objects.filter(question=question).update(asked_at=timezone.now() - WINDOW - timedelta(days=1))

    refresh_all()
    choose_question(round_for(make_candidate(organization), recruiter), question=question, by=recruiter)

    assert asked_count(question) == 1


def test_a_leaked_question_is_refused_until_the_report_is_lifted(
    organization: Organization, candidate: Candidate, recruiter: Member, interviewer: Member
) -> None:
    question, planned = make_question(organization), round_for(candidate, recruiter)
    report_leak(question, reason="It stands in a forum.", by=interviewer)

    with pytest.raises(Invalid, match="reported as leaked"):
        choose_question(planned, question=question, by=recruiter)
    lift_quarantine(question, reason="Another question of that name.", by=recruiter)

    assert choose_question(planned, question=question, by=recruiter).round == planned


def begin(loop: Loop) -> None:
    loop.rounds.update(starts_at=timezone.now() - timedelta(hours=2))


def test_a_round_that_has_begun_was_asked_and_one_to_come_was_not(
    organization: Organization, recruiter: Member
) -> None:
    held, draft = (make_loop(organization, published=is_out, by=recruiter) for is_out in (True, False))
    to_come = make_loop(organization, starts_at=timezone.now() + timedelta(days=1), by=recruiter)
    begin(held)
    begin(draft)

    assert note_held_rounds() == held.rounds.count()
    assert note_held_rounds() == 0

    asked = Asking.objects.exclude(asked_at=None)
    assert {asking.round.loop_id for asking in asked.select_related("round")} == {held.pk}
    assert Question.objects.filter(last_asked_at__isnull=False).count() == held.rounds.count()
    assert to_come.rounds.count() == Asking.objects.still_planned().filter(round__loop=to_come).count()


def test_a_cancelled_loop_keeps_what_was_asked_and_gives_back_the_rest(
    organization: Organization, recruiter: Member
) -> None:
    loop = make_loop(organization, by=recruiter)
    first, second = loop.rounds.order_by("position")
    Round.objects.filter(pk=first.pk).update(starts_at=timezone.now() - timedelta(hours=1))

    cancel_loop(loop, by=recruiter)

    assert list(Asking.objects.filter(round__loop=loop).values_list("round", flat=True)) == [first.pk]
    assert asked_count(second.questions.get().question_version.question) == 0
