"""Asks CP-SAT in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

Tree = dict[str, Any]
# A rule and what it is left out for: a round, a pair of rounds (`order`), or None for the whole loop.
Atom = tuple[str, Any]

CHECKOUT = Path(__file__).resolve().parents[4]


def answers(asked: Sequence[tuple[Tree, Iterable[Atom] | None]]) -> list[Tree]:
    """CP-SAT's answer to each instance: its least cost, or whether it can be planned without these rules."""
    lines = [
        json.dumps({"instance": instance, "left_out": None if left_out is None else list(left_out)})
        for instance, left_out in asked
    ]
    done = subprocess.run(
        [sys.executable, "-m", "tests.interviews.staffing.planning.oracle"],
        cwd=CHECKOUT,
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
