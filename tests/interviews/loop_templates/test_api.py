"""Programs write templates by the same rules as people."""

from typing import Any

import pytest

from hiring.people.models import Member, Organization
from interviews.loop_templates.models import LoopTemplate
from rubrics.scales.models import Rubric
from tests.interviews.loop_templates.writing import a_round, template_of
from tests.making import make_candidacy, make_competency, make_opening, make_question, make_rubric

ADDRESS = "/api/v1/loop-templates/"


@pytest.fixture
def rubric(organization: Organization) -> Rubric:
    return make_rubric(organization, competencies=[make_competency(organization, "Software")])


def plan(judged_by: Rubric, /, **said: Any) -> dict[str, Any]:
    planned = {"kind": "coding", "title": "Task", "minutes": 60, "rubric": judged_by.pk, **said}
    return {"name": "Senior engineer", "level": "senior", "rounds": [planned]}


def test_a_template_is_written_and_read_back(recruiter: Member, rubric: Rubric, api_as) -> None:
    competency = rubric.current.criteria.get().competency  # type: ignore[union-attr]
    question = make_question(recruiter.organization)
    said = {"break_minutes": 15, "place": "last", "competencies": [competency.pk], "questions": [question.pk]}

    response = api_as(recruiter).post(ADDRESS, plan(rubric, **said), format="json")

    body = response.json()
    assert (response.status_code, body["slug"], body["retired_at"]) == (201, "senior-engineer", None)
    (planned,) = body["current"]["rounds"]
    assert {name: planned[name] for name in said} == said
    assert (planned["position"], planned["panel_size"]) == (1, 1)
    assert api_as(recruiter).get(response["Location"]).json() == body


def test_the_next_version_is_written_from_the_one_that_was_read(
    recruiter: Member, rubric: Rubric, api_as
) -> None:
    client, template = (
        api_as(recruiter),
        template_of(recruiter, a_round(recruiter, rubric=rubric, title="Task")),
    )
    address = f"{ADDRESS}{template.pk}/versions/"
    longer = {**plan(rubric, minutes=90), "note": "Longer.", "version": 1}

    written = client.post(address, longer, format="json")
    stale = client.post(address, longer, format="json")
    same = client.post(address, {**longer, "version": 2}, format="json")

    assert (written.status_code, written.json()["number"], written.json()["note"]) == (201, 2, "Longer.")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert (same.status_code, same.json()["number"]) == (200, 2)
    versions = client.get(address).json()
    assert [version["rounds"][0]["minutes"] for version in versions] == [90, 60]


def test_what_changed_is_told_in_words(recruiter: Member, rubric: Rubric, api_as) -> None:
    client, template = (
        api_as(recruiter),
        template_of(recruiter, a_round(recruiter, rubric=rubric, title="Task")),
    )
    client.post(
        f"{ADDRESS}{template.pk}/versions/", {**plan(rubric, minutes=90), "version": 1}, format="json"
    )

    changes = client.get(f"{ADDRESS}{template.pk}/changes/?old=1&new=2").json()
    unknown = client.get(f"{ADDRESS}{template.pk}/changes/?old=1&new=7")
    unsaid = client.get(f"{ADDRESS}{template.pk}/changes/?old=1")

    assert changes == {"old": 1, "new": 2, "changes": ["“Task”: length 60 minutes → 90 minutes."]}
    assert (unknown.status_code, unknown.json()["errors"][0]["pointer"]) == (400, "?new")
    assert (unsaid.status_code, unsaid.json()["errors"][0]["pointer"]) == (400, "?new")


def test_a_template_is_retired_found_so_and_restored(recruiter: Member, api_as) -> None:
    client, template = api_as(recruiter), template_of(recruiter)

    retired = client.post(f"{ADDRESS}{template.pk}/retire/")

    assert retired.json()["retired_at"] is not None
    for asked, found in (("true", 1), ("false", 0)):
        assert len(client.get(f"{ADDRESS}?is_retired={asked}").json()["results"]) == found
    assert client.post(f"{ADDRESS}{template.pk}/restore/").json()["retired_at"] is None


def test_each_fault_is_named_by_where_it_stands(recruiter: Member, rubric: Rubric, api_as) -> None:
    unjudged = make_competency(recruiter.organization, "Drift")
    question = make_question(recruiter.organization, kind="mlops")
    body = plan(rubric, competencies=[unjudged.pk], questions=[question.pk])

    response = api_as(recruiter).post(ADDRESS, body, format="json")

    assert (response.status_code, response.json()["code"]) == (400, "rounds_unfit")
    assert [error["pointer"] for error in response.json()["errors"]] == [
        "#/rounds/0/competencies",
        "#/rounds/0/questions",
    ]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"minutes": 14}, "#/rounds/0/minutes"),
        ({"break_minutes": 241}, "#/rounds/0/break_minutes"),
        ({"question_count": 21}, "#/rounds/0/question_count"),
        ({"place": "middle"}, "#/rounds/0/place"),
        ({"position": 3}, "#/rounds/0/position"),
        ({"rubric": 10**30}, "#/rounds/0/rubric"),
        ({"questions": ["x"]}, "#/rounds/0/questions/0"),
    ],
)
def test_a_body_that_cannot_be_is_refused(
    said: dict[str, Any], pointer: str, recruiter: Member, rubric: Rubric, api_as
) -> None:
    response = api_as(recruiter).post(ADDRESS, plan(rubric, **said), format="json")

    assert response.status_code == 400
    assert pointer in [error["pointer"] for error in response.json()["errors"]]
    assert not LoopTemplate.objects.exists()


def test_another_organizations_ids_are_no_choice(
    recruiter: Member, rubric: Rubric, other_organization: Organization, api_as
) -> None:
    foreign = {
        "rubric": make_rubric(other_organization).pk,
        "competencies": [make_competency(other_organization).pk],
        "questions": [make_question(other_organization).pk],
    }

    for field, value in foreign.items():
        response = api_as(recruiter).post(ADDRESS, plan(rubric, **{field: value}), format="json")
        assert response.status_code == 400
        assert response.json()["errors"][0]["pointer"].startswith(f"#/rounds/0/{field}")


def test_a_template_without_rounds_or_with_too_many_is_refused(
    recruiter: Member, rubric: Rubric, api_as
) -> None:
    body = plan(rubric)
    for rounds in ([], body["rounds"] * 13):
        response = api_as(recruiter).post(ADDRESS, {**body, "rounds": rounds}, format="json")
        assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/rounds")


def test_a_round_of_a_loop_says_what_it_must_ask_about(recruiter: Member, rubric: Rubric, api_as) -> None:
    competency = rubric.current.criteria.get().competency  # type: ignore[union-attr]
    template = template_of(recruiter, a_round(recruiter, rubric=rubric, competencies=[competency]))
    client = api_as(recruiter)
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter).pk

    loop = client.post(
        "/api/v1/loops/", {"candidacy": candidacy, "template": template.pk}, format="json"
    ).json()
    body = {"loop": loop["id"], "competencies": [competency.pk], **plan(rubric)["rounds"][0]}
    added = client.post("/api/v1/rounds/", body, format="json")

    (first, second) = client.get(f"/api/v1/rounds/?loop={loop['id']}").json()["results"]
    assert added.status_code == 201
    assert first["competencies"] == second["competencies"] == [competency.pk]
