"""Who says when somebody interviews, how the house staffs its loops, and how long training takes."""

from datetime import date, time

import pytest

from hiring.foundations.errors import Invalid, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.interviewers.models import Qualification, Stage
from interviews.interviewers.selectors import policy_of, profile_of
from interviews.interviewers.services import (
    change_profile,
    qualify,
    set_policy,
    set_training_path,
)
from interviews.interviewers.training import Paths
from tests.making import make_member

pytestmark = pytest.mark.django_db


def test_a_member_speaks_for_themselves(interviewer: Member) -> None:
    profile = change_profile(interviewer, weekly_limit=3, avoids="morning", version=1, by=interviewer)

    assert (profile.weekly_limit, profile.daily_limit, profile.version) == (3, 2, 2)
    assert profile_of(interviewer).avoids == "morning"
    assert Event.objects.latest("pk").payload == {"fields": ["avoids", "weekly_limit"]}


@pytest.mark.parametrize(
    ("role", "may"), [(Role.ADMIN, True), (Role.RECRUITER, True), (Role.HIRING_MANAGER, False)]
)
def test_who_plans_every_loop_speaks_for_everybody(
    organization: Organization, interviewer: Member, role: Role, may: bool
) -> None:
    other = make_member(organization, role)

    if may:
        assert change_profile(interviewer, daily_limit=1, version=1, by=other).daily_limit == 1
    else:
        with pytest.raises(NotAllowed):
            change_profile(interviewer, daily_limit=1, version=1, by=other)


def test_another_organizations_recruiter_does_not(
    interviewer: Member, other_organization: Organization
) -> None:
    with pytest.raises(NotAllowed):
        change_profile(
            interviewer, daily_limit=1, version=1, by=make_member(other_organization, Role.RECRUITER)
        )


def test_a_profile_that_changed_meanwhile_is_refused(interviewer: Member) -> None:
    change_profile(interviewer, daily_limit=1, version=1, by=interviewer)

    with pytest.raises(Stale):
        change_profile(interviewer, daily_limit=3, version=1, by=interviewer)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"daily_limit": 11}, "daily_limit"),
        ({"weekly_limit": -1}, "weekly_limit"),
        ({"works_from": time(17), "works_to": time(9)}, "works_to"),
        ({"paused_to": date(2026, 3, 26)}, "paused_from"),
        ({"paused_from": date(2026, 3, 26), "paused_to": date(2026, 3, 25)}, "paused_to"),
        ({"paused_from": date(2026, 3, 26), "paused_to": date.max}, "paused_to"),
        ({"paused_from": date.min}, "paused_from"),
        ({"paused_from": date.max}, "paused_from"),
        ({"dislikes": ["coding", "juggling"]}, "dislikes"),
    ],
)
def test_a_profile_that_makes_no_sense_is_refused_beside_its_field(
    interviewer: Member, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        change_profile(interviewer, version=1, by=interviewer, **said)  # type: ignore[arg-type]

    assert refused.value.field == field
    assert profile_of(interviewer).version == 1


def test_a_pause_holds_on_its_days_and_without_an_end_goes_on(interviewer: Member) -> None:
    first, last, later = date(2026, 3, 26), date(2026, 3, 27), date(2026, 6, 1)

    paused = change_profile(interviewer, paused_from=first, paused_to=last, version=1, by=interviewer)
    assert [paused.pauses_on(day) for day in (date(2026, 3, 25), first, last, later)] == [
        False,
        True,
        True,
        False,
    ]
    assert change_profile(interviewer, paused_to=None, version=2, by=interviewer).pauses_on(later)


def test_the_policy_is_the_recruiters(organization: Organization, recruiter: Member) -> None:
    set_policy(organization, break_minutes=30, rooms=None, version=1, by=recruiter)

    assert (policy_of(organization).break_minutes, policy_of(organization).version) == (30, 2)
    with pytest.raises(Stale):
        set_policy(organization, break_minutes=10, version=1, by=recruiter)
    with pytest.raises(NotAllowed):
        set_policy(
            organization, break_minutes=10, version=2, by=make_member(organization, Role.HIRING_MANAGER)
        )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"max_rounds_per_day": 13}, "max_rounds_per_day"),
        ({"rooms": 0}, "rooms"),
        ({"fair_from": 5}, "fair_to"),
        ({"lunch_to": time(11)}, "lunch_to"),
        ({"lunch_minutes": 61, "lunch_from": time(12), "lunch_to": time(13)}, "lunch_minutes"),
        ({"calendar_hours": 0}, "calendar_hours"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(
    organization: Organization, recruiter: Member, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        set_policy(organization, version=1, by=recruiter, **said)  # type: ignore[arg-type]

    assert refused.value.field == field


def test_training_asks_for_two_and_two_rounds_until_somebody_says_otherwise(
    organization: Organization, recruiter: Member
) -> None:
    set_training_path(organization, round_kind="mlops", shadows=3, reverse_shadows=0, by=recruiter)

    paths = Paths.of(organization)
    assert [paths.needed("mlops", stage) for stage in Stage] == [3, 0, 0]
    assert [paths.needed("coding", stage) for stage in Stage] == [2, 2, 0]


def test_a_stage_that_is_noted_anew_begins_now(recruiter: Member, interviewer: Member) -> None:
    qualify(interviewer, round_kind="coding", stage=Stage.SHADOW, by=recruiter)
    first = Qualification.objects.get().since
    qualify(interviewer, round_kind="coding", stage=Stage.SHADOW, by=recruiter)
    assert Qualification.objects.get().since == first

    qualify(interviewer, round_kind="coding", stage=Stage.QUALIFIED, by=recruiter)
    assert Qualification.objects.get().since != first

    qualify(interviewer, round_kind="coding", stage=None, by=recruiter)
    assert not Qualification.objects.exists()
