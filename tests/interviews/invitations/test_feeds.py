"""A private address under which one's interviews can be read, and nobody else's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiring.people.models import Member, Organization
from interviews.invitations.feeds import reset_feed
from interviews.invitations.models import CalendarFeed
from interviews.loops.models import Loop, Round
from interviews.staffing.models import Seat
from interviews.staffing.services import cancel_loop, revise_round
from tests.interviews.invitations.letters import events, letters
from tests.making import in_days, make_loop, make_member, make_submission

pytestmark = pytest.mark.django_db

AsMember = Callable[[Member], Client]


@pytest.fixture
def address(ada: Member, loop: Loop) -> str:
    _, address = reset_feed(by=ada)
    return address.removeprefix("http://127.0.0.1:8000")


def read(address: str) -> list[Any]:
    response = Client().get(address)
    assert response.status_code == 200
    return list(events(response.content.decode()))


def test_a_calendar_reads_the_members_own_interviews(address: str, first: Round) -> None:
    [event] = read(address)
    [mailed] = letters(to="ada@example.org")

    assert (event.dtstart.value, event.dtend.value) == (first.starts_at, first.ends_at)
    assert (event.uid.value, event.summary.value) == (mailed.uid, mailed.event.summary.value)


def test_it_is_a_calendar_to_every_program(address: str) -> None:
    response = Client().get(address)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "private" in response["Cache-Control"]


def test_an_unchanged_calendar_is_not_sent_again(address: str, first: Round, recruiter: Member) -> None:
    etag = Client().get(address)["ETag"]

    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 304
    revise_round(first, version=first.version, starts_at=in_days(9), by=recruiter)
    assert Client().get(address, headers={"If-None-Match": etag}).status_code == 200


def test_what_is_cancelled_is_gone(address: str, loop: Loop, recruiter: Member) -> None:
    cancel_loop(loop, by=recruiter)

    assert read(address) == []


def test_drafts_and_other_peoples_interviews_are_not_in_it(
    address: str, organization: Organization, ada: Member, recruiter: Member
) -> None:
    make_loop(organization, interviewers=[ada], published=False, starts_at=in_days(20), by=recruiter)
    make_loop(organization, starts_at=in_days(21), by=recruiter)

    assert len(read(address)) == 1


@pytest.mark.parametrize(("days", "is_in"), [(-31, False), (-29, True), (179, True), (181, False)])
def test_it_reaches_a_month_back_and_half_a_year_ahead(
    address: str, seat: Seat, days: int, is_in: bool
) -> None:
    starts_at = timezone.now() + timedelta(days=days)
    Seat.objects.filter(pk=seat.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    assert bool(read(address)) == is_in


def test_it_says_nothing_of_anybodys_feedback(address: str, seat: Seat) -> None:
    before = Client().get(address).content

    make_submission(seat, words="Lost the thread twice.")

    assert Client().get(address).content == before


def test_a_new_address_ends_the_old_one(address: str, ada: Member) -> None:
    _, new = reset_feed(by=ada)

    assert Client().get(address).status_code == 404
    assert Client().get(new.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_the_departed_are_read_no_more(address: str, ada: Member) -> None:
    Member.objects.filter(pk=ada.pk).update(is_active=False)

    assert Client().get(address).status_code == 404


def test_an_address_is_shown_once_and_kept_as_a_hash(client_as: AsMember, ada: Member) -> None:
    client, page = client_as(ada), reverse("feeds:settings")
    assert "You have none yet" in client.get(page).content.decode()

    shown = client.post(page, follow=True).context["new_address"]

    assert shown not in client.get(page).content.decode()
    assert CalendarFeed.objects.get().token_hash not in shown
    Client().get(shown.removeprefix("http://127.0.0.1:8000"))
    assert "last read by a calendar" in client.get(page).content.decode()


def test_a_form_sent_twice_makes_one_address(client_as: AsMember, ada: Member) -> None:
    client, page = client_as(ada), reverse("feeds:settings")
    key = {"once": "1b4e28ba-2fa1-4e0e-8f5b-9a3f5d1e7c11"}

    shown = client.post(page, key, follow=True).context["new_address"]
    client.post(page, key)

    assert Client().get(shown.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_an_address_can_be_shut(client_as: AsMember, ada: Member, address: str) -> None:
    client = client_as(ada)

    for _ in range(2):
        assert client.post(reverse("feeds:end")).status_code == 302

    assert Client().get(address).status_code == 404


def test_a_feed_of_many_costs_what_one_of_one_does(
    address: str,
    ada: Member,
    organization: Organization,
    recruiter: Member,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for day in (20, 21):
        make_loop(organization, interviewers=[ada], starts_at=in_days(day), by=recruiter)
    Client().get(address)

    with django_assert_max_num_queries(3):
        assert len(read(address)) == 3


def test_a_program_makes_reads_and_shuts_it(api_as, ada: Member, loop: Loop) -> None:
    client, resource = api_as(ada), "/api/v1/calendar-feed/"
    assert client.get(resource).json() == {"created_at": None, "last_read_at": None}

    made = client.post(resource).json()

    assert len(read(made["address"].removeprefix("http://127.0.0.1:8000"))) == 1
    assert client.get(resource).json()["created_at"] == made["created_at"]
    assert client.delete(resource).status_code == 204
    assert client.get(resource).json()["created_at"] is None


def test_a_stranger_reads_nothing(db: None, organization: Organization) -> None:
    reset_feed(by=make_member(organization))

    assert Client().get(reverse("feeds:read", args=["nothing"])).status_code == 404
