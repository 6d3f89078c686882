"""A database of the bench's own: made at the start, dropped at the end, never one that anybody uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from scripts import services


@dataclass(frozen=True)
class Place:
    """Where the bench fills its loops, as `DATABASE_URL` says it."""

    url: str

    @property
    def is_postgresql(self) -> bool:
        return urlsplit(self.url).scheme.startswith("postgres")

    @property
    def database(self) -> str:
        """The database's name on its server, or the path of its file."""
        path = urlsplit(self.url).path
        return path.removeprefix("/") if self.is_postgresql else path


def choose(folder: Path, *, name: str) -> Place:
    """PostgreSQL where `DATABASE_URL` names it or a local server answers; else a file in the folder.

    On PostgreSQL it is a new database beside the named one, which is not touched: its name goes on with ours.
    """
    named = Place(services.find().get("DATABASE_URL", ""))
    if not named.is_postgresql:
        return Place(f"sqlite:///{folder / name}.sqlite3")
    return Place(urlunsplit(urlsplit(named.url)._replace(path=f"/{named.database}_{name}")))


@contextmanager
def fresh(place: Place, *, keep: bool) -> Iterator[None]:
    """The place's database, empty; afterwards it is dropped unless it shall be kept."""
    _drop(place)
    if place.is_postgresql:
        _on_server(
            place,
            "CREATE DATABASE {}",
            # Work that other processes do would not be counted.
            "ALTER DATABASE {} SET max_parallel_workers_per_gather = 0",
        )
    try:
        yield
    finally:
        if not keep:
            _drop(place)


def _drop(place: Place) -> None:
    if place.is_postgresql:
        _on_server(place, "DROP DATABASE IF EXISTS {} WITH (FORCE)")
        return
    for ending in ("", "-wal", "-shm"):
        Path(place.database + ending).unlink(missing_ok=True)


def _on_server(place: Place, *statements: str) -> None:
    server = urlunsplit(urlsplit(place.url)._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
        for statement in statements:
            connection.execute(sql.SQL(statement).format(sql.Identifier(place.database)))
