"""What holds for every resource of the API alike."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from config.api import RESOURCES
from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import Vote
from tests.everything import make_everything, make_people
from tests.making import make_candidate, make_token

ApiAs = Callable[[Member], APIClient]
BEYOND_64_BITS = 10**20


def assert_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The response is that problem, in the form that every refusal has."""
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert (body["type"], body["status"], body["code"]) == ("about:blank", status, code)
    assert body["title"]
    assert body["detail"]
    return body


def pointers(response: Any) -> list[str]:
    return [error["pointer"] for error in response.json()["errors"]]


# --- Lists ---


def queries_of_lists(client: APIClient, *, at_least: int) -> dict[str, int]:
    """How many queries each list takes, each holding so many rows or more."""
    taken = {}
    for address in RESOURCES:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/api/v1/{address}/")
        assert len(response.json()["results"]) >= at_least, address
        taken[address] = len(queries)
    return taken


def queries_for_one_row_and_for_three(organization: Organization, api_as: ApiAs) -> list[dict[str, int]]:
    people = make_people(organization)
    client = api_as(people[Role.ADMIN])
    client.get("/api/v1/me/")
    make_everything(organization, people)
    one = queries_of_lists(client, at_least=1)
    for _ in range(2):
        make_everything(organization, people)
    return [one, queries_of_lists(client, at_least=3)]


def test_every_list_takes_as_many_queries_for_three_rows_as_for_one(
    organization: Organization, api_as: ApiAs
) -> None:
    one, three = queries_for_one_row_and_for_three(organization, api_as)

    assert three == one
    assert max(three.values()) <= 11


def test_a_list_that_forgot_to_join_would_be_caught(
    organization: Organization, api_as: ApiAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RESOURCES["votes"], "queryset", Vote.objects.all())

    one, three = queries_for_one_row_and_for_three(organization, api_as)

    assert three["votes"] > one["votes"]


def test_a_list_is_read_page_by_page_along_its_own_links(recruiter: Member, api_as: ApiAs) -> None:
    made = [make_candidate(recruiter.organization, by=recruiter).pk for _ in range(5)]
    client = api_as(recruiter)

    read, address = [], "/api/v1/candidates/?page_size=2"
    while address:
        page = client.get(address).json()
        read.append([row["id"] for row in page["results"]])
        address = page["next"]

    assert read == [made[:-3:-1], made[2:0:-1], made[:1]]


@pytest.mark.parametrize(
    "query", ["page_size=0", "page_size=201", "page_size=many", "cursor=x", "statsu=open"]
)
def test_a_query_that_makes_no_sense_is_refused_by_name(query: str, recruiter: Member, api_as: ApiAs) -> None:
    response = api_as(recruiter).get(f"/api/v1/openings/?{query}")

    assert_problem(response, 400, "invalid")
    assert pointers(response) == [f"?{query.partition('=')[0]}"]


@pytest.mark.parametrize("position", ["abc", "9" * 5000, "1e9", "-1"])
def test_a_cursor_that_was_not_made_here_is_refused(position: str, recruiter: Member, api_as: ApiAs) -> None:
    cursor = base64.b64encode(f"p={position}".encode()).decode()

    response = api_as(recruiter).get("/api/v1/openings/", {"cursor": cursor})

    assert_problem(response, 400, "invalid")


FILTERS = [
    (address, name)
    for address, resource in RESOURCES.items()
    for name in getattr(resource.filterset_class, "base_filters", ())
]


@pytest.mark.parametrize("value", ["\0", "\ud800", str(BEYOND_64_BITS), "1e400", "NaN", "x" * 10_000, "🙂"])
def test_no_value_of_a_filter_is_too_strange_for_an_answer(
    value: str, recruiter: Member, admin: Member, api_as: ApiAs
) -> None:
    for address, name in FILTERS:
        client = api_as(admin if address == "events" else recruiter)
        text = value.encode("utf-8", "surrogatepass")
        response = client.get(f"/api/v1/{address}/", {name: text})
        assert response.status_code in {200, 400}, (address, name)


def test_a_filter_by_a_foreign_row_answers_as_if_there_were_none(
    organization: Organization, other_organization: Organization, api_as: ApiAs
) -> None:
    theirs = make_everything(other_organization).rows
    client = api_as(make_people(organization)[Role.ADMIN])
    for address, name in FILTERS:
        if f"{name}s" in theirs:
            foreign = client.get(f"/api/v1/{address}/", {name: theirs[f"{name}s"].pk})
            absent = client.get(f"/api/v1/{address}/", {name: 10**9})
            assert_problem(foreign, 400, "invalid")
            assert foreign.content == absent.content


# --- Doors ---


@pytest.mark.parametrize(
    "header", [{}, {"HTTP_AUTHORIZATION": "Bearer wrong"}, {"HTTP_AUTHORIZATION": "Basic x"}]
)
def test_nobody_comes_in_without_a_token(header: dict[str, str], db: None) -> None:
    for address in ["me", *RESOURCES]:
        response = APIClient().get(f"/api/v1/{address}/", **header)
        body = response.json()
        assert_problem(response, 401, body["code"])
        assert response["WWW-Authenticate"] == "Bearer"


def test_a_signed_in_browser_is_not_a_token(admin: Member, client_as: Any) -> None:
    assert client_as(admin).get("/api/v1/me/").status_code == 401


def test_an_address_that_does_not_exist_is_a_problem_too(recruiter: Member, api_as: ApiAs) -> None:
    client = api_as(recruiter)

    for address in ("nothing/", "openings/x/", f"openings/{BEYOND_64_BITS}/", f"openings/{'9' * 5000}/"):
        assert_problem(client.get(f"/api/v1/{address}"), 404, "not_found")


def test_a_method_that_an_address_does_not_know_is_refused_with_those_it_does(
    recruiter: Member, api_as: ApiAs
) -> None:
    for method in ("put", "patch", "delete", "options"):
        response = getattr(api_as(recruiter), method)("/api/v1/openings/")
        assert_problem(response, 405, "method_not_allowed")
        assert response["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/problem+json", "*/*"])
def test_the_answer_is_json_whatever_the_client_would_like(
    accept: str, recruiter: Member, api_as: ApiAs
) -> None:
    response = api_as(recruiter).get("/api/v1/me/", HTTP_ACCEPT=accept)

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


def test_a_token_of_a_member_who_left_opens_nothing(recruiter: Member) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(recruiter)}")
    recruiter.is_active = False
    recruiter.save()

    assert_problem(client.get("/api/v1/me/"), 401, "authentication_failed")
