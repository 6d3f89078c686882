"""Ways out for loops that cannot be planned: sets of changes that help, as they can be made here."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.utils import timezone

from interviews.availability.selectors import Interval
from interviews.interviewers.selectors import policy_of
from interviews.loops.models import Loop
from interviews.scheduling.free_times import closed_to, without
from interviews.scheduling.instances import names_in
from interviews.scheduling.models import Proposal
from interviews.scheduling.pool import written
from interviews.staffing.bookings import instant
from interviews.staffing.naming import Names
from interviews.staffing.planning.changes import COSTS, STAGES
from interviews.staffing.planning.explaining import alternatives, apply
from interviews.staffing.planning.instance import Instance, read
from interviews.staffing.planning.offers import training
from interviews.staffing.planning.plan import Change, Plan
from interviews.staffing.planning.planner import plan

Tree = dict[str, Any]
Changes = Sequence[Change]

QUALIFIED = STAGES.index("qualified")


def cheapest_ways(proposal: Proposal, instance: Instance, found: Plan, names: Names) -> list[Tree]:
    """For each candidate without a plan the cheapest set of changes that helps, if there is one."""
    sets = (
        (conflict.candidate, [one for one in found.changes if one.candidate == conflict.candidate])
        for conflict in found.conflicts
    )
    return [
        _way(candidate, changes, names)
        for candidate, changes in sets
        if changes and _helps(proposal, instance, candidate, changes)
    ]


def with_other_ways(proposal: Proposal, refused: Tree) -> Tree:
    """What was refused, with more sets of changes to choose from; those of before keep their places."""
    instance, names = read(proposal.instance), names_in(proposal.instance)
    (candidate,) = instance.candidates
    ways = list(refused["ways"])
    for changes in alternatives(instance, candidate=candidate.id, names=names):
        way = _way(candidate.id, changes, names)
        # What helps with less is no other way.
        is_new = not any(all(one in way["changes"] for one in fewer["changes"]) for fewer in ways)
        if is_new and _helps(proposal, instance, candidate.id, changes):
            ways.append(way)
    return {**refused, "ways": ways}


def _way(candidate: str, changes: Changes, names: Names) -> Tree:
    return {"candidate": candidate, "changes": [asdict(_whole(one, names)) for one in changes]}


def _whole(change: Change, names: Names) -> Change:
    """Whoever is trained is trained to the end: here trainees judge nobody, so less would not help."""
    if change.change != "qualify" or change.after == QUALIFIED:
        return change
    more = QUALIFIED - (change.after or 0)
    says = training(names.person(change.interviewer or ""), names.kind(change.kind or ""), QUALIFIED)
    return replace(change, after=QUALIFIED, cost=change.cost + more * COSTS["qualify"], says=says)


def _helps(proposal: Proposal, instance: Instance, candidate: str, changes: Changes) -> bool:
    """Whether the changes help still, when windows are opened only where nothing else closes them."""
    loop = Loop.objects.select_related("organization", "candidacy").get(pk=int(candidate))
    cut = [part for change in changes for part in _parts(change, loop, is_alone=proposal.loop_id is not None)]
    if cut == list(changes):
        return True
    return proposal.loop_id is not None and plan(apply(instance, cut)).status == "planned"


def _parts(change: Change, loop: Loop, *, is_alone: bool) -> Iterator[Change]:
    """The change as it can be made: a window that is opened has no time that is past, declined or taken."""
    if change.change != "open_window" or change.start is None or change.end is None:
        yield change
        return
    window: Interval = (instant(change.start), instant(change.end))
    policy = policy_of(loop.organization) if is_alone else None
    closed = closed_to([loop], policy, *window)[loop.pk]
    past = (min(window[0], timezone.now()), timezone.now())
    for start, end in without([window], [past, *closed]):
        yield replace(change, start=written(start), end=written(end))
