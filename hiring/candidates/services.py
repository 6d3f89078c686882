"""Openings, candidates and candidacies: making and changing them."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from hiring.candidates.models import Candidacy, Candidate, Opening
from hiring.candidates.states import CandidacyStatus, OpeningStatus
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid, Stale
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import move
from hiring.journal.services import record
from hiring.people.models import Member


def can_plan(member: Member, opening: Opening) -> bool:
    """Whether the member may change the opening, its candidates and their loops."""
    return member.organization_id == opening.organization_id and (
        member.may(Capability.PLAN_EVERY_LOOP)
        or (member.may(Capability.PLAN_OWN_LOOPS) and opening.hiring_manager_id == member.pk)
    )


def can_open_openings(member: Member) -> bool:
    """Whether the member may add openings and candidates at all."""
    return member.may(Capability.PLAN_EVERY_LOOP) or member.may(Capability.PLAN_OWN_LOOPS)


def can_change_candidate(member: Member, candidate: Candidate) -> bool:
    """Whether the member plans an opening that the candidate is considered for, or plans everything."""
    return member.organization_id == candidate.organization_id and (
        member.may(Capability.PLAN_EVERY_LOOP)
        or candidate.candidacies.filter(opening__in=Opening.objects.planned_by(member)).exists()
    )


def can_read_opening(member: Member, opening: Opening) -> bool:
    """Whether the opening is the member's business: planned by them, or theirs to decide on."""
    return can_plan(member, opening) or (
        member.may(Capability.SIT_ON_COMMITTEES) and member in opening.committee.all()
    )


def _check_people(hiring_manager: Member, committee: Iterable[Member], by: Member) -> None:
    same_organization(hiring_manager, as_=by, field="hiring_manager")
    same_organization(*committee, as_=by, field="committee")
    if not hiring_manager.may(Capability.PLAN_OWN_LOOPS):
        raise Invalid(
            f"{hiring_manager.name} does not have the role hiring manager. Choose somebody who does.",
            field="hiring_manager",
        )
    for member in committee:
        if not member.may(Capability.SIT_ON_COMMITTEES):
            raise Invalid(
                f"{member.name} does not have the role committee. Give it to them first, or leave them out.",
                field="committee",
            )


@transaction.atomic
def create_opening(
    *,
    title: str,
    level: str,
    hiring_manager: Member,
    committee: Iterable[Member] = (),
    description: str = "",
    by: Member,
) -> Opening:
    """A new opening of the acting member's organization; a hiring manager opens only their own."""
    committee = list(committee)
    require(
        by.may(Capability.PLAN_EVERY_LOOP) or (by.may(Capability.PLAN_OWN_LOOPS) and hiring_manager == by),
        "As a hiring manager you open your own openings only. Name yourself as hiring manager.",
    )
    _check_people(hiring_manager, committee, by)
    opening = Opening.objects.create(
        organization=by.organization,
        title=title,
        level=level,
        description=description,
        hiring_manager=hiring_manager,
    )
    opening.committee.set(committee)
    record("opening.created", opening, by=by)
    return opening


@transaction.atomic
def change_opening(
    opening: Opening,
    *,
    title: str,
    level: str,
    hiring_manager: Member,
    committee: Iterable[Member],
    description: str,
    version: int,
    by: Member,
) -> Opening:
    """Change what is being filled; refused when somebody else changed it in the meantime."""
    committee = list(committee)
    require(can_plan(by, opening))
    require(by.may(Capability.PLAN_EVERY_LOOP) or hiring_manager == by)
    _check_people(hiring_manager, committee, by)
    row = Opening.objects.select_for_update().get(pk=opening.pk)
    if row.version != version:
        raise Stale()
    row.title, row.level, row.description, row.hiring_manager = title, level, description, hiring_manager
    row.version += 1
    row.save()
    row.committee.set(committee)
    record("opening.changed", row, by=by)
    return row


def move_opening(opening: Opening, *, to: OpeningStatus, by: Member) -> Opening:
    """Put an opening on hold, close it, or open it again."""
    require(can_plan(by, opening))
    return move(opening, to=to, by=by)


def _email_is_taken() -> Invalid:
    return Invalid(
        "A candidate with this e-mail address is known. Open their page, and add the candidacy there.",
        field="email",
        code="email_taken",
    )


@transaction.atomic
def create_candidate(
    *, name: str, email: str = "", time_zone: str = "UTC", opening: Opening | None = None, by: Member
) -> Candidate:
    """A new candidate, considered for the opening if one is named; an e-mail address stands for one person.

    Whoever plans only their own openings must name one, for they would lose sight of the candidate otherwise.
    """
    require(can_open_openings(by))
    if opening is None and not by.may(Capability.PLAN_EVERY_LOOP):
        raise Invalid("Name the opening of yours that they are considered for.", field="opening")
    try:
        with transaction.atomic():
            candidate = Candidate.objects.create(
                organization=by.organization, name=name, email=email, time_zone=time_zone
            )
    except IntegrityError as error:
        raise _email_is_taken() from error
    record("candidate.created", candidate, by=by)
    if opening is not None:
        consider(candidate, opening=opening, by=by)
    return candidate


@transaction.atomic
def change_candidate(
    candidate: Candidate, *, name: str, email: str, time_zone: str, version: int, by: Member
) -> Candidate:
    """Correct a candidate's details; refused when somebody else changed them in the meantime."""
    require(can_change_candidate(by, candidate))
    row = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if row.version != version:
        raise Stale()
    row.name, row.email, row.time_zone = name, email, time_zone
    row.version += 1
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise _email_is_taken() from error
    record("candidate.changed", row, by=by)
    return row


@transaction.atomic
def keep_time_zone(candidate: Candidate, *, time_zone: str) -> None:
    """Note the zone that the candidates themselves say they are in."""
    row = Candidate.objects.select_for_update().get(pk=candidate.pk)
    if row.time_zone != time_zone:
        row.time_zone = time_zone
        row.version += 1
        row.save(update_fields=["time_zone", "version"])
        record("candidate.changed", row, by=None)


@transaction.atomic
def consider(candidate: Candidate, *, opening: Opening, by: Member) -> Candidacy:
    """Consider the candidate for the opening; considering twice is the same candidacy."""
    same_organization(candidate, opening, as_=by, field="opening")
    require(can_plan(by, opening))
    if opening.status != OpeningStatus.OPEN:
        raise Invalid("This opening takes no candidates now. Open it again first.", field="opening")
    candidacy, is_new = Candidacy.objects.get_or_create(
        candidate=candidate, opening=opening, defaults={"organization": by.organization}
    )
    if is_new:
        record("candidacy.created", candidacy, by=by, candidate=candidate.pk, opening=opening.pk)
    elif candidacy.status != CandidacyStatus.ACTIVE:
        raise DomainError(
            "This candidate was considered for the opening before. Reactivate that candidacy instead.",
            "candidacy_ended",
            field="opening",
        )
    return candidacy


def move_candidacy(candidacy: Candidacy, *, to: CandidacyStatus, by: Member) -> Candidacy:
    """Note that a candidate withdrew or was declined, or is considered again; hiring takes a decision."""
    if to == CandidacyStatus.HIRED:
        raise Invalid("A candidate is hired by the decision of a debrief. Decide there.", field="to")
    return settle_candidacy(candidacy, to=to, by=by)


def settle_candidacy(candidacy: Candidacy, *, to: CandidacyStatus, by: Member) -> Candidacy:
    """What a decision makes of the candidacy."""
    require(can_plan(by, candidacy.opening))
    return move(candidacy, to=to, by=by)
