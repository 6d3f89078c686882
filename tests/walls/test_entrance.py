"""The doors before the walls: what people meet who are nobody's member yet."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hiring.people.models import Member, User
from tests.making import make_member

pytestmark = pytest.mark.django_db

FORM_TOKEN = re.compile(r"[0-9A-Za-z]{64}")
PASSWORD = "a long sentence nobody guesses"

# What a stranger is answered at each address of the accounts library.
ENTRANCE = {
    "account_login": 200,
    "account_signup": 200,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_reset_password_from_key_done": 200,
    "account_inactive": 200,
    "account_logout": 302,
    "account_change_password": 302,
    "account_set_password": 302,
    "account_email": 302,
    "account_reauthenticate": 302,
}


@pytest.fixture
def member(recruiter: Member) -> Member:
    recruiter.user.set_password(PASSWORD)
    recruiter.user.save()
    return recruiter


def sign_in(client: Client, email: str, password: str) -> str:
    """The page that follows an attempt to sign in, but for the address and the form's own token."""
    answer = client.post(reverse("account_login"), {"login": email, "password": password}, follow=True)
    assert answer.status_code == 200
    return FORM_TOKEN.sub("", answer.content.decode().replace(email, ""))


@pytest.mark.parametrize(("name", "status"), ENTRANCE.items())
def test_a_stranger_sees_only_the_entrance(name: str, status: int) -> None:
    assert Client().get(reverse(name)).status_code == status


def test_a_member_signs_in_by_e_mail_in_any_case(member: Member) -> None:
    client = Client()

    sign_in(client, member.user.email.upper(), PASSWORD)

    assert client.get(reverse("overview:loops")).status_code == 200


def test_known_and_unknown_addresses_are_answered_alike(member: Member) -> None:
    known = sign_in(Client(), member.user.email, "wrong")
    unknown = sign_in(Client(), "nobody@example.org", "wrong")

    assert "not correct" in known
    assert known == unknown


def test_nobody_signs_up_alone() -> None:
    answer = Client().post(
        reverse("account_signup"),
        {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert "account/signup_closed.html" in {template.name for template in answer.templates}
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_new_member_sets_a_first_password_by_mail(admin: Member) -> None:
    member = make_member(admin.organization, email="first@example.org")

    Client().post(reverse("account_reset_password"), {"email": member.user.email})

    [letter] = mail.outbox
    assert letter.to == ["first@example.org"]
    assert "/accounts/password/reset/key/" in letter.body


def test_a_disabled_member_is_out_at_once(member: Member) -> None:
    client = Client()
    sign_in(client, member.user.email, PASSWORD)
    Member.objects.filter(pk=member.pk).update(is_active=False)

    answer = client.get(reverse("overview:loops"))

    assert answer.status_code == 403


def test_pages_of_members_are_not_kept_by_the_browser(member: Member) -> None:
    client = Client()
    sign_in(client, member.user.email, PASSWORD)

    assert "no-store" in client.get(reverse("overview:loops")).headers["Cache-Control"]


@pytest.mark.parametrize("listens_on", ["", "0.0.0.0:8000"])
def test_without_a_loopback_server_the_demo_has_no_door(settings: Settings, listens_on: str) -> None:
    settings.LISTENS_ON = listens_on

    assert Client().get(reverse("demo:sign_in", args=["anything"])).status_code == 404


def test_every_answer_forbids_foreign_content() -> None:
    policy = Client().get(reverse("account_login")).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
