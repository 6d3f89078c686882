from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from hiring.connections.models import ApiToken
from hiring.people.models import Member
from tests.making import make_member, make_token


def with_token(text: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
    return client


def test_a_token_is_shown_once_and_works(recruiter: Member, api_as) -> None:
    response = api_as(recruiter).post("/api/v1/tokens/", {"label": "Weekly report"}, format="json")
    text = response.json()["token"]

    assert response.status_code == 201
    assert text.startswith(response.json()["prefix"])
    assert with_token(text).get("/api/v1/me/").json()["id"] == recruiter.pk
    shown_later = api_as(recruiter).get(f"/api/v1/tokens/{response.json()['id']}/")
    assert "token" not in shown_later.json()
    assert text not in shown_later.text


def test_nobody_reads_or_revokes_anothers_tokens(admin: Member, recruiter: Member, api_as) -> None:
    make_token(recruiter)
    theirs = ApiToken.objects.get(member=recruiter)
    client = api_as(admin)

    assert [row["id"] for row in client.get("/api/v1/tokens/").json()["results"]] != [theirs.pk]
    assert client.get(f"/api/v1/tokens/{theirs.pk}/").status_code == 404
    assert client.delete(f"/api/v1/tokens/{theirs.pk}/").status_code == 404


def test_a_revoked_token_opens_nothing_and_stays_in_the_list(recruiter: Member) -> None:
    client = with_token(make_token(recruiter))
    [row] = client.get("/api/v1/tokens/").json()["results"]

    assert client.delete(f"/api/v1/tokens/{row['id']}/").status_code == 204
    assert client.get("/api/v1/me/").status_code == 401
    rows = with_token(make_token(recruiter)).get("/api/v1/tokens/").json()["results"]
    assert {row["id"]: bool(row["revoked_at"]) for row in rows}[row["id"]]


@pytest.mark.parametrize("offset", [timedelta(0), -timedelta(days=1), timedelta(days=4000)])
def test_a_token_ends_within_ten_years_or_when_revoked(offset: timedelta, recruiter: Member, api_as) -> None:
    body = {"label": "Report", "expires_at": (timezone.now() + offset).isoformat()}

    response = api_as(recruiter).post("/api/v1/tokens/", body, format="json")

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/expires_at")


def test_a_token_that_has_run_out_opens_nothing(recruiter: Member, api_as) -> None:
    body = {"label": "Report", "expires_at": (timezone.now() + timedelta(hours=1)).isoformat()}
    text = api_as(recruiter).post("/api/v1/tokens/", body, format="json").json()["token"]
    ApiToken.objects.filter(label="Report").update(expires_at=timezone.now())

    assert with_token(text).get("/api/v1/me/").status_code == 401


def test_when_a_token_was_last_used_is_noted(recruiter: Member) -> None:
    client = with_token(make_token(recruiter))

    client.get("/api/v1/me/")

    assert client.get("/api/v1/tokens/").json()["results"][0]["last_used_at"] is not None


def test_the_list_holds_ones_own_of_this_organization_only(recruiter: Member, other_organization) -> None:
    elsewhere = make_member(other_organization, email=recruiter.user.email)
    make_token(elsewhere)

    rows = with_token(make_token(recruiter)).get("/api/v1/tokens/").json()["results"]

    assert len(rows) == 1
