"""What tests of several people at once need: rows that are committed, and a start for all at one moment."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from pytest_django import DjangoDbBlocker

JOURNAL = import_module("hiring.migrations.0002_journal_is_append_only")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def _journal_may_be_emptied(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lets SQLite's emptying of all tables pass the journal's trigger; PostgreSQL truncates anyway."""
    if connection.vendor != "sqlite":
        yield
        return
    with django_db_blocker.unblock():
        _execute("DROP TRIGGER journal_refuses_update", "DROP TRIGGER journal_refuses_delete")
    yield
    with django_db_blocker.unblock():
        _execute(*JOURNAL.SQLITE)


@pytest.fixture
def committed(_journal_may_be_emptied: None, transactional_db: None) -> None:
    """Rows are committed, so that other threads see them, and gone after the test."""


@pytest.fixture
def at_once() -> Callable[..., list[Any]]:
    """Runs the acts in a thread each, all starting at one moment; gives what each returned or raised."""

    def run(*acts: Callable[[], Any]) -> list[Any]:
        start = Barrier(len(acts), timeout=20)

        def perform(act: Callable[[], Any]) -> Any:
            try:
                start.wait()
                return act()
            except Exception as error:  # noqa: BLE001 - handed to the test
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(perform, acts))

    return run
