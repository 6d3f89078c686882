"""The same services, for programs."""

import pytest

from hiring.people.models import Member, Organization
from interviews.interviewers.models import Qualification
from interviews.interviewers.services import qualify
from tests.making import in_days, make_candidate, make_loop, make_member


def test_training_is_noted_replaced_and_taken_away(recruiter: Member, interviewer: Member, api_as) -> None:
    client = api_as(recruiter)
    note = {"member": interviewer.pk, "round_kind": "coding"}

    first = client.post("/api/v1/qualifications/", {**note, "stage": "shadow"}, format="json").json()
    second = client.post("/api/v1/qualifications/", {**note, "stage": "qualified"}, format="json").json()

    assert (second["id"], second["stage"]) == (first["id"], "qualified")
    assert client.delete(f"/api/v1/qualifications/{first['id']}/").status_code == 204
    assert client.get("/api/v1/qualifications/").json()["results"] == []


def test_an_interviewer_reads_their_own_training_and_notes_none(
    recruiter: Member, interviewer: Member, api_as
) -> None:
    other = make_member(recruiter.organization)
    for member in (interviewer, other):
        note = {"member": member.pk, "round_kind": "coding", "stage": "qualified"}
        api_as(recruiter).post("/api/v1/qualifications/", note, format="json")
    client = api_as(interviewer)

    rows = client.get("/api/v1/qualifications/").json()["results"]

    assert [row["member"] for row in rows] == [interviewer.pk]
    assert client.post("/api/v1/qualifications/", note, format="json").status_code == 403
    assert client.delete(f"/api/v1/qualifications/{rows[0]['id']}/").status_code == 403


def test_a_profile_is_there_before_anybody_wrote_one(interviewer: Member, api_as) -> None:
    client, address = api_as(interviewer), f"/api/v1/interviewers/{interviewer.pk}/"

    before = client.get(address).json()
    after = client.patch(
        address,
        {"works_to": "15:30", "dislikes": ["quiz"], "paused_from": "2026-03-26", "version": 1},
        format="json",
    ).json()

    assert (before["id"], before["daily_limit"], before["version"]) == (interviewer.pk, 2, 1)
    assert (after["works_to"], after["dislikes"], after["version"]) == ("15:30", ["quiz"], 2)
    assert client.get(address).json() == after
    assert client.get("/api/v1/interviewers/").json()["results"] == [after]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({"weekly_limit": 41}, "#/weekly_limit"),
        ({"dislikes": ["juggling"]}, "#/dislikes/0"),
        ({"works_to": "08:00"}, "#/works_to"),
        ({"time_zone": "UTC"}, "#/time_zone"),
    ],
)
def test_a_profile_that_makes_no_sense_is_a_field_error(
    interviewer: Member, said: dict[str, object], pointer: str, api_as
) -> None:
    response = api_as(interviewer).patch(
        f"/api/v1/interviewers/{interviewer.pk}/", {**said, "version": 1}, format="json"
    )

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, pointer)


def test_load_is_told_by_week_and_drafts_only_to_planners(
    organization: Organization, recruiter: Member, interviewer: Member, api_as
) -> None:
    for published in (True, False):
        make_loop(
            organization,
            interviewers=[interviewer],
            published=published,
            starts_at=in_days(0, hour=12 if published else 14),
            by=recruiter,
        )
    address = f"/api/v1/interviewers/{interviewer.pk}/load/"

    to_planner, to_self = (api_as(reader).get(address).json() for reader in (recruiter, interviewer))

    assert [week["interviews"] for week in to_planner] == [0, 0, 0, 0, 2, 0, 0]
    assert [week["interviews"] for week in to_self] == [0, 0, 0, 0, 1, 0, 0]
    assert [week["is_past"] for week in to_self] == [True] * 4 + [False] * 3


def test_the_policy_is_changed_by_its_version(recruiter: Member, api_as) -> None:
    client, address = api_as(recruiter), "/api/v1/staffing-policy/"

    assert client.get(address).json()["break_minutes"] == 15
    answers = [
        client.patch(address, {"break_minutes": 20, "rooms": 3, "version": 1}, format="json")
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert client.get(address).json() == answers[0].json()
    assert (answers[0].json()["rooms"], answers[0].json()["version"]) == (3, 2)


def test_a_training_path_is_said_anew_in_its_place(recruiter: Member, api_as) -> None:
    client, address = api_as(recruiter), "/api/v1/training-paths/"
    said = {"round_kind": "coding", "shadows": 1, "reverse_shadows": 3}

    first = client.post(address, said, format="json").json()
    second = client.post(address, {**said, "shadows": 2}, format="json").json()

    assert second == {**first, "shadows": 2}
    assert client.get(address, {"round_kind": "coding"}).json()["results"] == [second]


def test_a_mentor_approves_what_they_have_read(
    organization: Organization, recruiter: Member, interviewer: Member, api_as
) -> None:
    trainee = make_member(organization)
    qualify(interviewer, round_kind="coding", stage="qualified", by=recruiter)
    qualify(trainee, round_kind="coding", stage="shadow", by=recruiter)
    path = {"round_kind": "coding", "shadows": 0, "reverse_shadows": 1}
    api_as(recruiter).post("/api/v1/training-paths/", path, format="json")
    row = Qualification.objects.get(member=trainee)
    client, address = api_as(interviewer), f"/api/v1/qualifications/{row.pk}/approve/"

    answers = [client.post(address, {"stage": "shadow"}, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[0].json()["stage"] == "reverse_shadow"
    assert answers[0].json()["approved_by"] == interviewer.pk
    early = client.post(address, {"stage": "reverse_shadow"}, format="json").json()
    assert (early["code"], early["detail"][: len(trainee.name)]) == ("too_early", trainee.name)


def test_a_conflict_of_interest_is_noted_and_taken_back(
    organization: Organization, recruiter: Member, interviewer: Member, api_as
) -> None:
    client, address = api_as(recruiter), "/api/v1/conflicts-of-interest/"
    candidate = make_candidate(organization, by=recruiter)
    note = {"member": interviewer.pk, "candidate": candidate.pk}

    noted = client.post(address, note, format="json")
    assert (noted.status_code, noted.json()["noted_by"]) == (201, recruiter.pk)
    assert client.get(address, {"candidate": candidate.pk}).json()["results"] == [noted.json()]
    assert client.delete(f"{address}{noted.json()['id']}/").status_code == 204
    assert api_as(interviewer).post(address, note, format="json").status_code == 400
