"""Openings, candidates and candidacies: who may, what is refused, what happens once."""

import pytest

from hiring.candidates.models import Candidacy, Candidate, Opening
from hiring.candidates.services import (
    change_candidate,
    consider,
    create_candidate,
    create_opening,
    move_candidacy,
    move_opening,
    settle_candidacy,
)
from hiring.candidates.states import CandidacyStatus, OpeningStatus
from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.people.models import Member, Organization, Role
from tests.making import make_candidacy, make_candidate, make_member, make_opening

pytestmark = pytest.mark.django_db


def test_a_hiring_manager_opens_only_their_own_openings(
    organization: Organization, hiring_manager: Member
) -> None:
    colleague = make_member(organization, Role.HIRING_MANAGER)

    own = create_opening(title="Own", level="senior", hiring_manager=hiring_manager, by=hiring_manager)
    with pytest.raises(NotAllowed):
        create_opening(title="Not own", level="senior", hiring_manager=colleague, by=hiring_manager)

    assert list(Opening.objects.visible_to(hiring_manager)) == [own]
    assert not Opening.objects.visible_to(colleague).exists()


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.COMMITTEE])
def test_others_open_nothing(organization: Organization, hiring_manager: Member, role: Role) -> None:
    with pytest.raises(NotAllowed):
        create_opening(
            title="X", level="senior", hiring_manager=hiring_manager, by=make_member(organization, role)
        )


def test_a_person_of_another_organization_is_no_choice(
    recruiter: Member, other_organization: Organization
) -> None:
    stranger = make_member(other_organization, Role.HIRING_MANAGER)

    with pytest.raises(Invalid) as refused:
        create_opening(title="X", level="senior", hiring_manager=stranger, by=recruiter)

    assert refused.value.field == "hiring_manager"


def test_a_committee_needs_its_role(organization: Organization, recruiter: Member) -> None:
    with pytest.raises(Invalid, match="does not have the role committee"):
        make_opening(organization, committee=[make_member(organization)], by=recruiter)


def test_one_address_stands_for_one_candidate(recruiter: Member) -> None:
    create_candidate(name="Noor", email="noor@example.org", by=recruiter)

    with pytest.raises(Invalid) as refused:
        create_candidate(name="Noor again", email="NOOR@example.org", by=recruiter)

    assert refused.value.field == "email"


def test_candidates_without_an_address_do_not_collide(recruiter: Member) -> None:
    for _ in range(2):
        create_candidate(name="No address", by=recruiter)

    assert Candidate.objects.visible_to(recruiter).count() == 2


def test_a_stale_correction_is_refused(recruiter: Member, organization: Organization) -> None:
    candidate = make_candidate(organization)
    asked = {"email": candidate.email, "time_zone": "UTC", "version": candidate.version}
    change_candidate(candidate, name="First", **asked, by=recruiter)

    with pytest.raises(Stale):
        change_candidate(candidate, name="Second", **asked, by=recruiter)


def test_a_committee_member_reads_candidates_and_changes_none(
    organization: Organization, committee_member: Member
) -> None:
    candidacy = make_candidacy(make_opening(organization, committee=[committee_member]))
    candidate = candidacy.candidate

    assert list(Candidate.objects.visible_to(committee_member)) == [candidate]
    with pytest.raises(NotAllowed):
        change_candidate(
            candidate, name="X", email="", time_zone="UTC", version=candidate.version, by=committee_member
        )


def test_considering_twice_is_one_candidacy(organization: Organization, recruiter: Member) -> None:
    opening, candidate = make_opening(organization), make_candidate(organization)

    assert consider(candidate, opening=opening, by=recruiter) == consider(
        candidate, opening=opening, by=recruiter
    )
    assert Candidacy.objects.count() == 1


def test_a_closed_opening_takes_nobody(organization: Organization, recruiter: Member) -> None:
    opening = make_opening(organization)
    closed = move_opening(opening, to=OpeningStatus.CLOSED, by=recruiter)

    with pytest.raises(Invalid):
        consider(make_candidate(organization), opening=closed, by=recruiter)


def test_a_hired_candidate_stays_hired(organization: Organization, recruiter: Member) -> None:
    candidacy = make_candidacy(make_opening(organization))
    settle_candidacy(candidacy, to=CandidacyStatus.HIRED, by=recruiter)

    with pytest.raises(DomainError, match="hired and cannot become active"):
        move_candidacy(candidacy, to=CandidacyStatus.ACTIVE, by=recruiter)


def test_hiring_takes_a_decision(organization: Organization, recruiter: Member) -> None:
    candidacy = make_candidacy(make_opening(organization))

    with pytest.raises(Invalid, match="by the decision of a debrief"):
        move_candidacy(candidacy, to=CandidacyStatus.HIRED, by=recruiter)
