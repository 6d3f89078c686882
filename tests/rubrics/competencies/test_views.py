from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.candidates.models import Opening
from hiring.candidates.states import OpeningStatus
from hiring.people.models import Member, Organization, Role
from rubrics.competencies.models import Competency
from tests.making import make_candidacy, make_competency, make_member, make_opening

AsMember = Callable[[Member], Client]


@pytest.fixture
def competency(organization: Organization) -> Competency:
    return make_competency(organization, "MLOps")


def job(manager: Member, competency: Competency, **changed: object) -> dict[str, object]:
    return {
        "title": "ML engineer",
        "level": "senior",
        "description": "",
        "hiring_manager": manager.pk,
        "committee": [],
        "must_have": [competency.pk],
        "nice_to_have": [],
        **changed,
    }


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _ in range(row_count):
        must_have = [make_competency(recruiter.organization) for _ in range(2)]
        make_candidacy(make_opening(recruiter.organization, must_have=must_have, by=recruiter), by=recruiter)
    client = client_as(recruiter)

    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        response = client.get(reverse("openings:list"))

    assert [row.candidates for row in response.context["page"].rows] == [1] * row_count


def test_the_list_is_narrowed_by_status(client_as: AsMember, recruiter: Member) -> None:
    make_opening(recruiter.organization, by=recruiter)
    closed = make_opening(recruiter.organization, by=recruiter)
    Opening.objects.filter(pk=closed.pk).update(status=OpeningStatus.CLOSED)

    response = client_as(recruiter).get(reverse("openings:list"), {"status": "closed"})

    assert response.context["page"].rows == [closed]


@pytest.mark.parametrize("query", [{"status": "ajar"}, {"status": "\x00"}, {"before": "9" * 40}])
def test_an_address_that_makes_no_sense_still_shows_the_list(
    client_as: AsMember, recruiter: Member, query: dict[str, str]
) -> None:
    make_opening(recruiter.organization, by=recruiter)

    response = client_as(recruiter).get(reverse("openings:list"), query)

    assert (response.status_code, len(response.context["page"].rows)) == (200, 1)


def test_a_recruiter_opens_an_opening(
    client_as: AsMember,
    recruiter: Member,
    hiring_manager: Member,
    committee_member: Member,
    competency: Competency,
) -> None:
    response = client_as(recruiter).post(
        reverse("openings:new"), job(hiring_manager, competency, committee=[committee_member.pk])
    )

    opening = Opening.objects.get()
    assert (response.status_code, response["Location"]) == (302, opening.get_absolute_url())
    assert [need.competency for need in opening.requirements.all()] == [competency]
    assert list(opening.committee.all()) == [committee_member]


def test_a_form_sent_twice_opens_one(
    client_as: AsMember, recruiter: Member, hiring_manager: Member, competency: Competency
) -> None:
    client, sent = client_as(recruiter), job(hiring_manager, competency, once=str(uuid4()))

    first, second = (client.post(reverse("openings:new"), sent) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Opening.objects.count() == 1


def test_a_competency_is_must_have_or_nice_to_have(
    client_as: AsMember, recruiter: Member, hiring_manager: Member, competency: Competency
) -> None:
    response = client_as(recruiter).post(
        reverse("openings:new"), job(hiring_manager, competency, nice_to_have=[competency.pk])
    )

    assert response.status_code == 422
    assert "MLOps" in response.context["form"].errors["nice_to_have"][0]
    assert not Opening.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "a\x00b"),
        ("title", "x" * 121),
        ("level", "wizard"),
        ("description", "x" * 5_000_000),
        ("hiring_manager", str(10**30)),
        ("hiring_manager", "\x00"),
        ("committee", ["x"]),
        ("committee", ["²"]),
        ("must_have", ["9" * 5000]),
        ("committee", [str(10**30)]),
        ("must_have", ["\x00"]),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field(
    client_as: AsMember,
    recruiter: Member,
    hiring_manager: Member,
    competency: Competency,
    field: str,
    value: object,
) -> None:
    response = client_as(recruiter).post(
        reverse("openings:new"), job(hiring_manager, competency, **{field: value})
    )

    assert response.status_code == 422
    assert field in response.context["form"].errors


def test_choices_of_other_organizations_are_no_choices(
    client_as: AsMember,
    recruiter: Member,
    hiring_manager: Member,
    competency: Competency,
    other_organization: Organization,
) -> None:
    foreign = job(
        make_member(other_organization, Role.HIRING_MANAGER),
        make_competency(other_organization),
        committee=[make_member(other_organization, Role.COMMITTEE).pk],
    )

    response = client_as(recruiter).post(reverse("openings:new"), foreign)

    assert response.status_code == 422
    assert {"hiring_manager", "committee"} <= set(response.context["form"].errors)


def test_a_hiring_manager_opens_their_own_only(
    client_as: AsMember, hiring_manager: Member, competency: Competency
) -> None:
    client = client_as(hiring_manager)
    other = make_member(hiring_manager.organization, Role.HIRING_MANAGER)

    refused = client.post(reverse("openings:new"), job(other, competency))
    taken = client.post(reverse("openings:new"), job(hiring_manager, competency))

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_a_stale_change_keeps_the_typing_and_shows_both(
    client_as: AsMember, recruiter: Member, hiring_manager: Member, competency: Competency
) -> None:
    opening = make_opening(
        recruiter.organization, hiring_manager=hiring_manager, must_have=[competency], by=recruiter
    )
    address, client = reverse("openings:edit", args=[opening.pk]), client_as(recruiter)
    sent = job(hiring_manager, competency, version=opening.version)
    assert client.post(address, {**sent, "title": "First"}).status_code == 302

    response = client.post(address, {**sent, "title": "Second"})

    assert response.status_code == 422
    assert response.context["form"]["title"].value() == "Second"
    assert response.context["form"].errors["title"] == ["It now says: First"]


def test_whoever_left_stays_chosen(
    client_as: AsMember, recruiter: Member, hiring_manager: Member, competency: Competency
) -> None:
    opening = make_opening(recruiter.organization, hiring_manager=hiring_manager, by=recruiter)
    Member.objects.filter(pk=hiring_manager.pk).update(is_active=False)

    page = client_as(recruiter).get(reverse("openings:edit", args=[opening.pk]))

    assert f'<option value="{hiring_manager.pk}" selected>' in page.content.decode()


def test_an_opening_is_closed_and_opened_again(client_as: AsMember, recruiter: Member) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    address, client = reverse("openings:move", args=[opening.pk]), client_as(recruiter)

    for status in (OpeningStatus.CLOSED, OpeningStatus.OPEN):
        assert client.post(address, {"to": status}).status_code == 302
        opening.refresh_from_db()
        assert opening.status == status


@pytest.mark.parametrize(("to", "status"), [("ajar", 400), ("\x00", 400), ("", 400), ("open", 409)])
def test_a_move_that_does_not_exist_is_refused(
    client_as: AsMember, recruiter: Member, to: str, status: int
) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)

    response = client_as(recruiter).post(reverse("openings:move", args=[opening.pk]), {"to": to})

    assert response.status_code == status


def test_a_committee_reads_and_changes_nothing(client_as: AsMember, committee_member: Member) -> None:
    opening = make_opening(committee_member.organization, committee=[committee_member])
    client = client_as(committee_member)

    assert client.get(reverse("openings:list")).context["page"].rows == [opening]
    assert client.get(reverse("openings:new")).status_code == 403
    assert client.get(reverse("openings:edit", args=[opening.pk])).status_code == 403
    assert client.post(reverse("openings:move", args=[opening.pk]), {"to": "closed"}).status_code == 403


def test_foreign_openings_and_impossible_ids_are_not_found(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    client = client_as(recruiter)

    for pk in (make_opening(other_organization).pk, 10**30):
        assert client.get(reverse("openings:edit", args=[pk])).status_code == 404
        assert client.post(reverse("openings:move", args=[pk]), {"to": "closed"}).status_code == 404
