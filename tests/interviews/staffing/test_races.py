"""Many book the same few people at the same moment: nobody ever sits in two places at once."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from importlib import import_module
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from hiring.people.models import Member, Role
from interviews.loops.models import Round
from interviews.staffing import services
from interviews.staffing.models import Seat
from tests.making import in_days, make_loop, make_member, make_opening, make_organization, make_token

AtOnce = Callable[..., list[Any]]

PEOPLE, ROUNDS, CLIENTS = 3, 12, 8
GUARD = import_module("interviews.migrations.0002_nobody_is_booked_twice")


class Booker:
    """Somebody who seats, moves and releases as fast as they can; an answer is noted, whatever it is."""

    def __init__(self, recruiter: Member, rounds: list[Round], people: list[Member], *, seed: int) -> None:
        self.client = APIClient()
        self.client.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(recruiter)}")
        self.rounds, self.people = rounds, people
        self.chance = random.Random(seed)
        self.seats: list[int] = []
        self.answers: Counter[int] = Counter()

    def book(self, times: int) -> Counter[int]:
        for _ in range(times):
            act = self.chance.choices([self.seat, self.move, self.release], weights=[5, 4, 2])[0]
            self.answers[act()] += 1
        return self.answers

    def seat(self) -> int:
        wanted = {
            "round": self.chance.choice(self.rounds).pk,
            "member": self.chance.choice(self.people).pk,
            "part": self.chance.choice(["panel", "shadow"]),
        }
        response = self.client.post("/api/v1/seats/", wanted, format="json")
        if response.status_code == 201:
            self.seats.append(response.json()["id"])
        return response.status_code

    def move(self) -> int:
        round = Round.objects.get(pk=self.chance.choice(self.rounds).pk)
        change = {"version": round.version, "starts_at": self.some_time().isoformat()}
        return self.client.patch(f"/api/v1/rounds/{round.pk}/", change, format="json").status_code

    def release(self) -> int:
        if not self.seats:
            return self.seat()
        return self.client.delete(f"/api/v1/seats/{self.seats.pop()}/").status_code

    def some_time(self) -> datetime:
        return in_days(3, hour=9) + timedelta(minutes=15 * self.chance.randrange(12))


@pytest.fixture
def bookers(committed: None) -> list[Booker]:
    organization = make_organization()
    recruiter = make_member(organization, Role.RECRUITER)
    people = [make_member(organization) for _ in range(PEOPLE)]
    opening = make_opening(organization, by=recruiter)
    rounds = [
        make_loop(organization, opening=opening, interviewers=[make_member(organization)], published=False)
        .rounds.get()
        for _ in range(ROUNDS)
    ]  # fmt: skip
    Round.objects.filter(pk__in=[round.pk for round in rounds]).update(panel_size=4)
    return [Booker(recruiter, rounds, people, seed=seed) for seed in range(CLIENTS)]


def overlaps() -> list[tuple[Seat, Seat]]:
    """Every two seats of one member of which the second begins before the first is over."""
    seats = Seat.objects.exclude(starts_at=None).order_by("member", "starts_at", "pk")
    return [(a, b) for a, b in pairwise(seats) if a.member_id == b.member_id and b.starts_at < a.ends_at]


def test_racing_bookings_never_overlap(bookers: list[Booker], at_once: AtOnce, at_length: bool) -> None:
    each = (1_000 if at_length else 160) // CLIENTS
    outcomes = at_once(*(lambda booker=booker: booker.book(each) for booker in bookers))

    answers = sum(outcomes, Counter())
    assert overlaps() == []
    assert answers.total() == each * CLIENTS
    assert {status for status in answers if status not in {200, 201, 204, 400, 404, 409}} == set()
    # Some got what they wanted, some were refused: it was a race.
    assert min(answers[201], answers[200], answers[400]) > 0
    assert Seat.objects.exclude(starts_at=None).filter(member__in=bookers[0].people).exists()


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch, bookers: list[Booker]) -> Iterator[None]:
    monkeypatch.setattr(services, "_refuse_clash", lambda member, round, *, field: None)
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE interviews_seat DROP CONSTRAINT seat_overlaps_no_other")
    yield
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE interviews_seat CASCADE")
        cursor.execute(GUARD.EXCLUSION)


@pytest.mark.usefixtures("unguarded")
def test_without_its_guards_the_same_race_books_somebody_twice(
    bookers: list[Booker], at_once: AtOnce
) -> None:
    at_once(*(lambda booker=booker: booker.book(12) for booker in bookers))

    assert overlaps()
