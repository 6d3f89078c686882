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

from tests.interviews.staffing.planning.agreeing import planned
from tests.interviews.staffing.planning.instances import candidate, example, instance, interviewer

CHECKOUT = Path(__file__).resolve().parents[4]
PARTLY = instance([interviewer(daily_limit=1)], [candidate("c1"), candidate("c2")])


def run(path: Path) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was complained of."""
    out = StringIO()
    try:
        call_command("plan_interviews", str(path), stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue(), str(error)
    return 0, out.getvalue(), ""


def test_the_exit_status_tells_that_somebody_is_not_planned(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(PARTLY))
    done = subprocess.run(
        [sys.executable, "manage.py", "plan_interviews", str(path)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout) == planned(PARTLY)


@pytest.mark.parametrize(("tree", "status"), [(example(), 0), (instance([], [candidate()]), 1)])
def test_what_is_printed_is_the_plan(tmp_path, tree, status):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(tree))

    assert run(path)[0] == status
    assert json.loads(run(path)[1]) == planned(tree)


def test_who_is_left_out_is_told(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(PARTLY))

    status, printed, complaint = run(path)

    answer = json.loads(printed)
    assert (status, answer["status"], len(answer["bookings"])) == (1, "partly_planned", 1)
    assert complaint == answer["conflicts"][0]["says"]


def test_every_fault_is_told(tmp_path):
    path = tmp_path / "instance.json"
    path.write_text(json.dumps(instance([interviewer(daily_limit=-1, weekly_limit="two")], [])))

    assert run(path) == (
        2,
        "",
        (
            "interviewers[0].daily_limit: must be at least 0.\n"
            "interviewers[0].weekly_limit: must be a whole number."
        ),
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
WORDS = [
    "i1",
    "r1",
    "c1",
    "coding",
    "",
    "plan/1",
    "2026-03-28",
    "23:59",
    "2026-03-26T09:07:00Z",
    "UTC",
    "morning",
]
LEAVES = st.one_of(st.none(), st.booleans(), NUMBERS, st.sampled_from(WORDS))
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.lists(st.integers(0, 20), min_size=0, max_size=6), value=ANYTHING)
def test_whatever_the_json_holds_it_is_answered_or_refused(tmp_path, path, value):
    tree = changed(example(), path, value) if path else value
    place = tmp_path / "instance.json"
    place.write_text(json.dumps(tree))

    status, printed, complaint = run(place)

    assert status in {0, 1, 2}
    assert bool(printed) == (status < 2)
    assert bool(complaint) == (status > 0)
