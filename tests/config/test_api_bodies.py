"""Whatever stands in a body, the answer says what is wrong with it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from hiring.people.models import Member, Role
from tests.config.test_api import BEYOND_64_BITS, assert_problem, pointers
from tests.everything import Everything

ApiAs = Callable[[Member], APIClient]
DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("{", "application/json", 400, "parse_error"),
        (b"\xff\xfe", "application/json", 400, "parse_error"),
        ('{"name": NaN}', "application/json", 400, "parse_error"),
        ('{"name": ' + "9" * 5000 + "}", "application/json", 400, "parse_error"),
        (DEEP, "application/json", 400, "parse_error"),
        ('{"name": ' * 50_000, "application/json", 400, "parse_error"),
        ("name=Ada", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
        ("<name/>", "application/xml", 415, "unsupported_media_type"),
        ("{}", "", 415, "unsupported_media_type"),
        ("{}", "application/json; charset=bz2_codec", 400, "parse_error"),
        ('{"name": "' + "x" * 13_000_000 + '"}', "application/json", 413, "too_large"),
        ("[]", "application/json", 400, "invalid"),
        ("null", "application/json", 400, "invalid"),
        ("12", "application/json", 400, "invalid"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_body_that_cannot_be_read_is_refused(
    body: Any, content_type: str, status: int, code: str, recruiter: Member, api_as: ApiAs
) -> None:
    response = api_as(recruiter).generic("POST", "/api/v1/candidates/", body, content_type=content_type)

    assert_problem(response, status, code)


@pytest.mark.parametrize("name", ["nmae", "id", "~/", "\ud800", "", "organization"])
def test_a_field_that_is_not_known_is_a_fault(name: str, recruiter: Member, api_as: ApiAs) -> None:
    body = json.dumps({"name": "Ada", name: 1})

    response = api_as(recruiter).generic("POST", "/api/v1/candidates/", body, content_type="application/json")

    assert_problem(response, 400, "invalid")
    assert pointers(response) == ["#/" + name.replace("~", "~0").replace("/", "~1")]


def test_unknown_fields_are_named_beside_the_other_faults(recruiter: Member, api_as: ApiAs) -> None:
    response = api_as(recruiter).post("/api/v1/candidates/", {"email": "no", "extra": 1}, format="json")

    assert pointers(response) == ["#/name", "#/email", "#/extra"]


STRANGE: list[Any] = [
    "\0",
    "\ud800",
    "x" * 5_000_000,
    "🙂" * 200,
    "\u202eadA",
    BEYOND_64_BITS,
    -BEYOND_64_BITS,
    1e308,
    "1e400",
    True,
    None,
    [],
    {},
    [[1]],
    {"a": {"b": 1}},
    "9999-12-31T23:59:59Z",
    "0001-01-01T00:00:00+14:00",
]
CREATES = {
    address: sorted(name for name in resource_body)
    for address, resource_body in {
        "members": ["email", "name", "roles", "title", "time_zone"],
        "openings": ["title", "level", "description", "hiring_manager", "committee", "must_have"],
        "candidates": ["name", "email", "time_zone"],
        "candidacies": ["candidate", "opening"],
        "loops": ["candidacy", "template", "title"],
        "rounds": ["loop", "rubric", "kind", "title", "brief", "minutes", "panel_size", "difficulty"],
        "seats": ["round", "member", "part"],
        "qualifications": ["member", "round_kind", "stage"],
        "scorecards": ["seat", "version", "mutation_id", "ratings", "notes", "summary", "recommendation"],
        "debriefs": ["loop", "even_without_missing"],
        "votes": ["debrief", "phase", "value", "sentence"],
        "decisions": ["debrief", "outcome", "rationale"],
        "packets": ["debrief"],
        "questions": [
            "title",
            "round_kind",
            "form",
            "prompt",
            "context",
            "sample_answer",
            "follow_ups",
            "strong_signals",
            "weak_signals",
            "materials",
            "timings",
            "minutes",
            "difficulty",
            "exposure_limit",
            "source_refs",
            "competencies",
            "red_flags",
            "tags",
        ],
        "quiz-items": ["prompt", "options", "answer", "explanation", "difficulty", "tags", "competencies"],
        "imports": ["file", "round_kind"],
        "tokens": ["label", "expires_at"],
    }.items()
}


@pytest.mark.parametrize("address", CREATES)
def test_no_value_in_a_body_is_too_strange_for_an_answer(
    address: str, everything: list[Everything], db: None, api_as: ApiAs
) -> None:
    ours, _ = everything
    client = api_as(ours.people[Role.ADMIN])
    for name in CREATES[address]:
        for value in STRANGE:
            body = json.dumps({name: value})
            response = client.generic("POST", f"/api/v1/{address}/", body, content_type="application/json")
            assert response.status_code < 500, (name, str(value)[:20])
