"""Two plans that ask the same person are taken one after the other: no constraint would refuse one."""

from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from hiring.foundations.errors import DomainError
from hiring.people.models import Member, Role
from interviews.scheduling import taking
from interviews.scheduling.models import Proposal
from interviews.scheduling.proposals import propose
from interviews.scheduling.taking import take
from interviews.staffing.models import Seat
from tests.interviews.scheduling.staging import at as moment
from tests.interviews.scheduling.staging import give_window, make_interviewer, make_loop_to_plan
from tests.making import make_member, make_organization

Outcomes = list[Any]


@pytest.fixture
def planner(committed: None) -> Member:
    return make_member(make_organization(), Role.RECRUITER)


def proposals_for_one_day(planner: Member) -> list[Proposal]:
    """Two loops at different hours, and one person who interviews once a day."""
    make_interviewer(planner.organization, name="Ines", daily_limit=1)
    loops = [make_loop_to_plan(planner, days=()) for _ in range(2)]
    for loop, hour in zip(loops, (9, 14), strict=True):
        give_window(loop, moment(hour), moment(hour + 1))
    return [propose(loop, by=planner) for loop in loops]


def taken_at_once(planner: Member, at_once: Callable[..., Outcomes]) -> Outcomes:
    proposals = proposals_for_one_day(planner)
    return at_once(*[lambda one=one: take(one, wish="fewest_days", by=planner) for one in proposals])


def test_a_limit_holds_when_two_plans_are_taken_at_once(
    planner: Member, at_once: Callable[..., Outcomes]
) -> None:
    (refused,) = [one for one in taken_at_once(planner, at_once) if isinstance(one, Exception)]

    assert isinstance(refused, DomainError)
    assert "2 interviews on that day; the limit is 1" in str(refused)
    assert Seat.objects.count() == 1


def test_without_holding_the_people_both_are_taken(
    planner: Member, at_once: Callable[..., Outcomes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: each looks before the other has written."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: nobody can get in between")
    both_have_looked = Barrier(2, timeout=20)
    honest = taking.broken_by

    def looked(*told: Any) -> Any:
        broken = honest(*told)
        both_have_looked.wait()
        return broken

    monkeypatch.setattr(taking, "hold_members", lambda members: None)
    monkeypatch.setattr(taking, "broken_by", looked)

    assert not [one for one in taken_at_once(planner, at_once) if isinstance(one, Exception)]
    assert Seat.objects.count() == 2
