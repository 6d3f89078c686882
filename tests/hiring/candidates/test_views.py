from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hiring.candidates.models import Candidacy, Candidate
from hiring.people.models import Member, Organization
from tests.making import make_candidacy, make_candidate, make_opening

AsMember = Callable[[Member], Client]


def person(**changed: object) -> dict[str, object]:
    return {"name": "Cem Candidate", "email": "cem@example.org", "time_zone": "UTC", "opening": "", **changed}


@pytest.mark.parametrize("row_count", [1, 3])
def test_the_list_asks_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, row_count: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)
    for _ in range(row_count):
        make_candidacy(opening, by=recruiter)
    client = client_as(recruiter)

    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        response = client.get(reverse("candidates:list"))

    assert len(response.context["page"].rows) == row_count


def test_words_narrow_the_list(client_as: AsMember, recruiter: Member) -> None:
    wanted = make_candidate(recruiter.organization, name="Ngọc Anh Trần", by=recruiter)
    make_candidate(recruiter.organization, name="Somebody Else", by=recruiter)

    response = client_as(recruiter).get(reverse("candidates:list"), {"words": "anh ngọc"})

    assert response.context["page"].rows == [wanted]


@pytest.mark.parametrize(
    "query", [{"before": "x"}, {"before": "9" * 40}, {"words": "\x00"}, {"words": "x" * 200}]
)
def test_an_address_that_makes_no_sense_still_shows_the_list(
    client_as: AsMember, recruiter: Member, query: dict[str, str]
) -> None:
    assert client_as(recruiter).get(reverse("candidates:list"), query).status_code == 200


def test_a_recruiter_adds_a_candidate(client_as: AsMember, recruiter: Member) -> None:
    response = client_as(recruiter).post(reverse("candidates:new"), person())

    candidate = Candidate.objects.get()
    assert (response.status_code, response["Location"]) == (302, candidate.get_absolute_url())
    assert not candidate.candidacies.exists()


def test_a_candidate_may_be_considered_at_once(client_as: AsMember, recruiter: Member) -> None:
    opening = make_opening(recruiter.organization, by=recruiter)

    page = client_as(recruiter).get(reverse("candidates:new"), {"opening": opening.pk})
    client_as(recruiter).post(reverse("candidates:new"), person(opening=opening.pk))

    assert f'<option value="{opening.pk}" selected>' in page.content.decode()
    assert Candidacy.objects.get().opening == opening


def test_a_hiring_manager_adds_candidates_for_their_own_openings(
    client_as: AsMember, hiring_manager: Member
) -> None:
    own = make_opening(hiring_manager.organization, hiring_manager=hiring_manager)
    other = make_opening(hiring_manager.organization)
    client = client_as(hiring_manager)

    for refused in ("", other.pk):
        response = client.post(reverse("candidates:new"), person(opening=refused))
        assert response.status_code == 422
        assert "opening" in response.context["form"].errors
    assert client.post(reverse("candidates:new"), person(opening=own.pk)).status_code == 302


def test_a_form_sent_twice_adds_one_candidate(client_as: AsMember, recruiter: Member) -> None:
    client, sent = client_as(recruiter), person(once=str(uuid4()))

    first, second = (client.post(reverse("candidates:new"), sent) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "a\x00b"),
        ("name", "x" * 200_000),
        ("email", "nowhere"),
        ("time_zone", "Nowhere"),
        ("opening", str(10**30)),
        ("opening", "\x00"),
        ("opening", "x"),
    ],
)
def test_what_cannot_be_taken_is_told_beside_its_field_and_kept(
    client_as: AsMember, recruiter: Member, field: str, value: str
) -> None:
    response = client_as(recruiter).post(reverse("candidates:new"), person(**{field: value}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert response.context["form"][field].value() == value
    assert not Candidate.objects.exists()


def test_an_address_known_already_is_told_beside_its_field(client_as: AsMember, recruiter: Member) -> None:
    client = client_as(recruiter)
    client.post(reverse("candidates:new"), person())

    response = client.post(reverse("candidates:new"), person(email="CEM@example.org"))

    assert response.status_code == 422
    assert "is known" in response.context["form"].errors["email"][0]


def test_a_stale_change_keeps_the_typing_and_shows_both(client_as: AsMember, recruiter: Member) -> None:
    candidate = make_candidate(recruiter.organization, by=recruiter)
    address, client = reverse("candidates:edit", args=[candidate.pk]), client_as(recruiter)
    sent = {"email": "", "time_zone": "UTC", "version": candidate.version}
    assert client.post(address, {**sent, "name": "First"}).status_code == 302

    response = client.post(address, {**sent, "name": "Second"})

    assert response.status_code == 422
    assert response.context["form"]["name"].value() == "Second"
    assert response.context["form"].errors["name"] == ["It now says: First"]
    candidate.refresh_from_db()
    assert candidate.name == "First"


def test_interviewers_add_and_change_no_candidates(client_as: AsMember, interviewer: Member) -> None:
    candidate = make_candidate(interviewer.organization)
    client = client_as(interviewer)

    assert client.get(reverse("candidates:new")).status_code == 403
    assert client.post(reverse("candidates:new"), person()).status_code == 403
    assert client.get(reverse("candidates:edit", args=[candidate.pk])).status_code == 404
    assert client.get(reverse("candidates:list")).context["page"].rows == []


def test_foreign_candidates_and_impossible_ids_are_not_found(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    foreign = make_candidate(other_organization)
    client = client_as(recruiter)

    for pk in (foreign.pk, 10**30):
        assert client.get(reverse("candidates:edit", args=[pk])).status_code == 404
        assert client.get(reverse("candidates:consider", args=[pk])).status_code == 404


def test_a_candidate_is_considered_for_an_opening(client_as: AsMember, recruiter: Member) -> None:
    candidate = make_candidate(recruiter.organization, by=recruiter)
    opening = make_opening(recruiter.organization, by=recruiter)
    address, client = reverse("candidates:consider", args=[candidate.pk]), client_as(recruiter)

    for _ in range(2):
        assert client.post(address, {"opening": opening.pk}).status_code == 302

    assert Candidacy.objects.filter(candidate=candidate, opening=opening).count() == 1


def test_one_is_not_considered_for_a_foreign_opening(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    candidate = make_candidate(recruiter.organization, by=recruiter)
    foreign = make_opening(other_organization)

    response = client_as(recruiter).post(
        reverse("candidates:consider", args=[candidate.pk]), {"opening": foreign.pk}
    )

    assert response.status_code == 422
    assert "opening" in response.context["form"].errors
