"""Members and their roles: who may give them, and what is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hiring.foundations.errors import DomainError, NotAllowed, Stale
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from hiring.people.services import add_member, change_member, found_organization
from tests.making import make_member

pytestmark = pytest.mark.django_db


def change(member: Member, by: Member, **changes: object) -> Member:
    asked = {
        "roles": [role.value for role in member.roles],
        "title": member.title,
        "time_zone": member.time_zone,
        "is_active": member.is_active,
        "version": member.version,
        **changes,
    }
    return change_member(member, **asked, by=by)  # type: ignore[arg-type]


def test_founding_makes_the_first_admin_and_the_first_event() -> None:
    admin = found_organization(
        name="Cedar", slug="cedar", admin_email="ann@cedar.example", admin_name="Ann Cedar"
    )

    assert admin.roles == [Role.ADMIN]
    assert Event.objects.get(organization=admin.organization).kind == "organization.founded"


def test_an_admin_adds_a_member_with_roles(admin: Member, organization: Organization) -> None:
    member = add_member(
        organization,
        email="Lin@Example.org",
        name="Lin",
        roles=["interviewer", "committee"],
        by=admin,
    )

    assert member.roles == [Role.INTERVIEWER, Role.COMMITTEE]
    assert member.user.email == "lin@example.org"


def test_a_known_person_joins_a_second_organization_with_the_same_account(
    admin: Member, organization: Organization, other_organization: Organization
) -> None:
    stranger = make_member(other_organization, name="Sam Two")

    member = add_member(
        organization, email=stranger.user.email, name="Another", roles=["interviewer"], by=admin
    )

    assert member.user == stranger.user
    assert member.name == "Another"
    assert stranger.name == "Sam Two"


def test_adding_a_member_twice_is_refused(admin: Member, organization: Organization) -> None:
    member = make_member(organization)

    with pytest.raises(DomainError, match="is a member already"):
        add_member(organization, email=member.user.email, name="Again", roles=["admin"], by=admin)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_admins_manage_members(organization: Organization, role: Role) -> None:
    with pytest.raises(NotAllowed):
        add_member(
            organization, email="x@example.org", name="X", roles=["admin"], by=make_member(organization, role)
        )


def test_an_admin_of_another_organization_manages_nobody_here(
    organization: Organization, other_organization: Organization
) -> None:
    foreigner = make_member(other_organization, Role.ADMIN)

    with pytest.raises(NotAllowed):
        add_member(organization, email="x@example.org", name="X", roles=["admin"], by=foreigner)


def test_the_last_admin_stays_one(admin: Member) -> None:
    with pytest.raises(DomainError, match="last admin"):
        change(admin, by=admin, roles=["recruiter"])

    with pytest.raises(DomainError, match="last admin"):
        change(admin, by=admin, is_active=False)


def test_with_a_second_admin_the_first_may_step_down(admin: Member, organization: Organization) -> None:
    make_member(organization, Role.ADMIN)

    assert change(admin, by=admin, roles=["recruiter"]).roles == [Role.RECRUITER]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks the whole database")
def test_roles_change_one_after_the_other_or_the_last_two_admins_could_step_down_at_once(
    admin: Member, organization: Organization
) -> None:
    make_member(organization, Role.ADMIN)

    with CaptureQueriesContext(connection) as asked:
        change(admin, by=admin, roles=["recruiter"])

    locks = [query["sql"] for query in asked if " FOR " in query["sql"]]
    assert 'FROM "hiring_organization"' in locks[0]


def test_a_stale_form_changes_nothing(admin: Member, organization: Organization) -> None:
    member = make_member(organization)
    change(member, by=admin, title="Engineer")

    with pytest.raises(Stale):
        change(member, by=admin, title="Manager")

    member.refresh_from_db()
    assert member.title == "Engineer"
