"""The API's description of itself: committed, complete, and without a warning."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS

from config.api import RESOURCES

COMMITTED = Path(settings.BASE_DIR) / "docs" / "openapi.yaml"
METHODS = ("get", "post", "put", "patch", "delete")
BODILESS = (
    "publish",
    "send-again",
    "cancel",
    "retry",
    "retire",
    "reinstate",
    "discard",
    "submit",
    "restore",
    "bring-back",
    "use-current-rubric",
    "calendar-feed",
    "compose",
    "lock",
    "unlock",
    "refresh",
)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("schema") / "openapi.yaml"
    GENERATOR_STATS.reset()
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(path))
    return path.read_text()


@pytest.fixture(scope="module")
def operations(generated: str) -> list[tuple[str, str, dict[str, Any]]]:
    paths = yaml.safe_load(generated)["paths"]
    return [
        (method, path, item[method]) for path, item in paths.items() for method in METHODS if method in item
    ]


def test_the_committed_schema_is_the_one_that_the_code_describes(generated: str) -> None:
    assert COMMITTED.read_text() == generated, "Run: manage.py spectacular --file docs/openapi.yaml"


def test_it_is_openapi_3_1(generated: str) -> None:
    assert yaml.safe_load(generated)["openapi"].startswith("3.1")


def test_every_resource_is_described(operations: list[tuple[str, str, dict[str, Any]]]) -> None:
    described = {path.split("/")[3] for _, path, _ in operations}

    assert described == {"me", "staffing-policy", "calendar-feed", *RESOURCES}


def test_every_operation_has_a_summary_of_its_own(operations: list[tuple[str, str, dict[str, Any]]]) -> None:
    summaries = [operation["summary"] for _, _, operation in operations]

    assert all(summaries)
    assert len(set(summaries)) == len(summaries)


def test_every_operation_names_the_refusals_it_may_answer_with(
    operations: list[tuple[str, str, dict[str, Any]]],
) -> None:
    for method, path, operation in operations:
        has_body = "requestBody" in operation
        is_list = method == "get" and any(
            parameter["name"] == "cursor" for parameter in operation.get("parameters", [])
        )
        expected = {"401"}
        expected |= {"403", "409"} if method != "get" else set()
        expected |= {"400", "413", "415"} if has_body else set()
        expected |= {"400"} if is_list else set()
        expected |= {"404"} if "{" in path else set()
        assert expected <= set(operation["responses"]), (method, path)
        for status, response in operation["responses"].items():
            if status.startswith("4"):
                assert set(response["content"]) == {"application/problem+json"}


def test_every_change_says_what_it_takes(operations: list[tuple[str, str, dict[str, Any]]]) -> None:
    without = [
        path
        for method, path, operation in operations
        if method in {"post", "patch"} and "requestBody" not in operation
    ]

    assert {path.strip("/").rsplit("/", 1)[1] for path in without} == set(BODILESS)


def test_a_packet_is_shown_by_example(operations: list[tuple[str, str, dict[str, Any]]]) -> None:
    [request] = [
        operation for method, path, operation in operations if (method, path) == ("post", "/api/v1/packets/")
    ]
    answers = request["responses"]["201"]["content"]["application/json"]["examples"].values()

    assert {answer["value"]["status"] for answer in answers} == {"queued", "done", "failed"}
    assert all(
        {"id", "debrief", "status", "progress", "pages", "sha256", "file"} <= set(answer["value"])
        for answer in answers
    )


def test_schema_and_documentation_are_served_from_here_alone(client: Client) -> None:
    schema = client.get("/api/schema/", headers={"Accept": "application/json"})
    page = client.get("/api/docs/")
    script = client.get("/api/docs/?script=")

    assert schema.json()["info"]["title"] == "Fairloop"
    assert "https://" not in page.text
    assert "<style" not in page.text
    assert page.text.count("<script ") == page.text.count("<script src=")
    assert "unsafe" not in page["Content-Security-Policy"]
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/schema/" in script.text
