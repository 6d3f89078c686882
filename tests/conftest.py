"""What every test may ask for."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from celery import current_app
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization, Role
from tests.making import make_member, make_organization, make_token
from tests.running import House, furnish, surroundings
from tests.scheduling import OneHouse


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneHouse:
    return OneHouse(config, log)


@pytest.fixture(autouse=True)
def unit_test_surroundings(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test of one room needs no broker: the row is the truth. Journeys start real ones."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PACKET_STORAGE = tmp_path / "packets"
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
