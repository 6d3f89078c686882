"""Loops and the people who could hold their interviews, as an instance of `plan/1`.

A loop is a candidate of the instance; ids are the rows' keys. The same rows give the same instance, in a
fixed number of queries however many there are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from hiring.people.models import Member
from interviews.availability.selectors import Interval
from interviews.interviewers.models import StaffingPolicy
from interviews.interviewers.selectors import policy_of
from interviews.loop_templates.models import Place
from interviews.loops.models import Loop, Round
from interviews.scheduling.free_times import GRID, windows_of
from interviews.scheduling.pool import Pool, Taken, is_past_change, stands, written
from interviews.staffing.bookings import instant
from interviews.staffing.models import Seat
from interviews.staffing.naming import Names
from interviews.staffing.planning.instance import FORMAT
from rubrics.competencies.round_kinds import RoundKind

Tree = dict[str, Any]

# Without being told days, a plan looks at so many of those on which the candidates have time.
MOST_DAYS = 60


@dataclass(frozen=True, kw_only=True)
class ToPlan:
    """An instance, and the rows that it was made from, by their ids in it.

    `free` are the rounds to be planned; the others of the instance are pinned. `stages` tell how far each
    member's training for a kind has come: to the planner, all trainees are alike.
    """

    tree: Tree
    loops: Mapping[str, Loop]
    rounds: Mapping[str, Round]
    free: frozenset[str]
    members: Mapping[str, Member]
    stages: Mapping[str, Mapping[str, str]]
    policy: StaffingPolicy

    @property
    def names(self) -> Names:
        """What everybody and everything in it is called."""
        return _names(self.loops.values(), self.rounds.values(), self.members.values())

    @classmethod
    def of(
        cls,
        loops: Iterable[Loop],
        *,
        days: Sequence[date] = (),
        only: Collection[int] | None = None,
        anew: Collection[int] = (),
        away: Collection[int] = (),
        rooms: int | None = None,
        now: datetime | None = None,
    ) -> Self:
        """The loops as they stand, of one organization.

        Without `days`, those on which the candidates have time. What has its time and its people stays,
        except the rounds `anew`; `only` names the rounds to be planned, and what else has no time is then
        left out. Members who are `away` are asked for nothing. `rooms` are those that these loops have for
        themselves.
        """
        now = now or timezone.now()
        rows = list(_loops([loop.pk for loop in loops]))
        sorting = _Sorting(rows, only=only, anew=anew, now=now)
        policy = policy_of(rows[0].organization)
        windows = windows_of(rows, policy if rooms is None and len(rows) == 1 else None, now)
        days = sorted(set(days)) or _days_of(rows, windows) or [now.date()]
        pool = _pool(rows, sorting, days, away)
        return cls(
            tree={
                "format": FORMAT,
                "days": [f"{day}" for day in days],
                "policy": _policy(policy, sorting.free, rooms=rooms),
                "interviewers": pool.trees(),
                "candidates": [_candidate(loop, windows[loop.pk], sorting, pool) for loop in rows],
            },
            loops={str(loop.pk): loop for loop in rows},
            rounds={str(round.pk): round for round in (*sorting.free, *sorting.pinned)},
            free=frozenset(str(round.pk) for round in sorting.free),
            members={str(pk): member for pk, member in pool.members.items()},
            stages={str(pk): stages for pk, stages in pool.stages.items()},
            policy=policy,
        )


def names_in(tree: Tree) -> Names:
    """What everybody and everything in an instance is called, as the rows have it now."""
    loops = Loop.objects.filter(pk__in=[one["id"] for one in tree["candidates"]])
    rounds = Round.objects.filter(
        pk__in=[round["id"] for one in tree["candidates"] for round in one["rounds"]]
    )
    members = Member.objects.filter(pk__in=[one["id"] for one in tree["interviewers"]])
    return _names(loops.select_related("candidacy__candidate"), rounds, members)


def _names(loops: Iterable[Loop], rounds: Iterable[Round], members: Iterable[Member]) -> Names:
    return Names(
        people={str(member.pk): member.name for member in members},
        candidates={str(loop.pk): loop.candidacy.candidate.name for loop in loops},
        rounds={str(round.pk): f"“{round.title}”" for round in rounds},
        kinds={str(kind): str(label) for kind, label in RoundKind.choices},
    )


def _loops(ids: Collection[int]) -> "QuerySet[Loop]":
    seats = Seat.objects.select_related("scorecard", "member").order_by("pk")
    rounds = Round.objects.order_by("position").prefetch_related(Prefetch("seats", seats))
    return (
        Loop.objects.filter(pk__in=ids)
        .select_related("organization", "candidacy__candidate", "candidacy__opening")
        .prefetch_related("candidacy__opening__committee", Prefetch("rounds", rounds))
        .order_by("pk")
    )


class _Sorting:
    """Which rounds are to be planned, and which are facts; `beside` are seats that no booking can show."""

    def __init__(
        self, loops: Sequence[Loop], *, only: Collection[int] | None, anew: Collection[int], now: datetime
    ) -> None:
        self.free: list[Round] = []
        self.pinned: list[Round] = []
        for round in (round for loop in loops for round in loop.rounds.all()):
            if self._is_free(round, only, anew, now):
                self.free.append(round)
            elif round.starts_at is not None:
                self.pinned.append(round)
        self.beside = [taken for round in self.pinned for taken in _further_trainees(round)]

    @staticmethod
    def _is_free(round: Round, only: Collection[int] | None, anew: Collection[int], now: datetime) -> bool:
        if is_past_change(round, now=now):
            return False
        if only is not None:
            return round.pk in only
        return round.pk in anew or not stands(round, now=now)


def _pool(loops: Sequence[Loop], sorting: _Sorting, days: Sequence[date], away: Collection[int]) -> Pool:
    return Pool.of(
        loops,
        days=days,
        kinds={round.kind for round in (*sorting.free, *sorting.pinned)},
        seated={seat.member_id for round in sorting.pinned for seat in round.seats.all()},
        beside=sorting.beside,
        away=away,
    )


def _further_trainees(round: Round) -> Iterator[Taken]:
    """A booking shows one trainee; a round may have more."""
    trainees = [seat for seat in round.seats.all() if seat.is_training]
    for seat in trainees[1:]:
        if round.starts_at and round.ends_at:
            yield Taken(seat.member_id, round.starts_at, round.ends_at)


def _days_of(loops: Sequence[Loop], windows: Mapping[int, Sequence[Interval]]) -> list[date]:
    """The first days on which the candidates have time, each in their own zone."""
    days: set[date] = set()
    for loop in loops:
        days |= _days_within(windows[loop.pk], ZoneInfo(loop.candidacy.candidate.time_zone))
    return sorted(days)[:MOST_DAYS]


def _days_within(windows: Iterable[Interval], zone: ZoneInfo) -> set[date]:
    days: set[date] = set()
    for start, end in windows:
        day, last = start.astimezone(zone).date(), (end - GRID).astimezone(zone).date()
        while day <= last and len(days) < 10 * MOST_DAYS:
            days.add(day)
            day += timedelta(days=1)
    return days


def standing_in(asked: ToPlan) -> dict[str, list[Any]]:
    """How the rounds to be planned stand: by id, their start and who sits in them."""
    return {
        pk: [
            round.starts_at and written(round.starts_at),
            sorted(seat.member_id for seat in round.seats.all()),
        ]
        for pk, round in asked.rounds.items()
        if pk in asked.free
    }


def days_left_out(tree: Tree) -> set[str]:
    """The days on which the instance's candidates had time and that were not to be planned on."""
    offered: set[date] = set()
    for one in tree["candidates"]:
        windows = [(instant(start), instant(end)) for start, end in one["windows"]]
        offered |= _days_within(windows, ZoneInfo(one["time_zone"]))
    return {f"{day}" for day in offered} - set(tree["days"])


def _policy(policy: StaffingPolicy, free: Iterable[Round], *, rooms: int | None) -> Tree:
    """The organization's policy; a round that wants a longer rest after it gets it, as do the others."""
    lunch = {
        "minutes": policy.lunch_minutes,
        "from": f"{policy.lunch_from:%H:%M}",
        "to": f"{policy.lunch_to:%H:%M}",
    }
    return {
        "break_minutes": max([policy.break_minutes, *(round.break_minutes for round in free)]),
        "max_rounds_per_day": policy.max_rounds_per_day,
        "rooms": rooms,
        "lunch": lunch if policy.lunch_minutes else None,
    }


def _candidate(loop: Loop, windows: Sequence[Interval], sorting: _Sorting, pool: Pool) -> Tree:
    free = [round for round in sorting.free if round.loop_id == loop.pk]
    pinned = [round for round in sorting.pinned if round.loop_id == loop.pk]
    return {
        "id": str(loop.pk),
        "time_zone": loop.candidacy.candidate.time_zone,
        "windows": [list(map(written, window)) for window in windows],
        "rounds": [_round(one, pool) for one in free] + [_round(one, pool) | _pin(one) for one in pinned],
        "before": _order([*free, *pinned]),
        "avoid": None,
    }


def _round(round: Round, pool: Pool) -> Tree:
    trainees = (stages.get(round.kind) in {"shadow", "reverse_shadow"} for stages in pool.stages.values())
    return {
        "id": str(round.pk),
        "kind": round.kind,
        "minutes": round.minutes,
        "panel": round.panel_size,
        "wants_shadow": any(trainees),
    }


def _pin(round: Round) -> Tree:
    """The round as it stands. What it wanted besides is no matter any more."""
    seats = list(round.seats.all())
    trainees = [str(seat.member_id) for seat in seats if seat.is_training]
    pin = {
        "start": round.starts_at and written(round.starts_at),
        "panel": sorted(str(seat.member_id) for seat in seats if not seat.is_training),
        "shadow": trainees[0] if trainees else None,
    }
    return {"wants_shadow": bool(trainees), "pinned": pin}


def _order(rounds: Sequence[Round]) -> list[list[str]]:
    """What is meant to come first ends before the others begin, what is meant to come last begins after."""
    ranks = {Place.FIRST: 0, Place.ANYWHERE: 1, Place.LAST: 2}
    return [
        [str(one.pk), str(other.pk)]
        for one in rounds
        for other in rounds
        if ranks[Place(one.place)] < ranks[Place(other.place)]
    ]
