"""What holds where nobody has said anything yet."""

from collections.abc import Callable
from datetime import time

import pytest

from hiring.people.models import Member, Organization
from interviews.interviewers.models import InterviewerProfile, StaffingPolicy
from interviews.interviewers.selectors import policy_of, profile_of, profiles_of
from tests.making import make_member

pytestmark = pytest.mark.django_db


def test_a_policy_is_there_before_anybody_wrote_one(organization: Organization) -> None:
    policy = policy_of(organization)

    assert (policy.pk, policy.break_minutes, policy.lunch_from) == (None, 15, time(11, 30))


def test_a_policy_that_was_written_holds(
    organization: Organization, other_organization: Organization
) -> None:
    StaffingPolicy.objects.create(organization=organization, break_minutes=30)

    assert policy_of(organization).break_minutes == 30
    assert policy_of(other_organization).break_minutes == 15


def test_profiles_come_in_one_query_with_defaults_for_who_has_none(
    organization: Organization, django_assert_num_queries: Callable[[int], object]
) -> None:
    spoke, silent = make_member(organization), make_member(organization)
    InterviewerProfile.objects.create(member=spoke, weekly_limit=3)

    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        profiles = profiles_of([spoke, silent])
        assert {profile.member.name for profile in profiles.values()} == {spoke.name, silent.name}

    assert (profiles[spoke.pk].weekly_limit, profiles[silent.pk].weekly_limit) == (3, 5)
    assert profiles[silent.pk].pk is None


def test_one_profile_is_read_like_many(berliner_member: Member) -> None:
    assert profile_of(berliner_member).daily_limit == 2


@pytest.fixture
def berliner_member(organization: Organization) -> Member:
    return make_member(organization)
