"""What a visitor finds in the demo: people, candidates at every stage, judgements worth reading."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from hiring.background.models import Job, JobStatus
from hiring.candidates.models import Candidacy
from hiring.candidates.states import CandidacyStatus
from hiring.notices.models import Mail
from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import Debrief, Phase, Vote
from interviews.debriefs.services import seats_without_scorecard
from interviews.debriefs.states import DebriefStatus
from interviews.demo.cast import ORGANIZATIONS, read_cast
from interviews.demo.services import seed_demo
from interviews.invitations.models import Invitation
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus
from interviews.packets.models import Packet
from interviews.scorecards.models import Evidence, RaisedFlag, Rating, Scorecard
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Part, Seat
from rubrics.library.models import Question
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def demo(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Organization]:
    """The larger organization of a demo."""

    def make() -> Organization:
        seed_demo()
        return Organization.objects.get(slug=ORGANIZATIONS[0])

    with made_once(make, blocker=django_db_blocker, folder=tmp_path_factory.mktemp("demo")) as larger:
        yield larger


def loop_of(candidate: str) -> Loop:
    return Loop.objects.get(candidacy__candidate__name=candidate)


def names_of(slug: str) -> dict[str, str]:
    return {plan.slug: plan.name for plan in read_cast(slug).candidates}


def test_both_organizations_have_every_role_and_the_whole_library() -> None:
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


def test_people_have_been_invited_and_no_mail_leaves(demo: Organization) -> None:
    assert Invitation.objects.filter(organization=demo, is_cancelled=False).exists()
    assert not Mail.objects.filter(sent_at=None).exists()
    assert not Job.objects.filter(mail__isnull=False).exclude(status=JobStatus.DONE).exists()
