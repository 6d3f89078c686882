"""Programs ask for plans, check what they changed in one, take it, and plan hiring days."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from hiring.people.models import Member, Organization
from interviews.interviewers.models import InterviewerProfile
from interviews.loops.models import Loop
from interviews.scheduling import proposals
from interviews.scheduling.proposals import plan_in_worker
from interviews.staffing.models import Seat
from interviews.staffing.services import cancel_loop
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import at, hold, make_interviewer, make_loop_to_plan, monday

pytestmark = pytest.mark.django_db

CODING, ORAL = RoundKind.CODING, RoundKind.ORAL
PROPOSALS, DAYS = "/api/v1/proposals/", "/api/v1/hiring-days/"


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter, CODING, ORAL)


@pytest.fixture
def ines(organization: Organization) -> Member:
    return make_interviewer(organization, CODING, name="Ines")


@pytest.fixture
def omar(organization: Organization) -> Member:
    return make_interviewer(organization, ORAL, name="Omar")


@pytest.fixture
def api(api_as: Callable[[Member], APIClient], recruiter: Member) -> APIClient:
    return api_as(recruiter)


@pytest.fixture
def proposed(api: APIClient, loop: Loop, ines: Member, omar: Member) -> dict[str, Any]:
    return dict(api.post(PROPOSALS, {"loop": loop.pk}, format="json").json())


def sent_back(proposed: dict[str, Any], **changed: Any) -> list[dict[str, Any]]:
    """The first plan's bookings as they are sent, the first of them changed."""
    bookings = [
        {key: booking[key] for key in ("round", "start", "panel", "trainee")}
        for booking in proposed["plans"][0]["bookings"]
    ]
    bookings[0] |= changed
    return bookings


def test_plans_come_with_their_cost_and_reasons(proposed: dict[str, Any], loop: Loop, ines: Member) -> None:
    assert (proposed["status"], proposed["progress"], proposed["loop"]) == ("done", 100, loop.pk)
    assert [plan["wish"] for plan in proposed["plans"]] == ["fewest_days", "fairest", "soonest"]
    plan = proposed["plans"][0]
    assert (plan["status"], plan["is_optimal"]) == ("planned", True)
    assert plan["says"].startswith("One day, 2 h 15 min from first to last; ")
    assert {tuple(one["panel"]) for one in plan["bookings"]} >= {(ines.pk,)}
    assert all(one["why"] and one["loop"] == loop.pk for one in plan["bookings"])


def test_a_plan_is_taken_by_its_wish(api: APIClient, proposed: dict[str, Any], loop: Loop) -> None:
    answer = api.post(f"{PROPOSALS}{proposed['id']}/take/", {"wish": "soonest"}, format="json")

    assert answer.status_code == 200
    assert answer.json()["taken_at"]
    assert Seat.objects.filter(round__loop=loop).count() == 2


def test_a_changed_plan_is_checked_and_taken(api: APIClient, proposed: dict[str, Any], loop: Loop) -> None:
    late = sent_back(proposed, start=at(16).isoformat())
    outside = sent_back(proposed, start=at(19).isoformat())
    address = f"{PROPOSALS}{proposed['id']}/"

    fits = api.post(f"{address}check/", {"bookings": late}, format="json").json()
    breaks = api.post(f"{address}check/", {"bookings": outside}, format="json").json()

    assert (fits["fits"], fits["broken"]) == (True, [])
    assert not breaks["fits"]
    assert ("window", outside[0]["round"]) in [(one["rule"], one["round"]) for one in breaks["broken"]]
    refused = api.post(f"{address}take/", {"bookings": outside}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "plan_outdated")
    assert api.post(f"{address}take/", {"bookings": late}, format="json").status_code == 200
    assert Seat.objects.filter(round__loop=loop, starts_at=at(16)).exists()


@pytest.mark.parametrize("body", [{}, {"wish": "soonest", "bookings": []}, {"wish": "cheapest"}])
def test_a_plan_is_named_by_one_thing(api: APIClient, proposed: dict[str, Any], body: dict[str, Any]) -> None:
    answer = api.post(f"{PROPOSALS}{proposed['id']}/take/", body, format="json")

    assert answer.status_code == (200 if body.get("wish") == "soonest" else 400)


def test_a_clash_is_told_and_its_remedy_applied(
    api: APIClient, loop: Loop, ines: Member, omar: Member
) -> None:
    InterviewerProfile.objects.filter(member=omar).update(weekly_limit=0)
    told = api.post(PROPOSALS, {"loop": loop.pk}, format="json")
    (plan,) = told.json()["plans"]
    assert (told.status_code, plan["status"], plan["bookings"]) == (201, "impossible", [])
    assert [one["change"] for one in plan["ways"][0]["changes"]] == ["raise_weekly_limit"]

    answer = api.post(f"{PROPOSALS}{told.json()['id']}/apply/", {"way": 0}, format="json")

    assert answer.status_code == 201
    assert answer.json()["plans"][0]["status"] == "planned"
    wrong = api.post(f"{PROPOSALS}{told.json()['id']}/apply/", {"way": 50}, format="json")
    assert wrong.status_code == 400


def test_rounds_that_stand_move_when_they_are_named(api: APIClient, recruiter: Member, ines: Member) -> None:
    loop = make_loop_to_plan(recruiter)
    round = loop.rounds.get()
    hold(round, ines, at(15))

    assert api.post(PROPOSALS, {"loop": loop.pk}, format="json").json()["code"] == "nothing_to_plan"
    answer = api.post(PROPOSALS, {"loop": loop.pk, "move": [round.pk]}, format="json")

    assert answer.json()["plans"][0]["bookings"][0]["start"] == f"{monday()}T09:00:00Z"


def test_a_large_loop_is_planned_by_a_worker(
    api: APIClient, loop: Loop, ines: Member, omar: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposals, "MOST_AT_ONCE", 0)

    answer = api.post(PROPOSALS, {"loop": loop.pk}, format="json")

    waiting = answer.json()
    assert (answer.status_code, waiting["status"], waiting["plans"]) == (202, "queued", [])
    plan_in_worker(str(loop.proposals.get().job_id))
    assert api.get(f"{PROPOSALS}{waiting['id']}/").json()["status"] == "done"
    assert [one["id"] for one in api.get(PROPOSALS, {"loop": loop.pk}).json()["results"]] == [waiting["id"]]


def test_a_hiring_day_is_made_changed_planned_and_taken_in_part(
    api: APIClient, organization: Organization, recruiter: Member
) -> None:
    for _ in range(3):
        make_interviewer(organization, CODING, ORAL)
    loops = [make_loop_to_plan(recruiter, CODING, ORAL) for _ in range(2)]
    body = {"title": "Engineers", "days": [f"{monday()}"], "loops": [loop.pk for loop in loops]}

    day = api.post(DAYS, body, format="json").json()
    assert (day["rooms"], day["loops"], day["days"]) == (None, body["loops"], body["days"])
    changed = api.patch(f"{DAYS}{day['id']}/", {"rooms": 1, "version": 1}, format="json").json()
    assert (changed["rooms"], changed["title"], changed["version"]) == (1, "Engineers", 2)

    asked = api.post(f"{DAYS}{day['id']}/plan/", {}, format="json")
    assert (asked.status_code, asked.json()["hiring_day"]) == (202, day["id"])
    proposal = asked.json()["id"]
    plan_in_worker(str(proposals.Proposal.objects.get(pk=proposal).job_id))
    take = {"wish": "fewest_days", "loops": [loops[0].pk]}
    assert api.post(f"{PROPOSALS}{proposal}/take/", take, format="json").status_code == 200

    assert set(Seat.objects.values_list("round__loop", flat=True)) == {loops[0].pk}


def test_a_loop_that_is_over_drops_out_of_a_hiring_day(api: APIClient, recruiter: Member) -> None:
    kept, over = (make_loop_to_plan(recruiter) for _ in range(2))
    body = {"title": "Engineers", "days": [f"{monday()}"], "loops": [kept.pk, over.pk]}
    day = api.post(DAYS, body, format="json").json()
    cancel_loop(over, by=recruiter)

    changed = api.patch(f"{DAYS}{day['id']}/", {"rooms": 1, "version": 1}, format="json")

    assert (changed.status_code, changed.json()["loops"]) == (200, [kept.pk])
