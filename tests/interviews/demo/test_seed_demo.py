"""The demo is whole, believable and made once."""

import json
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils import timezone
from rest_framework.test import APIClient

from hiring.candidates.models import Candidacy
from hiring.candidates.states import CandidacyStatus
from hiring.journal.chain import first_break
from hiring.journal.models import ChainHead, Event
from hiring.journal.services import link_of
from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import Debrief, Phase, Vote
from interviews.debriefs.services import seats_without_scorecard
from interviews.debriefs.states import DebriefStatus
from interviews.demo.cast import ORGANIZATIONS, read_cast
from interviews.demo.services import seed_demo
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus
from interviews.packets.models import Packet
from interviews.scorecards.models import Evidence, RaisedFlag, Rating, Scorecard
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Part, Seat
from rubrics.library.models import Question

pytestmark = pytest.mark.django_db

A_WEDNESDAY = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
A_SUNDAY_NIGHT = datetime(2027, 3, 28, 22, 45, tzinfo=UTC)  # the night after the clocks went forward
NEW_YEAR = datetime(2027, 1, 1, 0, 5, tzinfo=UTC)


@pytest.fixture
def demo() -> Organization:
    """The larger organization of a demo made just now."""
    seed_demo()
    return Organization.objects.get(slug=ORGANIZATIONS[0])


def loop_of(candidate: str) -> Loop:
    return Loop.objects.get(candidacy__candidate__name=candidate)


def names_of(slug: str) -> dict[str, str]:
    return {plan.slug: plan.name for plan in read_cast(slug).candidates}


def every_row() -> dict[str, list[tuple[object, ...]]]:
    """The whole database, table by table."""
    tables: list[type[models.Model]] = list(apps.get_models())
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in tables}


def test_both_organizations_have_every_role_and_the_whole_library() -> None:
    seed_demo()

    for slug, size in zip(ORGANIZATIONS, (12, 5), strict=True):
        members = Member.objects.filter(organization__slug=slug)
        assert {role for member in members for role in member.roles} == set(Role)
        assert len(members) == size
        assert Question.objects.filter(organization__slug=slug).count() >= 28


def test_names_come_in_many_scripts_and_from_many_zones(demo: Organization) -> None:
    members = Member.objects.filter(organization=demo).select_related("user")

    assert {unicodedata.name(member.name[0]).split()[0] for member in members} >= {
        "LATIN",
        "CYRILLIC",
        "ARABIC",
        "GEORGIAN",
    }
    assert len({member.time_zone for member in members}) >= 8


def test_there_is_a_candidate_at_each_stage(demo: Organization) -> None:
    names = names_of(demo.slug)
    half, ready = loop_of(names["kwabena"]), loop_of(names["omer"])

    assert loop_of(names["eilidh"]).status == LoopStatus.DRAFT
    assert not Round.objects.filter(loop=loop_of(names["minh-ngoc"]), starts_at__lte=timezone.now()).exists()
    assert (
        len(seats_without_scorecard(half))
        == Scorecard.objects.counted().filter(seat__round__loop=half).count()
    )
    assert seats_without_scorecard(ready) == []
    assert ready.debrief.status == DebriefStatus.OPEN
    assert 0 < ready.debrief.votes.count() < ready.candidacy.opening.committee.count()
    assert loop_of(names["leyla"]).status == LoopStatus.DECIDED
    assert Candidacy.objects.filter(organization=demo, status=CandidacyStatus.WITHDRAWN).count() == 1
    assert Candidacy.objects.filter(organization=demo, loops=None, status=CandidacyStatus.ACTIVE).exists()


def test_the_decided_loop_has_all_that_a_packet_shows(demo: Organization) -> None:
    loop = loop_of(names_of(demo.slug)["leyla"])
    scorecards = Scorecard.objects.counted().filter(seat__round__loop=loop)
    ratings = Rating.objects.filter(scorecard__in=scorecards)
    debrief = Debrief.objects.get(loop=loop)

    assert Candidacy.objects.get(loops=loop).status == CandidacyStatus.HIRED
    assert scorecards.count() == 8
    assert ratings.filter(value=None).count() == 1
    assert set(ratings.values_list("value", flat=True)) == {None, 1, 2, 3, 4}
    assert RaisedFlag.objects.filter(scorecard__in=scorecards).count() == 1
    assert set(scorecards.values_list("recommendation", flat=True)) == {"no", "yes", "strong_yes"}
    assert Vote.objects.filter(debrief=debrief, phase=Phase.VOTE).count() == 3
    assert Packet.objects.get(debrief=debrief).job.task.endswith("build_packet")


def test_a_trainee_sat_in_and_counts_for_nothing(demo: Organization) -> None:
    trained = Scorecard.objects.filter(seat__part=Part.SHADOW, organization=demo)

    assert trained.count() == 1
    assert not Scorecard.objects.counted().filter(pk__in=trained).exists()
    assert Seat.objects.filter(part=Part.REVERSE_SHADOW, round__loop__organization=demo).count() == 1


def test_one_interviewer_has_begun_and_not_submitted(demo: Organization) -> None:
    draft = Scorecard.objects.get(organization=demo, status=ScorecardStatus.DRAFT)

    assert draft.content["answers"]
    assert not Rating.objects.filter(scorecard=draft).exists()


def test_every_judgement_is_supported_in_words_of_its_own(demo: Organization) -> None:
    texts = Counter(
        Evidence.objects.filter(
            scorecard__organization=demo, scorecard__in=Scorecard.objects.counted()
        ).values_list("text", flat=True)
    )

    assert len(texts) > 60
    assert set(texts.values()) == {1}
    assert min(map(len, texts)) > 60


def test_disagreement_is_there_to_be_talked_about(demo: Organization) -> None:
    """Two people rated one criterion of one round differently."""
    ratings = Rating.objects.filter(
        scorecard__in=Scorecard.objects.counted(), scorecard__organization=demo, value__isnull=False
    ).values_list("scorecard__seat__round", "criterion", "value")
    values: dict[tuple[int, int], set[int]] = {}
    for round_id, criterion, value in ratings:
        values.setdefault((round_id, criterion), set()).add(value)

    assert sum(len(given) > 1 for given in values.values()) >= 4


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
