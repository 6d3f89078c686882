"""Changes that would let a loop be planned: who may make them, and making them, to plan it again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid
from hiring.people.models import Member
from interviews.availability.windows import add_window
from interviews.interviewers.models import Stage
from interviews.interviewers.selectors import policy_of, profile_of
from interviews.interviewers.services import (
    can_change_profile,
    can_staff,
    change_profile,
    qualify,
    set_policy,
)
from interviews.loop_templates.models import Place
from interviews.loops.models import Loop, Round
from interviews.loops.services import can_plan_loop
from interviews.loops.states import LoopStatus
from interviews.scheduling.hiring_days import change_hiring_day, open_loops, propose_day
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import propose
from interviews.scheduling.taking import free_in, loops_of
from interviews.staffing.bookings import instant
from interviews.staffing.services import revise_round

Tree = Mapping[str, Any]

LIMITS = {"raise_daily_limit": "daily_limit", "raise_weekly_limit": "weekly_limit"}


@dataclass(frozen=True)
class Case:
    """One change for one loop, with the member whom it concerns if there is one."""

    change: Tree
    loop: Loop
    hiring_day: HiringDay | None = None
    member: Member | None = None

    @property
    def after(self) -> int:
        return int(self.change["after"] or 0)


def can_apply(case: Case, by: Member) -> bool:
    """Whether the member may make the change here; what only its person can do is asked of them."""
    match case.change["change"]:
        case "free_calendar":
            return False
        case "raise_daily_limit" | "raise_weekly_limit" | "extend_hours":
            return case.member is not None and can_change_profile(by, case.member)
        case "open_window":
            return can_plan_loop(by, case.loop)
        case "allow_order":
            return can_plan_loop(by, case.loop) and case.loop.status == LoopStatus.DRAFT
        case _:
            return can_staff(by, case.loop.organization_id)


@transaction.atomic
def apply_changes(cases: Sequence[Case], *, by: Member) -> None:
    """Make the changes: all of them, or none."""
    for case in cases:
        require(can_apply(case, by))
        MAKING[case.change["change"]](case, by)


def _raise_limit(case: Case, by: Member) -> None:
    member = _member(case)
    profile = profile_of(member)
    field = LIMITS[case.change["change"]]
    if getattr(profile, field) < case.after:
        limits: Any = {field: case.after}
        change_profile(member, version=profile.version, by=by, **limits)


def _extend_hours(case: Case, by: Member) -> None:
    member = _member(case)
    profile = profile_of(member)
    begin, end = (_wall(case.change[key], member) for key in ("start", "end"))
    change_profile(
        member,
        version=profile.version,
        works_from=min(profile.works_from, begin),
        works_to=max(profile.works_to, end),
        by=by,
    )


def _wall(moment: str, member: Member) -> time:
    return instant(moment).astimezone(member.zone).time()


def _qualify(case: Case, by: Member) -> None:
    qualify(_member(case), round_kind=case.change["kind"], stage=Stage.QUALIFIED, by=by)


def _open_window(case: Case, by: Member) -> None:
    opened = (instant(case.change["start"]), instant(case.change["end"]))
    add_window(case.loop.candidacy, window=opened, by=by)


def _allow_order(case: Case, by: Member) -> None:
    """What is meant to come first, or last, may stand anywhere."""
    found = Round.objects.filter(loop=case.loop).in_bulk([int(pk) for pk in case.change["rounds"]])
    if len(found) < len(case.change["rounds"]):
        raise DomainError("A round was removed meanwhile. Plan again.", "round_removed")
    first, second = (found[int(pk)] for pk in case.change["rounds"])
    meant = first if first.place == Place.FIRST else second
    revise_round(meant, version=meant.version, place=Place.ANYWHERE, by=by)


def _ease_policy(case: Case, by: Member) -> None:
    organization = case.loop.organization
    policy = policy_of(organization)
    changes: dict[str, Any] = {
        "raise_rounds_per_day": {"max_rounds_per_day": max(policy.max_rounds_per_day, case.after)},
        "drop_lunch": {"lunch_minutes": 0},
        "shorten_break": {"break_minutes": min(policy.break_minutes, case.after)},
    }[case.change["change"]]
    set_policy(organization, version=policy.version, by=by, **changes)
    if case.change["change"] == "shorten_break":
        # Of a hiring day's loops the longest break counts for all.
        loops = open_loops(case.hiring_day) if case.hiring_day else [case.loop]
        for round in Round.objects.filter(loop__in=loops, break_minutes__gt=case.after):
            revise_round(round, version=round.version, break_minutes=case.after, by=by)


def _add_room(case: Case, by: Member) -> None:
    day = case.hiring_day
    if day is None:
        policy = policy_of(case.loop.organization)
        rooms = max(policy.rooms or 0, case.after)
        set_policy(case.loop.organization, version=policy.version, rooms=rooms, by=by)
        return
    change_hiring_day(
        day,
        version=day.version,
        title=day.title,
        days=[date.fromisoformat(one) for one in day.days],
        rooms=max(day.rooms or 0, case.after),
        loops=open_loops(day),
        by=by,
    )


def _member(case: Case) -> Member:
    if case.member is None:
        raise DomainError("Whom this concerns is no longer here. Plan again.", "gone")
    return case.member


MAKING: Mapping[str, Callable[[Case, Member], None]] = {
    "raise_daily_limit": _raise_limit,
    "raise_weekly_limit": _raise_limit,
    "extend_hours": _extend_hours,
    "qualify": _qualify,
    "open_window": _open_window,
    "allow_order": _allow_order,
    "raise_rounds_per_day": _ease_policy,
    "drop_lunch": _ease_policy,
    "shorten_break": _ease_policy,
    "add_room": _add_room,
}


def cases_in(proposal: Proposal, *, way: int, by: Member) -> list[Case]:
    """The changes of one of the ways on offer, with whom and what they concern."""
    offered = ways_in(proposal)
    if not 0 <= way < len(offered):
        raise Invalid("There is no such change on offer. Reload the page to see what is.", field="way")
    loops = {str(loop.pk): loop for loop in loops_of(proposal)}
    loop = loops.get(offered[way]["candidate"])
    if loop is None:
        raise Invalid("This loop is over. Plan again.", field="way")
    changes = offered[way]["changes"]
    asked = [one["interviewer"] for one in changes if one["interviewer"] is not None]
    members = {str(row.pk): row for row in Member.objects.visible_to(by).filter(pk__in=asked)}
    return [Case(one, loop, proposal.hiring_day, members.get(one["interviewer"] or "")) for one in changes]


def ways_in(proposal: Proposal) -> list[Tree]:
    """The ways out on offer, each a set of changes that helps as a whole; the cheapest first."""
    return list(proposal.plans[0]["ways"]) if proposal.plans else []


def plan_with(proposal: Proposal, *, way: int, stale_reason: str = "", by: Member) -> Proposal:
    """Make the changes of one way, and plan again; they stay made where planning is refused."""
    cases = cases_in(proposal, way=way, by=by)
    apply_changes(cases, by=by)
    return plan_again(proposal, cases, stale_reason=stale_reason, by=by)


def plan_again(proposal: Proposal, cases: Sequence[Case], *, stale_reason: str = "", by: Member) -> Proposal:
    """Plan what was asked for once more, with the changes that were made for these cases."""
    reason = stale_reason or proposal.stale_reason
    if proposal.hiring_day:
        return propose_day(proposal.hiring_day, away=proposal.away, stale_reason=reason, by=by)
    return propose(
        cases[0].loop,
        days=_days_after(cases, planned=proposal.instance["days"]),
        anew=[int(round) for round in free_in(proposal)],
        stale_reason=reason,
        by=by,
    )


def _days_after(cases: Sequence[Case], *, planned: Sequence[str]) -> list[date]:
    """The days to plan on once the changes are made: those of before, and those of the windows opened."""
    zone = ZoneInfo(cases[0].loop.candidacy.candidate.time_zone)
    opened = [one.change["start"] for one in cases if one.change["change"] == "open_window"]
    return sorted(
        {*map(date.fromisoformat, planned), *(instant(at).astimezone(zone).date() for at in opened)}
    )
