"""Having a proposed plan hold, as it is or with a person or a start changed by hand.

What is written is looked at once more, on the rows as they are now, by code that knows nothing of planning.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.utils import timezone

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.loops.models import Loop
from interviews.loops.services import can_plan_loop
from interviews.scheduling.hiring_days import open_loops
from interviews.scheduling.instances import ToPlan, standing_in
from interviews.scheduling.models import Proposal
from interviews.scheduling.pool import written
from interviews.scheduling.proposals import stale_among
from interviews.scheduling.wording import cost_in_words
from interviews.staffing.bookings import instant
from interviews.staffing.broken_rules import Violation, broken_rules
from interviews.staffing.timetable import Slot, set_timetable

Tree = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """A round as it is wanted: when it starts, who judges, and who learns."""

    round: str
    start: datetime
    panel: tuple[str, ...]
    shadow: str | None = None

    @classmethod
    def of(cls, booking: Tree) -> Self:
        return cls(booking["round"], instant(booking["start"]), tuple(booking["panel"]), booking["shadow"])

    @property
    def people(self) -> tuple[str, ...]:
        return (*self.panel, *([self.shadow] if self.shadow else []))

    @property
    def slot(self) -> Slot:
        trainee = None if self.shadow is None else int(self.shadow)
        return Slot(int(self.round), self.start, tuple(map(int, self.panel)), trainee)


def plan_in(proposal: Proposal, wish: str) -> Tree:
    """The plan that was proposed for this wish."""
    found = next((one["plan"] for one in proposal.plans if one["wish"] == wish), None)
    if found is None:
        raise Invalid("There is no such plan in this proposal. Choose one that it has.", field="wish")
    plan: Tree = found
    return plan


def free_in(proposal: Proposal) -> dict[str, str]:
    """The rounds that the proposal is about, with the loop of each."""
    return {
        round["id"]: candidate["id"]
        for candidate in proposal.instance["candidates"]
        for round in candidate["rounds"]
        if "pinned" not in round
    }


def entries_in(proposal: Proposal, wish: str) -> list[Entry]:
    """The plan's bookings of rounds that it may move."""
    free = free_in(proposal)
    return [Entry.of(one) for one in plan_in(proposal, wish)["bookings"] if one["round"] in free]


def loops_of(proposal: Proposal) -> list[Loop]:
    """The loop, or those of the hiring day that are still on."""
    if proposal.loop:
        return [proposal.loop]
    return open_loops(proposal.hiring_day) if proposal.hiring_day else []


def as_it_is_now(proposal: Proposal, rounds: Collection[str]) -> ToPlan:
    """The proposal's instance from today's rows, with these rounds to be planned.

    Raises a `DomainError` when none of a hiring day's loops is still on.
    """
    loops = loops_of(proposal)
    if not loops:
        raise DomainError("None of this day’s loops is still on. Choose others for it.", "no_loops")
    only = {int(round) for round in rounds}
    days = [date.fromisoformat(day) for day in proposal.instance["days"]]
    rooms = proposal.hiring_day.rooms if proposal.hiring_day else None
    return ToPlan.of(loops, days=days, only=only, anew=only, away=proposal.away, rooms=rooms)


def refuse_others(proposal: Proposal, entries: Iterable[Entry]) -> None:
    """Raise `Invalid` about a round that the proposal may not move, or one that is there twice."""
    free = free_in(proposal)
    rounds = Counter(one.round for one in entries)
    if any(round not in free or times > 1 for round, times in rounds.items()):
        raise Invalid("Name each round once, and only rounds that this proposal plans.", field="bookings")


def bookings_for(fresh: ToPlan, entries: Iterable[Entry]) -> list[Tree]:
    """The entries as bookings, and what stands besides; without those of rounds that are gone."""
    pinned = [
        Entry(
            round["id"],
            instant(round["pinned"]["start"]),
            tuple(round["pinned"]["panel"]),
            round["pinned"]["shadow"],
        )
        for candidate in fresh.tree["candidates"]
        for round in candidate["rounds"]
        if "pinned" in round
    ]
    return [_booking(fresh, one) for one in (*pinned, *entries) if one.round in fresh.rounds]


def _booking(fresh: ToPlan, entry: Entry) -> Tree:
    round = fresh.rounds[entry.round]
    return {
        "candidate": str(round.loop_id),
        "round": entry.round,
        "start": written(entry.start),
        "end": written(entry.start + timedelta(minutes=round.minutes)),
        "panel": sorted(entry.panel),
        "shadow": entry.shadow,
        "why": "",
    }


def broken_by(fresh: ToPlan, entries: Sequence[Entry]) -> list[Violation]:
    """The rules that would be broken if these rounds stood so."""
    return broken_rules(fresh.tree, bookings_for(fresh, entries), fresh.names)


def checked(proposal: Proposal, entries: Sequence[Entry]) -> tuple[list[Violation], str]:
    """Which rules would be broken if the proposal's rounds stood so now, and what it would cost in words.

    Nothing is said of the cost where somebody is named whom the plan does not know.
    """
    refuse_others(proposal, entries)
    fresh = as_it_is_now(proposal, {one.round for one in entries})
    broken = broken_by(fresh, entries)
    is_told = not any(one.rule == "shape" for one in broken)
    return broken, cost_in_words(fresh.tree, bookings_for(fresh, entries)) if is_told else ""


def refuse_what_has_changed(fresh: ToPlan, entries: Sequence[Entry]) -> None:
    """Raise when a round of the plan can be planned no more, or when one is left out."""
    if gone := [one for one in entries if one.round not in fresh.free]:
        standing = fresh.rounds.get(gone[0].round)
        says = f"“{standing.title}” has begun meanwhile." if standing else "A round was removed meanwhile."
        raise DomainError(f"{says} Plan again.", "plan_outdated")
    if missing := fresh.free - {one.round for one in entries}:
        title = fresh.rounds[min(missing)].title
        raise DomainError(f"The plan leaves out “{title}”. Plan again.", "plan_incomplete")


def _refuse_what_was_changed(proposal: Proposal, fresh: ToPlan, entries: Iterable[Entry]) -> None:
    """Raise when somebody has given a round another time or other people since the proposal was made.

    A round that stands already as it is wanted was taken a moment ago.
    """
    wanted = {one.round: [written(one.start), sorted(map(int, one.people))] for one in entries}
    for pk, now in standing_in(fresh).items():
        if now not in (proposal.standing.get(pk), wanted.get(pk)):
            raise DomainError(
                f"“{fresh.rounds[pk].title}” was given another time or other people meanwhile. Plan again.",
                "plan_outdated",
            )


def _refuse_calendars_that_grew_old(proposal: Proposal, fresh: ToPlan) -> None:
    if not proposal.stale_reason and (stale := stale_among(fresh)):
        name = stale[0].member.name
        says = f"{name}'s calendar has grown too old since. Have it read again, then plan again."
        raise DomainError(says, "plan_outdated")


@transaction.atomic
def take(
    proposal: Proposal,
    *,
    wish: str = "",
    entries: Sequence[Entry] = (),
    loops: Collection[Loop] | None = None,
    by: Member,
) -> list[Loop]:
    """Have the plan for this wish hold, or the `entries` instead; of a hiring day's, only for these loops.

    Raises a `DomainError` that says which rule would be broken by now, and then nothing has changed.
    """
    wanted = {loop.pk for loop in (loops if loops is not None else loops_of(proposal))}
    for loop in sorted(loops_of(proposal), key=lambda loop: loop.pk):
        if loop.pk in wanted:
            require(can_plan_loop(by, loop))
            locked(loop)
    refuse_others(proposal, entries)
    free = free_in(proposal)
    chosen = [one for one in (entries or entries_in(proposal, wish)) if int(free.get(one.round, 0)) in wanted]
    if not chosen:
        raise DomainError("This plan gives nobody a time. Choose another, or plan again.", "nothing_to_take")
    # Two plans that ask the same people follow each other: limits have no constraint that would refuse one.
    hold_members(int(pk) for one in chosen for pk in one.people)
    fresh = as_it_is_now(proposal, {round for round, loop in free.items() if _is_booked(loop, chosen, free)})
    refuse_what_has_changed(fresh, chosen)
    _refuse_what_was_changed(proposal, fresh, chosen)
    _refuse_calendars_that_grew_old(proposal, fresh)
    if broken := broken_by(fresh, chosen):
        says = " ".join(dict.fromkeys(one.says for one in broken))
        raise DomainError(f"This does not fit any more: {says} Adjust it, or plan again.", "plan_outdated")
    return _write(proposal, fresh, chosen, by=by)


def hold_members(members: Iterable[int]) -> None:
    """Hold these members until the transaction ends, so that nobody else gives them a seat meanwhile."""
    list(Member.objects.select_for_update(of=("self",)).filter(pk__in=set(members)).order_by("pk"))


def _is_booked(loop: str, chosen: Iterable[Entry], free: dict[str, str]) -> bool:
    return loop in {free[one.round] for one in chosen}


def _write(proposal: Proposal, fresh: ToPlan, entries: Sequence[Entry], *, by: Member) -> list[Loop]:
    touched = {fresh.rounds[one.round].loop_id for one in entries}
    loops = [loop for loop in fresh.loops.values() if loop.pk in touched]
    rows = set_timetable(loops, slots=[one.slot for one in entries], by=by)
    proposal.taken_at = timezone.now()
    proposal.save(update_fields=["taken_at"])
    record("proposal.taken", proposal, by=by, loops=sorted(touched))
    return rows


def require_planner(proposal: Proposal, by: Member) -> None:
    """Raise unless the member may have this proposal's plans hold."""
    require(can_plan_loop(by, proposal.loop) if proposal.loop else by.may(Capability.PLAN_EVERY_LOOP))
