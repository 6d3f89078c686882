"""How much members interview, counted from their seats, by the days of their own calendars."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hiring.people.models import Member
from interviews.interviewers.models import IN_FORCE

# What counts as recent when load is shared out.
RECENT_DAYS = 28
# No zone is further from UTC than this.
FURTHEST_ZONE = timedelta(hours=15)


def booked_by_day(
    members: Iterable[Member],
    since: date,
    until: date,
    *,
    but_rounds: Collection[int] = (),
    with_drafts: bool = True,
) -> dict[int, dict[date, int]]:
    """Interviews by member and by the member's local day, from `since` to `until`, both included.

    A trainee's seat takes as much of a day as any other, and a draft's as much as a published one's: either
    may be the last that a limit allows. Seats of cancelled loops have no time, and count for nothing. Of
    `but_rounds`, which somebody is about to plan anew, none is counted. Without drafts it is what the members
    may know themselves.
    """
    people = list(members)
    days: dict[int, Counter[date]] = {member.pk: Counter() for member in people}
    left_out = frozenset(but_rounds)
    for member, day, round, state in _seats_of(people, since, until):
        if round not in left_out and (with_drafts or state in IN_FORCE):
            days[member][day] += 1
    return {member: dict(sorted(counted.items())) for member, counted in days.items()}


def recent_load(
    members: Iterable[Member], *, before: date, but_rounds: Collection[int] = ()
) -> dict[int, int]:
    """How many interviews each member had in the four weeks before that day of theirs."""
    since, until = before - timedelta(days=RECENT_DAYS), before - timedelta(days=1)
    booked = booked_by_day(members, since, until, but_rounds=but_rounds)
    return {member: sum(days.values()) for member, days in booked.items()}


def monday_of(day: date) -> date:
    """The first day of its ISO week."""
    return day - timedelta(days=day.weekday())


def _seats_of(members: list[Member], since: date, until: date) -> Iterator[tuple[int, date, int, str]]:
    """Each seat's member, local day, round, and its loop's state, in one query."""
    zones = {member.pk: member.zone for member in members}
    first = datetime.combine(since, time(), UTC) - FURTHEST_ZONE
    last = datetime.combine(until + timedelta(days=1), time(), UTC) + FURTHEST_ZONE
    seats: Any = Member.objects.filter(pk__in=zones, seats__starts_at__gte=first, seats__starts_at__lt=last)
    fields = ("pk", "seats__starts_at", "seats__round", "seats__round__loop__status")
    for member, starts_at, round, state in seats.values_list(*fields):
        day = starts_at.astimezone(zones[member]).date()
        if since <= day <= until:
            yield member, day, round, state
