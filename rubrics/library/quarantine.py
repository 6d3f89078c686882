"""A question that candidates can read somewhere is taken out of use at once, and comes back by a decision."""

from django.db import transaction
from django.utils import timezone

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.library.models import LeakReport, Question
from rubrics.library.searching.entries import index_questions
from rubrics.library.services import can_write


def can_report_leaks(member: Member, question: Question) -> bool:
    """Whoever reads the library may say that a question has got out."""
    return member.organization_id == question.organization_id and member.may(Capability.READ_LIBRARY)


@transaction.atomic
def report_leak(question: Question, *, reason: str, by: Member) -> LeakReport:
    """Take the question out of use now; nothing new asks it until the report is lifted."""
    require(can_report_leaks(by, question))
    if not reason.strip():
        raise Invalid("Say where it was seen, so that somebody can look.", field="reason")
    row = locked(question)
    report = LeakReport.objects.create(
        organization_id=row.organization_id, question=row, reason=reason, reported_by=by
    )
    if not row.is_quarantined:
        row.quarantined_at = timezone.now()
        row.save(update_fields=["quarantined_at"])
        index_questions([row.pk])
    record("question.quarantined", row, by=by, report=report.pk)
    return report


@transaction.atomic
def lift_quarantine(question: Question, *, reason: str, by: Member) -> Question:
    """Let the question be asked again; every open report of it is settled with this reason."""
    require(can_write(by, question))
    if not reason.strip():
        raise Invalid("Say why it may be asked again; the reason is kept.", field="reason")
    row = locked(question)
    if not row.is_quarantined:
        raise DomainError("This question is not in quarantine. Reload the page.", "not_quarantined")
    row.leak_reports.filter(lifted_at=None).update(lifted_at=timezone.now(), lifted_by=by, lift_reason=reason)
    row.quarantined_at = None
    row.save(update_fields=["quarantined_at"])
    index_questions([row.pk])
    record("question.quarantine_lifted", row, by=by)
    return row
