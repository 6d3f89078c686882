from typing import Any

import pytest

from hiring.people.models import Member, Organization
from interviews.scorecards.content import LONGEST_TEXT
from interviews.scorecards.models import Revision, Scorecard
from interviews.scorecards.services import sheet_of
from interviews.staffing.models import Seat
from tests.making import make_loop, make_member, make_submission, seats_of

ADDRESS = "/api/v1/scorecards/"
CANARY = "The canary sang at dawn."


@pytest.fixture
def seat(organization: Organization, interviewer: Member) -> Seat:
    """The first of two seats of a published loop; a colleague holds the second."""
    return seats_of(make_loop(organization, interviewers=[interviewer, make_member(organization)]))[0]


def body_for(seat: Seat, *, version: int = 0, mutation: str = "first", **said: Any) -> dict[str, Any]:
    """A complete scorecard for the seat, as a program sends it."""
    sheet = sheet_of(seat)
    return {
        "seat": seat.pk,
        "version": version,
        "mutation_id": mutation,
        "ratings": [{"criterion": pk, "value": 3, "evidence": "Saw it."} for pk in sheet.criteria],
        "red_flags": [{"red_flag": pk, "evidence": "Heard it."} for pk in sheet.red_flags],
        "notes": [{"question": pk, "text": "  Spaces stay. 🙂 "} for pk in sheet.questions],
        "recommendation": "yes",
        "summary": "Good.",
        **said,
    }


def test_a_scorecard_is_saved_and_submitted(seat: Seat, api_as) -> None:
    client, body = api_as(seat.member), body_for(seat)

    saved = client.post(ADDRESS, body, format="json")
    submitted = client.post(f"{ADDRESS}{saved.json()['id']}/submit/", {"version": 1}, format="json")

    assert (saved.status_code, saved.json()["version"], saved.json()["status"]) == (201, 1, "draft")
    content = saved.json()["content"]
    assert content["notes"] == body["notes"]
    assert content["ratings"] == [
        {**rating, "is_not_assessed": False, "reason": ""} for rating in body["ratings"]
    ]
    assert (submitted.status_code, submitted.json()["status"]) == (200, "submitted")
    assert submitted.json()["content"] == content


def test_what_is_read_can_be_sent_back(seat: Seat, api_as) -> None:
    client = api_as(seat.member)
    first = client.post(ADDRESS, body_for(seat), format="json").json()

    again = client.post(
        ADDRESS, {"seat": seat.pk, "version": 1, "mutation_id": "second", **first["content"]}, format="json"
    )

    assert (again.status_code, again.json()["content"]) == (200, first["content"])


def test_a_later_save_and_a_repeated_one_answer_200(seat: Seat, api_as) -> None:
    client = api_as(seat.member)
    client.post(ADDRESS, body_for(seat), format="json")
    second = body_for(seat, version=1, mutation="second", summary="Better.")

    answers = [client.post(ADDRESS, second, format="json") for _ in range(2)]

    assert [(answer.status_code, answer.json()["version"]) for answer in answers] == [(200, 2), (200, 2)]
    assert Revision.objects.count() == 2


def test_a_repeated_save_answers_as_of_itself_even_when_another_has_followed(seat: Seat, api_as) -> None:
    client, first = api_as(seat.member), body_for(seat)
    client.post(ADDRESS, first, format="json")
    client.post(ADDRESS, body_for(seat, version=1, mutation="second", summary="Better."), format="json")

    repeated = client.post(ADDRESS, first, format="json").json()

    assert (repeated["version"], repeated["content"]["summary"]) == (1, "Good.")


def test_a_save_that_came_too_late_gets_both_texts(seat: Seat, api_as) -> None:
    client = api_as(seat.member)
    client.post(ADDRESS, body_for(seat, summary="Theirs."), format="json")

    late = client.post(ADDRESS, body_for(seat, mutation="late", summary="Mine."), format="json")

    problem = late.json()
    assert (late.status_code, late["Content-Type"]) == (409, "application/problem+json")
    assert (problem["code"], problem["version"]) == ("conflict", 1)
    assert (problem["yours"]["summary"], problem["current"]["summary"]) == ("Mine.", "Theirs.")
    assert Revision.objects.filter(content__summary="Mine.", kind="conflict").exists()


def test_a_submitted_scorecard_keeps_a_late_text_beside_it(seat: Seat, api_as) -> None:
    submitted = make_submission(seat)

    late = api_as(seat.member).post(
        ADDRESS, body_for(seat, version=submitted.version, mutation="late", summary="Mine."), format="json"
    )

    assert late.status_code == 409
    assert "submitted" in late.json()["detail"]
    submitted.refresh_from_db()
    assert submitted.summary != "Mine."


def test_what_is_missing_is_named_where_it_belongs(seat: Seat, api_as) -> None:
    client = api_as(seat.member)
    body = body_for(seat, summary="", recommendation="")
    body["ratings"] = [{**body["ratings"][0], "evidence": " "}]
    body["red_flags"] = [{**body["red_flags"][0], "evidence": ""}]
    saved = client.post(ADDRESS, body, format="json").json()

    refused = client.post(f"{ADDRESS}{saved['id']}/submit/", {"version": 1}, format="json")

    assert (refused.status_code, refused.json()["code"]) == (400, "scorecard_incomplete")
    assert [error["pointer"] for error in refused.json()["errors"]] == [
        "#/ratings/0/evidence",
        "#/ratings",
        "#/ratings",
        "#/red_flags/0/evidence",
        "#/recommendation",
        "#/summary",
    ]


def test_not_assessed_takes_a_reason(seat: Seat, api_as) -> None:
    client, body = api_as(seat.member), body_for(seat)
    body["ratings"][0] |= {"value": None, "is_not_assessed": True}
    saved = client.post(ADDRESS, body, format="json").json()

    refused = client.post(f"{ADDRESS}{saved['id']}/submit/", {"version": 1}, format="json")

    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/ratings/0/reason"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"ratings": [{"criterion": 10**9, "value": 3}]}, "#/ratings/0/value"),
        ({"ratings": [{"criterion": 1, "value": 5}]}, "#/ratings/0/value"),
        ({"ratings": [{"criterion": 1, "value": "yes"}]}, "#/ratings/0/value"),
        ({"ratings": [{"criterion": 10**20, "value": 1}]}, "#/ratings/0/criterion"),
        ({"ratings": [{"value": 1}]}, "#/ratings/0/criterion"),
        ({"ratings": [{"criterion": 1, "colour": 1}]}, "#/ratings/0/colour"),
        ({"ratings": [{"criterion": 1}, {"criterion": 1}]}, "#/ratings"),
        ({"ratings": {"1": 3}}, "#/ratings"),
        ({"ratings": [[]]}, "#/ratings/0"),
        ({"red_flags": [{"red_flag": 10**9}]}, "#/red_flags/0/red_flag"),
        ({"notes": [{"question": 10**9, "text": "x"}]}, "#/notes/0/text"),
        ({"summary": "x" * (LONGEST_TEXT + 1)}, "#/summary"),
        ({"summary": "x" * 5_000_000}, "#/summary"),
        ({"summary": "\0"}, "#/summary"),
        ({"recommendation": "maybe"}, "#/recommendation"),
        ({"version": -1}, "#/version"),
        ({"mutation_id": ""}, "#/mutation_id"),
        ({"mutation_id": "x" * 65}, "#/mutation_id"),
        ({"seat": 10**9}, "#/seat"),
    ],
)
def test_what_cannot_be_stored_is_a_field_error_and_nothing_is_stored(
    changes: dict[str, Any], pointer: str, seat: Seat, api_as
) -> None:
    response = api_as(seat.member).post(ADDRESS, {**body_for(seat), **changes}, format="json")

    assert response.status_code == 400
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]
    assert not Scorecard.objects.exists()


def test_nobody_fills_or_submits_anothers(seat: Seat, recruiter: Member, api_as) -> None:
    saved = api_as(seat.member).post(ADDRESS, body_for(seat), format="json").json()
    client = api_as(recruiter)

    assert client.post(ADDRESS, body_for(seat, version=1, mutation="x"), format="json").status_code == 403
    assert client.post(f"{ADDRESS}{saved['id']}/submit/", {"version": 1}, format="json").status_code == 403


def test_a_submission_of_an_older_version_is_refused(seat: Seat, api_as) -> None:
    client = api_as(seat.member)
    saved = client.post(ADDRESS, body_for(seat), format="json").json()
    client.post(ADDRESS, body_for(seat, version=1, mutation="second", summary="Better."), format="json")

    response = client.post(f"{ADDRESS}{saved['id']}/submit/", {"version": 1}, format="json")

    assert (response.status_code, response.json()["code"]) == (409, "stale")


def everything_read_by(member: Member, api_as) -> str:
    """What the member is told about scorecards, as a list, one by one, and filtered."""
    client = api_as(member)
    listed = client.get(ADDRESS)
    addresses = [f"{ADDRESS}{row['id']}/" for row in listed.json()["results"]]
    addresses += [f"{ADDRESS}?status={status}" for status in ("draft", "submitted")]
    return listed.text + "".join(client.get(address).text for address in addresses)


def test_until_ones_own_is_in_others_submissions_say_nothing(seat: Seat, api_as) -> None:
    blind = seats_of(seat.round.loop)[1].member
    submitted = make_submission(seat, words=CANARY, recommendation="strong_no")

    [row] = api_as(blind).get(ADDRESS).json()["results"]

    assert (row["id"], row["status"]) == (submitted.pk, "submitted")
    assert [row[name] for name in ("content", "version", "saved_at", "submitted_at")] == [None] * 4


def test_a_blind_reader_is_told_the_same_whatever_was_written(seat: Seat, api_as) -> None:
    blind = seats_of(seat.round.loop)[1].member
    scorecard = make_submission(seat, words=CANARY, recommendation="strong_no")
    told = everything_read_by(blind, api_as)

    scorecard.content = {"summary": "Another text altogether", "recommendation": "yes"}
    scorecard.version, scorecard.recommendation, scorecard.summary = 9, "strong_yes", "Another"
    scorecard.save()

    assert everything_read_by(blind, api_as) == told
    assert CANARY not in told


def test_a_draft_says_nothing_to_anybody_but_its_author(
    seat: Seat, recruiter: Member, admin: Member, api_as
) -> None:
    api_as(seat.member).post(ADDRESS, body_for(seat, summary=CANARY), format="json")

    for member in (recruiter, admin, seats_of(seat.round.loop)[1].member):
        assert CANARY not in everything_read_by(member, api_as)
    assert CANARY in everything_read_by(seat.member, api_as)


def test_others_are_read_once_ones_own_is_in_and_by_those_without_a_seat(
    seat: Seat, recruiter: Member, api_as
) -> None:
    blind = seats_of(seat.round.loop)[1]
    make_submission(seat, words=CANARY)
    assert CANARY in everything_read_by(recruiter, api_as)

    make_submission(blind)

    assert CANARY in everything_read_by(blind.member, api_as)


def test_an_interviewer_of_another_loop_sees_none_of_it(
    seat: Seat, organization: Organization, api_as
) -> None:
    make_submission(seat, words=CANARY)
    stranger = make_member(organization)
    make_loop(organization, interviewers=[stranger])

    assert api_as(stranger).get(ADDRESS).json()["results"] == []
