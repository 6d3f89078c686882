"""What the pages of an invitation show."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from hiring.background.models import JobStatus
from interviews.invitations.models import Answer, Invitation, InvitationQuerySet


@dataclass(frozen=True)
class Asked:
    """An invitation, as somebody reads it who was told of its state at `sequence`."""

    invitation: Invitation
    sequence: int
    is_over: bool

    @property
    def zone(self) -> ZoneInfo:
        member, loop = self.invitation.member, self.invitation.round.loop
        return member.zone if member else ZoneInfo(loop.candidacy.candidate.time_zone)

    @property
    def is_changed(self) -> bool:
        return self.sequence != self.invitation.sequence

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return not (self.invitation.is_cancelled or self.is_over or self.is_changed)

    @property
    def is_accepted(self) -> bool:
        return self.invitation.answer == Answer.ACCEPTED

    @property
    def is_declined(self) -> bool:
        return self.invitation.answer == Answer.DECLINED


def invitations_for_page() -> InvitationQuerySet:
    return Invitation.objects.select_related(
        "organization",
        "member__user",
        "round__loop__created_by__user",
        "round__loop__candidacy__candidate",
        "round__loop__candidacy__opening__hiring_manager__user",
    )


def asked(invitation: Invitation, *, sequence: int) -> Asked:
    return Asked(invitation, sequence, is_over=invitation.ends_at <= timezone.now())


@dataclass(frozen=True)
class Said:
    """What somebody answered, as whoever plans the loop reads it."""

    invitation: int
    answer: str
    note: str
    # The mail server refused the newest mail for good.
    is_undelivered: bool

    @property
    def is_accepted(self) -> bool:
        return self.answer == Answer.ACCEPTED

    @property
    def is_declined(self) -> bool:
        return self.answer == Answer.DECLINED


def answers(*, member: str = "", round: str) -> dict[str, Subquery]:
    """Annotations by which `said` knows the answer; no query of their own, however many rows there are.

    `member` and `round` are the row's fields; without a member it is the candidate's answer.
    """
    rows = Invitation.objects.filter(round=OuterRef(round), is_cancelled=False)
    rows = rows.filter(member=OuterRef(member)) if member else rows.filter(member__isnull=True)
    fields = {"asked": "pk", "answer": "answer", "note": "note", "mail": "mail__job__status"}
    return {f"said_{name}": Subquery(rows.values(field)[:1]) for name, field in fields.items()}


def said(row: Any) -> Said | None:
    """The answer of an annotated row; None when nobody was asked."""
    if row.said_asked is None:
        return None
    return Said(
        invitation=row.said_asked,
        answer=row.said_answer,
        note=row.said_note,
        is_undelivered=row.said_mail == JobStatus.FAILED,
    )
