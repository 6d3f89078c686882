"""A published loop with times, and the people in it."""

import pytest

from hiring.people.models import Member, Organization
from interviews.loops.models import Loop, Round
from interviews.loops.states import LoopStatus
from interviews.staffing.models import Seat
from tests.making import in_days, make_loop, make_member, seats_of


@pytest.fixture
def ada(organization: Organization) -> Member:
    return make_member(organization, name="Ada Lund", email="ada@example.org")


@pytest.fixture
def ben(organization: Organization) -> Member:
    return make_member(organization, name="Ben Okafor", email="ben@example.org")


@pytest.fixture
def loop(organization: Organization, recruiter: Member, ada: Member, ben: Member) -> Loop:
    """Ada leads its first round and Ben its second, a week from now."""
    made = make_loop(organization, interviewers=[ada, ben], starts_at=in_days(7), by=recruiter)
    assert made.status == LoopStatus.PUBLISHED
    return made


@pytest.fixture
def first(loop: Loop) -> Round:
    return loop.rounds.get(position=1)


@pytest.fixture
def seat(loop: Loop) -> Seat:
    """Ada's."""
    return seats_of(loop)[0]
