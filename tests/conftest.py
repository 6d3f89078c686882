"""What every test may ask for."""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from celery import current_app
from django.db import connection, connections
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization, Role
from tests.making import make_member, make_organization, make_token
from tests.running import House, furnish, surroundings
from tests.scheduling import OneHouse
from tests.sharing import surroundings_of_a_unit

JOURNAL = import_module("hiring.migrations.0002_journal_is_append_only")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-served",
        action="store_true",
        help="leave out what asks for no database and no broker: it says the same whatever keeps the rows",
    )
    parser.addoption(
        "--at-length",
        action="store_true",
        help="a thousand racing bookings, ten thousand compositions: not only as many as show a broken guard",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-served"):
        return
    left_out = [item for item in items if not _is_served(item)]
    items[:] = [item for item in items if _is_served(item)]
    config.hook.pytest_deselected(items=left_out)


def _is_served(item: pytest.Item) -> bool:
    """Whether the servers could make a difference: journeys go the whole way on them."""
    asked_for = {"db", "django_db_setup", "house", "servers", "transactional_db"}
    is_marked = item.get_closest_marker("django_db") is not None
    return is_marked or not asked_for.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are processors: whoever has the running house mostly waits for it."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneHouse:
    return OneHouse(config, log)


@pytest.fixture
def at_length(request: pytest.FixtureRequest) -> bool:
    """Whether there is time for thousands of turns."""
    return bool(request.config.getoption("--at-length"))


@pytest.fixture(autouse=True)
def unit_test_surroundings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of one room needs no broker: the row is the truth. Journeys start real ones."""
    for name, value in surroundings_of_a_unit(tmp_path).items():
        setattr(settings, name, value)
    monkeypatch.setattr(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")


@pytest.fixture
def organization(db: None) -> Organization:
    return make_organization()


@pytest.fixture
def other_organization(db: None) -> Organization:
    return make_organization("Birch")


@pytest.fixture
def admin(organization: Organization) -> Member:
    return make_member(organization, Role.ADMIN, name="Ada Admin")


@pytest.fixture
def recruiter(organization: Organization) -> Member:
    return make_member(organization, Role.RECRUITER, name="Rosa Recruiter")


@pytest.fixture
def hiring_manager(organization: Organization) -> Member:
    return make_member(organization, Role.HIRING_MANAGER, name="Hal Manager")


@pytest.fixture
def interviewer(organization: Organization) -> Member:
    return make_member(organization, Role.INTERVIEWER, name="Ines Interviewer")


@pytest.fixture
def committee_member(organization: Organization) -> Member:
    return make_member(organization, Role.COMMITTEE, name="Cleo Committee")


@pytest.fixture
def client_as() -> Callable[[Member], Client]:
    """A browser signed in as this member."""

    def sign_in(member: Member) -> Client:
        client = Client()
        client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def api_as() -> Callable[[Member], APIClient]:
    """A program with a token of this member."""

    def with_token(member: Member) -> APIClient:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(member)}")
        return client

    return with_token


# --- Several people at once: rows that are committed, and a start for all at one moment -----


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


# --- One running house with the demo in it, for all tests of a process ----------------------


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
