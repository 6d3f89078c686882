"""Hearing whether somebody comes, and letting whoever planned the loop know when they do not."""

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.notices.services import post
from hiring.people.models import Member
from interviews.invitations.links import address_of
from interviews.invitations.models import Answer, Invitation
from interviews.invitations.telling import when
from interviews.loops.services import can_plan_loop


def refuse_to_be_answered(invitation: Invitation, *, sequence: int) -> None:
    """Raise a `DomainError` when the invitation, as its reader knows it, is no longer a question."""
    if invitation.is_cancelled:
        raise DomainError(
            "You are no longer in this interview: your time is free again. There is nothing to answer.",
            "invitation_cancelled",
        )
    if invitation.ends_at <= timezone.now():
        raise DomainError("This interview is over. There is nothing to answer any more.", "interview_over")
    if invitation.sequence != sequence:
        raise DomainError(
            "This interview has changed since you were asked. Answer the newest mail instead.",
            "invitation_changed",
        )


@transaction.atomic
def answer_invitation(
    invitation: Invitation, *, sequence: int, answer: str, note: str = "", by: Member | None
) -> Invitation:
    """Say whether one comes, as often as one likes while the interview lies ahead; only its own person may.

    `sequence` names the state of things that is answered; `by` is None for the candidate. Whoever planned the
    loop hears of it by mail when somebody cannot come, and when they can after all.
    """
    require(invitation.member_id == (by.pk if by else None))
    # The loop first, as for every change that invitations follow.
    locked(invitation.round.loop)
    row = locked(invitation)
    refuse_to_be_answered(row, sequence=sequence)
    before = row.answer
    note = note.strip() if answer == Answer.DECLINED else ""
    if (answer, note) == (before, row.note):
        return row
    row.answer, row.note, row.answered_at = Answer(answer), note, timezone.now()
    row.save(update_fields=["answer", "note", "answered_at"])
    record(f"invitation.{answer}", row, by=by, round=row.round_id, member=row.member_id)
    if Answer.DECLINED in {answer, before}:
        _tell_the_planner(row)
    return row


def _tell_the_planner(invitation: Invitation) -> None:
    """Mail whoever planned the loop, if they plan it still; else the hiring manager."""
    loop = invitation.round.loop
    candidate = loop.candidacy.candidate
    asked = (loop.created_by, loop.candidacy.opening.hiring_manager)
    planner = next((one for one in asked if one.is_active and can_plan_loop(one, loop)), None)
    if planner is None:
        return
    name = invitation.member.name if invitation.member else candidate.name
    said = {"name": name, "round": invitation.round.title}
    declined = invitation.answer == Answer.DECLINED
    context = {
        "planner": planner,
        "name": name,
        "invitation": invitation,
        "candidate": candidate,
        "declined": declined,
        "when": when(invitation.starts_at, invitation.ends_at, planner.zone),
        "address": address_of(reverse("staffing:round", args=[invitation.round_id]) + "#seats"),
    }
    post(
        to=planner.user.email,
        subject=(_("%(name)s cannot come: %(round)s") if declined else _("%(name)s can come: %(round)s"))
        % said,
        text=render_to_string("interviews/invitations/mail/answer.txt", context),
        organization_id=invitation.organization_id,
        dedupe=f"answer:{invitation.uid}:{invitation.answered_at:%Y%m%dT%H%M%S%f}",
    )
