from hiring.people.models import Member
from tests.making import make_competency, make_rubric


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
