"""Fills, measures, fills more, measures again. Imported once Django knows which database is meant."""

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from django.core.management import call_command
from django.db import connection
from django.test.utils import override_settings

from bench.explaining import explain
from bench.filling.growing import Filling
from bench.filling.house import build_house
from bench.filling.library import Library
from bench.measuring import Cost, measure
from bench.readers import Readers
from bench.report import Measured, Report
from bench.rows import ROWS, Row
from bench.searches import NAME as SEARCH
from bench.searches import Searched, measure_searches

# Pages name their style sheets; to hash these would take longer than to measure.
PLAIN_FILES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def print_report(
    *,
    sizes: tuple[int, int],
    questions: tuple[int, int],
    searches: int,
    only: Sequence[str],
    as_json: bool,
) -> None:
    """Measure the rows at both sizes; the report goes to standard output."""
    chosen = [ROWS[name] for name in only or ROWS if name != SEARCH]
    load = os.getloadavg()[0]
    small: Mapping[str, Cost] = {}
    large: Mapping[str, Cost] = {}
    with _scene():
        if chosen:
            filling = Filling(build_house())
            _grow(filling, to=sizes[0])
            readers = Readers(filling.house, filling.add_half_filled_loop())
            small = _measure(chosen, readers)
            _grow(filling, to=sizes[1])
            large = _measure(chosen, readers)
        searched = _search(questions, each=searches) if not only or SEARCH in only else None
    report = Report(
        database=_database(),
        sizes=sizes,
        processors=os.cpu_count() or 1,
        load=(load, os.getloadavg()[0]),
        measured=[Measured(row, small[row.name], large[row.name]) for row in chosen],
        searched=searched,
    )
    print(json.dumps(report.as_json, indent=2) if as_json else report.as_text)


def print_explanation(name: str, *, size: int) -> None:
    """Where the time of one row goes, with so many loops."""
    with _scene():
        filling = Filling(build_house())
        _grow(filling, to=size)
        readers = Readers(filling.house, filling.add_half_filled_loop())
        print(explain(ROWS[name].prepare(readers), requests=ROWS[name].requests))


@contextmanager
def _scene() -> Iterator[None]:
    """The empty database; each request is logged, but nobody reads it."""
    with Path(os.devnull).open("w") as nowhere, override_settings(STORAGES=PLAIN_FILES):
        for handler in logging.getLogger().handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(nowhere)
        call_command("migrate", interactive=False, verbosity=0)
        yield


def _grow(filling: Filling, *, to: int) -> None:
    began = perf_counter()
    filling.grow(to=to)
    _tidy()
    _tell(f"{to:,} loops are filled, in {perf_counter() - began:.0f} s.")


def _search(sizes: tuple[int, int], *, each: int) -> Searched:
    """What a search costs in a library of its own."""
    library = Library()
    costs = []
    for size in sizes:
        began = perf_counter()
        library.grow(to=size)
        _tidy()
        _tell(f"{size:,} questions are filled, in {perf_counter() - began:.0f} s.")
        _tell(f"Measuring: {SEARCH}")
        costs.append(measure_searches(library, each=each))
    return Searched(*costs)


def _tidy() -> None:
    """What PostgreSQL does by itself after a while. SQLite never does, neither here nor in the product."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _measure(rows: Sequence[Row], readers: Readers) -> Mapping[str, Cost]:
    costs = {}
    for row in rows:
        _tell(f"Measuring: {row.name}")
        costs[row.name] = measure(row.prepare(readers), requests=row.requests)
    return costs


def _database() -> str:
    asking = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    with connection.cursor() as cursor:
        cursor.execute(asking)
        return f"{connection.display_name} {cursor.fetchone()[0]}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
