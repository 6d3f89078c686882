"""The planner in a process of its own: `python -m bench.planning.ours`, instances by line.

Prints for each the CPU time of planning what was read, the cost and its bound, the work, and how much memory
the process came to take beyond what it had before the first.
"""

import json
import sys
from dataclasses import asdict
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import process_time

from bench.planning.events import Tree
from interviews.staffing.planning.instance import read
from interviews.staffing.planning.planner import plan

# What takes longer than this is not run again.
_QUICK_MS = 500


def planned(tree: Tree) -> Tree:
    instance, taken = read(tree), []
    while not taken or (len(taken) < 3 and taken[0] < _QUICK_MS):
        began = process_time()
        found = plan(instance)
        taken.append(1000 * (process_time() - began))
    return {
        "milliseconds": median(taken),
        "cost": list(asdict(found.cost).values()),
        "bound": list(asdict(found.bound).values()),
        "optimal": found.optimal,
        "work": found.work,
    }


def main() -> None:
    before = _kilobytes()
    for line in sys.stdin:
        answer = planned(json.loads(line))
        print(json.dumps(answer | {"megabytes": (_kilobytes() - before) / 1024}), flush=True)


def _kilobytes() -> int:
    return getrusage(RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
