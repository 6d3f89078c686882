"""The demo is whole, believable and made once."""

import json
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import models
from rest_framework.test import APIClient

from hiring.journal.chain import first_break
from hiring.journal.models import ChainHead, Event
from hiring.journal.services import link_of
from interviews.demo.cast import ORGANIZATIONS
from interviews.demo.services import seed_demo
from interviews.loops.models import Round
from interviews.scorecards.models import Scorecard

pytestmark = pytest.mark.django_db

A_WEDNESDAY = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
A_SUNDAY_NIGHT = datetime(2027, 3, 28, 22, 45, tzinfo=UTC)  # the night after the clocks went forward
NEW_YEAR = datetime(2027, 1, 1, 0, 5, tzinfo=UTC)


def every_row() -> dict[str, list[tuple[object, ...]]]:
    """The whole database, table by table."""
    tables: list[type[models.Model]] = list(apps.get_models())
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in tables}


@pytest.mark.parametrize(
    "now", [A_WEDNESDAY, A_SUNDAY_NIGHT, NEW_YEAR], ids=["midweek", "weekend", "new year"]
)
def test_whenever_it_is_made_the_past_is_believable(now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        seed_demo()

    for planned in Round.objects.exclude(starts_at=None).select_related("loop__organization"):
        assert is_in_working_hours(planned)
    for scorecard in Scorecard.objects.exclude(submitted_at=None).select_related("seat"):
        assert scorecard.seat.ends_at < scorecard.submitted_at < now
    for slug in ORGANIZATIONS:
        events = list(Event.objects.filter(organization__slug=slug).order_by("sequence"))
        moments = [event.occurred_at for event in events]
        assert first_break((link_of(event), event.hash) for event in events) is None
        assert moments == sorted(moments)
        assert moments[-1] == now


def is_in_working_hours(planned: Round) -> bool:
    zone = ZoneInfo(planned.loop.organization.time_zone)
    starts, ends = planned.starts_at.astimezone(zone), planned.ends_at.astimezone(zone)
    return starts.weekday() < 5 and starts.hour >= 9 and ends.hour < 18


def test_twice_is_once() -> None:
    assert seed_demo() is True
    rows, heads = every_row(), list(ChainHead.objects.values_list("organization", "sequence", "hash"))

    assert seed_demo() is False

    assert list(ChainHead.objects.values_list("organization", "sequence", "hash")) == heads
    assert every_row() == rows


def test_the_command_prints_the_same_people_tokens_and_addresses_each_time() -> None:
    printed = [StringIO(), StringIO()]
    for output in printed:
        call_command("seed_demo", "--json", stdout=output)
    first, second = (output.getvalue() for output in printed)

    listing = json.loads(first)
    assert first == second
    assert [organization["slug"] for organization in listing["organizations"]] == list(ORGANIZATIONS)
    for organization in listing["organizations"]:
        for member in organization["members"]:
            assert set(member) == {"email", "name", "roles", "token", "sign_in"}


def test_a_printed_token_opens_the_api() -> None:
    output = StringIO()
    call_command("seed_demo", "--json", stdout=output)
    recruiter = next(
        member
        for member in json.loads(output.getvalue())["organizations"][0]["members"]
        if member["roles"] == ["recruiter"]
    )

    api = APIClient()
    api.credentials(HTTP_AUTHORIZATION=f"Bearer {recruiter['token']}")
    response = api.get("/api/v1/packets/")

    assert response.status_code == 200
    assert len(response.json()["results"]) == 1


def test_without_json_it_says_what_was_done() -> None:
    first, second = StringIO(), StringIO()
    call_command("seed_demo", stdout=first)
    call_command("seed_demo", stdout=second)

    assert first.getvalue().startswith("The demo is ready.\nQuillmoor Grid: 12 people")
    assert second.getvalue().startswith("The demo is there already; nothing was changed.")
