"""Everybody's load on one page, and the house's policy on another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hiring.people.models import Member, Organization
from interviews.availability.calendars import upload_calendar
from interviews.availability.models import BusyCalendar
from interviews.interviewers.selectors import policy_of
from interviews.interviewers.services import change_profile, qualify
from interviews.interviewers.training import Paths
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.interviewers.people import CALENDAR, address, furnish, page
from tests.making import in_days, make_loop, make_member

pytestmark = pytest.mark.django_db

AsMember = Callable[[Member], Client]


# --- Everybody ---


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    client_as: AsMember, organization: Organization, recruiter: Member, django_assert_num_queries: Any
) -> None:
    client = client_as(recruiter)
    for _ in range(2):
        furnish(make_member(organization), recruiter)
        with django_assert_num_queries(12):
            answer = client.get(address("list"))
        furnish(make_member(organization), recruiter)

    assert len(answer.context["roster"].rows) == 4


def test_a_strip_says_its_numbers(
    client_as: AsMember, organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    for hour in (8, 12):
        make_loop(organization, interviewers=[interviewer], starts_at=in_days(0, hour), by=recruiter)

    shown = page(client_as(recruiter), "list")

    assert "0, 0, 0, 0; this week 2; the next two 0, 0. Fair: 1 to 4." in shown
    assert 'data-now="yes" x="108" y="43" text-anchor="middle" aria-hidden="true">2</text>' in shown


def test_people_are_found_by_name_and_kind(
    client_as: AsMember, organization: Organization, recruiter: Member
) -> None:
    ada, bob = make_member(organization, name="Ada Byron"), make_member(organization, name="Bob Ada")
    qualify(ada, round_kind="coding", stage="shadow", by=recruiter)
    client = client_as(recruiter)

    def found(**asked: str) -> list[Member]:
        answer = client.get(address("list"), asked)
        return [row.member for row in answer.context["roster"].rows]

    assert found(words="ada") == [ada, bob]
    assert found(words="ada byron") == [ada]
    assert found(kind="coding") == [ada]
    assert found(kind="juggling", words="ada", page="0") == [ada, bob]
    assert "Nobody found" in page(client, "list", words="nobody at all")


def test_who_plans_no_loops_sees_only_themselves_and_their_trainees(
    client_as: AsMember, organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    trainee, other = make_member(organization, name="Trainee"), make_member(organization, name="Other")
    qualify(interviewer, round_kind="coding", stage="qualified", by=recruiter)
    qualify(trainee, round_kind="coding", stage="shadow", by=recruiter)
    qualify(other, round_kind="mlops", stage="shadow", by=recruiter)
    client = client_as(interviewer)

    answer = client.get(address("list"))

    assert [row.member for row in answer.context["roster"].rows] == [interviewer]
    assert [one.qualification.member for one in answer.context["roster"].trainees] == [trainee]
    assert client.get(address("detail", other.pk)).status_code == 404
    of_trainee = page(client, "detail", trainee.pk)
    assert "0 of 2 rounds held" in of_trainee
    assert "Hours and limits" not in of_trainee
    assert "Calendar</h2>" not in of_trainee


def test_pauses_and_stale_calendars_are_told(
    client_as: AsMember, recruiter: Member, interviewer: Member
) -> None:
    today = timezone.now().astimezone(interviewer.zone).date()
    change_profile(interviewer, paused_from=today, paused_to=today, version=1, by=recruiter)
    upload_calendar(interviewer, content=CALENDAR, by=recruiter)
    BusyCalendar.objects.update(read_at=timezone.now() - timedelta(days=3), covers_to=timezone.now())

    shown = page(client_as(recruiter), "list")

    assert "Paused" in shown
    assert "stale" in shown


# --- The house ---


def test_the_policy_is_saved_by_its_version(
    client_as: AsMember, organization: Organization, recruiter: Member
) -> None:
    client = client_as(recruiter)
    said = {
        "break_minutes": "20",
        "max_rounds_per_day": "4",
        "rooms": "",
        "lunch_minutes": "0",
        "lunch_from": "12:00",
        "lunch_to": "13:00",
        "fair_from": "1",
        "fair_to": "3",
        "calendar_hours": "48",
        "version": "1",
    }

    assert client.post(address("policy"), said).status_code == 302
    assert (policy_of(organization).break_minutes, policy_of(organization).rooms) == (20, None)
    stale = client.post(address("policy"), {**said, "break_minutes": "25"})
    assert stale.status_code == 422
    assert "It now says: 20" in stale.content.decode()
    assert client_as(make_member(organization)).get(address("policy")).status_code == 403


def test_training_paths_are_saved_together_or_not_at_all(
    client_as: AsMember, organization: Organization, recruiter: Member
) -> None:
    client = client_as(recruiter)
    said = {f"{kind}-{name}": "2" for kind in RoundKind.values for name in ("shadows", "reverse_shadows")}

    assert client.post(address("paths"), {**said, "coding-shadows": "21"}).status_code == 422
    assert Paths.of(organization).said == {}
    assert client.post(address("paths"), {**said, "coding-shadows": "1"}).status_code == 302
    assert list(Paths.of(organization).said) == ["coding"]
    assert Paths.of(organization).needed("coding", "shadow") == 1
