"""What the pages of hiring days show: who is planned, when and with whom, and what would change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from interviews.availability.models import BusyCalendar
from interviews.loops.models import Loop, Round
from interviews.scheduling.hiring_days import day_to_plan, open_loops
from interviews.scheduling.instances import ToPlan
from interviews.scheduling.lanes import DayPicture
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import stale_among
from interviews.scheduling.selectors import (
    Clash,
    RoundBooked,
    clashes_in,
    named_in,
    pictures_for,
    rows_of,
)
from interviews.scheduling.taking import Entry, bookings_for, entries_in, free_in
from interviews.scheduling.wishes import Wish

Tree = Mapping[str, Any]


@dataclass(frozen=True)
class Difference:
    """A round that had its time or people already, and would get others."""

    title: str
    before: datetime
    after: datetime
    leaving: Sequence[str]
    coming: Sequence[str]

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class CandidateRow:
    """One candidate of the day: how their loop stands, and what the plan would make of it."""

    loop: Loop
    rows: Sequence[RoundBooked]
    differences: Sequence[Difference]
    clash: Clash | None
    is_new: bool

    @property
    def is_whole(self) -> bool:
        return len(self.rows) == len(self.loop.rounds.all()) > 0

    @property
    def start(self) -> datetime | None:
        return self.rows[0].start if self.rows else None

    @property
    def end(self) -> datetime | None:
        return self.rows[-1].end if self.rows else None


@dataclass(frozen=True)
class DayShown:
    day: HiringDay
    proposal: Proposal | None
    rows: Sequence[CandidateRow]
    stale: Sequence[BusyCalendar]
    seated: Sequence[Member]
    pictures: Sequence[DayPicture]

    @property
    def days(self) -> list[date]:
        return [date.fromisoformat(one) for one in self.day.days]

    @property
    def planned(self) -> int:
        """How many candidates have a time for every round, by the plan or already."""
        return sum(row.is_whole for row in self.rows)

    @property
    def waiting(self) -> int:
        """How many candidates wait for times, and no plan has them."""
        return len(self.rows) - self.planned

    @property
    def interviewers(self) -> int:
        """How many people interview on this day."""
        return len({one.pk for row in self.rows for round in row.rows for one in round.panel})

    @property
    def clashing(self) -> list[CandidateRow]:
        return [row for row in self.rows if row.clash]

    @property
    def to_take(self) -> list[CandidateRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def is_under_way(self) -> bool:
        return bool(self.proposal and self.proposal.is_being_made)


def hiring_days_page(reader: Member, *, before: int | None = None) -> Page[HiringDay]:
    rows = HiringDay.objects.visible_to(reader).annotate(loop_count=Count("loops"))
    return page_of(rows, before=before)


def days_for_page(reader: Member) -> "QuerySet[HiringDay]":
    return HiringDay.objects.visible_to(reader).select_related("organization")


def day_shown(day: HiringDay, *, reader: Member) -> DayShown:
    """The day as it stands, with what its last proposal would change, in a fixed number of queries."""
    loops = open_loops(day)
    proposal = day.proposals.select_related("job").first()
    free = {int(round) for round in free_in(proposal)} if proposal else set()
    asked = _asked(day, loops, free)
    if asked is None:
        return DayShown(day, proposal, [], [], [], [])
    people = named_in(asked, proposal)
    entries = [one for one in _entries(proposal) if one.round in asked.free]
    clashes = clashes_in(proposal, asked, people, reader=reader) if proposal else []
    bookings = bookings_for(asked, entries)
    rows = [_row(loop, asked, entries, bookings, people, clashes) for loop in asked.loops.values()]
    return DayShown(
        day=day,
        proposal=proposal,
        rows=sorted(rows, key=lambda row: (row.start is None, row.start, row.loop.pk)),
        stale=stale_among(asked),
        seated=_seated(asked),
        pictures=pictures_for(asked, entries, people),
    )


def _asked(day: HiringDay, loops: Sequence[Loop], free: set[int]) -> ToPlan | None:
    if not loops:
        return None
    return day_to_plan(day, loops, anew=free)


def _entries(proposal: Proposal | None) -> list[Entry]:
    has_plan = proposal and proposal.plans and proposal.plans[0]["plan"]["bookings"]
    return entries_in(proposal, Wish.FEWEST_DAYS) if proposal and has_plan else []


def _row(
    loop: Loop,
    asked: ToPlan,
    entries: Sequence[Entry],
    bookings: Sequence[Mapping[str, Any]],
    people: Mapping[str, Member],
    clashes: Sequence[Clash],
) -> CandidateRow:
    own = {str(round.pk): round for round in loop.rounds.all()}
    booked = [one for one in bookings if one["round"] in own]
    changed = [one for one in entries if one.round in own and not _stands(own[one.round], one)]
    return CandidateRow(
        loop=loop,
        rows=rows_of(
            booked,
            asked.rounds,
            people,
            fixed=set(own) - {one.round for one in changed},
        ),
        differences=[_difference(own[one.round], one, people) for one in changed if own[one.round].starts_at],
        clash=next((clash for clash in clashes if clash.loop.pk == loop.pk), None),
        is_new=bool(changed),
    )


def _sitting(round: Round) -> set[str]:
    return {str(seat.member_id) for seat in round.seats.all()}


def _stands(round: Round, entry: Entry) -> bool:
    """Whether the round is as the plan has it already."""
    return round.starts_at == entry.start and _sitting(round) == set(entry.people)


def _difference(round: Round, entry: Entry, people: Mapping[str, Member]) -> Difference:
    before, after = _sitting(round), set(entry.people)
    names = {pk: member.name for pk, member in people.items()}
    return Difference(
        title=round.title,
        before=round.starts_at or entry.start,
        after=entry.start,
        leaving=sorted(names.get(pk, "") for pk in before - after),
        coming=sorted(names.get(pk, "") for pk in after - before),
    )


def _seated(asked: ToPlan) -> list[Member]:
    """Whoever sits in one of the day's rounds, by name."""
    seats = [seat for round in asked.rounds.values() for seat in round.seats.all()]
    members = {seat.member_id: seat.member for seat in seats}
    return sorted(members.values(), key=lambda member: (member.name.casefold(), member.pk))
