import pytest

from hiring.people.models import Member, Organization, Role
from tests.making import make_competency, make_member, make_opening


def test_an_opening_is_opened_with_what_it_asks_for(
    recruiter: Member, hiring_manager: Member, api_as
) -> None:
    must, nice = (make_competency(recruiter.organization) for _ in range(2))
    committee = make_member(recruiter.organization, Role.COMMITTEE)
    body = {
        "title": "Senior ML engineer",
        "level": "senior",
        "hiring_manager": hiring_manager.pk,
        "committee": [committee.pk],
        "must_have": [must.pk],
        "nice_to_have": [nice.pk],
    }

    response = api_as(recruiter).post("/api/v1/openings/", body, format="json")

    assert response.status_code == 201
    assert {name: response.json()[name] for name in body} == body
    assert response.json()["status"] == "open"


def test_a_change_keeps_what_it_leaves_out(recruiter: Member, api_as) -> None:
    must = make_competency(recruiter.organization)
    opening = make_opening(recruiter.organization, must_have=[must], by=recruiter)

    body = (
        api_as(recruiter)
        .patch(f"/api/v1/openings/{opening.pk}/", {"level": "staff", "version": 1}, format="json")
        .json()
    )

    assert (body["level"], body["title"], body["must_have"], body["version"]) == (
        "staff",
        opening.title,
        [must.pk],
        2,
    )


def test_a_change_of_an_older_version_is_refused(recruiter: Member, api_as) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    client, address = api_as(recruiter), f"/api/v1/openings/{opening.pk}/"

    answers = [
        client.patch(address, {"title": title, "version": 1}, format="json") for title in ("First", "Second")
    ]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert client.get(address).json()["title"] == "First"


def test_what_is_a_must_cannot_be_nice_to_have_as_well(recruiter: Member, api_as) -> None:
    competency = make_competency(recruiter.organization)
    opening = make_opening(recruiter.organization, must_have=[competency], by=recruiter)

    response = api_as(recruiter).patch(
        f"/api/v1/openings/{opening.pk}/", {"nice_to_have": [competency.pk], "version": 1}, format="json"
    )

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/nice_to_have")


def test_the_one_at_fault_in_a_list_of_ids_is_named(
    other_organization: Organization, recruiter: Member, hiring_manager: Member, api_as
) -> None:
    own, foreign = make_competency(recruiter.organization), make_competency(other_organization)
    body = {"title": "x", "level": "mid", "hiring_manager": hiring_manager.pk}
    body |= {"must_have": [own.pk, foreign.pk]}

    response = api_as(recruiter).post("/api/v1/openings/", body, format="json")

    assert [error["pointer"] for error in response.json()["errors"]] == ["#/must_have/1"]


def test_a_list_of_ids_takes_one_query_however_long(
    recruiter: Member, hiring_manager: Member, api_as, django_assert_max_num_queries
) -> None:
    ids = [make_competency(recruiter.organization).pk for _ in range(30)]
    client = api_as(recruiter)
    client.get("/api/v1/me/")
    body = {"title": "x", "level": "mid", "hiring_manager": hiring_manager.pk, "must_have": ids}

    with django_assert_max_num_queries(40):
        assert client.post("/api/v1/openings/", body, format="json").status_code == 201


@pytest.mark.parametrize(
    "ids", ["1", [["1"]], [True], [1.5], [10**20], [None], {"1": 1}, list(range(1, 300))]
)
def test_what_is_no_list_of_ids_is_refused(ids: object, recruiter: Member, api_as) -> None:
    response = api_as(recruiter).post("/api/v1/openings/", {"must_have": ids}, format="json")

    assert response.status_code == 400
    assert any(error["pointer"].startswith("#/must_have") for error in response.json()["errors"])


def test_a_hiring_manager_opens_and_changes_only_their_own(hiring_manager: Member, api_as) -> None:
    other = make_opening(hiring_manager.organization)
    client = api_as(hiring_manager)
    body = {"title": "Own", "level": "mid", "must_have": [], "hiring_manager": hiring_manager.pk}

    assert client.post("/api/v1/openings/", body, format="json").status_code == 201
    theirs = {**body, "hiring_manager": other.hiring_manager_id}
    assert client.post("/api/v1/openings/", theirs, format="json").status_code == 403
    assert client.patch(f"/api/v1/openings/{other.pk}/", {"version": 1}, format="json").status_code == 404


def test_the_committee_reads_its_openings_and_changes_none(organization: Organization, api_as) -> None:
    member = make_member(organization, Role.COMMITTEE)
    own = make_opening(organization, committee=[member])
    make_opening(organization)
    client = api_as(member)

    assert [row["id"] for row in client.get("/api/v1/openings/").json()["results"]] == [own.pk]
    assert client.patch(f"/api/v1/openings/{own.pk}/", {"version": 1}, format="json").status_code == 403
    assert client.post(f"/api/v1/openings/{own.pk}/move/", {"to": "closed"}, format="json").status_code == 403


def test_an_opening_is_put_on_hold_and_found_by_its_status(recruiter: Member, api_as) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    make_opening(recruiter.organization, by=recruiter)
    client = api_as(recruiter)

    moved = client.post(f"/api/v1/openings/{opening.pk}/move/", {"to": "on_hold"}, format="json")

    assert moved.json()["status"] == "on_hold"
    rows = client.get("/api/v1/openings/?status=on_hold").json()["results"]
    assert [row["id"] for row in rows] == [opening.pk]


def test_competencies_are_read_by_everybody(interviewer: Member, api_as) -> None:
    competency = make_competency(interviewer.organization, name="MLOps")

    rows = api_as(interviewer).get("/api/v1/competencies/?name=lop").json()["results"]

    assert [row["slug"] for row in rows] == [competency.slug]
