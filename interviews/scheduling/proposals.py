"""Planning a loop, or a hiring day: now if it is small, else by a worker that shows its first plan at once.

What the planner says is checked by code that it shares nothing with before anything of it is kept.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from hiring.background.models import Job
from hiring.background.services import Hopeless, enqueue, held, next_lease, perform, report_progress
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.availability.models import BusyCalendar
from interviews.availability.selectors import stale_calendars
from interviews.loops.models import Loop
from interviews.loops.services import EARLIEST_YEAR, LATEST_YEAR, can_plan_loop
from interviews.scheduling.instances import ToPlan, names_in, standing_in
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.ways import cheapest_ways, with_other_ways
from interviews.scheduling.wishes import Wish, plans_for
from interviews.staffing.checking import violations
from interviews.staffing.naming import Names
from interviews.staffing.planning.instance import Instance, read
from interviews.staffing.planning.plan import Plan, written
from interviews.staffing.planning.planner import Told, plan

Tree = dict[str, Any]

PLAN = "interviews.scheduling.tasks.make_plans"
# With more people × rounds × days, a worker plans.
MOST_AT_ONCE = 5_000


class Unsound(RuntimeError):
    """The planner made a plan that breaks a rule. Nothing of it is kept; it is a fault of ours."""


def propose(
    loop: Loop,
    *,
    days: Sequence[date] = (),
    anew: Collection[int] = (),
    stale_reason: str = "",
    by: Member,
) -> Proposal:
    """Good plans for the loop's rounds that have no time or not all of their people; `anew` are moved too.

    Nothing of it holds before it is taken. Calendars that were read too long ago are planned by only with a
    reason. With much to plan a worker does it, and while one is at it, that proposal is returned.
    """
    return keep(draw_up(loop, days=days, anew=anew, stale_reason=stale_reason, by=by), by=by)


def draw_up(
    loop: Loop,
    *,
    days: Sequence[date] = (),
    anew: Collection[int] = (),
    stale_reason: str = "",
    by: Member,
) -> Proposal:
    """The proposal that `propose` keeps; planning takes seconds, in which nothing is held nor written."""
    require(can_plan_loop(by, loop))
    if begun := under_way(loop):
        return begun
    _refuse_closed(loop)
    refuse_far_days(days)
    asked = ToPlan.of([loop], days=days, anew=anew)
    if not asked.free:
        raise DomainError(
            "Every round has its time and its people already. Choose one that is to be moved.",
            "nothing_to_plan",
        )
    refuse_unknown_times(asked)
    proposal = proposal_about(asked, loop=loop, stale_reason=stale_reason)
    if size_of(asked) <= MOST_AT_ONCE:
        proposal.plans = list(_sound_plans(proposal))
    return proposal


def proposal_about(asked: ToPlan, *, stale_reason: str, **about: Any) -> Proposal:
    """A proposal without plans yet, and not kept; raises `Invalid` where calendars are too old."""
    stale = refuse_stale_calendars(asked, reason=stale_reason)
    return Proposal(
        instance=asked.tree,
        standing=standing_in(asked),
        despite=stale,
        stale_reason=stale_reason.strip() if stale else "",
        **about,
    )


def _refuse_closed(loop: Loop) -> None:
    if not loop.is_open:
        raise DomainError("This loop is over. Its rounds no longer change.", "loop_closed")


def refuse_far_days(days: Collection[date]) -> None:
    """Raise when a day lies where the weeks around it fall off the calendar's end."""
    if any(not EARLIEST_YEAR <= day.year <= LATEST_YEAR for day in days):
        raise Invalid(f"Choose days from {EARLIEST_YEAR} to {LATEST_YEAR}.", field="days")


def size_of(asked: ToPlan) -> int:
    """How much there is to choose from: people × rounds × days."""
    return len(asked.members) * len(asked.free) * len(asked.tree["days"])


def refuse_unknown_times(asked: ToPlan) -> None:
    """Raise when nobody has said when a candidate could come."""
    for candidate in asked.tree["candidates"]:
        if not candidate["windows"]:
            name = asked.loops[candidate["id"]].candidacy.candidate.name
            raise DomainError(
                f"When {name} has time is not known yet. Note it, or ask them; then plan.", "no_windows"
            )


def stale_among(asked: ToPlan) -> list[BusyCalendar]:
    """The calendars of the people who could be asked that were read too long ago."""
    last = date.fromisoformat(asked.tree["days"][-1])
    return stale_calendars(
        asked.members.values(),
        asked.policy,
        timezone.now(),
        until=datetime.combine(last, time(), UTC),
    )


def refuse_stale_calendars(asked: ToPlan, *, reason: str) -> list[int]:
    """Whose calendars are planned by although they are too old; raises `Invalid` where no reason is given."""
    stale = stale_among(asked)
    if stale and not reason.strip():
        names = ", ".join(calendar.member.name for calendar in stale[:3])
        more = f" and {len(stale) - 3} more" if len(stale) > 3 else ""
        raise Invalid(
            f"The calendars of {names}{more} were not read in the last {asked.policy.calendar_hours} hours, "
            "or end before these days. Have them read again, or say why you plan all the same.",
            field="stale_reason",
            code="stale_calendars",
        )
    return [calendar.member_id for calendar in stale]


@transaction.atomic
def keep(proposal: Proposal, *, by: Member) -> Proposal:
    """Keep a proposal that was drawn up, with its plans or with a job that makes them.

    Why there is no plan, and the cheapest way out, are known at once; a worker looks for other ways. While
    one is still at another proposal, that is returned.
    """
    if proposal.pk:
        return proposal
    subject: Any = _locked_subject(proposal)
    if begun := under_way(subject):
        return begun
    if isinstance(subject, Loop):
        _refuse_closed(subject)
    proposal.organization_id, proposal.asked_by = subject.organization_id, by
    if not proposal.plans or proposal.is_refused:
        dedupe = f"plan:{subject._meta.model_name}:{subject.pk}:{uuid4()}"
        proposal.job, _ = enqueue(PLAN, dedupe=dedupe, organization_id=subject.organization_id)
    proposal.save()
    about = {subject._meta.model_name: subject.pk}
    record("proposal.asked_for", proposal, by=by, despite_stale_calendars_of=proposal.despite, **about)
    return proposal


def _locked_subject(proposal: Proposal) -> Loop | HiringDay | None:
    if proposal.loop:
        return locked(proposal.loop)
    return proposal.hiring_day and locked(proposal.hiring_day)


def under_way(subject: Loop | HiringDay) -> Proposal | None:
    """The proposal for which a worker still looks for plans; one that only gets more ways out is answered."""
    latest: Proposal | None = subject.proposals.select_related("job").first()
    return latest if latest and latest.is_being_made and not latest.is_refused else None


def _sound_plans(proposal: Proposal, told: Told | None = None) -> Iterator[Tree]:
    """What the planner says to each wish, once it has been checked; raises `Unsound`."""
    instance, names = read(proposal.instance), names_in(proposal.instance)
    wished = plans_for(instance, names) if proposal.loop_id else _one(instance, names, told)
    for wish, found in wished:
        tree = json.loads(written(found))
        if broken := violations(proposal.instance, tree, names):
            raise Unsound(" ".join(one.says for one in broken))
        yield {"wish": wish.value, "plan": tree, "ways": cheapest_ways(proposal, instance, found, names)}


def _one(instance: Instance, names: Names, told: Told | None) -> Iterator[tuple[Wish, Plan]]:
    """On a hiring day all share the same days and people: one plan, the best that is found."""
    yield Wish.FEWEST_DAYS, plan(instance, names, told)


def plan_in_worker(job_id: str) -> None:
    """Make the job's plans, unless that is done or being done; called by workers only."""
    perform(job_id, work=_work, conclude=_conclude)


def _work(job: Job) -> list[Tree]:
    proposal = _proposal_of(job)
    if not _may_plan(proposal):
        raise Hopeless("Whoever asked for these plans may not plan them any more. Plan again.", "not_allowed")
    plans = proposal.plans if proposal.is_refused else _planned(proposal, job)
    if proposal.loop_id and plans[0]["plan"]["conflicts"]:
        report_progress(job, 50, "Each is planned once more to be sure")
        return [with_other_ways(proposal, plans[0])]
    return plans


def _planned(proposal: Proposal, job: Job) -> list[Tree]:
    report_progress(job, 10, "Looking for a first plan")
    plans: list[Tree] = []

    def told(done: int, of: int) -> None:
        report_progress(job, 10 + 80 * done // of, "Looking for what would help those who have no plan")

    for found in _sound_plans(proposal, told):
        plans.append(found)
        _show(proposal, job, plans)
        report_progress(job, 10 + 30 * len(plans), "Looking for others to choose from")
    return plans


def _show(proposal: Proposal, job: Job, plans: list[Tree]) -> None:
    """Let the waiting reader have what there is, as long as this worker's claim stands."""
    with transaction.atomic():
        if held(job).update(lease_until=next_lease()):
            Proposal.objects.filter(pk=proposal.pk).update(plans=plans)


def _conclude(job: Job, plans: list[Tree]) -> None:
    Proposal.objects.filter(job=job).update(plans=plans)


def _proposal_of(job: Job) -> Proposal:
    rows = Proposal.objects.select_related("loop__candidacy__opening", "hiring_day", "asked_by")
    return rows.get(job=job)


def _may_plan(proposal: Proposal) -> bool:
    if proposal.loop:
        return can_plan_loop(proposal.asked_by, proposal.loop) and proposal.loop.is_open
    return proposal.asked_by.may(Capability.PLAN_EVERY_LOOP)
