"""`python -m bench.planning`: what planning a loop costs beside a solver; hiring days beside their bound."""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from math import log
from statistics import median

from bench.planning.events import Tree, hiring_day, loop
from bench.planning.greedy import cost_of_greedy

# People, rounds, days; how many loops of that size; which part of the solver's CPU time they may take.
LOOPS = (
    (20, 5, 5, 3, 0.2),
    (40, 5, 5, 3, 0.2),
    (80, 6, 5, 2, 1.5),
    (120, 6, 10, 2, 1.5),
    (200, 7, 10, 1, None),
)
# Candidates and people, and how much of the people's limits their rounds use, where that is tight.
DAYS = ((20, 40, None), (60, 120, None), (100, 200, None), (60, 40, 0.88))
# Percent of minutes above the bound that a tight day may take.
MORE_MINUTES = 1.0


@dataclass(frozen=True)
class Loops:
    """Loops of one size: median CPU in milliseconds, ours and CP-SAT's."""

    size: str
    milliseconds: float
    cpsat: float
    work: int
    megabytes: float
    aim: float | None
    is_same_cost: bool

    @property
    def part(self) -> float:
        return self.milliseconds / self.cpsat

    @property
    def is_met(self) -> bool:
        return self.is_same_cost and (self.aim is None or self.part <= self.aim)


@dataclass(frozen=True)
class Day:
    """A hiring day: unplanned rounds, days and minutes, beside their bound and what a greedy choice takes."""

    size: str
    candidates: int
    first_ms: float
    milliseconds: float
    work: int
    megabytes: float
    first: list[int]
    found: list[int]
    bound: list[int]
    greedy: list[int]
    is_tight: bool

    @property
    def is_met(self) -> bool:
        if not self.is_tight:
            return self.found == self.bound
        return not self.found[0] and self.found[2] <= self.bound[2] * (1 + MORE_MINUTES / 100)


def loops(people: int, rounds: int, days: int, count: int, aim: float | None) -> Loops:
    instances = [loop(people, rounds, days, seed=seed) for seed in range(count)]
    ours, theirs = _of("ours", instances), _of("cpsat", instances)
    return Loops(
        size=f"{people}×{rounds}×{days}",
        milliseconds=median(one["milliseconds"] for one in ours),
        cpsat=median(one["milliseconds"] for one in theirs),
        work=max(one["work"] for one in ours),
        megabytes=max(one["megabytes"] for one in ours),
        aim=aim,
        is_same_cost=[one["cost"] for one in ours] == [one["cost"] for one in theirs],
    )


def day(candidates: int, people: int, use: float | None) -> Day:
    instance = hiring_day(candidates, people, use=use, seed=0)
    # One step of work leaves the first plan as it is.
    (first,) = _of("ours", [instance | {"limits": {"work": 1}}])
    (found,) = _of("ours", [instance])
    return Day(
        size=f"{candidates}×{people}" + (f" at {use:.0%} use" if use else ""),
        candidates=candidates,
        first_ms=first["milliseconds"],
        milliseconds=found["milliseconds"],
        work=found["work"],
        megabytes=found["megabytes"],
        first=first["cost"][:3],
        found=found["cost"][:3],
        bound=found["bound"],
        greedy=cost_of_greedy(instance),
        is_tight=use is not None,
    )


def _of(program: str, instances: list[Tree]) -> list[Tree]:
    done = subprocess.run(
        [sys.executable, "-m", f"bench.planning.{program}"],
        input="\n".join(map(json.dumps, instances)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program} (see requirements-dev.in) did not answer:\n{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def exponent(days: list[Day]) -> float:
    """By which power of the candidates the time to the first plan grows, with two people for each."""
    loose = [one for one in days if not one.is_tight]
    least, most = loose[0], loose[-1]
    return log(most.first_ms / least.first_ms) / log(most.candidates / least.candidates)


def as_text(of_loops: list[Loops], of_days: list[Day]) -> str:
    lines = ["One loop: interviewers × rounds × days, CPU ms, median, beside CP-SAT with one worker"]
    for one in of_loops:
        aim = f"aim ≤ {one.aim:g}" if one.aim else "no aim"
        lines.append(
            f"{one.size:>14}  {one.milliseconds:8.1f}  CP-SAT {one.cpsat:9.1f}  {one.part:6.3f} of it  "
            f"{aim}, same cost: {'met' if one.is_met else 'missed'}  "
            f"work ≤ {one.work:,}  {one.megabytes:.0f} MB"
        )
    lines += ["", "A hiring day: candidates × interviewers; unplanned rounds, days and minutes"]
    for one_day in of_days:
        lines.append(
            f"{one_day.size:>18}  {one_day.found}  bound {one_day.bound}: "
            f"{'met' if one_day.is_met else 'missed'}  greedy {one_day.greedy}  "
            f"{one_day.milliseconds:.0f} ms of CPU, {one_day.megabytes:.0f} MB; "
            f"first plan {one_day.first} in {one_day.first_ms:.0f} ms"
        )
    if len(of_days) > 2:
        lines.append(f"The first plan takes time that grows as candidates to the {exponent(of_days):.2f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.planning", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--small", action="store_true", help="only the smallest of each, for a quick look")
    chosen = parser.parse_args()
    of_loops = [loops(*size) for size in (LOOPS[:1] if chosen.small else LOOPS)]
    of_days = [day(*size) for size in (DAYS[:1] if chosen.small else DAYS)]
    if chosen.json:
        both = {"loops": of_loops, "days": of_days}
        rows = {name: [asdict(one) | {"is_met": one.is_met} for one in ones] for name, ones in both.items()}
        print(json.dumps(rows, indent=2))
    else:
        print(as_text(of_loops, of_days))


if __name__ == "__main__":
    main()
