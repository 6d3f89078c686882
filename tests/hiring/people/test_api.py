from rest_framework.test import APIClient

from hiring.people.models import Member, Organization, Role
from tests.making import make_member


def test_me_says_who_speaks_and_where(recruiter: Member, api_as) -> None:
    body = api_as(recruiter).get("/api/v1/me/").json()

    assert (body["id"], body["email"], body["roles"]) == (recruiter.pk, recruiter.user.email, ["recruiter"])
    assert body["organization"]["slug"] == recruiter.organization.slug


def test_members_are_those_of_ones_own_organization(
    organization: Organization, other_organization: Organization, recruiter: Member, api_as
) -> None:
    colleague = make_member(organization)
    make_member(other_organization)

    rows = api_as(recruiter).get("/api/v1/members/").json()["results"]

    assert [row["id"] for row in rows] == [colleague.pk, recruiter.pk]


def test_members_are_found_by_role_and_by_whether_they_are_still_there(
    organization: Organization, recruiter: Member, api_as
) -> None:
    left = make_member(organization, Role.COMMITTEE)
    left.is_active = False
    left.save()
    client = api_as(recruiter)

    assert client.get("/api/v1/members/?role=committee&is_active=true").json()["results"] == []
    assert [row["id"] for row in client.get("/api/v1/members/?role=committee").json()["results"]] == [left.pk]
    assert client.get("/api/v1/members/?role=king").status_code == 400


def test_an_admin_adds_a_member(admin: Member, api_as) -> None:
    response = api_as(admin).post(
        "/api/v1/members/",
        {"email": "Noor@example.org", "name": "Noor", "roles": ["interviewer", "committee"]},
        format="json",
    )

    assert response.status_code == 201
    assert response["Location"].endswith(f"/api/v1/members/{response.json()['id']}/")
    assert (response.json()["roles"], response.json()["time_zone"]) == (["interviewer", "committee"], "UTC")


def test_a_member_without_a_role_or_with_an_unknown_zone_is_refused(admin: Member, api_as) -> None:
    body = {"email": "noor@example.org", "name": "Noor", "roles": [], "time_zone": "Mars/Olympus"}

    response = api_as(admin).post("/api/v1/members/", body, format="json")

    assert response.status_code == 400
    assert [error["pointer"] for error in response.json()["errors"]] == ["#/roles", "#/time_zone"]


def test_only_an_admin_adds_and_changes_members(recruiter: Member, api_as) -> None:
    client: APIClient = api_as(recruiter)
    body = {"email": "noor@example.org", "name": "Noor", "roles": ["admin"]}

    assert client.post("/api/v1/members/", body, format="json").status_code == 403
    change = {"roles": ["admin"], "version": recruiter.version}
    assert client.patch(f"/api/v1/members/{recruiter.pk}/", change, format="json").status_code == 403


def test_a_change_keeps_what_it_leaves_out(admin: Member, interviewer: Member, api_as) -> None:
    address = f"/api/v1/members/{interviewer.pk}/"

    body = api_as(admin).patch(address, {"title": "Staff engineer", "version": 1}, format="json").json()

    assert (body["title"], body["roles"], body["time_zone"], body["version"]) == (
        "Staff engineer",
        ["interviewer"],
        "Europe/Berlin",
        2,
    )


def test_a_change_of_an_older_version_is_refused(admin: Member, interviewer: Member, api_as) -> None:
    address, client = f"/api/v1/members/{interviewer.pk}/", api_as(admin)
    client.patch(address, {"title": "Staff engineer", "version": 1}, format="json")

    response = client.patch(address, {"title": "Engineer", "version": 1}, format="json")

    assert (response.status_code, response.json()["code"]) == (409, "stale")


def test_a_change_without_its_version_is_refused(admin: Member, interviewer: Member, api_as) -> None:
    response = api_as(admin).patch(f"/api/v1/members/{interviewer.pk}/", {"title": "x"}, format="json")

    assert [error["pointer"] for error in response.json()["errors"]] == ["#/version"]


def test_the_last_admin_stays_one(admin: Member, api_as) -> None:
    change = {"roles": ["recruiter"], "version": 1}

    response = api_as(admin).patch(f"/api/v1/members/{admin.pk}/", change, format="json")

    assert (response.status_code, response.json()["code"]) == (409, "last_admin")
    assert response.json()["errors"][0]["pointer"] == "#/roles"
