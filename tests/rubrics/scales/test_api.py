from typing import Any

import pytest

from hiring.people.models import Member
from tests.config.test_api import pointers
from tests.making import make_competency, make_rubric
from tests.rubrics.scales.writing import ANCHORS, next_version, proposed_by, published


def test_a_rubric_comes_whole(interviewer: Member, api_as) -> None:
    competency = make_competency(interviewer.organization, name="MLOps")
    rubric = make_rubric(interviewer.organization, competencies=[competency])

    current = api_as(interviewer).get(f"/api/v1/rubrics/{rubric.pk}/").json()["current"]

    [criterion] = current["criteria"]
    assert criterion["competency_name"] == "MLOps"
    assert [anchor["level"] for anchor in criterion["anchors"]] == [1, 2, 3, 4]
    assert len(current["red_flags"]) == 1


def test_rubrics_are_found_by_the_kind_of_round(interviewer: Member, api_as) -> None:
    coding = make_rubric(interviewer.organization, kind="coding")
    make_rubric(interviewer.organization, kind="oral")

    rows = api_as(interviewer).get("/api/v1/rubrics/?round_kind=coding").json()["results"]

    assert [row["id"] for row in rows] == [coding.pk]


def test_red_flags_are_read_by_everybody(interviewer: Member, api_as) -> None:
    make_rubric(interviewer.organization)

    [flag] = api_as(interviewer).get("/api/v1/red-flags/").json()["results"]

    assert flag["statement"].startswith("Red flag")


# --- Written by programs ---


def body(competency: int, **changed: Any) -> dict[str, Any]:
    anchors = [{"level": level, "text": text} for level, text in enumerate(ANCHORS, start=1)]
    line = {"name": "Contains the harm", "competency": competency, "weight": 2, "anchors": anchors}
    return {"name": "On call", "round_kind": "production", "criteria": [line], **changed}


def test_a_rubric_goes_from_draft_to_its_second_version(recruiter: Member, api_as) -> None:
    competency = make_competency(recruiter.organization)
    client = api_as(recruiter)

    made = client.post("/api/v1/rubrics/", body(competency.pk), format="json")
    address = made.headers["Location"]
    assert (made.status_code, made.json()["current"], made.json()["work"]["number"]) == (201, None, 1)
    published = client.post(f"{address}publish/", {"version": 1}, format="json").json()
    assert (published["current"]["number"], published["work"]) == (1, None)
    assert published["current"]["criteria"][0]["weight"] == 2

    changed = client.patch(address, {"guidance": "Ask for figures.", "version": 0}, format="json").json()

    assert (changed["current"]["guidance"], changed["work"]["guidance"]) == ("", "Ask for figures.")
    assert changed["work"]["criteria"][0]["name"] == "Contains the harm"
    [change] = client.get(f"{address}differences/?old=1&new=2").json()
    assert change["field"] == "guidance"
    assert [version["number"] for version in client.get(f"{address}versions/").json()] == [2, 1]
    stale = client.patch(address, {"guidance": "No.", "version": 0}, format="json")
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert client.post(f"{address}discard/").json()["work"] is None
    assert client.post(f"{address}retire/").json()["status"] == "retired"


def test_the_checks_answer_for_what_is_in_work(recruiter: Member, api_as) -> None:
    competency = make_competency(recruiter.organization)
    client = api_as(recruiter)
    bare = {"name": "Bare", "competency": competency.pk}
    address = client.post("/api/v1/rubrics/", body(competency.pk, criteria=[bare]), format="json").headers[
        "Location"
    ]

    checks = client.get(f"{address}checks/").json()

    assert checks["number"] == 1
    assert [
        (remark["fault"], remark["levels"], remark["bars_publishing"]) for remark in checks["remarks"]
    ] == [
        ("no_text", [1, 2, 3, 4], True),
        ("not_fed", [], False),
    ]
    refused = client.post(f"{address}publish/", {"version": 1}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "levels_without_text")


@pytest.mark.parametrize(
    ("line", "pointer"),
    [
        ({"weight": 6}, "#/criteria/0/weight"),
        ({"competency": 10**9}, "#/criteria/0/competency"),
        ({"anchors": [{"level": 5, "text": "x"}]}, "#/criteria/0/anchors/0/level"),
        ({"anchors": [{"level": 1, "text": "x"}, {"level": 1, "text": "y"}]}, "#/criteria/0/anchors"),
        ({"nmae": "x"}, "#/criteria/0/nmae"),
    ],
)
def test_a_fault_is_named_where_it_stands(
    recruiter: Member, api_as, line: dict[str, Any], pointer: str
) -> None:
    said = body(make_competency(recruiter.organization).pk)
    said["criteria"][0] |= line

    answer = api_as(recruiter).post("/api/v1/rubrics/", said, format="json")

    assert answer.status_code == 400
    assert pointer in pointers(answer)


def test_a_program_sorts_a_sheet(recruiter: Member, interviewer: Member, api_as) -> None:
    rubric = proposed_by(recruiter)
    address = f"/api/v1/rubrics/{rubric.pk}/versions/1/"
    client = api_as(interviewer)
    sheet = client.get(f"{address}sheet/").json()
    [line] = sheet["criteria"]
    levels = [ANCHORS.index(text) + 1 for text in line["texts"]]

    answer = client.post(
        f"{address}sorts/", {"version": 1, "criteria": [{"position": 1, "levels": levels}]}, format="json"
    )

    [sort] = answer.json()
    assert sort["agreement"] == {"n": 4, "exact": 4, "adjacent": 0, "misplaced": 0, "kappa": 1.0}
    assert client.get(f"{address}sorts/").json() == [sort]


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_of_rubrics_asks_a_fixed_number_of_queries(
    recruiter: Member, api_as, row_count: int, django_assert_num_queries
) -> None:
    for _ in range(row_count):
        next_version(published(recruiter), by=recruiter, guidance="New.")
    client = api_as(recruiter)

    with django_assert_num_queries(10):
        rows = client.get("/api/v1/rubrics/").json()["results"]

    assert [row["work"]["guidance"] for row in rows] == ["New."] * row_count


def test_red_flags_are_added_reworded_and_retired(recruiter: Member, api_as) -> None:
    client = api_as(recruiter)
    made = client.post("/api/v1/red-flags/", {"statement": "Blames others"}, format="json")
    address = made.headers["Location"]

    assert (
        client.patch(address, {"description": "In each story.", "version": 1}, format="json").json()[
            "version"
        ]
        == 2
    )
    assert client.post(f"{address}retire/").json()["status"] == "retired"
    [retired] = client.get("/api/v1/red-flags/?status=retired").json()["results"]
    assert retired["statement"] == "Blames others"
    assert client.post(f"{address}reinstate/").json()["status"] == "in_use"
