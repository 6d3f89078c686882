"""HiGHS on the same loops, in a process of its own: `python -m bench.composing.highs`, instances by line.

Prints for each instance `{"milliseconds": …, "cost": …}`: CPU time of solving alone, without building.
"""

import json
import sys
from time import process_time

import highspy

from bench.composing.libraries import Tree
from interviews.loops.composing.costs import cost_of
from interviews.loops.composing.instance import Instance, read
from interviews.loops.composing.requirements import breaks


def solved(tree: Tree) -> Tree:
    """The least cost of the loop of one kind, or None, and what finding it took."""
    model = _model(read(tree))
    began = process_time()
    model.run()
    milliseconds = 1000 * (process_time() - began)
    is_solved = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    cost = int(model.getInfo().objective_function_value + 0.5) if is_solved else None
    return {"milliseconds": milliseconds, "cost": cost}


def _model(instance: Instance) -> highspy.Highs:
    (round,) = instance.rounds
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("mip_rel_gap", 0.0)
    there = [question for question in instance.questions if not breaks(question)]
    taken, off = [model.addBinary() for _ in there], model.addVariable(lb=0)
    used = sum(question.minutes * one for question, one in zip(there, taken, strict=True))
    shift = sum(
        (question.difficulty - round.difficulty) * one for question, one in zip(there, taken, strict=True)
    )
    model.addConstr(used <= round.minutes)
    model.addConstr(used >= round.minutes - round.slack_minutes)
    model.addConstr(sum(taken) <= round.max_questions)
    model.addConstr(off >= shift)
    model.addConstr(off >= -1 * shift)
    for name, count in round.needs.items():
        model.addConstr(
            sum(one for one, q in zip(taken, there, strict=True) if name in q.competencies) >= count
        )
    for family in {question.family for question in there} - {None}:
        model.addConstr(sum(one for one, q in zip(taken, there, strict=True) if q.family == family) <= 1)
    wear = sum(cost_of(question) * one for question, one in zip(there, taken, strict=True))
    # Its own `minimize` would run at once.
    objective = wear + 20 * off - 2 * used
    for at, weight in zip(*objective.unique_elements(), strict=True):
        model.changeColCost(int(at), float(weight))
    model.changeObjectiveOffset(2.0 * round.minutes)
    return model


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(solved(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
