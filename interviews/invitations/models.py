"""Who was told of which interview, what their calendar was told last, and what they answered."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hiring.foundations.tenancy import Owned, OwnedQuerySet, is_among
from hiring.notices.models import Mail
from hiring.people.models import Member
from interviews.loops.models import Loop, Round


class Answer(models.TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class InvitationQuerySet(OwnedQuerySet["Invitation"]):
    def visible_to(self, member: Member) -> Self:
        """Of the loops one may read; of an invitation's answer its own member and the planners learn."""
        rows = super().visible_to(member)
        planned = is_among(Loop.objects.planned_by(member), "round__loop")
        return rows.filter(Q(planned) | Q(member=member))


class Invitation(Owned):
    """What one person's calendar knows of one round; without a member, that of the candidate.

    `uid` stays for ever and `sequence` rises, so that calendars see one meeting that moves (RFC 5545).
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="invitations")
    uid = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    # What was told last, and by which mail: the times, and a hash of all it said; cancelled: that it is off.
    told_at = models.DateTimeField()
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    told = models.CharField(max_length=64)
    is_cancelled = models.BooleanField(default=False)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    # Why they cannot come, in their words.
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "member"], condition=Q(member__isnull=False), name="member_is_invited_once"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(member__isnull=True), name="candidate_is_invited_once"
            ),
            models.CheckConstraint(condition=Q(answer__in=["", *Answer.values]), name="answer_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.member or _('The candidate')} to {self.round}"


class CalendarFeedQuerySet(OwnedQuerySet["CalendarFeed"]):
    def visible_to(self, member: Member) -> Self:
        """One's own; nobody reads another's."""
        return super().visible_to(member).filter(member=member)


class CalendarFeed(Owned):
    """A private address under which a member's calendar reads their interviews; only its hash is kept."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now=True)
    last_read_at = models.DateTimeField(null=True)

    objects = CalendarFeedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member}'s interviews"
