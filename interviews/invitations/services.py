"""Telling everybody in a loop where to be and when, once for each change."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from hiring.background.models import JobStatus
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.notices.services import post
from hiring.people.models import Member
from interviews.invitations.meetings import cancellation, request
from interviews.invitations.models import Invitation
from interviews.invitations.telling import (
    Key,
    Words,
    letter_of,
    meeting_of,
    words_for_all,
    words_of_what_is_off,
)
from interviews.loops.models import Loop
from interviews.loops.services import can_plan_loop
from interviews.loops.states import LoopStatus


@transaction.atomic
def bring_up_to_date(loop: Loop, *, by: Member) -> None:
    """Tell everybody in the loop what differs from what they were told last, and nobody anything else.

    Runs in the transaction of the change it tells of, which holds the loop locked: rows and jobs, no mail
    server. Nobody hears of a draft, and nobody of a round that is over. While the loop is published and its
    candidacy is on, every person of a round with a time has a meeting for it; a change is a REQUEST with a
    higher SEQUENCE, and whoever no longer belongs to it gets one CANCEL.
    """
    if loop.status == LoopStatus.DRAFT:
        return
    require(can_plan_loop(by, loop))
    loops = Loop.objects.select_related("organization", "candidacy__opening", "candidacy__candidate")
    row = loops.get(pk=loop.pk)
    now = timezone.now()
    is_on = row.status == LoopStatus.PUBLISHED and row.candidacy.status == CandidacyStatus.ACTIVE
    wanted = words_for_all(row, now=now) if is_on else {}
    known = _known(row)
    told = _invite(row, wanted, known, now=now)
    told += _take_back(row, [one for key, one in known.items() if key not in wanted], now=now)
    if told:
        record("loop.told", row, by=by, invitations=[one.pk for one in told])


@transaction.atomic
def send_again(invitation: Invitation, *, by: Member) -> Invitation:
    """Tell somebody once more whose mail was refused, at the address that they have by now."""
    loop = locked(invitation.round.loop)
    require(can_plan_loop(by, loop))
    row = locked(invitation)
    if row.is_cancelled or row.ends_at <= timezone.now():
        raise DomainError(
            "This interview is over, or called off. There is nobody to invite.", "nothing_to_send"
        )
    if row.mail is None or row.mail.job.status != JobStatus.FAILED:
        raise DomainError("This mail was not refused. It is sent by itself, or has been.", "mail_not_refused")
    # As if they had never been told.
    row.told = ""
    row.save(update_fields=["told"])
    bring_up_to_date(loop, by=by)
    row.refresh_from_db()
    return row


def _known(loop: Loop) -> dict[Key, Invitation]:
    rows = Invitation.objects.filter(round__loop=loop).select_related("organization", "round", "member__user")
    held = rows.select_for_update(of=("self",)).order_by("pk")
    return {(row.round_id, row.member_id): row for row in held}


def _invite(
    loop: Loop, wanted: Mapping[Key, Words], known: Mapping[Key, Invitation], *, now: datetime
) -> list[Invitation]:
    """Tell those who should know and do not, or know otherwise."""
    told = []
    for (round, member), words in wanted.items():
        invitation = known.get((round, member))
        if invitation and not invitation.is_cancelled and invitation.told == words.digest:
            continue
        was_known = bool(invitation and invitation.told and not invitation.is_cancelled)
        invitation = invitation or Invitation(
            organization=loop.organization, round_id=round, member_id=member, sequence=-1
        )
        _note(invitation, words, now=now)
        _send(invitation, words, loop, was_known=was_known)
        told.append(invitation)
    return told


def _note(invitation: Invitation, words: Words, *, now: datetime) -> None:
    """What the invitation says from now on; another time asks for another answer."""
    times = (words.starts_at, words.ends_at)
    if invitation.is_cancelled or times != (invitation.starts_at, invitation.ends_at):
        invitation.answer, invitation.answered_at, invitation.note = "", None, ""
    invitation.starts_at, invitation.ends_at = times
    invitation.told, invitation.told_at = words.digest, now
    invitation.sequence += 1
    invitation.is_cancelled = False
    # Its links name it, so it needs its key.
    invitation.save()


def _take_back(loop: Loop, invitations: Iterable[Invitation], *, now: datetime) -> list[Invitation]:
    """Tell those who are no longer wanted; what is over is not called off, and nobody hears of it twice."""
    told = []
    for invitation in invitations:
        if invitation.is_cancelled or invitation.ends_at <= now:
            continue
        invitation.is_cancelled, invitation.told_at = True, now
        invitation.sequence += 1
        _send(invitation, words_of_what_is_off(invitation, loop), loop, was_known=True)
        told.append(invitation)
    return told


def _send(invitation: Invitation, words: Words, loop: Loop, *, was_known: bool) -> None:
    """Post the mail; without an address there is none, and the rows stand as if there were."""
    if words.address:
        method = "CANCEL" if invitation.is_cancelled else "REQUEST"
        write = cancellation if invitation.is_cancelled else request
        member = invitation.member
        zone = member.zone if member else ZoneInfo(loop.candidacy.candidate.time_zone)
        subject, text = letter_of(invitation, words, was_known=was_known, zone=zone)
        invitation.mail = post(
            to=words.address,
            subject=subject,
            text=text,
            organization_id=loop.organization_id,
            dedupe=f"invitation:{invitation.uid}:{invitation.sequence}",
            calendar=write(meeting_of(invitation, words)),
            calendar_method=method,
        )
    invitation.save()
