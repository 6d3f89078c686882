"""Packets by their services: who may have one, what is frozen, and how one is built, lost and made again."""

from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings

from hiring.background.models import JobStatus
from hiring.foundations.errors import DomainError, NotAllowed
from hiring.people.models import Member, Organization
from interviews.debriefs.models import Debrief, DecisionOutcome, Phase
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.packets import storage
from interviews.packets.building import build
from interviews.packets.canonical import parse
from interviews.packets.models import Packet
from interviews.packets.services import bytes_of, request_packet, retry_packet
from interviews.staffing.services import seat_member
from tests.making import (
    make_competency,
    make_debrief,
    make_loop,
    make_member,
    make_opening,
    make_submission,
    make_waived_loop,
    seats_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def debrief(
    organization: Organization, recruiter: Member, hiring_manager: Member, committee_member: Member
) -> Debrief:
    opening = make_opening(
        organization, hiring_manager=hiring_manager, committee=[committee_member], by=recruiter
    )
    loop = make_loop(organization, opening=opening, by=recruiter)
    for seat in seats_of(loop):
        make_submission(seat)
    return open_debrief(loop, by=recruiter)


def built(packet: Packet) -> Packet:
    """The packet as a worker leaves it; the caller has asked for the typeface."""
    build(str(packet.job_id))
    return Packet.objects.get(pk=packet.pk)


def test_a_built_packet_is_stored_under_its_hash(debrief: Debrief, recruiter: Member, fonts: Path) -> None:
    packet = built(request_packet(debrief, by=recruiter)[0])

    assert packet.job.status == JobStatus.DONE
    assert packet.pages is not None
    assert bytes_of(packet).startswith(b"%PDF-1.7")
    assert storage.path_of(settings.PACKET_STORAGE, packet.sha256).stat().st_size == packet.size


def test_building_twice_changes_nothing(debrief: Debrief, recruiter: Member, fonts: Path) -> None:
    packet = built(request_packet(debrief, by=recruiter)[0])

    assert built(packet).sha256 == packet.sha256
    assert packet.job.attempts == 1


def test_a_lost_file_is_made_again_byte_for_byte(debrief: Debrief, recruiter: Member, fonts: Path) -> None:
    packet = built(request_packet(debrief, by=recruiter)[0])
    storage.path_of(settings.PACKET_STORAGE, packet.sha256).unlink()
    with pytest.raises(DomainError, match="missing or damaged"):
        bytes_of(packet)

    retry_packet(packet, by=recruiter)
    again = built(packet)

    assert again.sha256 == packet.sha256
    assert bytes_of(again)


def test_a_whole_packet_is_not_built_again(debrief: Debrief, recruiter: Member, fonts: Path) -> None:
    packet = built(request_packet(debrief, by=recruiter)[0])

    with pytest.raises(DomainError, match="not at a standstill"):
        retry_packet(packet, by=recruiter)


def test_news_make_a_new_packet(debrief: Debrief, recruiter: Member, hiring_manager: Member) -> None:
    before, _ = request_packet(debrief, by=recruiter)
    decide(debrief, outcome=DecisionOutcome.HIRE, rationale="Clear.", by=hiring_manager)
    after, is_new = request_packet(debrief, by=recruiter)

    assert is_new
    assert (before.number, after.number) == (1, 2)
    assert parse(before.snapshot).decision is None


def test_votes_are_frozen_only_after_the_decision(
    debrief: Debrief, recruiter: Member, hiring_manager: Member, committee_member: Member
) -> None:
    cast_vote(debrief, phase=Phase.PRE_VOTE, value="yes", sentence="Sound.", by=committee_member)
    before, _ = request_packet(debrief, by=recruiter)
    decide(debrief, outcome=DecisionOutcome.HIRE, rationale="Clear.", by=hiring_manager)
    after, _ = request_packet(Debrief.objects.get(pk=debrief.pk), by=recruiter)

    assert parse(before.snapshot).votes == ()
    assert [vote.sentence for vote in parse(after.snapshot).votes] == ["Sound."]


def test_what_was_waived_is_frozen_with_its_reason(
    organization: Organization, recruiter: Member, hiring_manager: Member
) -> None:
    mlops = make_competency(organization, "MLOps")
    opening = make_opening(organization, hiring_manager=hiring_manager, must_have=[mlops], by=recruiter)
    loop = make_waived_loop(opening, reason="She ran ours for two years.", by=recruiter)
    kept = loop.waivers.get()

    packet, _ = request_packet(make_debrief(organization, loop=loop, by=recruiter), by=recruiter)

    (waiver,) = parse(packet.snapshot).waivers
    assert (waiver.subject, waiver.reason) == ("No round judges MLOps.", "She ran ours for two years.")
    assert (waiver.granted_by.id, waiver.granted_by.name) == (hiring_manager.pk, hiring_manager.name)
    assert datetime.fromisoformat(waiver.granted_at) == kept.waived_at.replace(microsecond=0)


def test_where_nothing_was_waived_the_snapshot_says_so(debrief: Debrief, recruiter: Member) -> None:
    packet, _ = request_packet(debrief, by=recruiter)

    assert '"waivers":[]' in packet.snapshot


def test_an_interviewer_gets_no_packet(debrief: Debrief) -> None:
    with pytest.raises(NotAllowed):
        request_packet(debrief, by=seats_of(debrief.loop)[0].member)


def test_a_recruiter_who_owes_a_scorecard_gets_none_either(
    organization: Organization, recruiter: Member
) -> None:
    interviewers = [make_member(organization), recruiter]
    loop = make_loop(organization, interviewers=interviewers, by=recruiter)
    make_submission(seats_of(loop)[0])
    debrief = open_debrief(loop, even_without_missing=True, by=recruiter)

    with pytest.raises(NotAllowed):
        request_packet(debrief, by=recruiter)
    assert not Packet.objects.visible_to(recruiter).exists()


def test_trainees_are_in_no_packet(
    organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    loop = make_loop(organization, interviewers=[make_member(organization)], published=False, by=recruiter)
    seat_member(loop.rounds.get(), member=interviewer, part="shadow", by=recruiter)
    loop.status = "published"
    loop.save()
    for seat in seats_of(loop):
        make_submission(seat)

    packet, _ = request_packet(open_debrief(loop, by=recruiter), by=recruiter)

    shown = parse(packet.snapshot)
    assert [scorecard.part for scorecard in shown.scorecards] == ["lead"]
    assert interviewer.name not in packet.snapshot
