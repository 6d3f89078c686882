"""Publishing by the API: refused by the same rules as on the page, and said in the same words."""

import pytest

from hiring.people.models import Member
from interviews.loops.models import Loop
from tests.making import make_competency, make_loop, make_member, make_opening, make_round


@pytest.fixture
def draft(recruiter: Member) -> Loop:
    return make_loop(recruiter.organization, by=recruiter, published=False)


def test_a_loop_is_published_once_it_is_staffed(recruiter: Member, draft: Loop, api_as) -> None:
    client, address = api_as(recruiter), f"/api/v1/loops/{draft.pk}/publish/"
    unstaffed = make_round(draft, by=recruiter)

    refused = client.post(address)
    seat = client.post(
        "/api/v1/seats/",
        {"round": unstaffed.pk, "member": make_member(draft.organization).pk},
        format="json",
    )
    published = client.post(address)

    assert (refused.status_code, refused.json()["code"]) == (409, "unstaffed")
    assert (seat.status_code, seat.json()["part"]) == (201, "lead")
    assert (published.status_code, published.json()["status"]) == (200, "published")
    assert client.post(address).status_code == 200


def test_a_gap_is_refused_and_named(recruiter: Member, hiring_manager: Member, api_as) -> None:
    mlops = make_competency(recruiter.organization, "MLOps")
    opening = make_opening(
        recruiter.organization, hiring_manager=hiring_manager, must_have=[mlops], by=recruiter
    )
    draft = make_loop(recruiter.organization, opening=opening, published=False, by=recruiter)

    refused = api_as(recruiter).post(f"/api/v1/loops/{draft.pk}/publish/")

    assert (refused.status_code, refused.json()["code"]) == (409, "coverage_gap")
    assert refused.json()["detail"].startswith("No round judges MLOps.")


def test_interviewers_publish_nothing(recruiter: Member, interviewer: Member, draft: Loop, api_as) -> None:
    assert api_as(interviewer).post(f"/api/v1/loops/{draft.pk}/publish/").status_code == 404
