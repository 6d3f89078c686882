"""Rows as an instance of `plan/1`: who may be asked, when, and what stands already."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from hiring.people.models import Member, Organization, Role
from interviews.availability.models import BusyCalendar
from interviews.interviewers.models import (
    ConflictOfInterest,
    InterviewerProfile,
    Qualification,
    StaffingPolicy,
    Stage,
)
from interviews.loops.models import Loop, Round
from interviews.scheduling.instances import ToPlan
from interviews.scheduling.pool import has_submitted
from interviews.staffing.independence import could_have_read, scorecards_are_in
from interviews.staffing.models import Part, Seat
from interviews.staffing.planning.instance import read
from interviews.staffing.services import seat_member
from rubrics.competencies.round_kinds import RoundKind
from tests.interviews.scheduling.staging import (
    at,
    give_window,
    hold,
    make_interviewer,
    make_loop_to_plan,
    monday,
)
from tests.making import make_loop, make_member, make_opening, make_round, make_submission, seats_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop(recruiter: Member) -> Loop:
    return make_loop_to_plan(recruiter)


@pytest.fixture
def ines(organization: Organization) -> Member:
    return make_interviewer(organization, name="Ines")


def tree_of(*loops: Loop, **told: Any) -> dict[str, Any]:
    """The instance of the loops; the planner can read it."""
    tree = ToPlan.of(loops, **told).tree
    read(tree)
    return tree


def person_in(tree: dict[str, Any], member: Member) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in tree["interviewers"] if one["id"] == str(member.pk))
    return found


def ids_in(tree: dict[str, Any]) -> list[int]:
    return [int(one["id"]) for one in tree["interviewers"]]


def test_a_loop_is_a_candidate_with_rounds_and_windows(loop: Loop, ines: Member) -> None:
    loop.candidacy.candidate.time_zone = "Asia/Kolkata"
    loop.candidacy.candidate.save()

    tree = tree_of(loop)

    round = loop.rounds.get()
    assert tree["days"] == [f"{monday()}"]
    assert tree["candidates"] == [
        {
            "id": str(loop.pk),
            "time_zone": "Asia/Kolkata",
            "windows": [[f"{monday()}T09:00:00Z", f"{monday()}T17:00:00Z"]],
            "rounds": [
                {"id": str(round.pk), "kind": "coding", "minutes": 60, "panel": 1, "wants_shadow": False}
            ],
            "before": [],
            "avoid": None,
        }
    ]


def test_an_interviewer_brings_hours_limits_wishes_and_training(loop: Loop, ines: Member) -> None:
    InterviewerProfile.objects.filter(member=ines).update(
        works_from=time(7, 30), daily_limit=3, weekly_limit=4, avoids="morning", dislikes=["coding"]
    )

    person = person_in(tree_of(loop), ines)

    assert person == {
        "id": str(ines.pk),
        "time_zone": "UTC",
        "working_hours": ["07:30", "18:00"],
        "qualifications": {"coding": "qualified"},
        "daily_limit": 3,
        "weekly_limit": 4,
        "booked": {},
        "recent_load": 0,
        "busy": [],
        "conflicts": [],
        "avoid": "morning",
        "dislikes": ["coding"],
    }


def test_only_people_with_something_to_give_are_asked(
    organization: Organization, other_organization: Organization, loop: Loop, ines: Member
) -> None:
    make_interviewer(organization, RoundKind.MLOPS)
    make_interviewer(other_organization)
    make_member(organization)
    gone = make_interviewer(organization)
    Member.objects.filter(pk=gone.pk).update(is_active=False)

    assert ids_in(tree_of(loop)) == [ines.pk]


def test_trainees_sit_beside_the_panel_and_a_round_wants_one_where_there_are_some(
    organization: Organization, loop: Loop
) -> None:
    leading = make_interviewer(organization, stage=Stage.REVERSE_SHADOW)
    listening = make_interviewer(organization, stage=Stage.SHADOW)

    planned = ToPlan.of([loop])

    for member in (leading, listening):
        assert person_in(planned.tree, member)["qualifications"] == {"coding": "shadow"}
    assert planned.stages[str(leading.pk)] == {"coding": "reverse_shadow"}
    assert planned.tree["candidates"][0]["rounds"][0]["wants_shadow"] is True


def test_calendars_pauses_and_other_seats_are_busy_time(
    organization: Organization, recruiter: Member, loop: Loop, ines: Member
) -> None:
    BusyCalendar.objects.create(
        organization=organization,
        member=ines,
        source="upload",
        busy=[
            [f"{monday()}T09:10:00Z", f"{monday()}T10:00:00Z"],
            ["2020-01-01T09:00:00Z", "2020-01-01T10:00:00Z"],
        ],
        read_at=timezone.now(),
    )
    InterviewerProfile.objects.filter(member=ines).update(
        paused_from=monday() + timedelta(days=1), paused_to=monday() + timedelta(days=1)
    )
    hold(make_loop_to_plan(recruiter).rounds.get(), ines, at(14))

    person = person_in(tree_of(loop), ines)

    tuesday, wednesday = (monday() + timedelta(days=days) for days in (1, 2))
    assert person["busy"] == [
        [f"{monday()}T09:10:00Z", f"{monday()}T10:00:00Z"],
        [f"{monday()}T14:00:00Z", f"{monday()}T15:00:00Z"],
        [f"{tuesday}T00:00:00Z", f"{wednesday}T00:00:00Z"],
    ]
    assert person["booked"] == {f"{monday()}": 1}


def test_a_pause_without_an_end_lasts(loop: Loop, ines: Member) -> None:
    InterviewerProfile.objects.filter(member=ines).update(paused_from=timezone.now().date())

    busy = person_in(tree_of(loop), ines)["busy"]

    assert len(busy) == 1
    assert busy[0][0] < f"{monday()}T00:00:00Z"
    assert busy[0][1] >= f"{monday() + timedelta(days=1)}T12:00:00Z"


def test_load_of_late_counts_and_this_loops_own_seats_do_not(
    recruiter: Member, loop: Loop, ines: Member
) -> None:
    hold(make_loop_to_plan(recruiter).rounds.get(), ines, at(14) - timedelta(days=10))
    hold(loop.rounds.get(), ines, at(10))

    person = person_in(tree_of(loop), ines)

    assert (person["recent_load"], person["booked"], person["busy"]) == (1, {}, [])


def test_who_may_not_meet_the_candidate_is_told_so(
    organization: Organization, recruiter: Member, loop: Loop, ines: Member
) -> None:
    ConflictOfInterest.objects.create(
        organization=organization, member=ines, candidate=loop.candidacy.candidate, noted_by=recruiter
    )
    other = make_loop_to_plan(recruiter)

    assert person_in(tree_of(loop, other), ines)["conflicts"] == [str(loop.pk)]


def test_who_could_have_read_scorecards_judges_no_more(organization: Organization, recruiter: Member) -> None:
    first, second = make_interviewer(organization), make_interviewer(organization)
    reader = make_member(organization, Role.RECRUITER)
    Qualification.objects.create(member=reader, round_kind=RoundKind.CODING, stage=Stage.QUALIFIED)
    loop = make_loop(organization, interviewers=[first, second], published=False, by=recruiter)
    make_round(loop, by=recruiter)
    Loop.objects.filter(pk=loop.pk).update(status="published")
    fresh = make_interviewer(organization)
    make_submission(seats_of(loop)[0])

    tree = tree_of(loop)

    barred = {one["id"] for one in tree["interviewers"] if one["conflicts"]}
    assert barred == {str(first.pk), str(reader.pk)}
    assert not person_in(tree, second)["conflicts"]
    assert not person_in(tree, fresh)["conflicts"]


def test_the_pool_bars_whom_staffing_would_refuse_as_readers(
    organization: Organization, recruiter: Member
) -> None:
    """Told twice, so that a pool takes no query for each person: the two say the same of everybody."""
    names = ("first", "second", "trainee", "both", "fresh")
    readers: set[str] = {Role.ADMIN, Role.HIRING_MANAGER, Role.COMMITTEE}
    people: dict[str, Member] = {name: make_interviewer(organization, name=name) for name in names}
    people |= {role: make_member(organization, role) for role in readers}
    people["another committee"] = make_member(organization, Role.COMMITTEE)
    for member in people.values():
        Qualification.objects.get_or_create(member=member, round_kind="coding", stage=Stage.QUALIFIED)
    manager, committee = people[Role.HIRING_MANAGER], [people[Role.COMMITTEE]]
    opening = make_opening(organization, hiring_manager=manager, committee=committee, by=recruiter)
    sitting = [people[name] for name in ("first", "second", "both", "both")]
    loop = make_loop(organization, opening=opening, interviewers=sitting, published=False, by=recruiter)
    seat_member(loop.rounds.get(position=1), member=people["trainee"], part=Part.SHADOW, by=recruiter)
    make_round(loop, by=recruiter)
    Loop.objects.filter(pk=loop.pk).update(status="published")

    for submitting, expected in (
        # What a trainee wrote judges nobody.
        ("trainee", set()),
        ("both", {"trainee", *readers}),
        ("first", {"trainee", "first", *readers}),
        ("both", {"trainee", "first", "both", *readers}),
    ):
        unsubmitted = [one for one in seats_of(loop) if not has_submitted(one)]
        make_submission(next(seat for seat in unsubmitted if seat.member == people[submitting]))
        tree, row = tree_of(loop), Loop.objects.get(pk=loop.pk)

        assert {name for name, one in people.items() if person_in(tree, one)["conflicts"]} == expected
        assert {
            name for name, one in people.items() if scorecards_are_in(row) and could_have_read(one, row)
        } == expected


def test_a_round_that_stands_is_pinned_unless_it_is_to_be_moved(
    organization: Organization, recruiter: Member, loop: Loop, ines: Member
) -> None:
    trainees = [make_interviewer(organization, stage=Stage.SHADOW) for _ in range(2)]
    round = loop.rounds.get()
    hold(round, ines, at(10))
    for trainee in trainees:
        Seat.objects.create(round=round, member=trainee, part="shadow", starts_at=at(10), ends_at=at(11))

    tree = tree_of(loop)

    assert tree["candidates"][0]["rounds"][0]["pinned"] == {
        "start": f"{monday()}T10:00:00Z",
        "panel": [str(ines.pk)],
        "shadow": str(trainees[0].pk),
    }
    # A booking shows one trainee; the other is there all the same.
    assert person_in(tree, trainees[1])["busy"] == [[f"{monday()}T10:00:00Z", f"{monday()}T11:00:00Z"]]
    assert person_in(tree, trainees[1])["booked"] == {f"{monday()}": 1}

    moved = ToPlan.of([loop], anew=[round.pk])
    assert moved.free == {str(round.pk)}
    assert "pinned" not in moved.tree["candidates"][0]["rounds"][0]


def test_a_round_with_a_time_but_without_its_people_is_planned_anew(loop: Loop, ines: Member) -> None:
    round = loop.rounds.get()
    Round.objects.filter(pk=round.pk).update(starts_at=at(10))

    assert ToPlan.of([loop]).free == {str(round.pk)}


def test_what_has_begun_is_never_moved(loop: Loop, ines: Member) -> None:
    round = loop.rounds.get()
    hold(round, ines, timezone.now() - timedelta(minutes=5))

    assert ToPlan.of([loop], anew=[round.pk]).free == frozenset()


def test_one_round_alone_can_be_planned(recruiter: Member, ines: Member) -> None:
    loop = make_loop_to_plan(recruiter, RoundKind.CODING, RoundKind.CODING, RoundKind.CODING)
    first, second, third = loop.rounds.order_by("position")
    hold(first, ines, at(10))

    planned = ToPlan.of([loop], only=[second.pk])

    assert planned.free == {str(second.pk)}
    assert set(planned.rounds) == {str(first.pk), str(second.pk)}
    assert str(third.pk) not in planned.rounds


def test_first_and_last_are_kept(recruiter: Member) -> None:
    loop = make_loop_to_plan(recruiter, RoundKind.CODING, RoundKind.CODING, RoundKind.CODING)
    last, middle, first = loop.rounds.order_by("position")
    Round.objects.filter(pk=last.pk).update(place="last")
    Round.objects.filter(pk=first.pk).update(place="first")

    before = tree_of(loop)["candidates"][0]["before"]

    pairs = [(first, last), (first, middle), (middle, last)]
    assert sorted(map(tuple, before)) == sorted((str(a.pk), str(b.pk)) for a, b in pairs)


def test_the_policy_holds_and_a_longer_break_of_a_round_is_kept(loop: Loop) -> None:
    loop.rounds.update(break_minutes=30)
    StaffingPolicy.objects.create(organization=loop.organization, max_rounds_per_day=4, lunch_minutes=0)

    assert tree_of(loop)["policy"] == {
        "break_minutes": 30,
        "max_rounds_per_day": 4,
        "rooms": None,
        "lunch": None,
    }


def test_the_candidate_is_not_free_while_another_loop_has_them(recruiter: Member, ines: Member) -> None:
    loop = make_loop_to_plan(recruiter)
    other = make_loop_to_plan(recruiter)
    other.candidacy.candidate = loop.candidacy.candidate
    other.candidacy.save()
    hold(other.rounds.get(), ines, at(12))

    assert tree_of(loop)["candidates"][0]["windows"] == [
        [f"{monday()}T09:00:00Z", f"{monday()}T12:00:00Z"],
        [f"{monday()}T13:00:00Z", f"{monday()}T17:00:00Z"],
    ]


def test_nobody_is_planned_while_all_rooms_are_taken(recruiter: Member, loop: Loop, ines: Member) -> None:
    StaffingPolicy.objects.create(organization=loop.organization, rooms=1)
    hold(make_loop_to_plan(recruiter).rounds.get(), ines, at(16, 30))

    assert tree_of(loop)["candidates"][0]["windows"] == [[f"{monday()}T09:00:00Z", f"{monday()}T16:30:00Z"]]
    assert tree_of(loop, rooms=3)["policy"]["rooms"] == 3


def test_what_is_past_is_no_window(recruiter: Member) -> None:
    loop = make_loop_to_plan(recruiter, days=())
    now = at(10, 7)
    give_window(loop, at(8), at(9))
    give_window(loop, at(9), at(12))

    assert tree_of(loop, now=now)["candidates"][0]["windows"] == [
        [f"{monday()}T10:15:00Z", f"{monday()}T12:00:00Z"]
    ]


@pytest.mark.parametrize("loops", [1, 3])
def test_the_queries_do_not_grow(
    organization: Organization, recruiter: Member, loops: int, django_assert_num_queries: Any
) -> None:
    made = [make_loop_to_plan(recruiter, days=range(loops)) for _ in range(loops)]
    for planned in made:
        hold(planned.rounds.get(), make_interviewer(organization), at(10))
        make_round(planned, by=recruiter)

    with django_assert_num_queries(16):
        ToPlan.of(made)
