"""What holds for an organization and its interviewers, whether or not anybody has said so yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from hiring.foundations.capabilities import Capability
from hiring.people.models import Member, Organization
from interviews.interviewers.load import booked_by_day, monday_of
from interviews.interviewers.models import InterviewerProfile, StaffingPolicy

PAST_WEEKS, NEXT_WEEKS = 4, 2


@dataclass(frozen=True)
class Week:
    """One ISO week of somebody's interviews; `position` is 0 for the present one."""

    monday: date
    interviews: int
    position: int

    @property
    def is_past(self) -> bool:
        return self.position < 0


def policy_of(organization: Organization) -> StaffingPolicy:
    """How the organization staffs its loops; the defaults, unsaved, while it has said nothing."""
    return StaffingPolicy.objects.filter(organization=organization).first() or StaffingPolicy(
        organization=organization
    )


def profiles_of(members: Iterable[Member]) -> dict[int, InterviewerProfile]:
    """Each member's profile by the member's id, in one query; the defaults, unsaved, for who has none."""
    people = {member.pk: member for member in members}
    saved = {row.member_id: row for row in InterviewerProfile.objects.filter(member__in=people)}
    for pk, profile in saved.items():
        profile.member = people[pk]
    return {pk: saved.get(pk) or InterviewerProfile(member=member) for pk, member in people.items()}


def profile_of(member: Member) -> InterviewerProfile:
    """When and how much the member interviews."""
    return profiles_of([member])[member.pk]


def sees_everybody(reader: Member) -> bool:
    """Whether the reader plans loops, and so must know who has room for one more interview."""
    return reader.may(Capability.PLAN_EVERY_LOOP) or reader.may(Capability.PLAN_OWN_LOOPS)


def interviewers_seen_by(reader: Member) -> QuerySet[Member]:
    """Everybody for those who plan loops; else only oneself."""
    people = Member.objects.visible_to(reader)
    return people if sees_everybody(reader) else people.filter(pk=reader.pk)


def weeks_of(members: Iterable[Member], *, reader: Member) -> dict[int, list[Week]]:
    """Each member's past four weeks, this one and the next two, by the member's own days.

    Of drafts only those learn who plan loops.
    """
    people = list(members)
    now = timezone.now()
    todays = [now.astimezone(member.zone).date() for member in people]
    # Around the world it may be Sunday and Monday at once: a day more on each side covers both.
    first = min(todays, default=now.date()) - timedelta(weeks=PAST_WEEKS, days=7)
    last = max(todays, default=now.date()) + timedelta(weeks=NEXT_WEEKS, days=7)
    booked = booked_by_day(people, first, last, with_drafts=sees_everybody(reader))
    return {
        member.pk: _weeks(booked[member.pk], monday_of(today))
        for member, today in zip(people, todays, strict=True)
    }


def _weeks(days: dict[date, int], this_monday: date) -> list[Week]:
    weeks = []
    for position in range(-PAST_WEEKS, NEXT_WEEKS + 1):
        monday = this_monday + timedelta(weeks=position)
        held = sum(number for day, number in days.items() if monday_of(day) == monday)
        weeks.append(Week(monday, held, position))
    return weeks
