"""What round-robin tools do: candidate after candidate the earliest time that fits, with the least loaded."""

from collections.abc import Iterator

from bench.planning.events import Tree
from interviews.staffing.planning.costs import cost_of
from interviews.staffing.planning.diary import Diary, Sitting
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.problem import Problem, Sought, compiled
from interviews.staffing.planning.timeline import places


def cost_of_greedy(tree: Tree) -> list[int]:
    """Unplanned rounds, days and minutes when nothing is ever taken back."""
    grid = Grid(read(tree))
    diary = Diary(grid)
    for candidate in grid.candidates.values():
        for sitting in _loop(grid, compiled(grid, diary, candidate)):
            diary.add(sitting)
    cost = cost_of(grid, diary.sittings)
    return [cost.unplanned_rounds, cost.days, cost.span_minutes]


def _loop(grid: Grid, problem: Problem) -> list[Sitting]:
    """The loop from the earliest day on that lets it be placed, round after round; or nothing."""
    for first in range(len(problem.days)):
        placed = _from(grid, problem, first)
        if placed is not None:
            return placed
    return []


def _from(grid: Grid, problem: Problem, first: int) -> list[Sitting] | None:
    placed: dict[int, tuple[int, int]] = {}
    sittings: list[Sitting] = []
    for r in _in_order(problem):
        found = next(_fits(problem, r, first, placed, {name for one in sittings for name in one.panel}), None)
        if found is None:
            return None
        day, slot, panel = found
        placed[r] = (day, slot)
        sittings.append(
            Sitting(
                candidate=problem.candidate.id,
                round=problem.rounds[r].id,
                start=grid.timeline.instant(slot),
                minutes=problem.rounds[r].minutes,
                panel=panel,
                shadow=None,
            )
        )
    return sittings


def _in_order(problem: Problem) -> list[int]:
    """The rounds that must come first before the others, and of those the ones with fewest times."""
    done, order = 0, []
    while len(order) < len(problem.rounds):
        ready = [r for r, one in enumerate(problem.rounds) if not done >> r & 1 and not one.after & ~done]
        order.append(min(ready, key=lambda r: problem.rounds[r].starts.bit_count()))
        done |= 1 << order[-1]
    return order


def _fits(
    problem: Problem, r: int, first: int, placed: dict[int, tuple[int, int]], seated: set[str]
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    round = problem.rounds[r]
    for at in range(first, len(problem.days)):
        day = problem.days[at]
        there = [(slot, problem.rounds[o]) for o, (on, slot) in placed.items() if on == at]
        before = [
            slot + problem.rounds[o].quarters for o, (_, slot) in placed.items() if round.after >> o & 1
        ]
        if len(there) >= day.most:
            continue
        for slot in places(round.starts & day.slots):
            if slot < max(before, default=0) or not all(
                slot >= start + one.step or slot + round.step <= start for start, one in there
            ):
                continue
            panel = _panel(problem, round, slot, seated)
            if panel and _has_lunch(problem, at, [*there, (slot, round)]):
                yield at, slot, panel


def _panel(problem: Problem, round: Sought, slot: int, seated: set[str]) -> tuple[str, ...] | None:
    free = sorted(
        (one.load, problem.people[one.place])
        for one in round.lead
        if one.starts >> slot & 1 and problem.people[one.place] not in seated
    )[: round.panel]
    return tuple(sorted(name for _, name in free)) if len(free) == round.panel else None


def _has_lunch(problem: Problem, at: int, there: list[tuple[int, Sought]]) -> bool:
    day = problem.days[at]
    return day.lunch is None or any(
        all(
            start + one.quarters <= day.first + lunch or start >= day.first + lunch + problem.lunch_quarters
            for start, one in there
        )
        for lunch in places(day.lunch)
    )
