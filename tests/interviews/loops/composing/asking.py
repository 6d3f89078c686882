"""Composes trees, reads conflicts back as rules, and asks CP-SAT in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from interviews.loops.composing.composer import compose
from interviews.loops.composing.composition import written
from interviews.loops.composing.instance import read

Tree = dict[str, Any]
Rules = set[tuple[str, str]]
ORACLE = Path(__file__).with_name("oracle.py")
LOOP_RULES = {"approved", "asked_to_candidate", "limit", "family"}


def composed(instance: Tree) -> Tree:
    """The result as its JSON says it."""
    result: Tree = json.loads(written(compose(read(instance))))
    return result


def ids_of(result: Tree) -> list[str]:
    return sorted(name for plan in result["rounds"] for name in plan["questions"])


def rules_of(instance: Tree, result: Tree) -> Rules:
    """The conflict's rules, each with the id of its round, or with none if it is of the loop."""
    ids = {round["id"] for round in instance["rounds"]}
    rules = set()
    for rule in result["conflict"]["rules"]:
        round, _, rest = rule.partition(":")
        if rule in LOOP_RULES:
            rules.add(("", rule))
        else:
            rules.add((round, rest) if round in ids else (result["conflict"]["round"], rule))
    return rules


def answers(asked: list[tuple[Tree, Rules | None]]) -> list[Tree]:
    """CP-SAT's answer to each instance under these rules; without rules under all, at the least cost."""
    lines = [
        json.dumps({"instance": instance, "rules": None if rules is None else sorted(rules)})
        for instance, rules in asked
    ]
    done = subprocess.run(
        [sys.executable, str(ORACLE)], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
