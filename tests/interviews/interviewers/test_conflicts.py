"""Whoever may not judge a candidate gets no seat with them."""

import pytest

from hiring.foundations.errors import Invalid, NotAllowed
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.interviewers.conflicts import (
    known_candidates,
    note_conflict,
    withdraw_conflict,
)
from interviews.interviewers.models import ConflictOfInterest
from interviews.staffing.models import Part
from interviews.staffing.services import seat_member
from tests.making import make_candidate, make_loop, make_member, make_opening, make_round

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", [None, Part.LEAD, Part.SHADOW])
def test_who_may_not_judge_a_candidate_gets_no_seat(
    organization: Organization, recruiter: Member, interviewer: Member, part: str | None
) -> None:
    loop = make_loop(organization, published=False, by=recruiter)
    planned = make_round(loop, by=recruiter)
    conflict = note_conflict(interviewer, candidate=loop.candidacy.candidate, by=recruiter)

    with pytest.raises(Invalid) as refused:
        seat_member(planned, member=interviewer, part=part, by=recruiter)
    assert (refused.value.field, refused.value.code) == ("member", "conflict_of_interest")

    withdraw_conflict(conflict, by=recruiter)
    assert seat_member(planned, member=interviewer, part=part, by=recruiter).member == interviewer


def test_a_conflict_with_one_candidate_is_none_with_another(
    organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    note_conflict(interviewer, candidate=make_candidate(organization, by=recruiter), by=recruiter)
    planned = make_round(make_loop(organization, published=False, by=recruiter), by=recruiter)

    assert seat_member(planned, member=interviewer, by=recruiter).member == interviewer


def test_an_interviewer_names_whom_they_are_to_meet(
    organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    met = make_loop(organization, interviewers=[interviewer], by=recruiter).candidacy.candidate
    drafted = make_loop(organization, interviewers=[interviewer], published=False, by=recruiter)
    unknown = drafted.candidacy.candidate

    assert list(known_candidates(interviewer)) == [met]
    assert note_conflict(interviewer, candidate=met, by=interviewer).noted_by == interviewer
    with pytest.raises(Invalid):
        note_conflict(interviewer, candidate=unknown, by=interviewer)


def test_noting_twice_is_once(organization: Organization, recruiter: Member, interviewer: Member) -> None:
    candidate = make_candidate(organization, by=recruiter)

    first, second = (note_conflict(interviewer, candidate=candidate, by=recruiter) for _ in range(2))

    assert first == second
    assert Event.objects.filter(kind="conflict.noted").count() == 1
    assert Event.objects.latest("pk").payload == {"member": interviewer.pk, "candidate": candidate.pk}


def test_nobody_notes_a_conflict_for_a_colleague(
    organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    manager = make_member(organization, Role.HIRING_MANAGER)
    opening = make_opening(organization, hiring_manager=manager, by=recruiter)
    candidate = make_loop(organization, opening=opening, by=recruiter).candidacy.candidate

    for colleague in (manager, make_member(organization)):
        with pytest.raises(NotAllowed):
            note_conflict(interviewer, candidate=candidate, by=colleague)


def test_what_a_planner_noted_the_member_does_not_take_back(
    organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    candidate = make_loop(organization, interviewers=[interviewer], by=recruiter).candidacy.candidate
    noted = note_conflict(interviewer, candidate=candidate, by=recruiter)
    with pytest.raises(NotAllowed):
        withdraw_conflict(noted, by=interviewer)
    withdraw_conflict(noted, by=recruiter)

    own = note_conflict(interviewer, candidate=candidate, by=interviewer)
    withdraw_conflict(own, by=interviewer)
    assert not ConflictOfInterest.objects.exists()


def test_of_conflicts_only_planners_and_the_member_learn(
    organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    own_manager, other_manager = (make_member(organization, Role.HIRING_MANAGER) for _ in range(2))
    opening = make_opening(organization, hiring_manager=own_manager, by=recruiter)
    loop = make_loop(organization, opening=opening, by=recruiter)
    note_conflict(interviewer, candidate=loop.candidacy.candidate, by=recruiter)

    def seen(reader: Member) -> int:
        return ConflictOfInterest.objects.visible_to(reader).count()

    assert [seen(reader) for reader in (recruiter, own_manager, interviewer)] == [1, 1, 1]
    assert [seen(reader) for reader in (other_manager, make_member(organization))] == [0, 0]
