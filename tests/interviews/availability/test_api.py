"""The same services, for programs."""

import pytest

from hiring.candidates.models import Candidacy
from hiring.people.models import Member, Organization
from interviews.availability.windows import request_behind
from tests.making import in_days, make_candidacy, make_opening


@pytest.fixture
def candidacy(organization: Organization, recruiter: Member) -> Candidacy:
    return make_candidacy(make_opening(organization, by=recruiter), by=recruiter)


def test_a_calendar_is_given_and_its_address_never_shown(interviewer: Member, api_as) -> None:
    client, address = api_as(interviewer), "/api/v1/calendars/"

    given = client.post(
        address, {"member": interviewer.pk, "address": "webcal://calendar.example/s3cret.ics"}, format="json"
    )

    assert (given.status_code, given.json()["source"], given.json()["busy"]) == (201, "address", [])
    for answer in (given, client.get(address), client.get(f"{address}{given.json()['id']}/")):
        assert "s3cret" not in answer.content.decode()
    assert client.post(f"{address}{given.json()['id']}/refresh/").status_code == 200
    assert client.delete(f"{address}{given.json()['id']}/").status_code == 204


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"address": "https://a.example/", "content": "BEGIN:VCALENDAR"},
        {"address": "gopher://a.example/"},
    ],
)
def test_a_calendar_is_an_address_or_a_text(interviewer: Member, said: dict[str, str], api_as) -> None:
    response = api_as(interviewer).post(
        "/api/v1/calendars/", {"member": interviewer.pk, **said}, format="json"
    )

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/address")


def test_windows_are_said_anew_as_a_whole(recruiter: Member, candidacy: Candidacy, api_as) -> None:
    client, address = api_as(recruiter), "/api/v1/candidate-windows/"

    def say(*hours: int) -> list[str]:
        windows = [{"starts_at": in_days(5, hour), "ends_at": in_days(5, hour + 1)} for hour in hours]
        answer = client.post(address, {"candidacy": candidacy.pk, "windows": windows}, format="json")
        return [window["starts_at"] for window in answer.json()["windows"]]

    assert len(say(9, 12)) == 2
    [kept] = say(15)
    listed = client.get(address, {"candidacy": candidacy.pk}).json()["results"]
    assert [window["starts_at"] for window in listed] == [kept]


def test_a_link_is_in_one_answer_only(recruiter: Member, candidacy: Candidacy, api_as) -> None:
    client, address = api_as(recruiter), "/api/v1/availability-requests/"
    day = in_days(5).date().isoformat()

    given = client.post(
        address, {"candidacy": candidacy.pk, "first_day": day, "last_day": day}, format="json"
    )

    token = given.json()["link"].rstrip("/").rpartition("/")[2]
    assert request_behind(token).candidacy == candidacy
    read = client.get(f"{address}{given.json()['id']}/")
    assert token not in read.content.decode()
    assert client.delete(f"{address}{given.json()['id']}/").status_code == 204
    assert client.get(f"{address}{given.json()['id']}/").json()["revoked_at"] is not None
