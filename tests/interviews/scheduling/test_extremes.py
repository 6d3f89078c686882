"""Days at the ends of the calendar, years that are only being typed, and numbers that are none: all are told.

Nothing of what is sent here may be more than a mistake in a form.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization
from interviews.interviewers.models import InterviewerProfile
from interviews.loops.models import Loop
from interviews.scheduling import proposals
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import propose
from interviews.staffing.models import Seat
from tests.interviews.scheduling.staging import make_interviewer, make_loop_to_plan, monday

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
PROPOSALS, DAYS = "/api/v1/proposals/", "/api/v1/hiring-days/"
FAR_DAYS = ["0001-01-01", "0202-11-20", "9999-12-31"]
# What a browser sends on its way to 2026, and both ends of the calendar.
FAR_STARTS = [
    "0001-01-01T00:00",
    "0002-11-20T10:00",
    "0020-11-20T10:00",
    "0202-11-20T10:00",
    "9999-12-31T23:59",
]


@pytest.fixture
def ines(organization: Organization) -> Member:
    return make_interviewer(organization, name="Ines")


@pytest.fixture
def loop(recruiter: Member, ines: Member) -> Loop:
    return make_loop_to_plan(recruiter)


@pytest.fixture
def pages(client_as: Callable[[Member], Client], recruiter: Member) -> Client:
    return client_as(recruiter)


@pytest.fixture
def api(api_as: Callable[[Member], APIClient], recruiter: Member) -> APIClient:
    return api_as(recruiter)


@pytest.fixture
def proposal(loop: Loop, recruiter: Member) -> Proposal:
    return propose(loop, by=recruiter)


def booking_in(proposal: Proposal) -> dict[str, Any]:
    booking: dict[str, Any] = proposal.plans[0]["plan"]["bookings"][0]
    return booking


@pytest.mark.parametrize("start", FAR_STARTS)
def test_a_start_in_a_far_year_is_a_mistake_in_the_form(
    pages: Client, loop: Loop, proposal: Proposal, start: str
) -> None:
    round, panel = (booking_in(proposal)[key] for key in ("round", "panel"))
    sent = {"wish": "fewest_days", f"start-{round}": start, f"seat-0-{round}": panel[0]}

    for name, headers in (("check", HTMX), ("check", {}), ("take_adjusted", {})):
        address = reverse(f"scheduling:{name}", args=[loop.pk, proposal.pk])
        answer = pages.post(address, sent, headers=headers)
        assert answer.status_code == 422
        if not headers:
            assert "Choose a day from 2000 to 2099." in answer.content.decode()
    assert not Seat.objects.filter(round__loop=loop).exists()


@pytest.mark.parametrize("start", [f"{start}:00{zone}" for start in FAR_STARTS for zone in ("Z", "+14:00")])
def test_programs_are_told_so_too(api: APIClient, proposal: Proposal, start: str) -> None:
    booking = booking_in(proposal)
    sent = {"bookings": [{"round": booking["round"], "start": start, "panel": booking["panel"]}]}

    for name in ("check", "take"):
        answer = api.post(f"{PROPOSALS}{proposal.pk}/{name}/", sent, format="json")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/bookings/0/start")


@pytest.mark.parametrize("day", FAR_DAYS)
def test_far_days_are_planned_on_by_nobody(api: APIClient, pages: Client, loop: Loop, day: str) -> None:
    proposed = api.post(PROPOSALS, {"loop": loop.pk, "days": [f"{monday()}", day]}, format="json")
    made = api.post(DAYS, {"title": "Day", "days": [day], "loops": [loop.pk]}, format="json")
    typed = {"title": "Day", "first_day": day, "last_day": day, "loops": [loop.pk]}
    page = pages.post(reverse("scheduling:new_hiring_day"), typed)

    for answer in (proposed, made):
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/days")
    assert page.status_code == 422
    assert "Choose a day from 2000 to 2099." in page.content.decode()
    assert not Proposal.objects.exists()
    assert not HiringDay.objects.exists()


def test_a_pause_to_the_end_of_the_calendar_is_planned_around(
    loop: Loop, ines: Member, recruiter: Member
) -> None:
    """The forms refuse one by now; it may have been kept before."""
    InterviewerProfile.objects.filter(member=ines).update(paused_from=date.min, paused_to=date.max)

    assert propose(loop, by=recruiter).plans[0]["plan"]["status"] == "impossible"

    InterviewerProfile.objects.filter(member=ines).update(paused_to=monday().replace(year=2020))
    assert propose(loop, by=recruiter).plans[0]["plan"]["status"] == "planned"


@pytest.mark.parametrize("seen", ["²", "9" * 5000, "-1", "x", ""])
def test_a_number_of_plans_that_is_none_counts_as_none(
    pages: Client, loop: Loop, recruiter: Member, seen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 0)
    propose(loop, by=recruiter)

    answer = pages.get(reverse("scheduling:progress", args=[loop.pk]), {"seen": seen}, headers=HTMX)

    assert answer.status_code == 200
    assert "About to begin" in answer.content.decode()
