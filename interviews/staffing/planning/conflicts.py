"""Which rules clash: a set that cannot hold together, and of which none can be spared.

First of one round by itself, then of two, and only then of as many as it takes. Whatever is left out of such
a set, there is a plan; to be sure, that is asked of the whole loop in the end.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from interviews.staffing.planning.atoms import BY_TELLING, Atoms, atoms_of, in_groups
from interviews.staffing.planning.diary import Diary, pinned_of, sitting_of
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import Instance, Interviewer, Round
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.plan import Booking, BrokenRule
from interviews.staffing.planning.problem import compiled
from interviews.staffing.planning.search import is_possible

Holds = Callable[[Iterable[BrokenRule]], bool]


class Loop:
    """One candidate's loop beside everybody else's bookings, and whether it can be held."""

    def __init__(self, instance: Instance, candidate: str, others: Sequence[Booking], meter: Meter) -> None:
        self.instance, self.others, self.meter = instance, others, meter
        self.grid = Grid(instance)
        self.candidate = self.grid.candidates[candidate]
        pins = pinned_of(self.candidate)
        theirs = [sitting_of(booking) for booking in others if booking.candidate != candidate]
        self.diary = Diary(self.grid, [*theirs, *pins])
        self.pinned = {name for pin in pins for name in pin.people}
        by_id = sorted(self.candidate.rounds, key=lambda round: round.id)
        self.rounds = [round for round in by_id if round.pinned is None]
        self.atoms = self.atoms_of(self.rounds)
        self._known: dict[tuple[frozenset[str], Atoms], bool] = {}

    def atoms_of(self, rounds: Iterable[Round]) -> list[BrokenRule]:
        return atoms_of(self.grid, self.candidate, rounds)

    def dates_of(self, person: Interviewer) -> list[date]:
        """The person's dates of what they sit in beside this loop's open rounds, pins and others' rounds."""
        sittings = [one for one in self.diary.sittings if person.id in one.people]
        return [one.start.astimezone(person.time_zone).date() for one in sittings]

    def holds(self, rounds: Iterable[Round] | None = None, without: Iterable[BrokenRule] = ()) -> bool:
        """Can these rounds be held when these rules are left out? All rounds, if none are named."""
        chosen = frozenset(round.id for round in (self.rounds if rounds is None else rounds))
        key = chosen, frozenset(without)
        if key not in self._known:
            kept = tuple(one for one in self.candidate.rounds if one.pinned or one.id in chosen)
            problem = compiled(self.grid, self.diary, replace(self.candidate, rounds=kept), key[1])
            self.meter.steps += 1
            self._known[key] = is_possible(problem, self.meter)
        return self._known[key]


def smallest_conflict(loop: Loop) -> list[BrokenRule]:
    """Rules that clash, the most telling first. The loop must be one that cannot be held."""
    together = _too_few_for_a_panel(loop) or _of_few_rounds(loop) or _nothing_helps(loop)
    return sorted(together, key=lambda atom: -BY_TELLING.index(atom.rule))


def _too_few_for_a_panel(loop: Loop) -> list[BrokenRule]:
    """Where even all people of the instance are not enough, whatever they have learnt."""
    for round in loop.rounds:
        if round.panel > len(loop.grid.people):
            return [BrokenRule(rule="qualification", round=round.id)]
    return []


def _nothing_helps(loop: Loop) -> list[BrokenRule]:
    return [BrokenRule(rule="window", round=loop.rounds[0].id)]


def _of_few_rounds(loop: Loop) -> list[BrokenRule]:
    """Empty where nothing helps, whatever is left out."""
    if not loop.holds(without=loop.atoms):
        return []
    alone = [[round] for round in loop.rounds if not loop.holds([round])]
    pairs = () if alone else combinations(loop.rounds, 2)
    some = alone or [list(pair) for pair in pairs if not loop.holds(pair)] or [_no_more_than_needed(loop)]
    conflicts = [_conflict_of(loop, rounds) for rounds in some]
    return min(conflicts, key=_by_size)


def _by_size(conflict: Sequence[BrokenRule]) -> tuple[int, int, int]:
    rounds = {name for atom in conflict for name in (atom.round, *(atom.rounds or ())) if name}
    return len(rounds), len(conflict), -sum(BY_TELLING.index(atom.rule) for atom in conflict)


def _no_more_than_needed(loop: Loop) -> list[Round]:
    """Rounds that cannot be held together, of which none can be spared."""
    needed = list(loop.rounds)
    for round in loop.rounds:
        others = [other for other in needed if other is not round]
        if not loop.holds(others):
            needed = others
    return needed


def _conflict_of(loop: Loop, rounds: Sequence[Round]) -> list[BrokenRule]:
    atoms = loop.atoms_of(rounds)

    def in_these(kept: Iterable[BrokenRule]) -> bool:
        return loop.holds(rounds, set(atoms).difference(kept))

    def in_all(kept: Iterable[BrokenRule]) -> bool:
        return loop.holds(without=set(loop.atoms).difference(kept))

    found = _no_smaller(_shrunk(atoms, in_these), atoms, in_these)
    # The other rounds take time too, even with all of their rules left out.
    return _shrunk(found, in_all)


def _shrunk(atoms: Sequence[BrokenRule], holds: Holds) -> list[BrokenRule]:
    """A part of the atoms that does not hold, and holds without any of its members."""
    kept = list(atoms)
    for group in in_groups(atoms):
        rest = [atom for atom in kept if atom not in group]
        if not holds(rest):
            kept = rest
            continue
        for one in group if len(group) > 1 else ():
            rest = [atom for atom in kept if atom != one]
            if not holds(rest):
                kept = rest
    return kept


def _no_smaller(found: list[BrokenRule], atoms: Sequence[BrokenRule], holds: Holds) -> list[BrokenRule]:
    """Of many rules that clash there may be fewer that do: one alone, or two."""
    if len(found) < 3 or len({atom.round for atom in atoms if atom.round}) > 1:
        return found
    few = [[atom] for atom in reversed(atoms)] + [list(pair) for pair in combinations(reversed(atoms), 2)]
    return next((some for some in few if not holds(some)), found)
