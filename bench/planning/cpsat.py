"""CP-SAT on the same loops, in a process of its own: `python -m bench.planning.cpsat`, instances by line.

Prints for each instance `{"milliseconds": …, "cost": …}`: CPU time of solving alone, without building, with
one worker, one part of the cost after the other (all of them weighted into one took no less).
"""

import json
import sys
from time import process_time

from ortools.sat.python import cp_model

from bench.planning.events import Tree
from tests.interviews.staffing.planning.oracle import Objective, Rules


def solved(tree: Tree) -> Tree:
    rules = Rules(tree, set())
    parts = Objective(rules).parts
    cost = []
    began = process_time()
    for part in parts:
        if isinstance(part, int):
            cost.append(part)
            continue
        rules.model.minimize(part)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(rules.model) != cp_model.OPTIMAL:
            raise SystemExit("CP-SAT found no best plan.")
        cost.append(round(solver.objective_value))
        rules.model.clear_objective()
        rules.model.add(part <= cost[-1])
    return {"milliseconds": 1000 * (process_time() - began), "cost": cost}


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(solved(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
