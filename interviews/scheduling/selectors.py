"""What the page shows on which a loop is given its times and people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hiring.people.models import Member
from interviews.availability.models import BusyCalendar
from interviews.loops.models import Loop, Round
from interviews.scheduling.applying import Case, can_apply, ways_in
from interviews.scheduling.forms import WISHES
from interviews.scheduling.instances import ToPlan
from interviews.scheduling.lanes import Booked, DayPicture, Person, pictures_of
from interviews.scheduling.models import Proposal
from interviews.scheduling.proposals import stale_among
from interviews.scheduling.taking import Entry, bookings_for, entries_in, free_in
from interviews.scheduling.wording import cost_in_words
from interviews.staffing.bookings import instant

Tree = Mapping[str, Any]


@dataclass(frozen=True)
class RoundBooked:
    """A round at its time, with its people."""

    id: str
    title: str
    start: datetime
    end: datetime
    panel: Sequence[Member]
    trainee: Member | None
    why: str
    is_fixed: bool


@dataclass(frozen=True)
class PlanShown:
    """A plan as one chooses it; plans that are the same are one, with several wishes."""

    wishes: tuple[str, ...]
    cost: str
    rows: Sequence[RoundBooked]
    is_optimal: bool
    is_chosen: bool = False

    @property
    def wish(self) -> str:
        return self.wishes[0]

    @property
    def labels(self) -> list[str]:
        return [str(label) for wish, label in WISHES if wish in self.wishes]


@dataclass(frozen=True)
class Way:
    """A set of changes that helps as a whole, and whether the reader may make all of them here."""

    place: int
    says: Sequence[str]
    may_apply: bool


@dataclass(frozen=True)
class Clash:
    """Why a loop cannot be planned, and what would help, the cheapest first."""

    loop: Loop
    says: str
    ways: Sequence[Way]


@dataclass(frozen=True)
class Window:
    start: datetime
    end: datetime


@dataclass(frozen=True)
class ScheduleShown:
    """A loop that is to be planned, and the last proposal for it."""

    loop: Loop
    asked: ToPlan
    proposal: Proposal | None
    plans: Sequence[PlanShown]
    clashes: Sequence[Clash]
    stale: Sequence[BusyCalendar]
    people: Mapping[str, Member]

    @property
    def chosen(self) -> PlanShown | None:
        return next((plan for plan in self.plans if plan.is_chosen), None)

    @property
    def rounds_to_plan(self) -> int:
        return len(self.asked.free)

    @cached_property
    def windows(self) -> list[Window]:
        """When the candidate could come, as far as it is ahead and not taken."""
        own = self.asked.tree["candidates"][0]["windows"]
        return [Window(instant(start), instant(end)) for start, end in own]

    def pictures(self, entries: Sequence[Entry] | None = None) -> list[DayPicture]:
        """The days with everybody's lanes: of the chosen plan, of these entries, or of what stands."""
        if entries is None and self.proposal and self.chosen:
            entries = entries_in(self.proposal, self.chosen.wish)
        return pictures_for(self.asked, entries or [], self.people)


def loops_to_plan(reader: Member) -> "QuerySet[Loop]":
    """The loops the reader may plan, with what their page names."""
    return Loop.objects.planned_by(reader).select_related(
        "organization", "candidacy__candidate", "candidacy__opening__hiring_manager"
    )


def latest_proposal(loop: Loop) -> Proposal | None:
    """The last proposal for the loop, with its job if it has one."""
    return loop.proposals.select_related("job", "asked_by").first()


def schedule_shown(loop: Loop, *, reader: Member, wish: str = "") -> ScheduleShown:
    """The loop as it can be planned now, in a fixed number of queries; the plan for the `wish` is chosen.

    A proposal that was taken is past: what it said stands in the rounds.
    """
    proposal = latest_proposal(loop)
    if proposal and proposal.taken_at:
        proposal = None
    moving = [int(round) for round in free_in(proposal)] if proposal else []
    asked = ToPlan.of([loop], anew=moving)
    people = named_in(asked, proposal)
    return ScheduleShown(
        loop=loop,
        asked=asked,
        proposal=proposal,
        plans=_plans(proposal, asked, people, wish) if proposal else [],
        clashes=clashes_in(proposal, asked, people, reader=reader) if proposal else [],
        stale=stale_among(asked),
        people=people,
    )


def named_in(asked: ToPlan, proposal: Proposal | None) -> dict[str, Member]:
    """Everybody whom the page may name."""
    known = dict(asked.members)
    named = {one["id"] for one in proposal.instance["interviewers"]} if proposal else set()
    for member in Member.objects.filter(pk__in=[int(pk) for pk in named - known.keys()]):
        known[str(member.pk)] = member
    return known


def _plans(proposal: Proposal, asked: ToPlan, people: Mapping[str, Member], wish: str) -> list[PlanShown]:
    shown: dict[str, PlanShown] = {}
    for one in proposal.plans:
        plan = one["plan"]
        if plan["status"] == "impossible":
            continue
        bookings = [booking for booking in plan["bookings"] if booking["round"] in asked.rounds]
        key = str([(b["round"], b["start"], b["panel"], b["shadow"]) for b in bookings])
        if key in shown:
            shown[key] = replace(shown[key], wishes=(*shown[key].wishes, one["wish"]))
            continue
        shown[key] = PlanShown(
            wishes=(one["wish"],),
            cost=cost_in_words(proposal.instance, plan["bookings"]),
            rows=rows_of(bookings, asked.rounds, people, fixed=_pinned_in(proposal.instance)),
            is_optimal=plan["optimal"],
        )
    plans = list(shown.values())
    chosen = next((plan for plan in plans if wish in plan.wishes), plans[0] if plans else None)
    return [replace(plan, is_chosen=plan is chosen) for plan in plans]


def clashes_in(
    proposal: Proposal, asked: ToPlan, people: Mapping[str, Member], *, reader: Member
) -> list[Clash]:
    """For each loop that could not be planned: why, and what would help."""
    conflicts = proposal.plans[0]["plan"]["conflicts"] if proposal.plans else []
    ways = list(enumerate(ways_in(proposal)))
    return [
        Clash(
            loop=loop,
            says=conflict["says"],
            ways=[
                _way(place, way["changes"], loop, proposal, people, reader)
                for place, way in ways
                if way["candidate"] == conflict["candidate"]
            ],
        )
        for conflict in conflicts
        if (loop := asked.loops.get(conflict["candidate"]))
    ]


def _way(
    place: int,
    changes: Sequence[Tree],
    loop: Loop,
    proposal: Proposal,
    people: Mapping[str, Member],
    reader: Member,
) -> Way:
    cases = [Case(one, loop, proposal.hiring_day, people.get(one["interviewer"] or "")) for one in changes]
    return Way(
        place=place,
        says=[one["says"] for one in changes],
        may_apply=all(can_apply(case, reader) for case in cases),
    )


def _pinned_in(instance: Tree) -> set[str]:
    rounds = (round for candidate in instance["candidates"] for round in candidate["rounds"])
    return {round["id"] for round in rounds if "pinned" in round}


def rows_of(
    bookings: Iterable[Tree], rounds: Mapping[str, Round], people: Mapping[str, Member], *, fixed: set[str]
) -> list[RoundBooked]:
    """The bookings by their time, with names."""
    return [
        RoundBooked(
            id=one["round"],
            title=rounds[one["round"]].title,
            start=instant(one["start"]),
            end=instant(one["end"]),
            panel=[people[pk] for pk in one["panel"] if pk in people],
            trainee=people.get(one["shadow"] or ""),
            why=one["why"],
            is_fixed=one["round"] in fixed,
        )
        for one in sorted(bookings, key=lambda one: (one["start"], one["round"]))
    ]


def pictures_for(
    asked: ToPlan, entries: Sequence[Entry], people: Mapping[str, Member], *, of: Iterable[str] | None = None
) -> list[DayPicture]:
    """Lanes for the entries and whatever stands besides; of these candidates, where there are more."""
    bookings = bookings_for(asked, entries)
    chosen = asked.loops.keys() if of is None else set(of)
    booked = [
        Booked(
            id=one["round"],
            candidate=one["candidate"],
            title=asked.rounds[one["round"]].title,
            start=instant(one["start"]),
            end=instant(one["end"]),
            people=(*one["panel"], *([one["shadow"]] if one["shadow"] else [])),
            trainee=one["shadow"],
            is_fixed=one["round"] not in asked.free,
        )
        for one in bookings
        if one["candidate"] in chosen
    ]
    return pictures_of(booked, _lane_people(asked, people), timezone.get_current_timezone())


def _lane_people(asked: ToPlan, people: Mapping[str, Member]) -> list[Person]:
    """Candidates first, then interviewers by name."""
    candidates = [
        Person(
            one["id"],
            asked.loops[one["id"]].candidacy.candidate.name,
            _intervals(one["windows"]),
            is_candidate=True,
        )
        for one in asked.tree["candidates"]
    ]
    interviewers = [
        Person(one["id"], people[one["id"]].name, _intervals(one["busy"]))
        for one in asked.tree["interviewers"]
        if one["id"] in people
    ]
    return candidates + sorted(interviewers, key=lambda person: (person.name.casefold(), person.id))


def _intervals(pairs: Iterable[Sequence[str]]) -> list[tuple[datetime, datetime]]:
    return [(instant(start), instant(end)) for start, end in pairs]
