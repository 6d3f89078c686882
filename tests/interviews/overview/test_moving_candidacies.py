"""What became of a candidacy is noted on the candidate's page; with interviews planned, it asks first."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.candidates.states import CandidacyStatus
from hiring.people.models import Member, Organization
from interviews.loops.states import LoopStatus
from tests.making import make_candidacy, make_loop, make_opening

AsMember = Callable[[Member], Client]


def test_foreign_candidacies_and_impossible_ids_are_not_found(
    client_as: AsMember, recruiter: Member, other_organization: Organization
) -> None:
    candidacy = make_candidacy(make_opening(other_organization))
    client = client_as(recruiter)

    for pk in (candidacy.pk, 10**30):
        address = reverse("overview:move_candidacy", args=[pk])
        assert client.post(address, {"to": "withdrawn"}).status_code == 404


def test_ending_a_candidacy_with_interviews_asks_first_and_cancels_them(
    client_as: AsMember, recruiter: Member
) -> None:
    loop = make_loop(recruiter.organization, by=recruiter)
    client, address = client_as(recruiter), loop.candidacy.get_absolute_url()

    assert f"cancel “{loop.title}”" in client.get(address).content.decode()
    client.post(reverse("overview:move_candidacy", args=[loop.candidacy_id]), {"to": "withdrawn"})

    loop.refresh_from_db()
    assert loop.status == LoopStatus.CANCELLED
    assert "End this candidacy" not in client.get(address).content.decode()


def test_a_candidacy_is_moved(client_as: AsMember, recruiter: Member) -> None:
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)

    response = client_as(recruiter).post(
        reverse("overview:move_candidacy", args=[candidacy.pk]), {"to": CandidacyStatus.WITHDRAWN}
    )

    assert response.status_code == 302
    candidacy.refresh_from_db()
    assert candidacy.status == CandidacyStatus.WITHDRAWN


@pytest.mark.parametrize(("to", "status"), [("hired?", 400), ("\x00", 400), ("", 400), ("active", 409)])
def test_a_move_that_does_not_exist_is_refused(
    client_as: AsMember, recruiter: Member, to: str, status: int
) -> None:
    candidacy = make_candidacy(make_opening(recruiter.organization, by=recruiter), by=recruiter)

    response = client_as(recruiter).post(reverse("overview:move_candidacy", args=[candidacy.pk]), {"to": to})

    assert response.status_code == status


def test_a_committee_reads_and_does_not_move(client_as: AsMember, committee_member: Member) -> None:
    opening = make_opening(committee_member.organization, committee=[committee_member])
    candidacy = make_candidacy(opening)
    client = client_as(committee_member)

    assert len(client.get(reverse("candidates:list")).context["page"].rows) == 1
    assert (
        client.post(reverse("overview:move_candidacy", args=[candidacy.pk]), {"to": "withdrawn"}).status_code
        == 403
    )
