"""The rules of a loop that can clash: each may be left out, to see whether the rest holds together."""

from collections.abc import Iterable, Sequence
from typing import Final

from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import Candidate, Round
from interviews.staffing.planning.plan import BrokenRule, Rule

Atoms = frozenset[BrokenRule]

# Who asks which rules clash wants to hear of the last of these sooner than of the first.
BY_TELLING: Final[tuple[Rule, ...]] = (
    "break", "rounds_per_day", "lunch", "rooms", "working_hours", "order", "window", "calendar", "conflict",
    "limit", "one_seat", "training", "qualification",
)  # fmt: skip
# Rules that keep people from a seat.
OF_PEOPLE: Final[tuple[Rule, ...]] = ("conflict", "limit", "calendar", "working_hours")


def atoms_of(grid: Grid, candidate: Candidate, rounds: Iterable[Round]) -> list[BrokenRule]:
    """What can clash when these rounds, which are not pinned, are to be held; the most telling last."""
    sought = sorted(rounds, key=lambda round: round.id)
    found = [BrokenRule(rule=rule) for rule in _of_the_loop(grid)]
    found += [BrokenRule(rule="order", rounds=pair) for pair in _orders(candidate, sought)]
    for round in sought:
        found += [BrokenRule(rule=rule, round=round.id) for rule in (*OF_PEOPLE, "window")]
        if (lacking := _lacks(grid, round)) is not None:
            found.append(BrokenRule(rule=lacking, round=round.id))
    return sorted(found, key=_place)


def in_groups(atoms: Sequence[BrokenRule]) -> list[list[BrokenRule]]:
    """The atoms of each rule together, the least telling first."""
    groups = [[atom for atom in atoms if atom.rule == rule] for rule in BY_TELLING]
    return [group for group in groups if group]


def having(grid: Grid, round: Round) -> list[str]:
    """The stages of all who have the round's kind."""
    return [stage for _, stage in grid.stages.get(round.kind, ())]


def _place(atom: BrokenRule) -> tuple[int, str, tuple[str, str]]:
    return BY_TELLING.index(atom.rule), atom.round or "", atom.rounds or ("", "")


def _of_the_loop(grid: Grid) -> Iterable[Rule]:
    policy = grid.policy
    yield "one_seat"
    yield "rounds_per_day"
    if policy.break_minutes:
        yield "break"
    if policy.lunch:
        yield "lunch"
    if policy.rooms is not None:
        yield "rooms"


def _orders(candidate: Candidate, sought: Sequence[Round]) -> list[tuple[str, str]]:
    """Pairs of which one at least is sought, and the other is sought or pinned."""
    ids = {round.id for round in sought}
    there = ids | {round.id for round in candidate.rounds if round.pinned}
    return sorted({pair for pair in candidate.before if ids.intersection(pair) and there.issuperset(pair)})


def _lacks(grid: Grid, round: Round) -> Rule | None:
    """What all the people together lack for a panel, were they all free."""
    stages = having(grid, round)
    if len(stages) < round.panel:
        return "qualification"
    seconds = min(1, stages.count("reverse_shadow")) if round.panel > 1 else 0
    return "training" if stages.count("qualified") + seconds < round.panel else None
