"""Somebody is taken out of their seat at the moment of publishing."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from hiring.journal.models import Event
from hiring.people.models import Role
from interviews.composer import services
from interviews.composer.evaluation import Evaluated, evaluated
from interviews.composer.services import publish_loop
from interviews.loops.models import Loop
from interviews.staffing.models import Seat
from interviews.staffing.services import release_seat
from tests.making import make_loop, make_member, make_organization, seats_of


@pytest.fixture
def out_in_between(
    committed: None, at_once: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> Callable[[], list[str]]:
    """Takes the interviewer out just after the loop was found to hold; gives what was recorded, in order."""
    organization = make_organization()
    publisher, releaser = (make_member(organization, Role.RECRUITER) for _ in range(2))
    draft = make_loop(organization, interviewers=[make_member(organization)], published=False, by=publisher)
    (seat,) = seats_of(draft)
    found, released = threading.Event(), threading.Event()

    def evaluated_and_then_slow(loop: Loop) -> Evaluated:
        evaluation = evaluated(loop)
        found.set()
        # Whoever has to wait for the loop is not done by then.
        released.wait(timeout=1)
        return evaluation

    def release() -> None:
        found.wait(timeout=20)
        release_seat(Seat.objects.get(pk=seat.pk), by=releaser)
        released.set()

    monkeypatch.setattr(services, "evaluated", evaluated_and_then_slow)

    def run() -> list[str]:
        outcomes = at_once(lambda: publish_loop(Loop.objects.get(pk=draft.pk), by=publisher), release)
        assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        recorded = Event.objects.filter(kind__in=["loop.published", "seat.released"])
        return list(recorded.order_by("sequence").values_list("kind", flat=True))

    return run


def test_no_seat_is_emptied_between_the_look_at_the_loop_and_its_publishing(
    out_in_between: Callable[[], list[str]],
) -> None:
    assert out_in_between() == ["loop.published", "seat.released"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nobody can get in between")
def test_without_the_lock_an_emptied_loop_is_published(
    out_in_between: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "locked", lambda row: row)

    assert out_in_between() == ["seat.released", "loop.published"]
