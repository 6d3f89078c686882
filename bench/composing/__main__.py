"""`python -m bench.composing`: what composing a loop costs, beside a solver and a greedy choice."""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from time import process_time

from bench.composing.greedy import RESTARTS, cost_of_one_pass, cost_with_restarts
from bench.composing.libraries import KINDS, Tree, loop_over, of_kind
from interviews.loops.composing.composer import compose
from interviews.loops.composing.composition import Composition
from interviews.loops.composing.instance import read

SIZES, SEEDS, TIMES = (1_000, 10_000, 100_000), range(5), 3
# Milliseconds of CPU for a whole loop, by the size of its library; and a part of the solver's for one kind.
AIMS = {1_000: 30.0, 100_000: 2_000.0}
PART_OF_HIGHS = 0.5


@dataclass(frozen=True)
class Sized:
    """Loops over libraries of one size: CPU in milliseconds, and how their rounds fare by a greedy choice."""

    questions: int
    milliseconds: float
    slowest: float
    work: int
    one_pass: str
    restarts: str

    @property
    def is_met(self) -> bool:
        return self.slowest <= AIMS.get(self.questions, self.slowest)


@dataclass(frozen=True)
class Kind:
    """One kind of 1,000 questions: median CPU in milliseconds, ours and HiGHS's."""

    name: str
    milliseconds: float
    highs: float
    is_same_cost: bool

    @property
    def is_met(self) -> bool:
        return self.is_same_cost and self.milliseconds <= PART_OF_HIGHS * self.highs


def timed(instance: Tree) -> tuple[float, Composition]:
    """The CPU time of composing what was read, the median of a few, in milliseconds."""
    loop, taken = read(instance), []
    for _ in range(TIMES):
        began = process_time()
        composition = compose(loop)
        taken.append(1000 * (process_time() - began))
    return median(taken), composition


def sized(questions: int) -> Sized:
    instances = [loop_over(questions, seed=seed) for seed in SEEDS]
    runs = [timed(instance) for instance in instances]
    rounds = [of_kind(instance, kind) for instance in instances for kind in KINDS]
    costs = [compose(read(round)).cost for round in rounds]
    return Sized(
        questions=questions,
        milliseconds=median(milliseconds for milliseconds, _ in runs),
        slowest=max(milliseconds for milliseconds, _ in runs),
        work=max(composition.work for _, composition in runs),
        one_pass=_beside(costs, map(cost_of_one_pass, rounds)),
        # Two hundred passes over the largest library would take longer than everything else.
        restarts=_beside(costs, map(cost_with_restarts, rounds)) if questions <= 1_000 else "not tried",
    )


def _beside(costs: Sequence[int | None], greedy: Iterable[int | None]) -> str:
    """How a greedy choice fares in the rounds that can be filled."""
    pairs = [(cost, other) for cost, other in zip(costs, greedy, strict=True) if cost]
    more = sorted(100 * (other / cost - 1) for cost, other in pairs if other is not None)
    fills = f"fills {len(more)} of {len(pairs)} rounds"
    return f"{fills} for {median(more):.0f} % more, at most {more[-1]:.0f} %" if more else fills


def kinds() -> Iterator[Kind]:
    instances = [loop_over(1_000, seed=seed) for seed in SEEDS]
    for kind in KINDS:
        alone = [of_kind(instance, kind) for instance in instances]
        ours = [timed(instance) for instance in alone]
        theirs = _of_highs(alone)
        yield Kind(
            name=kind,
            milliseconds=median(milliseconds for milliseconds, _ in ours),
            highs=median(answer["milliseconds"] for answer in theirs),
            is_same_cost=[composition.cost for _, composition in ours]
            == [answer["cost"] for answer in theirs],
        )


def _of_highs(instances: list[Tree]) -> list[Tree]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.composing.highs"],
        input="\n".join(map(json.dumps, instances)),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"HiGHS (see requirements-dev.in) did not answer:\n{done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def as_text(by_size: list[Sized], by_kind: list[Kind]) -> str:
    lines = [f"Composing a loop of {len(KINDS)} rounds, CPU ms, median (slowest) of {len(SEEDS)} libraries"]
    for one in by_size:
        aim = AIMS.get(one.questions)
        lines.append(
            f"{one.questions:>9,} questions  {one.milliseconds:8.1f} ({one.slowest:.1f})  "
            f"{one.milliseconds / by_size[0].milliseconds:5.1f}×  work ≤ {one.work:,}  "
            + (f"aim < {aim:g}: {'met' if one.is_met else 'missed'}" if aim else "")
        )
        lines.append(f"{'':>20}  greedy: one pass {one.one_pass}; {RESTARTS} restarts: {one.restarts}")
    lines += ["", "One kind of 1,000 questions, CPU ms"]
    lines += [
        f"{one.name:>20}  ours {one.milliseconds:5.1f}  HiGHS {one.highs:7.1f}  "
        f"{one.milliseconds / one.highs:5.2f} of it  aim ≤ {PART_OF_HIGHS:g}, same cost: "
        f"{'met' if one.is_met else 'missed'}"
        for one in by_kind
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.composing", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--small", action="store_true", help="only 1,000 questions, for a quick look")
    chosen = parser.parse_args()
    by_size = [sized(questions) for questions in (SIZES[:1] if chosen.small else SIZES)]
    by_kind = list(kinds())
    if chosen.json:
        both = {"sizes": by_size, "kinds": by_kind}
        rows = {name: [asdict(one) | {"is_met": one.is_met} for one in ones] for name, ones in both.items()}
        print(json.dumps(rows, indent=2))
    else:
        print(as_text(by_size, by_kind))


if __name__ == "__main__":
    main()
