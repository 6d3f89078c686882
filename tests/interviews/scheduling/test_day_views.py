"""The pages of hiring days: many candidates and one pool of people."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization
from interviews.loops.models import Loop
from interviews.scheduling.hiring_days import create_hiring_day, propose_day
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import plan_in_worker
from interviews.scheduling.taking import take
from interviews.staffing.models import Seat
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import make_interviewer, make_loop_to_plan, monday

pytestmark = pytest.mark.django_db

CODING, ORAL = RoundKind.CODING, RoundKind.ORAL
HTMX = {"HX-Request": "true"}
ClientAs = Callable[[Member], Client]


@pytest.fixture
def pages(client_as: ClientAs, recruiter: Member) -> Client:
    return client_as(recruiter)


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter, CODING, ORAL, days=range(2))


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def pool(organization: Organization) -> list[Member]:
    return [make_interviewer(organization, CODING, ORAL, name=name) for name in ("Ana", "Ben", "Chi")]


@pytest.fixture
def day(recruiter: Member, pool: list[Member]) -> HiringDay:
    loops = [make_loop_to_plan(recruiter, CODING, ORAL) for _ in range(2)]
    return create_hiring_day(title="Engineers", days=[monday()], rooms=None, loops=loops, by=recruiter)


@pytest.fixture
def planned(recruiter: Member, day: HiringDay) -> Proposal:
    proposal = propose_day(day, by=recruiter)
    plan_in_worker(str(proposal.job_id))
    return Proposal.objects.get(pk=proposal.pk)


def test_a_day_is_made_and_listed(pages: Client, loop: Loop) -> None:
    assert "No hiring days yet" in text_of(pages.get(reverse("scheduling:hiring_days")))

    sent = {
        "title": "Engineers",
        "first_day": f"{monday()}",
        "last_day": f"{monday() + timedelta(days=1)}",
        "rooms": "2",
        "loops": [loop.pk],
    }
    answer = pages.post(reverse("scheduling:new_hiring_day"), sent)

    day = HiringDay.objects.get()
    assert answer["Location"] == day.get_absolute_url()
    assert day.days == [f"{monday()}", f"{monday() + timedelta(days=1)}"]
    assert "Engineers" in text_of(pages.get(reverse("scheduling:hiring_days")))


def test_days_in_the_wrong_order_are_told_and_what_was_typed_stays(pages: Client, loop: Loop) -> None:
    sent = {
        "title": "Engineers",
        "first_day": f"{monday()}",
        "last_day": f"{monday() - timedelta(days=1)}",
        "loops": [loop.pk],
    }

    answer = pages.post(reverse("scheduling:new_hiring_day"), sent)

    assert answer.status_code == 422
    assert "Choose a last day that is not before the first" in text_of(answer)
    assert 'value="Engineers"' in text_of(answer)


def test_a_day_is_changed(pages: Client, day: HiringDay) -> None:
    address = reverse("scheduling:edit_hiring_day", args=[day.pk])
    assert 'value="Engineers"' in text_of(pages.get(address))

    sent = {
        "title": "All engineers",
        "first_day": f"{monday()}",
        "last_day": f"{monday()}",
        "loops": [loop.pk for loop in day.loops.all()],
        "version": "1",
    }
    assert pages.post(address, sent)["Location"] == day.get_absolute_url()
    assert pages.post(address, sent).status_code == 422


def test_a_worker_is_asked_and_its_progress_shown(pages: Client, day: HiringDay) -> None:
    answer = pages.post(reverse("scheduling:plan_day", args=[day.pk]), {})
    assert answer["Location"] == day.get_absolute_url() + "#plan"

    assert "About to begin" in text_of(pages.get(day.get_absolute_url()))
    progress = reverse("scheduling:day_progress", args=[day.pk])
    assert "About to begin" in text_of(pages.get(progress, headers=HTMX))
    plan_in_worker(str(day.proposals.get().job_id))
    assert pages.get(progress, headers=HTMX)["HX-Refresh"] == "true"
    assert "A plan for 2 candidates waits for your answer below" in text_of(pages.get(day.get_absolute_url()))


def test_the_plan_is_taken_for_those_ticked(pages: Client, day: HiringDay, planned: Proposal) -> None:
    address = reverse("scheduling:take_day", args=[day.pk, planned.pk])
    chosen = day.loops.order_by("pk")[0]

    assert pages.post(address, {}).status_code == 422
    assert pages.post(address, {"loop": [chosen.pk]})["Location"] == day.get_absolute_url() + "#plan"

    assert set(Seat.objects.values_list("round__loop", flat=True)) == {chosen.pk}
    assert "Stands" in text_of(pages.get(day.get_absolute_url()))


def test_who_cannot_come_is_planned_around_and_the_difference_told(
    pages: Client, recruiter: Member, day: HiringDay, planned: Proposal
) -> None:
    take(planned, wish="fewest_days", by=recruiter)
    away = Seat.objects.order_by("pk")[0].member

    pages.post(reverse("scheduling:plan_day", args=[day.pk]), {"away": [away.pk]})
    plan_in_worker(str(day.proposals.first().job_id))  # type: ignore[union-attr]

    assert f"in place of {away.name}" in text_of(pages.get(day.get_absolute_url()))


def test_nothing_to_plan_is_told_on_the_page(
    pages: Client, recruiter: Member, day: HiringDay, planned: Proposal
) -> None:
    take(planned, wish="fewest_days", by=recruiter)

    answer = pages.post(reverse("scheduling:plan_day", args=[day.pk]), {})

    assert answer.status_code == 422
    assert "Say who cannot come, if somebody cannot." in text_of(answer)


def test_others_plan_no_hiring_days(client_as: ClientAs, hiring_manager: Member, day: HiringDay) -> None:
    pages = client_as(hiring_manager)

    assert pages.get(reverse("scheduling:hiring_days")).status_code == 403
    assert pages.get(day.get_absolute_url()).status_code == 404


def test_dates_with_gaps_stay_as_they_are_while_the_ends_stay(
    pages: Client, recruiter: Member, day: HiringDay
) -> None:
    dates = [monday(), monday() + timedelta(days=20)]
    HiringDay.objects.filter(pk=day.pk).update(days=[f"{one}" for one in dates])
    address = reverse("scheduling:edit_hiring_day", args=[day.pk])
    loops = [loop.pk for loop in day.loops.all()]
    sent = {"title": "All", "first_day": f"{dates[0]}", "last_day": f"{dates[1]}", "loops": loops}

    assert pages.post(address, sent | {"version": "1"})["Location"] == day.get_absolute_url()
    assert HiringDay.objects.get().days == [f"{one}" for one in dates]

    longer = sent | {"last_day": f"{dates[1] + timedelta(days=1)}", "version": "2"}
    assert pages.post(address, longer).status_code == 422
