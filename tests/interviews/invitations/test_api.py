"""Programs read who was asked and who comes, and answer for their own member only."""

from collections.abc import Callable

import pytest
from rest_framework.test import APIClient

from hiring.people.models import Member
from interviews.invitations.models import Invitation
from interviews.loops.models import Loop

pytestmark = pytest.mark.django_db

ApiAs = Callable[[Member], APIClient]
ADDRESS = "/api/v1/invitations/"


def test_a_planner_reads_all_of_a_loop_and_an_interviewer_their_own(
    api_as: ApiAs, loop: Loop, recruiter: Member, ada: Member
) -> None:
    everybodys = api_as(recruiter).get(ADDRESS, {"loop": loop.pk}).json()["results"]
    own = api_as(ada).get(ADDRESS, {"loop": loop.pk}).json()["results"]

    assert len(everybodys) == 4
    assert [row["member"] for row in own] == [ada.pk]


def test_one_answers_ones_own(api_as: ApiAs, loop: Loop, recruiter: Member, ada: Member) -> None:
    own = Invitation.objects.get(member=ada)
    address = f"{ADDRESS}{own.pk}/answer/"
    said = {"answer": "declined", "note": "Ill", "sequence": 0}

    refused = api_as(recruiter).post(address, said, format="json")
    answered = api_as(ada).post(address, said, format="json")

    assert refused.status_code == 403
    assert (answered.json()["answer"], answered.json()["note"]) == ("declined", "Ill")
    declined = api_as(recruiter).get(ADDRESS, {"answer": "declined"}).json()["results"]
    assert [row["id"] for row in declined] == [own.pk]


def test_an_answer_to_something_older_is_refused(api_as: ApiAs, loop: Loop, ada: Member) -> None:
    own = Invitation.objects.get(member=ada)
    Invitation.objects.filter(pk=own.pk).update(sequence=3)

    answer = api_as(ada).post(
        f"{ADDRESS}{own.pk}/answer/", {"answer": "accepted", "sequence": 2}, format="json"
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "invitation_changed")
