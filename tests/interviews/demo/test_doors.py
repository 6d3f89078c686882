"""One-click sign-in works on this machine for the demo's people, and exists nowhere else."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from hiring.people.models import Member, Organization, Role
from interviews.demo import doors
from interviews.demo.selectors import demo_people
from tests.making import make_member, make_organization

pytestmark = pytest.mark.django_db

LOCAL = {"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000"}


@pytest.fixture(autouse=True)
def listens_on_loopback(settings: Settings) -> None:
    settings.LISTENS_ON = "127.0.0.1:8000"
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def member() -> Member:
    organization = Organization.objects.create(name="Quillmoor Grid", slug="quillmoor")
    make_member(organization, Role.ADMIN, email="ingrid@quillmoor.example")
    return make_member(organization, Role.RECRUITER, email="tomas@quillmoor.example")


def request_with(**changes: str) -> HttpRequest:
    return RequestFactory().get("/", **{**LOCAL, **changes})


def test_one_click_signs_in(member: Member) -> None:
    client = Client()

    response = client.get(doors.sign_in_path(member.user.email), **LOCAL)

    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(member.user_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_HOST": "interviews.example.com"},
        {"HTTP_HOST": "127.0.0.1.example.com"},
        {"HTTP_X_FORWARDED_FOR": "10.0.0.7"},
        {"HTTP_FORWARDED": "for=10.0.0.7"},
        {"HTTP_X_REAL_IP": "127.0.0.1"},
    ],
)
def test_from_elsewhere_there_is_no_such_page(member: Member, changes: dict[str, str]) -> None:
    client = Client()

    response = client.get(doors.sign_in_path(member.user.email), **{**LOCAL, **changes})

    assert response.status_code == 404
    assert "_auth_user_id" not in client.session
    assert demo_people(request_with(**changes)) == []


@pytest.mark.parametrize(
    "address", ["", "0.0.0.0:8000", "[::]:8000", "192.168.1.4:8000", "interviews.example.com"]
)
def test_a_server_that_others_can_reach_has_no_such_page(
    member: Member, settings: Settings, address: str
) -> None:
    settings.LISTENS_ON = address

    assert Client().get(doors.sign_in_path(member.user.email), **LOCAL).status_code == 404
    assert demo_people(request_with()) == []


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000", "127.0.0.1"])
def test_every_name_of_this_machine_will_do(member: Member, settings: Settings, host: str) -> None:
    settings.LISTENS_ON = host

    response = Client().get(doors.sign_in_path(member.user.email), **{**LOCAL, "HTTP_HOST": host})

    assert response.status_code == 302


def test_only_addresses_that_we_signed_open(member: Member) -> None:
    path = doors.sign_in_path(member.user.email)
    other = "ingrid@quillmoor.example"

    assert Client().get(path[:-3] + "xx/", **LOCAL).status_code == 404
    assert Client().get(path.replace(member.user.email, other), **LOCAL).status_code == 404


def test_people_outside_the_demo_have_no_door(member: Member) -> None:
    outsider = make_member(make_organization())
    newcomer = make_member(member.organization, email="real.person@company.test")

    for person in (outsider, newcomer):
        assert Client().get(doors.sign_in_path(person.user.email), **LOCAL).status_code == 404


def test_somebody_deactivated_has_no_door(member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(is_active=False)

    assert Client().get(doors.sign_in_path(member.user.email), **LOCAL).status_code == 404


def test_a_post_signs_nobody_in(member: Member) -> None:
    assert Client().post(doors.sign_in_path(member.user.email), **LOCAL).status_code == 405


def test_the_sign_in_page_may_offer_everybody(member: Member) -> None:
    people = demo_people(request_with())

    assert len(people) == 2
    assert people[1].name == member.name
    assert people[1].roles == ["Recruiter"]
    assert people[1].sign_in == doors.sign_in_path(member.user.email)


def test_without_a_demo_nobody_is_offered() -> None:
    assert demo_people(request_with()) == []


def test_tokens_and_addresses_follow_the_secret_key(settings: Settings) -> None:
    first = doors.token_of("a@quillmoor.example"), doors.sign_in_path("a@quillmoor.example")
    settings.SECRET_KEY = "another key altogether, long enough to be one"

    second = doors.token_of("a@quillmoor.example"), doors.sign_in_path("a@quillmoor.example")

    assert first[0] != second[0]
    assert first[1] != second[1]


def test_the_sign_in_page_shows_them(member: Member) -> None:
    address = doors.sign_in_path(member.user.email)

    here = Client().get("/accounts/login/", **LOCAL)
    elsewhere = Client().get("/accounts/login/", **{**LOCAL, "REMOTE_ADDR": "10.0.0.7"})

    assert address in here.text
    assert address not in elsewhere.text
