"""A member's interviews as a calendar that others can subscribe to, under an address that only they know."""

import secrets
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hiring.connections.services import digest_of
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.invitations.links import address_of
from interviews.invitations.meetings import Guest, Meeting, feed
from interviews.invitations.models import CalendarFeed, Invitation
from interviews.loops.states import LoopStatus

if TYPE_CHECKING:
    from interviews.staffing.models import Seat

REACHES_BACK, REACHES_AHEAD = timedelta(days=30), timedelta(days=180)
# A calendar may ask every minute; that it did is noted so often.
NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def reset_feed(*, by: Member) -> tuple[CalendarFeed, str]:
    """A new private address for the member's interviews, shown this once; an earlier one ends."""
    token = secrets.token_urlsafe(32)
    row, _is_new = CalendarFeed.objects.update_or_create(
        member=by,
        defaults={
            "organization_id": by.organization_id,
            "token_hash": digest_of(token),
            "last_read_at": None,
        },
    )
    record("calendar_feed.reset", row, by=by)
    return row, address_of(reverse("feeds:read", args=[token]))


@transaction.atomic
def end_feed(*, by: Member) -> None:
    """Let the member's address lead nowhere; ending what is not there is the same."""
    if row := CalendarFeed.objects.select_for_update().filter(member=by).first():
        record("calendar_feed.ended", row, by=by)
        row.delete()


def feed_behind(token: str) -> CalendarFeed | None:
    """The feed with this address, if its member is still here; that it was read is noted now and then."""
    feeds = CalendarFeed.objects.select_related("member__user", "member__organization")
    row = feeds.filter(token_hash=digest_of(token), member__is_active=True).first()
    now = timezone.now()
    if row and (row.last_read_at is None or now - row.last_read_at >= NOTED_EVERY):
        CalendarFeed.objects.filter(pk=row.pk).update(last_read_at=now)
    return row


def calendar_of(member: Member, *, now: datetime) -> str:
    """The member's own interviews in loops that stand, from a month back to half a year ahead.

    It says what they are told by mail and no more: nothing of what anybody wrote about a candidate.
    """
    standing = (LoopStatus.PUBLISHED, LoopStatus.DECIDED)
    seats = (
        member.seats.filter(
            round__loop__status__in=standing,
            ends_at__gt=now - REACHES_BACK,
            starts_at__lt=now + REACHES_AHEAD,
        )
        .select_related("round__loop__candidacy__candidate", "round__loop__candidacy__opening")
        .order_by("starts_at", "pk")
    )
    known = {row.round_id: row for row in Invitation.objects.filter(member=member, round__seats__in=seats)}
    meetings = (
        _meeting(seat, known.get(seat.round_id), starts_at=seat.starts_at, ends_at=seat.ends_at)
        for seat in seats
        if seat.starts_at and seat.ends_at
    )
    return feed(meetings, name=_("Interviews at %(name)s") % {"name": member.organization.name})


def _meeting(
    seat: "Seat", invitation: Invitation | None, *, starts_at: datetime, ends_at: datetime
) -> Meeting:
    round = seat.round
    candidacy = round.loop.candidacy
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    said = {"name": candidacy.candidate.name, "opening": candidacy.opening.title}
    return Meeting(
        # A round that was over before anybody was told of it has no invitation.
        uid=str(invitation.uid) if invitation else f"seat-{seat.pk}",
        sequence=invitation.sequence if invitation else 0,
        # Not the moment of asking: while nothing changes, the calendar's bytes stay the same.
        told_at=invitation.told_at if invitation else round.loop.created_at,
        starts_at=starts_at,
        ends_at=ends_at,
        title=_("%(round)s with %(name)s") % {"round": round.title, "name": candidacy.candidate.name},
        description=_("You interview %(name)s for %(opening)s.") % said,
        address=address_of(reverse("scorecards:fill", args=[seat.pk])),
        conference_url=round.conference_url,
        organizer=Guest(name=name, address=address),
    )
