"""A document from upload to a question in the library: through the real web, broker and worker."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests

from tests.running import House, eventually

pytestmark = pytest.mark.worker

GUIDE = """\
# Interview guide

## Serving

Q: How would you halve the latency of a model behind an API?
A: Measure where the time goes, then batch, cache or quantize, and measure again.

1. Which of these is made for serving models?
a) Triton
b) Terraform
c) Grafana
Answer: a
"""
TABLE = "question,level\nWhat is a shadow deployment?,easy\nWhat is a blue-green deployment?,hard\n"


def send(house: House, token: str, name: str, content: str) -> Any:
    answer = requests.post(
        f"{house.address}/api/v1/imports/",
        headers={"Authorization": f"Bearer {token}"},
        files={"file": (name, content.encode())},
        timeout=30,
    )
    assert answer.status_code == 201
    return answer.json()


def import_when(house: House, pk: int, token: str, is_so: Callable[[Any], bool]) -> Any:
    def look() -> Any:
        found = house.api(f"imports/{pk}/", token=token).json
        return found if is_so(found) else None

    return eventually(look, seconds=60)


def drafts_of(house: House, pk: int, token: str, **wanted: str) -> list[Any]:
    query = "&".join(f"{name}={value}" for name, value in wanted.items())
    return list(house.api(f"import-drafts/?document={pk}&{query}", token=token).json["results"])


def test_a_guide_is_read_by_a_worker_and_accepted_into_the_library(
    house: House, token_of: Callable[[str], str]
) -> None:
    token = token_of("interviewer")

    sent = send(house, token, "guide.md", GUIDE)
    read = import_when(house, sent["id"], token, lambda found: found["status"] == "done")
    [draft] = drafts_of(house, read["id"], token, kind="question")
    accepted = house.api(f"import-drafts/{draft['id']}/accept/", token=token, method="POST", body={})

    assert (read["found"], read["waiting"]) == (2, 2)
    assert accepted.json["status"] == "accepted"
    question = house.api(f"questions/{accepted.json['question']}/", token=token).json
    assert question["title"].startswith("How would you halve the latency")
    assert question["current"] is None


def test_a_table_waits_for_its_columns_and_is_read_again(
    house: House, token_of: Callable[[str], str]
) -> None:
    token = token_of("recruiter")

    sent = send(house, token, "bank.csv", TABLE)
    shown = import_when(house, sent["id"], token, lambda found: found["wants_columns"])
    house.api(
        f"imports/{sent['id']}/columns/",
        token=token,
        method="POST",
        body={"columns": shown["preview"]["proposed"]},
    )
    import_when(house, sent["id"], token, lambda found: found["found"] == 2)

    drafts = drafts_of(house, sent["id"], token)
    assert {draft["proposal"]["difficulty"] for draft in drafts} == {2, 4}


def test_a_worker_killed_at_reading_leaves_nothing_half_done(
    house: House, token_of: Callable[[str], str]
) -> None:
    token = token_of("recruiter")
    many = "\n\n".join(f"Q: What would you watch in service {n}?\nA: Number {n}." for n in range(400))

    sent = send(house, token, "many.md", many)
    import_when(house, sent["id"], token, lambda found: found["status"] == "running")
    killed = house.kill_workers()
    assert drafts_of(house, sent["id"], token) == []
    read = import_when(house, sent["id"], token, lambda found: found["status"] == "done")

    assert killed
    assert read["found"] == 400


def test_the_command_says_the_same_without_storing_anything(
    house: House, token_of: Callable[[str], str], tmp_path: Any
) -> None:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE)
    before = house.api("imports/", token=token_of("recruiter")).json["results"]

    found = json.loads(house.manage("import_questions", str(path), "--dry-run", "--json"))

    assert [question["line"] for question in found["questions"]] == [5]
    assert house.api("imports/", token=token_of("recruiter")).json["results"] == before
