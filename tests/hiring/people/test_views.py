from collections.abc import Callable
from urllib.parse import parse_qs
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.people.models import Member, Organization, Role
from tests.making import make_member

AsMember = Callable[[Member], Client]


def person(**changed: object) -> dict[str, object]:
    return {
        "email": "new@example.org",
        "name": "Noor New",
        "title": "",
        "time_zone": "Europe/Berlin",
        "roles": ["interviewer"],
        **changed,
    }


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember, admin: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _ in range(row_count - 1):
        make_member(admin.organization)
    client = client_as(admin)

    with django_assert_num_queries(5):  # type: ignore[attr-defined]
        response = client.get(reverse("people:list"))

    assert len(response.context["page"].rows) == row_count


def test_everybody_reads_the_list_and_nobody_elses(
    client_as: AsMember, interviewer: Member, other_organization: Organization
) -> None:
    stranger = make_member(other_organization, name="Stella Stranger")

    response = client_as(interviewer).get(reverse("people:list"))

    assert response.status_code == 200
    assert stranger.name not in response.content.decode()
    assert reverse("people:new") not in response.content.decode()


def test_an_admin_adds_a_member(client_as: AsMember, admin: Member) -> None:
    response = client_as(admin).post(reverse("people:new"), person())

    assert response.status_code == 302
    added = Member.objects.get(user__email="new@example.org")
    assert (added.organization, added.roles) == (admin.organization, [Role.INTERVIEWER])


def test_a_form_sent_twice_adds_one_member(client_as: AsMember, admin: Member) -> None:
    client, sent = client_as(admin), person(once=str(uuid4()))

    first, second = (client.post(reverse("people:new"), sent) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert Member.objects.filter(user__email="new@example.org").count() == 1


def test_without_a_key_a_second_sending_is_told_beside_the_address(
    client_as: AsMember, admin: Member
) -> None:
    client = client_as(admin)
    client.post(reverse("people:new"), person())

    response = client.post(reverse("people:new"), person())

    assert response.status_code == 422
    assert "is a member already" in response.context["form"].errors["email"][0]
    assert response.context["form"]["name"].value() == "Noor New"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", "a\x00b@example.org"),
        ("name", ""),
        ("name", "a\x00b"),
        ("name", "x" * 121),
        ("title", "x" * 121),
        ("time_zone", "Mars/Olympus"),
        ("roles", []),
        ("roles", ["emperor"]),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(
    client_as: AsMember, admin: Member, field: str, value: object
) -> None:
    response = client_as(admin).post(reverse("people:new"), person(**{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors


@pytest.mark.parametrize("name", ["张伟", "يوسف الحداد", "Zoë 🦊", "O’Brien-Smith"])
def test_names_come_in_every_script(client_as: AsMember, admin: Member, name: str) -> None:
    client_as(admin).post(reverse("people:new"), person(name=name))

    assert Member.objects.get(user__email="new@example.org").name == name


@pytest.mark.parametrize("page", ["people:new", "people:edit"])
def test_only_admins_manage_members(client_as: AsMember, recruiter: Member, page: str) -> None:
    address = reverse(page, args=[recruiter.pk] if page == "people:edit" else [])
    client = client_as(recruiter)

    assert client.get(address).status_code == 403
    assert client.post(address, person()).status_code == 403


def change(member: Member, **changed: object) -> dict[str, object]:
    return {
        "title": "Lead",
        "time_zone": "UTC",
        "roles": [role.value for role in member.roles],
        "is_active": "on",
        "version": member.version,
        **changed,
    }


def test_an_admin_changes_what_a_member_may_do(
    client_as: AsMember, admin: Member, interviewer: Member
) -> None:
    response = client_as(admin).post(
        reverse("people:edit", args=[interviewer.pk]), change(interviewer, roles=["recruiter", "interviewer"])
    )

    assert response.status_code == 302
    interviewer.refresh_from_db()
    assert interviewer.roles == [Role.RECRUITER, Role.INTERVIEWER]
    assert interviewer.title == "Lead"


def test_the_last_admin_stays_one(client_as: AsMember, admin: Member) -> None:
    response = client_as(admin).post(
        reverse("people:edit", args=[admin.pk]), change(admin, roles=["interviewer"])
    )

    assert response.status_code == 422
    assert "last admin" in response.context["form"].errors["roles"][0]


def test_a_stale_change_keeps_the_typing_and_shows_both(
    client_as: AsMember, admin: Member, interviewer: Member
) -> None:
    address, client = reverse("people:edit", args=[interviewer.pk]), client_as(admin)
    client.post(address, change(interviewer, title="First"))

    response = client.post(address, change(interviewer, title="Second"))

    assert response.status_code == 422
    form = response.context["form"]
    assert form["title"].value() == "Second"
    assert form.errors["title"] == ["It now says: First"]
    again = client.post(address, change(interviewer, title="Second", version=form["version"].value()))
    assert again.status_code == 302


def test_members_of_other_organizations_and_impossible_ids_are_not_found(
    client_as: AsMember, admin: Member, other_organization: Organization
) -> None:
    client = client_as(admin)
    foreign = make_member(other_organization)

    assert client.get(reverse("people:edit", args=[foreign.pk])).status_code == 404
    assert client.get(reverse("people:edit", args=[10**30])).status_code == 404


def test_one_goes_on_in_another_organization(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    elsewhere = make_member(other_organization, Role.ADMIN, email=recruiter.user.email)
    client = client_as(recruiter)
    assert f"Go to {other_organization.name}" in client.get(reverse("people:list")).content.decode()

    response = client.post(reverse("people:switch"), {"organization": other_organization.pk})

    assert response.status_code == 302
    assert client.get(reverse("people:list")).context["member"] == elsewhere


@pytest.mark.parametrize("chosen", ["", "x", "-1", str(10**30), "\x00"])
def test_there_is_no_going_where_one_is_no_member(
    client_as: AsMember, recruiter: Member, chosen: str
) -> None:
    response = client_as(recruiter).post(reverse("people:switch"), {"organization": chosen})

    assert response.status_code == 404


def test_there_is_no_going_to_a_foreign_organization(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    response = client_as(recruiter).post(reverse("people:switch"), {"organization": other_organization.pk})

    assert response.status_code == 404


def test_somebody_in_no_organization_is_told_how_to_get_into_one(
    client_as: AsMember, interviewer: Member
) -> None:
    Member.objects.update(is_active=False)

    response = client_as(interviewer).get(reverse("people:list"))

    assert response.status_code == 403
    assert interviewer.user.email in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent_from", "back"),
    [
        ("http://testserver/members/new/", "http://testserver/members/new/"),
        ("http://elsewhere.example/", "/"),
    ],
)
def test_what_is_sent_when_signed_out_leads_back_to_where_it_was_typed(
    client: Client, sent_from: str, back: str
) -> None:
    answer = client.post(reverse("people:switch"), {"organization": "1"}, headers={"Referer": sent_from})

    where, _, query = answer["Location"].partition("?")
    assert where == reverse("account_login")
    assert parse_qs(query) == {"next": [back]}
    assert "You were signed out" in client.get(answer["Location"]).content.decode()
