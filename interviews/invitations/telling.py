"""What each person is told of an interview: interviewers all they need, the candidate nothing internal."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from hiring.templatetags.times import zone_of
from interviews.invitations.links import address_of, answer_address
from interviews.invitations.meetings import Guest, Meeting
from interviews.invitations.models import Invitation
from interviews.loops.models import Loop, Round

if TYPE_CHECKING:
    from interviews.staffing.models import Seat


@dataclass(frozen=True, kw_only=True)
class Words:
    """What one person is told of one interview, as long as nothing changes."""

    name: str
    address: str
    title: str
    description: str
    starts_at: datetime
    ends_at: datetime
    conference_url: str
    kit: str = ""
    guests: tuple[Guest, ...]

    @property
    def digest(self) -> str:
        """The same for the same words, and else another: SHA-256 over all of them."""
        said = json.dumps(asdict(self), default=str, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()


# A round and a member, the candidate being None.
Key = tuple[int, int | None]


def words_for_all(loop: Loop, *, now: datetime) -> dict[Key, Words]:
    """What each person in the loop should know now of each round that is not over.

    `loop` comes with its candidacy, candidate, opening and organization.
    """
    rounds = loop.rounds.filter(starts_at__isnull=False).prefetch_related("seats__member__user")
    told: dict[Key, Words] = {}
    for round in rounds:
        if round.ends_at is None or round.ends_at <= now:
            continue
        seats = [seat for seat in round.seats.all() if seat.member.is_active]
        for seat in seats:
            told[round.pk, seat.member_id] = _for_interviewer(round, seat, seats, loop)
        if loop.candidacy.candidate.email:
            told[round.pk, None] = _for_candidate(round, loop)
    return told


def _times_of(round: Round) -> dict[str, Any]:
    return {
        "starts_at": round.starts_at,
        "ends_at": round.ends_at,
        "conference_url": round.conference_url,
    }


def _for_interviewer(round: Round, seat: "Seat", seats: list["Seat"], loop: Loop) -> Words:
    candidate, opening = loop.candidacy.candidate, loop.candidacy.opening
    lines = [
        _("You interview %(name)s for %(opening)s.") % {"name": candidate.name, "opening": opening.title},
        _("Your part: %(part)s") % {"part": seat.get_part_display()},
    ]
    if others := [f"{one.member.name} ({one.get_part_display()})" for one in seats if one.pk != seat.pk]:
        lines.append(_("With: %(names)s") % {"names": ", ".join(sorted(others))})
    return Words(
        name=seat.member.name,
        address=seat.member.user.email,
        title=_("%(round)s with %(name)s") % {"round": round.title, "name": candidate.name},
        description="\n".join(lines),
        kit=address_of(reverse("scorecards:fill", args=[seat.pk])),
        guests=tuple(_guests(seat, seats)),
        **_times_of(round),
    )


def _guests(seat: "Seat", seats: list["Seat"]) -> Iterator[Guest]:
    yield Guest(name=seat.member.name, address=seat.member.user.email, is_asked=True)
    for other in sorted(seats, key=lambda one: (one.member.name, one.pk)):
        if other.pk != seat.pk:
            yield Guest(name=other.member.name, address=other.member.user.email)


def _for_candidate(round: Round, loop: Loop) -> Words:
    candidate = loop.candidacy.candidate
    return Words(
        name=candidate.name,
        address=candidate.email,
        title=_("%(round)s at %(organization)s") % {"round": round.title, "organization": loop.organization},
        description=_("An interview for %(opening)s.") % {"opening": loop.candidacy.opening.title},
        guests=(Guest(name=candidate.name, address=candidate.email, is_asked=True),),
        **_times_of(round),
    )


def words_of_what_is_off(invitation: Invitation, loop: Loop) -> Words:
    """What somebody is told about a meeting that they are in no longer, at the time they knew it for."""
    candidate, member = loop.candidacy.candidate, invitation.member
    title = (
        _("%(round)s with %(name)s") % {"round": invitation.round.title, "name": candidate.name}
        if member
        else _("%(round)s at %(organization)s")
        % {"round": invitation.round.title, "organization": loop.organization}
    )
    name = member.name if member else candidate.name
    address = member.user.email if member else candidate.email
    return Words(
        name=name,
        address=address,
        title=title,
        description="",
        starts_at=invitation.starts_at,
        ends_at=invitation.ends_at,
        conference_url="",
        guests=(Guest(name=name, address=address, is_asked=True),),
    )


def meeting_of(invitation: Invitation, words: Words) -> Meeting:
    """The words as an entry of a calendar, at the state that the invitation is in."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    asked, *others = words.guests
    links = [line for line in (words.description, _link(_("Kit and scorecard"), words.kit)) if line]
    if not invitation.is_cancelled:
        links.append(_link(_("Accept or decline"), answer_address(invitation)))
    return Meeting(
        uid=str(invitation.uid),
        sequence=invitation.sequence,
        told_at=invitation.told_at,
        starts_at=words.starts_at,
        ends_at=words.ends_at,
        title=words.title,
        description="\n".join(links),
        address=words.kit,
        conference_url=words.conference_url,
        organizer=Guest(name=name, address=address),
        guests=(Guest(**{**asdict(asked), "answer": invitation.answer}), *others),
    )


def _link(label: str, address: str) -> str:
    return f"{label}: {address}" if address else ""


def letter_of(invitation: Invitation, words: Words, *, was_known: bool, zone: ZoneInfo) -> tuple[str, str]:
    """Subject and text of the mail: for an invitation, for a change of one, or for its end."""
    said = {"title": words.title, "day": _day_of(words.starts_at, zone)}
    if invitation.is_cancelled:
        subject = _("Cancelled: %(title)s, %(day)s") % said
    elif was_known:
        subject = _("Changed: %(title)s, %(day)s") % said
    else:
        subject = _("Interview: %(title)s, %(day)s") % said
    context = {
        "words": words,
        "is_cancelled": invitation.is_cancelled,
        "was_known": was_known,
        "when": when(words.starts_at, words.ends_at, zone),
        "answer_address": "" if invitation.is_cancelled else answer_address(invitation),
        "organization": invitation.organization,
    }
    return subject, render_to_string("interviews/invitations/mail/meeting.txt", context)


def _day_of(instant: datetime, zone: ZoneInfo) -> str:
    return format_date(timezone.localtime(instant, zone), "D j M")


def when(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """“Thursday 26 November 2026, 14:00–15:00 CET (Europe/Berlin)”."""
    first, last = timezone.localtime(starts_at, zone), timezone.localtime(ends_at, zone)
    until = f"{last:%H:%M}" if first.date() == last.date() else format_date(last, "l j F, H:i")
    return f"{format_date(first, 'l j F Y, H:i')}–{until} {zone_of(last)} ({zone.key})"
