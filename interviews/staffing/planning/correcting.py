"""Changes that are read off a plan which breaks as few rules as can be: some that do, if any do at all."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from interviews.staffing.planning.atoms import Atoms
from interviews.staffing.planning.breaking import eased, merged
from interviews.staffing.planning.changes import Draft
from interviews.staffing.planning.conflicts import Loop
from interviews.staffing.planning.instance import Round
from interviews.staffing.planning.loop_moves import day_opened, days_more, opened
from interviews.staffing.planning.plan import BrokenRule, Rule
from interviews.staffing.planning.problem import compiled
from interviews.staffing.planning.search import Layout, cheapest
from interviews.staffing.planning.seat_moves import Move, move_to_seat

# What is asked again first, the dearest to do without.
_DEAREST_FIRST: tuple[Rule, ...] = (
    "qualification", "window", "calendar", "rooms", "lunch", "order", "working_hours", "rounds_per_day",
    "break", "limit",
)  # fmt: skip

# How many days after the last are tried, when the listed ones will not do.
_MOST_DAYS = 2


def corrected(loop: Loop) -> Move | None:
    """Changes with which every rule is kept, on the listed days or on the next; None where none will do."""
    for drafts in [(), *((day_opened(loop, day),) for day in days_more(loop)[:_MOST_DAYS])]:
        there = eased(loop, drafts)
        without = _left_out(there)
        found = None if without is None else _of_a_plan(there, without)
        if found is not None:
            return merged(drafts, found)
    return None


def _of_a_plan(loop: Loop, without: Atoms) -> Move | None:
    layout = cheapest(compiled(loop.grid, loop.diary, loop.candidate, without), loop.meter)
    found = None if layout is None else _read_off(loop, layout, without)
    return found if found is not None and eased(loop, found).holds() else None


def _left_out(loop: Loop) -> Atoms | None:
    """Rules to do without, of which each is needed; people may learn what they do not know."""
    offered = [atom for atom in loop.atoms if atom.rule in _DEAREST_FIRST]
    offered += [BrokenRule(rule="qualification", round=round.id) for round in loop.rounds]
    without = set(offered)
    if not loop.holds(without=without):
        return None
    for atom in sorted(without, key=_place):
        if loop.holds(without=without - {atom}):
            without.discard(atom)
    return frozenset(without)


def _place(atom: BrokenRule) -> tuple[int, str, tuple[str, str]]:
    return _DEAREST_FIRST.index(atom.rule), atom.round or "", atom.rounds or ("", "")


def _read_off(loop: Loop, layout: Layout, without: Atoms) -> Move | None:
    people, drafts = list(loop.grid.people.values()), tuple(_of_the_loop(loop, layout, without))
    for seats in layout.seats:
        round = loop.rounds[seats.round]
        if BrokenRule(rule="window", round=round.id) in without:
            drafts = merged(drafts, tuple(_windows(loop, round, seats.slot)))
        trained = [loop.grid.people[people[at].id].qualifications.get(round.kind) for at in seats.panel]
        seconds = trained.count("reverse_shadow") if round.panel > 1 else 0
        for at, stage in zip(seats.panel, trained, strict=True):
            # One may be in training yet, beside others who are not.
            target = 2 if stage == "reverse_shadow" and seconds == 1 else 3
            move = move_to_seat(loop, round, people[at], seats.slot, target)
            if move is None:
                return None
            drafts = merged(drafts, move)
    return drafts


def _windows(loop: Loop, round: Round, slot: int) -> Iterator[Draft]:
    start = loop.grid.timeline.instant(slot)
    end = start + timedelta(minutes=round.minutes)
    if not any(begin <= start and end <= until for begin, until in loop.candidate.windows):
        yield opened(loop, start, end)


def _of_the_loop(loop: Loop, layout: Layout, without: Atoms) -> Iterator[Draft]:
    policy, rules = loop.grid.policy, {atom.rule for atom in without}
    for atom in sorted(without, key=_place):
        if atom.rounds:
            yield Draft(change="allow_order", rounds=atom.rounds)
    if "break" in rules:
        yield Draft(change="shorten_break", before=policy.break_minutes, after=0)
    if "lunch" in rules:
        yield Draft(change="drop_lunch")
    if "rounds_per_day" in rules:
        zone = loop.candidate.time_zone
        starts = [loop.grid.timeline.instant(seats.slot) for seats in layout.seats]
        starts += [one.pinned.start for one in loop.candidate.rounds if one.pinned]
        most = max(Counter(start.astimezone(zone).date() for start in starts).values())
        before = policy.max_rounds_per_day
        yield Draft(change="raise_rounds_per_day", steps=most - before, before=before, after=most)
    if "rooms" in rules and policy.rooms is not None:
        yield Draft(change="add_room", before=policy.rooms, after=policy.rooms + 1)
