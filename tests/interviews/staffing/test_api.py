import pytest

from hiring.people.models import Member, Organization
from interviews.loops.models import Loop
from tests.making import in_days, make_loop, make_member, make_submission, seats_of


@pytest.fixture
def draft(recruiter: Member) -> Loop:
    return make_loop(recruiter.organization, by=recruiter, published=False)


def test_a_loop_is_cancelled_once(recruiter: Member, draft: Loop, api_as) -> None:
    client, address = api_as(recruiter), f"/api/v1/loops/{draft.pk}/cancel/"

    assert client.post(address).json()["status"] == "cancelled"
    assert client.post(address).json()["code"] == "move_not_allowed"


def test_a_round_is_scheduled_with_its_seats(recruiter: Member, draft: Loop, api_as) -> None:
    seat = seats_of(draft)[0]
    client, starts = api_as(recruiter), in_days(3)

    body = client.patch(
        f"/api/v1/rounds/{seat.round_id}/", {"starts_at": starts.isoformat(), "version": 1}, format="json"
    ).json()

    assert (body["title"], body["version"]) == (seat.round.title, 2)
    assert body["starts_at"] == starts.isoformat().replace("+00:00", "Z")
    assert client.get(f"/api/v1/seats/{seat.pk}/").json()["starts_at"] == body["starts_at"]


def test_nobody_is_booked_twice(organization: Organization, recruiter: Member, api_as) -> None:
    interviewer = make_member(organization)
    loop = make_loop(organization, interviewers=[interviewer] * 2, by=recruiter, starts_at=in_days(3))
    first, second = loop.rounds.order_by("position")

    response = api_as(recruiter).patch(
        f"/api/v1/rounds/{second.pk}/",
        {"starts_at": first.starts_at.isoformat(), "version": 1},
        format="json",
    )

    assert (response.status_code, response.json()["code"]) == (400, "double_booking")
    assert response.json()["errors"][0]["pointer"] == "#/starts_at"


@pytest.mark.parametrize(
    "moment",
    [
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "2200-01-01T00:00:00Z",
        "noon",
    ],
)
def test_a_day_off_the_calendar_is_a_field_error(moment: str, recruiter: Member, draft: Loop, api_as) -> None:
    round = draft.rounds.first()

    response = api_as(recruiter).patch(
        f"/api/v1/rounds/{round.pk}/", {"starts_at": moment, "version": 1}, format="json"
    )

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/starts_at")


def test_a_stale_round_is_refused(recruiter: Member, draft: Loop, api_as) -> None:
    address, client = f"/api/v1/rounds/{draft.rounds.first().pk}/", api_as(recruiter)

    answers = [client.patch(address, {"title": "x", "version": 1}, format="json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 409]


def test_a_seat_is_given_back_until_its_scorecard_is_begun(recruiter: Member, api_as) -> None:
    loop = make_loop(recruiter.organization, by=recruiter)
    begun, free = seats_of(loop)
    make_submission(begun)
    client = api_as(recruiter)

    assert client.delete(f"/api/v1/seats/{begun.pk}/").json()["code"] == "scorecard_begun"
    assert client.delete(f"/api/v1/seats/{free.pk}/").status_code == 204


def test_seats_are_found_by_loop_round_and_member(recruiter: Member, api_as) -> None:
    loop = make_loop(recruiter.organization, by=recruiter)
    make_loop(recruiter.organization, by=recruiter)
    first, second = seats_of(loop)
    client = api_as(recruiter)

    def found(query: str) -> list[int]:
        return [row["id"] for row in client.get(f"/api/v1/seats/?{query}").json()["results"]]

    assert found(f"loop={loop.pk}") == [second.pk, first.pk]
    assert found(f"round={first.round_id}") == found(f"member={first.member_id}") == [first.pk]
