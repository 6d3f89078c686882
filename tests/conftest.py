"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from celery import current_app
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization, Role
from tests.making import make_member, make_organization, make_token


@pytest.fixture(autouse=True)
def unit_test_surroundings(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
