import pytest

from hiring.people.models import Member, Role
from tests.making import make_candidate, make_member


def test_an_admin_reads_what_happened_newest_first(admin: Member, api_as) -> None:
    candidate = make_candidate(admin.organization)

    rows = api_as(admin).get("/api/v1/events/?subject_type=candidate").json()["results"]

    assert [(row["kind"], row["subject_id"]) for row in rows] == [("candidate.created", str(candidate.pk))]
    assert candidate.name not in str(rows)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_nobody_else_does(role: Role, admin: Member, api_as) -> None:
    make_candidate(admin.organization)
    client = api_as(make_member(admin.organization, role))

    assert client.get("/api/v1/events/").status_code == 403
    assert client.get("/api/v1/events/1/").status_code == 403


def test_each_event_holds_the_hash_of_the_one_before(admin: Member, api_as) -> None:
    for _ in range(3):
        make_candidate(admin.organization)

    rows = api_as(admin).get("/api/v1/events/").json()["results"]

    assert [row["previous_hash"] for row in rows[:-1]] == [row["hash"] for row in rows[1:]]
