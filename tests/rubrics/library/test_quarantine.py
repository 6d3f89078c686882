"""A question that has got out is out of use at once, and comes back by a decision that is kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hiring.foundations.errors import DomainError, Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from rubrics.library.models import LeakReport, Question
from rubrics.library.quarantine import can_report_leaks, lift_quarantine, report_leak
from tests.making import make_member, make_question

WRITERS = [Role.ADMIN, Role.RECRUITER, Role.HIRING_MANAGER]


@pytest.fixture
def question(organization: Organization) -> Question:
    return make_question(organization)


@pytest.mark.parametrize("role", Role)
def test_whoever_reads_the_library_may_report(
    organization: Organization, question: Question, role: Role
) -> None:
    member = make_member(organization, role)

    report = report_leak(question, reason="On a forum", by=member)

    question.refresh_from_db()
    assert question.is_quarantined
    assert (report.reported_by, report.reason, report.lifted_at) == (member, "On a forum", None)
    assert Event.objects.filter(kind="question.quarantined", subject_id=question.pk).exists()


@pytest.mark.parametrize("role", Role)
def test_who_lets_it_be_asked_again(organization: Organization, question: Question, role: Role) -> None:
    member = make_member(organization, role)
    report_leak(question, reason="On a forum", by=member)

    if role in WRITERS:
        assert not lift_quarantine(question, reason="It was another one", by=member).is_quarantined
    else:
        with pytest.raises(NotAllowed):
            lift_quarantine(question, reason="It was another one", by=member)
        question.refresh_from_db()
        assert question.is_quarantined


def test_another_organization_does_neither(question: Question, other_organization: Organization) -> None:
    stranger = make_member(other_organization, Role.ADMIN)

    assert not can_report_leaks(stranger, question)
    with pytest.raises(NotAllowed):
        report_leak(question, reason="On a forum", by=stranger)
    with pytest.raises(NotAllowed):
        lift_quarantine(question, reason="No", by=stranger)
    assert not LeakReport.objects.exists()


def test_every_report_is_kept_and_settled_together(question: Question, recruiter: Member) -> None:
    for reason in ("On a forum", "In a chat"):
        report_leak(question, reason=reason, by=recruiter)
    since = Question.objects.get(pk=question.pk).quarantined_at

    report_leak(question, reason="In a book", by=recruiter)
    assert Question.objects.get(pk=question.pk).quarantined_at == since

    lift_quarantine(question, reason="All the same old post", by=recruiter)
    settled = question.leak_reports.values_list("reason", "lift_reason", "lifted_by")
    assert set(settled) == {
        (reason, "All the same old post", recruiter.pk) for reason in ("On a forum", "In a chat", "In a book")
    }


def test_an_earlier_settlement_keeps_its_words(question: Question, recruiter: Member) -> None:
    for number in (1, 2):
        report_leak(question, reason=f"Seen {number}", by=recruiter)
        lift_quarantine(question, reason=f"Settled {number}", by=recruiter)

    settled = question.leak_reports.order_by("pk").values_list("reason", "lift_reason")
    assert list(settled) == [("Seen 1", "Settled 1"), ("Seen 2", "Settled 2")]


def test_what_is_in_use_has_nothing_to_lift(question: Question, recruiter: Member) -> None:
    with pytest.raises(DomainError) as refused:
        lift_quarantine(question, reason="Why not", by=recruiter)

    assert refused.value.code == "not_quarantined"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_both_need_a_reason(question: Question, recruiter: Member, reason: str) -> None:
    with pytest.raises(Invalid):
        report_leak(question, reason=reason, by=recruiter)
    report_leak(question, reason="On a forum", by=recruiter)
    with pytest.raises(Invalid):
        lift_quarantine(question, reason=reason, by=recruiter)


def test_the_database_knows_who_lifted(question: Question, recruiter: Member) -> None:
    report = report_leak(question, reason="On a forum", by=recruiter)

    with pytest.raises(IntegrityError), transaction.atomic():
        LeakReport.objects.filter(pk=report.pk).update(lifted_by=recruiter)


def test_two_who_lift_at_once_lift_once(
    committed: None, question: Question, recruiter: Member, at_once: Callable[..., list[Any]]
) -> None:
    report_leak(question, reason="On a forum", by=recruiter)

    outcomes = at_once(
        *(
            lambda reason=reason: lift_quarantine(
                Question.objects.get(pk=question.pk), reason=reason, by=recruiter
            )
            for reason in ("First", "Second")
        )
    )

    assert len([outcome for outcome in outcomes if isinstance(outcome, DomainError)]) == 1
    assert Event.objects.filter(kind="question.quarantine_lifted").count() == 1
