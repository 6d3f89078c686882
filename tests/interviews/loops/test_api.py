import pytest

from hiring.people.models import Member, Organization
from interviews.loops.models import Loop
from tests.everything import make_template
from tests.making import (
    make_candidacy,
    make_loop,
    make_opening,
    make_question,
    make_round,
    make_rubric,
)


@pytest.fixture
def draft(recruiter: Member) -> Loop:
    return make_loop(recruiter.organization, by=recruiter, published=False)


def test_a_loop_is_made_from_a_template(recruiter: Member, api_as) -> None:
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)
    template = make_template(recruiter.organization)

    response = api_as(recruiter).post(
        "/api/v1/loops/", {"candidacy": candidacy.pk, "template": template.pk}, format="json"
    )

    body = response.json()
    assert (response.status_code, body["status"], body["template"]) == (201, "draft", template.pk)
    assert [round["title"] for round in body["rounds"]] == ["Coding"]
    assert body["title"] == template.name


def test_a_candidacy_has_one_open_loop(recruiter: Member, draft: Loop, api_as) -> None:
    response = api_as(recruiter).post(
        "/api/v1/loops/", {"candidacy": draft.candidacy_id, "template": None}, format="json"
    )

    assert (response.status_code, response.json()["code"]) == (409, "loop_exists")


def test_a_template_shows_its_rounds(interviewer: Member, api_as) -> None:
    template = make_template(interviewer.organization)

    body = api_as(interviewer).get(f"/api/v1/loop-templates/{template.pk}/").json()

    assert [round["minutes"] for round in body["current"]["rounds"]] == [60]


def test_a_round_is_added_and_taken_out_again(recruiter: Member, draft: Loop, api_as) -> None:
    client = api_as(recruiter)
    rubric = make_rubric(recruiter.organization)
    body = {"loop": draft.pk, "rubric": rubric.pk, "kind": "coding", "title": "Third", "minutes": 45}

    added = client.post("/api/v1/rounds/", body, format="json")

    assert (added.status_code, added.json()["position"], added.json()["panel_size"]) == (201, 3, 1)
    assert len(added.json()["rubric"]["criteria"]) == 2
    assert client.delete(f"/api/v1/rounds/{added.json()['id']}/").status_code == 204
    assert client.get(f"/api/v1/rounds/?loop={draft.pk}").json()["results"].__len__() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", 14),
        ("minutes", 481),
        ("panel_size", 0),
        ("panel_size", 7),
        ("difficulty", 6),
        ("kind", "song"),
    ],
)
def test_a_round_out_of_bounds_is_a_field_error(
    field: str, value: object, recruiter: Member, draft: Loop, api_as
) -> None:
    body = {
        "loop": draft.pk,
        "rubric": make_rubric(recruiter.organization).pk,
        "kind": "coding",
        "title": "Third",
        "minutes": 45,
        field: value,
    }

    response = api_as(recruiter).post("/api/v1/rounds/", body, format="json")

    assert [error["pointer"] for error in response.json()["errors"]] == [f"#/{field}"]


def test_rounds_are_put_into_another_order(recruiter: Member, draft: Loop, api_as) -> None:
    order = [round.pk for round in draft.rounds.order_by("-position")]
    client, address = api_as(recruiter), f"/api/v1/loops/{draft.pk}/reorder/"

    body = client.post(address, {"rounds": order}, format="json").json()

    assert [round["id"] for round in body["rounds"]] == order
    assert client.post(address, {"rounds": order[:1]}, format="json").json()["code"] == "stale"
    assert client.post(address, {"rounds": order * 2}, format="json").status_code == 409


def test_a_question_is_chosen_once_and_dropped(recruiter: Member, draft: Loop, api_as) -> None:
    round = make_round(draft, by=recruiter)
    question = make_question(recruiter.organization)
    client, address = api_as(recruiter), f"/api/v1/rounds/{round.pk}/questions/"

    chosen = [client.post(address, {"question": question.pk}, format="json") for _ in range(2)]

    assert [answer.status_code for answer in chosen] == [201, 201]
    assert chosen[0].json() == chosen[1].json()
    assert question.pk in [
        row["question"] for row in client.get(f"/api/v1/rounds/{round.pk}/").json()["questions"]
    ]
    assert client.delete(f"{address}{chosen[0].json()['id']}/").status_code == 204
    assert client.delete(f"{address}{chosen[0].json()['id']}/").status_code == 404


def test_a_question_of_another_kind_is_a_field_error(recruiter: Member, draft: Loop, api_as) -> None:
    round = draft.rounds.first()
    oral = make_question(recruiter.organization, kind="oral")

    response = api_as(recruiter).post(
        f"/api/v1/rounds/{round.pk}/questions/", {"question": oral.pk}, format="json"
    )

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/question")


def test_a_question_is_dropped_only_from_its_own_round(recruiter: Member, draft: Loop, api_as) -> None:
    first, second = draft.rounds.order_by("position")

    response = api_as(recruiter).delete(f"/api/v1/rounds/{first.pk}/questions/{second.questions.get().pk}/")

    assert response.status_code == 404
    assert second.questions.exists()


def test_an_interviewer_sees_no_draft_and_changes_nothing(
    organization: Organization, interviewer: Member, recruiter: Member, api_as
) -> None:
    draft = make_loop(organization, interviewers=[interviewer], published=False)
    published = make_loop(organization, interviewers=[interviewer])
    client = api_as(interviewer)

    assert [row["id"] for row in client.get("/api/v1/loops/").json()["results"]] == [published.pk]
    assert client.get(f"/api/v1/loops/{draft.pk}/").status_code == 404
    round = published.rounds.get()
    assert client.get(f"/api/v1/rounds/{round.pk}/").json()["questions"]
    assert client.delete(f"/api/v1/rounds/{round.pk}/").status_code == 403
    assert client.post(f"/api/v1/loops/{published.pk}/cancel/").status_code == 403
    assert (
        client.post(f"/api/v1/loops/{published.pk}/reorder/", {"rounds": []}, format="json").status_code
        == 403
    )
