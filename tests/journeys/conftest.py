"""One running house with the demo in it, for all journeys of a test process."""

import json
import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.running import House, furnish, surroundings


@pytest.fixture(scope="session")
def servers(worker_id: str) -> Iterator[dict[str, str]]:
    """The addresses of PostgreSQL and Redis when the suite runs on them, with a database of our own."""
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if os.environ.get(name)}
    if "DATABASE_URL" not in given:
        yield {}
        return
    parts = urlsplit(given["DATABASE_URL"])
    name = f"fairloop_house_{os.getpid()}_{worker_id}"
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            own = {"DATABASE_URL": urlunsplit(parts._replace(path=f"/{name}")), "FAIRLOOP_QUEUE": name}
            yield given | own
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def house(servers: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    var = tmp_path_factory.mktemp("house")
    furnish(var)
    # A short lease, so that a killed worker's job is taken over within the test's patience.
    with House(var, surroundings(var, JOB_LEASE_SECONDS="15", **servers)) as running:
        yield running


@pytest.fixture(scope="session")
def demo(house: House) -> list[dict[str, Any]]:
    """The demo's organizations, their members and tokens."""
    return list(json.loads(house.manage("seed_demo", "--json"))["organizations"])


@pytest.fixture(scope="session")
def token_of(demo: list[dict[str, Any]]) -> Callable[[str], str]:
    """The token of the first organization's first member with a role."""

    def find(role: str) -> str:
        return str(next(member["token"] for member in demo[0]["members"] if role in member["roles"]))

    return find
