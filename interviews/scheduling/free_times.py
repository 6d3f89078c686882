"""When candidates could come: what they gave, without what is past or taken."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from interviews.availability.models import CandidateWindow
from interviews.availability.selectors import Interval
from interviews.interviewers.models import StaffingPolicy
from interviews.invitations.models import Answer, Invitation
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus
from interviews.staffing.planning.instance import GRID_MINUTES

GRID = timedelta(minutes=GRID_MINUTES)
LONGEST_ROUND = timedelta(days=1)


def windows_of(
    loops: Sequence[Loop], policy: StaffingPolicy | None, now: datetime
) -> dict[int, list[Interval]]:
    """When each loop's candidate could still come: neither past, declined, nor taken by another loop.

    With a `policy` that knows of rooms, also not while others are in all of them.
    """
    begin = _next_start(now)
    rows = CandidateWindow.objects.filter(candidacy__loops__in=loops, ends_at__gt=begin)
    given: dict[int, list[Interval]] = defaultdict(list)
    for candidacy, start, end in rows.values_list("candidacy", "starts_at", "ends_at"):
        given[candidacy].append((max(start, begin), end))
    end = max((end for windows in given.values() for _, end in windows), default=begin)
    closed = closed_to(loops, policy, begin, end)
    return {loop.pk: without(sorted(set(given[loop.candidacy_id])), closed[loop.pk]) for loop in loops}


def closed_to(
    loops: Sequence[Loop], policy: StaffingPolicy | None, start: datetime, end: datetime
) -> dict[int, list[Interval]]:
    """When each loop's candidate cannot come, whatever they say: declined, in another loop, no room free."""
    elsewhere = list(_held_elsewhere(loops, start, end, everybody=policy is not None and bool(policy.rooms)))
    full = list(_all_taken([held for _, held in elsewhere], policy.rooms)) if policy and policy.rooms else []
    declined = list(_declined(loops, start))
    closed = {}
    for loop in loops:
        own = [held for candidate, held in elsewhere if candidate == loop.candidacy.candidate_id]
        own += [times for pk, times in declined if pk == loop.pk]
        closed[loop.pk] = [*own, *full]
    return closed


def _declined(loops: Sequence[Loop], start: datetime) -> Iterator[tuple[int, Interval]]:
    """Loops and the times at which their candidates were asked to come, and cannot."""
    rows = Invitation.objects.filter(
        round__loop__in=loops, member=None, answer=Answer.DECLINED, is_cancelled=False, ends_at__gt=start
    )
    for loop, since, until in rows.values_list("round__loop", "starts_at", "ends_at"):
        yield loop, (since, until)


def _next_start(now: datetime) -> datetime:
    """The next moment at which a round may begin."""
    whole = now.replace(minute=now.minute // GRID_MINUTES * GRID_MINUTES, second=0, microsecond=0)
    return whole if whole == now else whole + GRID


def _held_elsewhere(
    loops: Sequence[Loop], start: datetime, end: datetime, *, everybody: bool
) -> Iterator[tuple[int, Interval]]:
    """Candidates and the times of their rounds in other loops; of everybody, or of these candidates."""
    held = Round.objects.filter(
        loop__organization=loops[0].organization_id,
        starts_at__gt=start - LONGEST_ROUND,
        starts_at__lt=end,
    ).exclude(loop__in=loops)
    if not everybody:
        held = held.filter(loop__candidacy__candidate__in=[loop.candidacy.candidate_id for loop in loops])
    rows = held.exclude(loop__status=LoopStatus.CANCELLED).values_list(
        "loop__candidacy__candidate", "starts_at", "minutes"
    )
    for candidate, since, minutes in rows:
        if since:
            yield candidate, (since, since + timedelta(minutes=minutes))


def _all_taken(held: Collection[Interval], rooms: int) -> Iterator[Interval]:
    """The times at which so many rounds are held at once, or more."""
    # An end comes before a start at the same moment.
    steps = sorted([(start, 1) for start, _ in held] + [(end, -1) for _, end in held])
    at_once, since = 0, None
    for moment, step in steps:
        at_once += step
        if since is None and at_once >= rooms:
            since = moment
        elif since is not None and at_once < rooms:
            yield since, moment
            since = None


def without(windows: Iterable[Interval], taken: Iterable[Interval]) -> list[Interval]:
    """What is left of the windows beside the times that are taken."""
    left = list(windows)
    for start, end in taken:
        left = [
            part
            for since, until in left
            for part in (
                [(since, until)]
                if until <= start or since >= end
                else [(since, min(until, start)), (max(since, end), until)]
            )
            if part[0] < part[1]
        ]
    return left
