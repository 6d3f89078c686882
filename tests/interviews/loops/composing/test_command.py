import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.interviews.loops.composing.asking import composed
from tests.interviews.loops.composing.instances import example, loop, question, round_

CHECKOUT = Path(__file__).resolve().parents[4]


def run(path: Path) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was complained of."""
    out = StringIO()
    try:
        call_command("compose_loop", str(path), stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), ""


@pytest.mark.parametrize(
    ("instance", "status"),
    [(example(), 0), (loop([], [round_()]), 1), ({"format": "compose/1"}, 2)],
    ids=["composed", "impossible", "bad"],
)
def test_the_exit_status_tells_how_it_went(tmp_path, instance, status):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(instance))
    done = subprocess.run(
        [sys.executable, "manage.py", "compose_loop", str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert (json.loads(done.stdout) if status < 2 else done.stdout) == (
        composed(instance) if status < 2 else ""
    )


def test_every_fault_is_told(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(loop([question(minutes=0)], [round_(max_questions=0)])))

    assert run(path) == (
        2,
        "",
        "questions[0].minutes: must be at least 1.\nrounds[0].max_questions: must be at least 1.",
    )


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"\x00"])
def test_what_is_no_text_is_refused(tmp_path, content):
    path = tmp_path / "instance.json"
    if content is not None:
        path.write_bytes(content)

    status, printed, complaint = run(path)

    assert (status, printed) == (2, "")
    assert complaint


NUMBERS = st.one_of(st.integers(-2, 90), st.sampled_from([10**9, 10**30, 1440]), st.floats(allow_nan=False))
LEAVES = st.one_of(
    st.none(), st.booleans(), NUMBERS, st.sampled_from(["q1", "mlops", "drift", "", "compose/1"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


def changed(tree: Any, path: list[int], value: Any) -> Any:
    """The tree with another value somewhere: each number of the path says which branch to take."""
    if not path or not isinstance(tree, dict | list) or not tree:
        return value
    keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
    key = keys[path[0] % len(keys)]
    copy = tree.copy()
    copy[key] = changed(tree[key], path[1:], value)
    return copy


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.integers(0, 20), min_size=0, max_size=5), value=ANYTHING)
def test_whatever_the_json_holds_it_is_answered_or_refused(tmp_path, path, value):
    instance = changed(example(), path, value) if path else value
    place = tmp_path / "instance.json"
    place.write_text(json.dumps(instance))

    status, printed, complaint = run(place)

    assert status in {0, 1, 2}
    assert bool(printed) == (status < 2)
    assert bool(complaint) == (status > 0)
