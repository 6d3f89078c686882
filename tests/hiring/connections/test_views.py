from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.connections.models import ApiToken
from hiring.connections.services import digest_of
from hiring.people.models import Member
from tests.making import make_member, make_token

AsMember = Callable[[Member], Client]
TOKENS = "connections:tokens"


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember,
    interviewer: Member,
    row_count: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _ in range(row_count):
        make_token(interviewer)
    client = client_as(interviewer)

    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        response = client.get(reverse(TOKENS))

    assert len(response.context["page"].rows) == row_count


def test_a_new_token_is_shown_once(client_as: AsMember, interviewer: Member) -> None:
    client = client_as(interviewer)

    shown = client.post(reverse(TOKENS), {"label": "Report", "days": "30"}, follow=True)
    later = client.get(reverse(TOKENS))

    token = ApiToken.objects.get()
    text = shown.context["new_token"]
    assert digest_of(text) == token.digest
    assert text in shown.content.decode()
    assert text not in later.content.decode()
    assert token.expires_at is not None


def test_a_form_sent_twice_makes_one_token_and_shows_it(client_as: AsMember, interviewer: Member) -> None:
    client, sent = client_as(interviewer), {"label": "Report", "days": "", "once": str(uuid4())}

    client.post(reverse(TOKENS), sent)
    shown = client.post(reverse(TOKENS), sent, follow=True)

    token = ApiToken.objects.get()
    assert digest_of(shown.context["new_token"]) == token.digest
    assert token.expires_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", ""),
        ("label", "a\x00b"),
        ("label", "x" * 81),
        ("days", "7"),
        ("days", "\x00"),
        ("days", "9" * 40),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(
    client_as: AsMember, interviewer: Member, field: str, value: str
) -> None:
    response = client_as(interviewer).post(reverse(TOKENS), {"label": "Report", "days": "30", field: value})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_and_stays_revoked(client_as: AsMember, interviewer: Member) -> None:
    make_token(interviewer)
    token, client = ApiToken.objects.get(), client_as(interviewer)

    for _ in range(2):
        assert client.post(reverse("connections:revoke", args=[token.pk])).status_code == 302

    token.refresh_from_db()
    assert token.revoked_at is not None
    assert not client.get(reverse(TOKENS)).context["page"].rows[0].is_good


def test_nobody_sees_or_revokes_anothers_token(
    client_as: AsMember, interviewer: Member, admin: Member
) -> None:
    make_token(make_member(interviewer.organization))
    token, client = ApiToken.objects.get(), client_as(admin)

    assert client.get(reverse(TOKENS)).context["page"].rows == []
    assert client.post(reverse("connections:revoke", args=[token.pk])).status_code == 404
    assert client.post(reverse("connections:revoke", args=[10**30])).status_code == 404
