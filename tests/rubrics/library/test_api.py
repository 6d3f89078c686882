import pytest

from hiring.people.models import Member
from tests.making import make_competency, make_question


def test_a_question_comes_with_its_signals(interviewer: Member, api_as) -> None:
    question = make_question(interviewer.organization, title="Drift")

    current = api_as(interviewer).get(f"/api/v1/questions/{question.pk}/").json()["current"]

    assert current["strong_signals"] == ["Names a number"]
    assert (current["status"], current["difficulty"], current["minutes"]) == ("approved", 3, 20)


@pytest.fixture
def wanted(interviewer: Member) -> dict[str, int]:
    """A question that every filter below finds, beside one that none of them does."""
    competency = make_competency(interviewer.organization)
    question = make_question(
        interviewer.organization, kind="mlops", competencies=[competency], title="Drift in production"
    )
    question.current.difficulty = 5
    question.current.save()
    make_question(interviewer.organization, kind="coding", status="draft")
    return {"question": question.pk, "competency": competency.pk}


@pytest.mark.parametrize(
    "query",
    ["kind=mlops", "status=approved", "difficulty=5", "text=production DRIFT", "competency={competency}"],
)
def test_questions_are_found(query: str, wanted: dict[str, int], interviewer: Member, api_as) -> None:
    rows = api_as(interviewer).get(f"/api/v1/questions/?{query.format(**wanted)}").json()["results"]

    assert [row["id"] for row in rows] == [wanted["question"]]


@pytest.mark.parametrize("query", ["difficulty=6", "difficulty=hard", "kind=song", "competency=0"])
def test_a_filter_that_makes_no_sense_is_refused(query: str, interviewer: Member, api_as) -> None:
    assert api_as(interviewer).get(f"/api/v1/questions/?{query}").status_code == 400
