"""The list of rubrics says of each how it stands and how much it is used."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member
from rubrics.scales.models import Rubric
from rubrics.scales.services import retire_rubric
from tests.making import make_loop, make_rubric
from tests.rubrics.scales.writing import next_version, proposed_by, published

AsMember = Callable[[Member], Client]


def rows_of(client: Client, **asked: str) -> dict[str, Rubric]:
    return {row.name: row for row in client.get(reverse("rubrics:list"), asked).context["page"].rows}


def test_each_row_tells_state_versions_and_open_rounds(client_as: AsMember, recruiter: Member) -> None:
    fresh = proposed_by(recruiter, name="Fresh")
    changed = published(recruiter, name="Changed")
    next_version(changed, by=recruiter, guidance="New.")
    loop = make_loop(recruiter.organization, by=recruiter)
    used = loop.rounds.order_by("position")[0].rubric_version.rubric

    rows = rows_of(client_as(recruiter))

    told = {
        name: (row.version_count, row.has_work, row.open_rounds)  # type: ignore[attr-defined]
        for name, row in rows.items()
        if name in {"Fresh", "Changed", used.name}
    }
    assert told == {fresh.name: (1, True, 0), "Changed": (2, True, 0), used.name: (1, False, 1)}


def test_retired_rubrics_are_shown_when_asked_for(client_as: AsMember, recruiter: Member) -> None:
    published(recruiter, name="Kept")
    retire_rubric(published(recruiter, name="Gone"), by=recruiter)
    client = client_as(recruiter)

    assert set(rows_of(client)) == {"Kept"}
    assert set(rows_of(client, status="retired")) == {"Gone"}
    assert set(rows_of(client, kind="coding")) == set()


@pytest.mark.parametrize("row_count", [1, 3])
def test_list_and_use_ask_a_fixed_number_of_queries(
    client_as: AsMember,
    recruiter: Member,
    row_count: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _ in range(row_count - 1):
        make_rubric(recruiter.organization)
    loops = [make_loop(recruiter.organization, by=recruiter) for _ in range(row_count)]
    rubric = loops[0].rounds.order_by("position")[0].rubric_version.rubric
    for loop in loops[1:]:
        loop.rounds.update(rubric_version=rubric.current)
    client = client_as(recruiter)

    with django_assert_num_queries(5):
        client.get(reverse("rubrics:list"))
    with django_assert_num_queries(8):
        use = client.get(reverse("rubrics:use", args=[rubric.pk])).context["use"]

    assert len(use.rounds) == 1 + 2 * (row_count - 1)
