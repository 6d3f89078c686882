"""Hiring days: many candidates and one pool of people, planned together, and anew around who drops out."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid, Stale
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus
from interviews.scheduling.instances import ToPlan
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import keep, proposal_about, refuse_far_days, under_way

MOST_DAYS = 14
MOST_LOOPS = 200
MOST_ROOMS = 500


@transaction.atomic
def create_hiring_day(
    *, title: str, days: Collection[date], rooms: int | None, loops: Collection[Loop], by: Member
) -> HiringDay:
    """Have these loops held on the same days, in so many rooms; without a number there are enough."""
    require(by.may(Capability.PLAN_EVERY_LOOP))
    _refuse(days, rooms, loops, by=by)
    day = HiringDay.objects.create(
        organization_id=by.organization_id,
        title=title,
        days=[f"{one}" for one in sorted(set(days))],
        rooms=rooms,
        created_by=by,
    )
    day.loops.set(loops)
    record("hiring_day.created", day, by=by, loops=sorted(loop.pk for loop in loops))
    return day


@transaction.atomic
def change_hiring_day(
    day: HiringDay,
    *,
    version: int,
    title: str,
    days: Collection[date],
    rooms: int | None,
    loops: Collection[Loop],
    by: Member,
) -> HiringDay:
    """Change what the day is; times that were given already stay as they are."""
    require(by.may(Capability.PLAN_EVERY_LOOP))
    row = locked(day)
    if row.version != version:
        raise Stale()
    _refuse(days, rooms, loops, by=by)
    row.title, row.rooms, row.days = title, rooms, [f"{one}" for one in sorted(set(days))]
    row.version += 1
    row.save()
    row.loops.set(loops)
    record("hiring_day.changed", row, by=by, loops=sorted(loop.pk for loop in loops))
    return row


def _refuse(days: Collection[date], rooms: int | None, loops: Collection[Loop], *, by: Member) -> None:
    if not 1 <= len(set(days)) <= MOST_DAYS:
        raise Invalid(f"Choose from 1 to {MOST_DAYS} days.", field="days")
    refuse_far_days(days)
    if rooms is not None and not 1 <= rooms <= MOST_ROOMS:
        raise Invalid(f"Choose a number from 1 to {MOST_ROOMS}.", field="rooms")
    if not 1 <= len(loops) <= MOST_LOOPS:
        raise Invalid(f"Choose from 1 to {MOST_LOOPS} loops.", field="loops")
    same_organization(*loops, as_=by, field="loops")
    if over := [loop for loop in loops if not loop.is_open]:
        raise Invalid(f"“{over[0].title}” is over. Leave it out.", field="loops")
    people = [loop.candidacy.candidate_id for loop in loops]
    if len(set(people)) < len(people):
        raise Invalid("One candidate is there with two loops. Choose one of them.", field="loops")


def open_loops(day: HiringDay) -> list[Loop]:
    """The day's loops that are still on."""
    rows = day.loops.filter(status__in=[LoopStatus.DRAFT, LoopStatus.PUBLISHED])
    return list(rows.select_related("candidacy__candidate", "candidacy__opening").order_by("pk"))


def propose_day(
    day: HiringDay, *, away: Collection[int] = (), stale_reason: str = "", by: Member
) -> Proposal:
    """Have a worker plan everybody whose rounds have no time or not all of their people.

    What stands stays, except the rounds in which somebody sits who is `away`. Those are given to others, and
    moved where that is needed.
    """
    require(by.may(Capability.PLAN_EVERY_LOOP))
    if begun := under_way(day):
        return begun
    loops = open_loops(day)
    if not loops:
        raise DomainError("None of this day’s loops is still on. Choose others.", "no_loops")
    asked = day_to_plan(day, loops, anew=_rounds_of(away, loops), away=away)
    if not asked.free:
        raise DomainError(
            "Every round of this day has its time and its people. Say who cannot come, if somebody cannot.",
            "nothing_to_plan",
        )
    proposal = proposal_about(asked, hiring_day=day, away=sorted(away), stale_reason=stale_reason)
    return keep(proposal, by=by)


def day_to_plan(
    day: HiringDay, loops: Sequence[Loop], *, anew: Collection[int] = (), away: Collection[int] = ()
) -> ToPlan:
    """The day's loops as they stand, on the day's dates and in its rooms."""
    days = [date.fromisoformat(one) for one in day.days]
    return ToPlan.of(loops, days=days, anew=anew, away=away, rooms=day.rooms)


def _rounds_of(away: Collection[int], loops: Iterable[Loop]) -> list[int]:
    """The rounds still to come in which one of these people sits."""
    if not away:
        return []
    held: Any = Round.objects.filter(loop__in=loops, seats__member__in=away, starts_at__gt=timezone.now())
    return list(held.values_list("pk", flat=True))
