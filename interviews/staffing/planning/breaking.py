"""Sets of changes that break one conflict, the cheapest first."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from typing import Final

from interviews.staffing.planning.atoms import OF_PEOPLE
from interviews.staffing.planning.changes import COSTS, Draft, changed
from interviews.staffing.planning.conflicts import Loop
from interviews.staffing.planning.instance import Round
from interviews.staffing.planning.loop_moves import loop_moves
from interviews.staffing.planning.plan import BrokenRule
from interviews.staffing.planning.seat_moves import Move, cost_of, seat_moves

# So many sets are tried on a conflict, of so many moves at the most.
_MOST_TRIES: Final = 80
_MOST_MOVES: Final = 3
_STAFFING: Final = frozenset({*OF_PEOPLE, "training", "qualification"})
_RANKS: Final = {kind: rank for rank, kind in enumerate(COSTS)}


def eased(loop: Loop, move: Iterable[Draft]) -> Loop:
    """The loop with these changes made."""
    instance, name = loop.instance, loop.candidate.id
    for draft in move:
        instance = changed(instance, draft, candidate=name)
    return Loop(instance, name, loop.others, loop.meter)


def breakers(loop: Loop, conflict: Sequence[BrokenRule]) -> Iterator[Move]:
    """What lets the rules of this conflict hold together, whatever becomes of all others."""
    moves = list(_moves(loop, conflict))
    waiting: list[tuple[int, int, tuple[int, ...], tuple[int, ...], Move]] = []

    def wait(chosen: tuple[int, ...], move: Move) -> None:
        ranks = tuple(_RANKS[draft.change] for draft in move)
        heappush(waiting, (cost_of(move), len(move), ranks, chosen, move))

    for at, move in enumerate(moves):
        wait((at,), move)
    for _ in range(_MOST_TRIES):
        if not waiting:
            return
        *_, chosen, together = heappop(waiting)
        if _is_broken(eased(loop, together), conflict):
            yield together
        elif len(chosen) < _MOST_MOVES:
            for at, wider in _continued(together, moves, chosen[-1] + 1):
                wait((*chosen, at), wider)


def _continued(drafts: Move, moves: Sequence[Move], first: int) -> Iterator[tuple[int, Move]]:
    """The set with each of the moves from one on that it does not hold yet."""
    for at in range(first, len(moves)):
        more = tuple(draft for draft in moves[at] if draft not in drafts)
        if _are_apart(drafts, more):
            yield at, (*drafts, *more)


def _are_apart(drafts: Move, more: Move) -> bool:
    """Do the two not change the same number?"""
    numbers = {(draft.change, draft.interviewer) for draft in drafts if draft.after is not None}
    return bool(more) and not any((draft.change, draft.interviewer) in numbers for draft in more)


def _is_broken(loop: Loop, conflict: Sequence[BrokenRule]) -> bool:
    """Do the rules of the conflict hold together now?"""
    named = {atom.round for atom in conflict}
    of_one = len(named) == 1 and None not in named
    rounds = [round for round in loop.rounds if round.id in named] if of_one else loop.rounds
    return loop.holds(rounds, set(loop.atoms).difference(conflict))


def _moves(loop: Loop, conflict: Sequence[BrokenRule]) -> Iterator[Move]:
    yield from loop_moves(loop, conflict)
    strangers = any(atom.rule == "qualification" for atom in conflict)
    for round in _short_of_people(loop, conflict):
        yield from seat_moves(loop, round, strangers=strangers)


def _short_of_people(loop: Loop, conflict: Sequence[BrokenRule]) -> list[Round]:
    named = {atom.round for atom in conflict if atom.rule in _STAFFING}
    if any(atom.rule == "one_seat" for atom in conflict):
        return loop.rounds
    return [round for round in loop.rounds if round.id in named]


def merged(drafts: Move, more: Move) -> Move:
    """Both sets in one: a number that is changed again is changed once, by as much as both."""
    together = list(drafts)
    for draft in more:
        earlier = next((one for one in together if _is_continued(one, draft)), None)
        if earlier is None:
            together.append(draft)
        else:
            together[together.index(earlier)] = Draft(
                change=draft.change,
                steps=earlier.steps + draft.steps,
                interviewer=draft.interviewer,
                kind=draft.kind,
                before=earlier.before,
                after=draft.after,
            )
    return tuple(together)


def _is_continued(one: Draft, other: Draft) -> bool:
    """Does the other begin where the one ends?"""
    same = (one.change, one.interviewer, one.kind) == (other.change, other.interviewer, other.kind)
    return same and one.after is not None and one.after == other.before
