"""The main job, by services alone: from an opening to a decision and a queued packet."""

import pytest

from hiring.background.models import JobStatus
from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import DecisionOutcome, Phase
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.loops.states import LoopStatus
from interviews.packets.services import request_packet
from tests.making import make_loop, make_member, make_opening, make_submission, seats_of


@pytest.mark.django_db
def test_a_loop_goes_from_opening_to_decision_and_packet(
    organization: Organization, recruiter: Member, hiring_manager: Member, committee_member: Member
) -> None:
    interviewers = [make_member(organization) for _ in range(3)]
    opening = make_opening(
        organization, hiring_manager=hiring_manager, committee=[committee_member], by=recruiter
    )
    loop = make_loop(organization, opening=opening, interviewers=interviewers, by=recruiter)

    for seat in seats_of(loop):
        make_submission(seat)
    debrief = open_debrief(loop, by=recruiter)
    for phase in Phase.values:
        cast_vote(debrief, phase=phase, value="yes", sentence="Steady under load.", by=committee_member)
    decide(debrief, outcome=DecisionOutcome.HIRE, rationale="Four clear yeses.", by=hiring_manager)
    packet, is_new = request_packet(debrief, by=recruiter)
    same, is_new_again = request_packet(debrief, by=hiring_manager)

    loop.refresh_from_db()
    assert loop.status == LoopStatus.DECIDED
    assert is_new
    assert not is_new_again
    assert same == packet
    assert packet.job.status == JobStatus.QUEUED
    assert Role.RECRUITER in recruiter.roles
