from collections import Counter
from itertools import pairwise

import pytest

from bench.filling.growing import Filling
from bench.filling.house import build_house
from hiring.journal.models import Event
from hiring.people.models import Member
from interviews.debriefs.models import Debrief, Decision
from interviews.debriefs.states import DebriefStatus
from interviews.loops.models import Loop, Round
from interviews.scorecards.content import from_json, missing_from
from interviews.scorecards.models import Evidence, Rating, Scorecard
from interviews.scorecards.services import sheet_of
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def filling() -> Filling:
    filling = Filling(build_house())
    filling.grow(to=15)
    filling.grow(to=20)
    return filling


def test_every_loop_has_five_submitted_scorecards_and_a_debrief(filling: Filling) -> None:
    assert Loop.objects.count() == Debrief.objects.count() == 20
    assert set(Counter(Round.objects.values_list("loop", flat=True)).values()) == {5}
    assert Scorecard.objects.filter(status=ScorecardStatus.SUBMITTED).count() == 100
    assert set(Counter(Rating.objects.values_list("scorecard", flat=True)).values()) == {5}
    assert 400 < Evidence.objects.count() < 520
    assert Debrief.objects.filter(status=DebriefStatus.OPEN).count() == 4
    assert Decision.objects.count() == 16


def test_the_scorecards_could_have_been_submitted_on_the_page(filling: Filling) -> None:
    for scorecard in Scorecard.objects.select_related("seat__round")[:10]:
        assert missing_from(from_json(scorecard.content), sheet_of(scorecard.seat)) == []


def test_nobody_sits_in_two_rounds_at_once(filling: Filling) -> None:
    filling.add_half_filled_loop()
    seats = list(Seat.objects.order_by("member", "starts_at"))
    for earlier, later in pairwise(seats):
        assert earlier.ends_at
        assert later.starts_at
        assert earlier.member_id != later.member_id or earlier.ends_at <= later.starts_at
    assert len({seat.member_id for seat in seats}) == 30


def test_the_half_filled_loop_waits_for_one_scorecard(filling: Filling) -> None:
    place = filling.add_half_filled_loop()
    loop = place.seat.round.loop
    statuses = Scorecard.objects.filter(seat__round__loop=loop).values_list("status", flat=True)
    assert Counter(statuses) == {ScorecardStatus.SUBMITTED: 4, ScorecardStatus.DRAFT: 1}
    assert loop.is_open
    assert not Debrief.objects.filter(loop=loop).exists()


def test_the_journal_stays_almost_empty(filling: Filling) -> None:
    assert Event.objects.count() == 2
    assert Member.objects.count() == 40
