import pytest

from hiring.candidates.models import Candidate
from hiring.people.models import Member, Organization, Role
from tests.making import make_candidacy, make_candidate, make_member, make_opening


def test_a_candidate_is_added_and_corrected(recruiter: Member, api_as) -> None:
    client = api_as(recruiter)
    made = client.post("/api/v1/candidates/", {"name": "שרה 🙂", "email": "sara@example.org"}, format="json")

    changed = client.patch(
        f"/api/v1/candidates/{made.json()['id']}/", {"name": "Sara", "version": 1}, format="json"
    )

    assert (made.status_code, made.json()["name"]) == (201, "שרה 🙂")
    assert (changed.json()["name"], changed.json()["email"]) == ("Sara", "sara@example.org")
    assert changed.json()["version"] == 2


def test_an_address_that_is_known_is_a_field_error(recruiter: Member, api_as) -> None:
    known = make_candidate(recruiter.organization, by=recruiter)

    response = api_as(recruiter).post(
        "/api/v1/candidates/", {"name": "Again", "email": known.email.upper()}, format="json"
    )

    assert (response.status_code, response.json()["code"]) == (400, "email_taken")
    assert response.json()["errors"][0]["pointer"] == "#/email"


def test_the_same_address_may_be_known_elsewhere(
    other_organization: Organization, recruiter: Member, api_as
) -> None:
    theirs = make_candidate(other_organization)

    response = api_as(recruiter).post(
        "/api/v1/candidates/", {"name": theirs.name, "email": theirs.email}, format="json"
    )

    assert response.status_code == 201


def test_a_hiring_manager_adds_candidates_to_their_own_opening_and_keeps_sight_of_them(
    hiring_manager: Member, api_as
) -> None:
    opening = make_opening(hiring_manager.organization, hiring_manager=hiring_manager)
    client = api_as(hiring_manager)

    without = client.post("/api/v1/candidates/", {"name": "Ada"}, format="json")
    added = client.post("/api/v1/candidates/", {"name": "Ada", "opening": opening.pk}, format="json")

    assert without.json()["errors"][0]["pointer"] == "#/opening"
    assert client.get(f"/api/v1/candidates/{added.json()['id']}/").status_code == 200
    assert (
        client.get(f"/api/v1/candidacies/?opening={opening.pk}").json()["results"][0]["candidate_name"]
        == "Ada"
    )


def test_a_candidate_whose_opening_is_refused_is_not_added(hiring_manager: Member, api_as) -> None:
    others = make_opening(hiring_manager.organization)

    response = api_as(hiring_manager).post(
        "/api/v1/candidates/", {"name": "Ada", "opening": others.pk}, format="json"
    )

    assert response.status_code == 400
    assert not Candidate.objects.exists()


def test_an_interviewer_sees_no_candidates_and_adds_none(interviewer: Member, api_as) -> None:
    candidate = make_candidate(interviewer.organization)
    client = api_as(interviewer)

    assert client.get("/api/v1/candidates/").json()["results"] == []
    assert client.get(f"/api/v1/candidates/{candidate.pk}/").status_code == 404
    assert client.post("/api/v1/candidates/", {"name": "Ada"}, format="json").status_code == 403


def test_considering_twice_is_one_candidacy(recruiter: Member, api_as) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    candidate = make_candidate(recruiter.organization, by=recruiter)
    body = {"candidate": candidate.pk, "opening": opening.pk}

    answers = [api_as(recruiter).post("/api/v1/candidacies/", body, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["status"] == "active"


@pytest.mark.parametrize("field", ["candidate", "opening"])
def test_a_foreign_id_in_a_body_is_the_same_fault_as_an_unknown_one(
    field: str, other_organization: Organization, recruiter: Member, api_as
) -> None:
    own = {
        "candidate": make_candidate(recruiter.organization, by=recruiter).pk,
        "opening": make_opening(recruiter.organization, by=recruiter).pk,
    }
    foreign = {
        "candidate": make_candidate(other_organization).pk,
        "opening": make_opening(other_organization).pk,
    }

    theirs = api_as(recruiter).post("/api/v1/candidacies/", {**own, field: foreign[field]}, format="json")
    nobodys = api_as(recruiter).post("/api/v1/candidacies/", {**own, field: 10**9}, format="json")

    assert theirs.status_code == 400
    assert [error["pointer"] for error in theirs.json()["errors"]] == [f"#/{field}"]
    assert theirs.content == nobodys.content


def test_a_candidacy_moves_as_its_map_allows(recruiter: Member, api_as) -> None:
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)
    client, address = api_as(recruiter), f"/api/v1/candidacies/{candidacy.pk}/move/"

    assert client.post(address, {"to": "withdrawn"}, format="json").json()["status"] == "withdrawn"
    again = client.post(address, {"to": "declined"}, format="json")
    assert (again.status_code, again.json()["code"]) == (409, "move_not_allowed")
    assert client.post(address, {"to": "hired"}, format="json").status_code == 400
    assert client.post(address, {"to": "royal"}, format="json").status_code == 400


def test_the_committee_reads_candidacies_and_moves_none(organization: Organization, api_as) -> None:
    member = make_member(organization, Role.COMMITTEE)
    candidacy = make_candidacy(make_opening(organization, committee=[member]))
    client, address = api_as(member), f"/api/v1/candidacies/{candidacy.pk}/"

    assert client.get(address).status_code == 200
    assert client.post(f"{address}move/", {"to": "declined"}, format="json").status_code == 403
