"""Whom somebody may not judge."""

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from hiring.candidates.models import Candidate
from hiring.foundations.capabilities import require
from hiring.foundations.errors import Invalid
from hiring.foundations.tenancy import same_organization
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.interviewers.models import IN_FORCE, ConflictOfInterest
from interviews.interviewers.services import can_staff


def known_candidates(member: Member) -> QuerySet[Candidate]:
    """The candidates whom the member can name: those they see, and those they are to interview."""
    seen = Candidate.objects.visible_to(member).values("pk")
    met = Candidate.objects.filter(
        organization=member.organization_id,
        candidacies__loops__status__in=IN_FORCE,
        candidacies__loops__rounds__seats__member=member,
    ).values("pk")
    return Candidate.objects.filter(Q(pk__in=seen) | Q(pk__in=met))


def may_not_judge(member: Member, candidate: Candidate | int) -> bool:
    """Whether a conflict of interest is noted between the two."""
    return ConflictOfInterest.objects.filter(member=member, candidate=candidate).exists()


def can_withdraw(by: Member, conflict: ConflictOfInterest) -> bool:
    """Whether the conflict may be taken back: by who noted it for themselves, or who staffs every loop.

    What a planner noted about somebody is not theirs to take back.
    """
    is_own_note = by.pk == conflict.member_id == conflict.noted_by_id
    return is_own_note or can_staff(by, conflict.organization_id)


@transaction.atomic
def note_conflict(member: Member, *, candidate: Candidate, by: Member) -> ConflictOfInterest:
    """Keep the member from judging the candidate from now on; noting it twice is once.

    A seat that they hold already stays until it is given to somebody else.
    """
    require((by.pk == member.pk and by.is_active) or can_staff(by, member.organization_id))
    same_organization(candidate, as_=member, field="candidate")
    if not known_candidates(by).filter(pk=candidate.pk).exists():
        raise Invalid("There is no such candidate in your list. Pick one from it.", field="candidate")
    try:
        with transaction.atomic():
            conflict = ConflictOfInterest.objects.create(
                organization_id=member.organization_id, member=member, candidate=candidate, noted_by=by
            )
    except IntegrityError:
        return ConflictOfInterest.objects.get(member=member, candidate=candidate)
    record("conflict.noted", conflict, by=by, member=member.pk, candidate=candidate.pk)
    return conflict


@transaction.atomic
def withdraw_conflict(conflict: ConflictOfInterest, *, by: Member) -> None:
    """Let the member judge the candidate again."""
    require(
        can_withdraw(by, conflict),
        "Somebody who plans loops noted this. Ask them, or another recruiter, to take it back.",
    )
    record("conflict.withdrawn", conflict, by=by, member=conflict.member_id, candidate=conflict.candidate_id)
    conflict.delete()
