"""Loops evaluated, composed, waived and locked by programs."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization
from interviews.composer.composing import MOST_AT_ONCE, compose_in_worker
from interviews.composer.models import Composing
from interviews.loops.models import Loop, Round
from rubrics.competencies.models import Competency
from tests.interviews.composer.drafts import stock_questions

pytestmark = pytest.mark.django_db


@pytest.fixture
def script(recruiter: Member, api_as) -> APIClient:
    client: APIClient = api_as(recruiter)
    return client


def get(client: APIClient, loop: Loop, what: str) -> Any:
    return client.get(f"/api/v1/loops/{loop.pk}/{what}/").json()


def test_an_evaluation_names_each_finding_and_where_it_is(
    script: APIClient, loop: Loop, mlops: Round, drift: Competency
) -> None:
    told = get(script, loop, "evaluation")

    assert (told["may_publish"], told["minutes"]) == (False, 60)
    assert told["findings"][0] == {
        "key": f"one_round round={mlops.pk} competency={drift.pk}",
        "flaw": "one_round",
        "weight": "gap",
        "says": "Drift is judged only in “MLOps”, by one person. "
        "Add it to a second round, or lower it to nice-to-have.",
        "round": mlops.pk,
        "competency": drift.pk,
        "question": None,
        "is_waived": False,
    }
    assert {"no_questions", "unstaffed"} <= {one["flaw"] for one in told["findings"]}
    [covered] = told["coverage"]
    assert covered == {
        "competency": drift.pk,
        "name": "Drift",
        "is_must_have": True,
        "rounds": ["MLOps"],
        "judges": 0,
        "judges_wanted": 2,
        "open_seats": 1,
        "questions": 0,
        "percent": covered["percent"],
        "is_complete": False,
    }
    assert told["reliability"] == [{"interviewers": 1, "reliability": 0.5, "gain": 0.5}]


def test_a_draft_is_composed_at_once_and_each_question_says_why(
    organization: Organization, script: APIClient, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 3, competencies=[drift])

    response = script.post(f"/api/v1/loops/{loop.pk}/compose/")

    told = response.json()
    assert (response.status_code, told["outcome"], told["status"]) == (200, "composed", "done")
    assert (told["cost"], told["bound"], told["is_optimal"]) == (50, 50, True)
    assert get(script, loop, "composing") == told
    chosen = script.get(f"/api/v1/rounds/{mlops.pk}/").json()["questions"]
    assert [one["is_locked"] for one in chosen] == [False, False]
    assert all(one["why"].startswith("Covers Drift") for one in chosen)


def test_what_is_impossible_is_told_with_its_rules(
    script: APIClient, loop: Loop, mlops: Round, drift: Competency
) -> None:
    response = script.post(f"/api/v1/loops/{loop.pk}/compose/")

    told = response.json()
    assert (response.status_code, told["outcome"], told["cost"]) == (200, "impossible", None)
    assert told["rules"] == [f"need:{drift.pk}"]
    assert told["says"] == "Round “MLOps” wants 1 question on Drift; the library has none."


def test_a_large_library_is_composed_from_by_a_worker(
    organization: Organization, script: APIClient, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, MOST_AT_ONCE + 1, competencies=[drift])

    response = script.post(f"/api/v1/loops/{loop.pk}/compose/")

    told = response.json()
    assert (response.status_code, told["outcome"], told["status"]) == (202, None, "queued")
    compose_in_worker(str(Composing.objects.get(pk=told["id"]).job_id))
    assert get(script, loop, "composing") == told | {
        "outcome": "composed",
        "status": "done",
        "progress": 100,
        "is_optimal": True,
        "cost": 50,
        "bound": 50,
    }


def test_a_loop_that_was_never_composed_has_no_composing(script: APIClient, loop: Loop) -> None:
    assert script.get(f"/api/v1/loops/{loop.pk}/composing/").status_code == 404


def test_the_manager_waives_a_gap_and_takes_it_back(
    loop: Loop, mlops: Round, drift: Competency, script: APIClient, api_as
) -> None:
    manager = loop.candidacy.opening.hiring_manager
    body = {
        "gap": f"one_round round={mlops.pk} competency={drift.pk}",
        "reason": "The second judge is on leave.",
    }
    address = f"/api/v1/loops/{loop.pk}/waivers/"

    assert script.post(address, body, format="json").status_code == 403
    waived = api_as(manager).post(address, body, format="json")

    assert (waived.status_code, waived.json()["waived_by"]) == (201, manager.pk)
    assert script.get(address).json() == [waived.json()]
    assert get(script, loop, "evaluation")["findings"][0]["is_waived"] is True
    assert api_as(manager).delete(f"{address}{waived.json()['id']}/").status_code == 204
    assert script.get(address).json() == []


def test_a_gap_that_is_not_there_is_a_field_error(loop: Loop, mlops: Round, api_as) -> None:
    manager = loop.candidacy.opening.hiring_manager
    body = {"gap": "too_long round=1", "reason": "It is not."}

    response = api_as(manager).post(f"/api/v1/loops/{loop.pk}/waivers/", body, format="json")

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/gap")


def test_a_question_is_locked_and_let_go(
    organization: Organization, script: APIClient, loop: Loop, mlops: Round, drift: Competency
) -> None:
    stock_questions(organization, 2, competencies=[drift])
    script.post(f"/api/v1/loops/{loop.pk}/compose/")
    address = f"/api/v1/rounds/{mlops.pk}/questions/{mlops.questions.earliest('pk').pk}"

    assert script.post(f"{address}/lock/").json()["is_locked"] is True
    unlocked = script.post(f"{address}/unlock/")

    assert (unlocked.status_code, unlocked.json()["is_locked"]) == (200, False)
    assert script.post(f"/api/v1/rounds/{mlops.pk}/questions/0/lock/").status_code == 404
