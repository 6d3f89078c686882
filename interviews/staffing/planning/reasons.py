"""Why a round is booked as it is, in a sentence or two that hold for the plan as it stands."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from interviews.staffing.planning.diary import Diary, Sitting
from interviews.staffing.planning.grid import Grid
from interviews.staffing.planning.problem import Problem, Seatable, Sought, compiled

PINNED = "Stays as it was booked."


def reasons(grid: Grid, sittings: Sequence[Sitting], pins: Iterable[Sitting]) -> dict[tuple[str, str], str]:
    """For each booking, by candidate and round, what speaks for its people beside all others."""
    staying = set(pins)
    diary = Diary(grid, sittings)
    why = {(one.candidate, one.round): PINNED for one in staying}
    by_candidate = sorted(set(sittings) - staying, key=lambda one: (one.candidate, one.round))
    for name, group in groupby(by_candidate, key=lambda one: one.candidate):
        loop = list(group)
        for one in loop:
            diary.remove(one)
        problem = compiled(grid, diary, grid.candidates[name])
        why |= {(name, one.round): _why(grid, problem, loop, one) for one in loop}
        for one in loop:
            diary.add(one)
    return why


def _why(grid: Grid, problem: Problem, loop: Sequence[Sitting], sitting: Sitting) -> str:
    """Others are those who might sit there too: who is in another round with the candidate may not."""
    (round,) = (one for one in problem.rounds if one.id == sitting.round)
    elsewhere = {name for one in loop if one is not sitting for name in one.people}
    bit = grid.timeline.starts_within(sitting.start, sitting.start)

    def free(people: Iterable[Seatable]) -> dict[str, int]:
        there = {problem.people[one.place]: one.load for one in people if one.starts & bit}
        return {name: load for name, load in there.items() if name not in elsewhere}

    return " ".join([_of_panel(round, sitting, free(round.lead)), *_of_shadow(round, sitting)])


def _of_panel(round: Sought, sitting: Sitting, free: dict[str, int]) -> str:
    leads = [name for name in sitting.panel if name in free]
    beside = "" if len(leads) == round.panel else ", beside somebody in reverse shadow"
    if len(leads) == len(free):
        return f"{_all_of_them(len(free))}{beside}."
    others = [load for name, load in free.items() if name not in leads]
    heaviest = max(free[name] for name in leads)
    if heaviest < min(others):
        least = "Least loaded" if len(leads) == 1 else f"The {len(leads)} least loaded"
        return f"{least} of {len(free)} qualified and free{beside}."
    if heaviest == min(others):
        number = "One" if len(leads) == 1 else str(len(leads))
        return f"{number} of {len(free)} qualified and free, of whom nobody is less loaded{beside}."
    number = "One" if len(leads) == 1 else str(len(leads))
    return f"{number} of {len(free)} qualified and free, as best suits the whole plan{beside}."


def _all_of_them(count: int) -> str:
    if count == 1:
        return "The only one who is qualified and free"
    return f"All {count} who are qualified and free"


def _of_shadow(round: Sought, sitting: Sitting) -> list[str]:
    if not round.wants_shadow:
        return []
    return ["A trainee shadows." if sitting.shadow else "Nobody shadows."]
