import json
import os
import subprocess
import sys
from pathlib import Path

from django.db import connection

from bench.rows import ROWS

CHECKOUT = Path(__file__).resolve().parents[2]


def bench(folder: Path, *arguments: str) -> str:
    """What the command prints, run beside this test's own kind of database."""
    surroundings = os.environ | {"FAIRLOOP_VAR": str(folder)}
    if connection.vendor == "sqlite":
        surroundings["DATABASE_URL"] = f"sqlite:///{folder / 'not-this-one.sqlite3'}"
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--small", *arguments],
        cwd=CHECKOUT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_small_bench_measures_every_page(tmp_path: Path) -> None:
    report = json.loads(bench(tmp_path, "--json"))
    assert report["loops"] == [20, 80]
    assert [row["name"] for row in report["rows"]] == list(ROWS)
    for row in report["rows"]:
        assert row["small"]["queries"] == row["large"]["queries"] > 0, row
        assert row["large"]["queries"] <= (row["aim"]["queries"] or 1_000), row
        assert 0 < row["large"]["milliseconds"] < 10_000, row
        assert "does not stream" not in row["misses"], row
    search = report["search"]
    assert [search[size]["questions"] for size in ("small", "large")] == [50, 100]
    assert search["small"]["queries"] == search["large"]["queries"] > 0
    assert 0 < search["large"]["p50"] <= search["large"]["p95"] <= search["large"]["worst"] < 10_000
    # One line for each of 5 answers on 5 scorecards, the half-filled loop's, red flags, and a heading.
    export = next(row for row in report["rows"] if row["name"] == "export, recruiter")
    assert 20 * 25 < export["small"]["stream"]["lines"] < 20 * 25 + 60
    assert 80 * 25 < export["large"]["stream"]["lines"] < 80 * 25 + 100
    assert list(tmp_path.rglob("*.sqlite3")) == []
