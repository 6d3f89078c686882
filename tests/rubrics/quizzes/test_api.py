"""Quiz items for programs: written, judged by another, approved by the dozen."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from hiring.people.models import Member
from rubrics.quizzes.services import submit_quiz_item
from tests.making import make_competency, make_quiz_item

ApiAs = Callable[[Member], APIClient]
ITEMS = "/api/v1/quiz-items/"
BODY: dict[str, Any] = {"prompt": "Which is a mean?", "options": ["The middle", "Sum by number"], "answer": 1}


def test_the_way_of_an_item_by_its_addresses(interviewer: Member, recruiter: Member, api_as: ApiAs) -> None:
    author, reviewer = api_as(interviewer), api_as(recruiter)
    competency = make_competency(interviewer.organization)

    made = author.post(ITEMS, {**BODY, "competencies": [competency.pk]}, format="json")
    item = made["Location"]
    changed = author.patch(item, {"difficulty": 4, "version": 1}, format="json").json()
    author.post(f"{item}submit/")
    own = author.post(f"{item}approve/", {"version": 2}, format="json")
    reviewer.post(f"{item}take-back/", {"note": "Say which mean."}, format="json")
    author.post(f"{item}submit/")
    approved = reviewer.post(f"{item}approve/", {"version": 2}, format="json").json()

    assert made.status_code == 201
    assert (changed["difficulty"], changed["prompt"], changed["competencies"]) == (
        4,
        BODY["prompt"],
        [competency.pk],
    )
    assert own.status_code == 403
    assert (approved["status"], approved["reviewer"]) == ("approved", recruiter.pk)
    assert reviewer.post(f"{item}retire/").json()["status"] == "retired"


def test_a_fault_is_named_by_its_pointer(interviewer: Member, api_as: ApiAs) -> None:
    refused = api_as(interviewer).post(ITEMS, {**BODY, "answer": 5}, format="json")

    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/answer"]


def test_many_are_approved_and_answered_for_themselves(
    interviewer: Member, recruiter: Member, api_as: ApiAs
) -> None:
    ready, unread = (submit_quiz_item(make_quiz_item(interviewer), by=interviewer) for _ in range(2))
    draft = make_quiz_item(interviewer)
    ids = [ready.pk, draft.pk, unread.pk]

    body = {"items": ids, "versions": {str(ready.pk): 1, str(draft.pk): 1}}
    outcomes = api_as(recruiter).post(f"{ITEMS}approve/", body, format="json").json()

    assert [one["id"] for one in outcomes] == ids
    assert [one["is_done"] for one in outcomes] == [True, False, False]
    assert outcomes[0] == {"id": ready.pk, "is_done": True, "code": None, "detail": None}
    assert (outcomes[2]["code"], outcomes[2]["detail"]) == (
        "version_missing",
        "Nobody said which version was read. Name it, then approve.",
    )


@pytest.mark.parametrize(
    ("versions", "pointer"),
    [({"x": 1}, "#/versions/x"), ({"1": 0}, "#/versions/1"), ([1], "#/versions"),
     ({str(pk): 1 for pk in range(201)}, "#/versions")],
)  # fmt: skip
def test_versions_that_make_no_sense_are_named(
    versions: Any, pointer: str, interviewer: Member, recruiter: Member, api_as: ApiAs
) -> None:
    item = submit_quiz_item(make_quiz_item(interviewer), by=interviewer)

    refused = api_as(recruiter).post(
        f"{ITEMS}approve/", {"items": [item.pk], "versions": versions}, format="json"
    )

    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


def test_words_and_state_narrow_the_list(interviewer: Member, api_as: ApiAs) -> None:
    wanted = make_quiz_item(interviewer, prompt="What does a container hold?")
    make_quiz_item(interviewer)

    found = api_as(interviewer).get(ITEMS, {"text": "CONTAINER", "status": "draft"}).json()["results"]

    assert [row["id"] for row in found] == [wanted.pk]
