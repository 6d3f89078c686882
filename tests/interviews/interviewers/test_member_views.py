"""The page of one interviewer, for themselves, for who plans, and for their mentor."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hiring.people.models import Member, Organization, Role
from interviews.availability.calendars import give_calendar_address
from interviews.availability.models import BusyCalendar
from interviews.interviewers.conflicts import note_conflict
from interviews.interviewers.models import ConflictOfInterest, Qualification
from interviews.interviewers.selectors import profile_of
from interviews.interviewers.services import qualify, set_training_path
from tests.interviews.interviewers.people import address, furnish, page
from tests.making import make_candidate, make_loop, make_member

pytestmark = pytest.mark.django_db

AsMember = Callable[[Member], Client]

HOURS = {
    "works_from": "09:00",
    "works_to": "17:00",
    "daily_limit": "2",
    "weekly_limit": "3",
    "paused_from": "",
    "paused_to": "",
    "avoids": "",
    "version": "1",
}


def test_ones_own_page_takes_a_fixed_number_of_queries(
    client_as: AsMember, recruiter: Member, interviewer: Member, django_assert_num_queries: Any
) -> None:
    client = client_as(interviewer)
    furnish(interviewer, recruiter)
    with django_assert_num_queries(15):
        client.get(address("own"))
    for _ in range(2):
        candidate = make_candidate(interviewer.organization, by=recruiter)
        note_conflict(interviewer, candidate=candidate, by=recruiter)
    qualify(interviewer, round_kind="oral", stage="shadow", by=recruiter)
    with django_assert_num_queries(15):
        client.get(address("own"))


def test_hours_and_limits_are_saved_and_refused_beside_their_field(
    client_as: AsMember, interviewer: Member
) -> None:
    client = client_as(interviewer)
    saved = client.post(
        address("profile", interviewer.pk), {**HOURS, "dislikes": ["quiz"], "avoids": "morning"}
    )
    assert saved["Location"] == f"{address('detail', interviewer.pk)}#hours"
    assert (profile_of(interviewer).weekly_limit, profile_of(interviewer).dislikes) == (3, ["quiz"])

    refused = client.post(
        address("profile", interviewer.pk),
        {**HOURS, "works_to": "08:00", "weekly_limit": "7", "version": "2"},
    )
    assert refused.status_code == 422
    assert "Choose an end of work that lies after its beginning." in refused.content.decode()
    assert 'value="7"' in refused.content.decode()

    stale = client.post(address("profile", interviewer.pk), {**HOURS, "weekly_limit": "7"})
    assert stale.status_code == 422
    assert "It now says: 3" in stale.content.decode()


def test_a_mentor_approves_on_the_trainees_page(
    client_as: AsMember, organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    trainee = make_member(organization)
    set_training_path(organization, round_kind="coding", shadows=0, reverse_shadows=0, by=recruiter)
    qualify(interviewer, round_kind="coding", stage="qualified", by=recruiter)
    qualify(trainee, round_kind="coding", stage="shadow", by=recruiter)
    client, row = client_as(interviewer), Qualification.objects.get(member=trainee)
    assert "Let them lead" in page(client, "detail", trainee.pk)
    assert "Let them lead" not in page(client_as(recruiter), "detail", trainee.pk)

    first = client.post(address("approve", row.pk), {"stage": "shadow"})
    assert first["Location"] == f"{address('detail', trainee.pk)}#training"
    twice = client.post(address("approve", row.pk), {"stage": "shadow"})
    assert twice.status_code == 422
    assert "This step was taken a moment ago." in twice.content.decode()
    last = client.post(address("approve", row.pk), {"stage": "reverse_shadow"})
    assert last["Location"] == address("list")
    assert Qualification.objects.get(pk=row.pk).stage == "qualified"


def test_a_planner_notes_a_stage_and_takes_it_away(
    client_as: AsMember, recruiter: Member, interviewer: Member
) -> None:
    client = client_as(recruiter)
    for stage in ("qualified", ""):
        client.post(address("note_stage", interviewer.pk), {"round_kind": "coding", "stage": stage})
        assert interviewer.qualifications.filter(stage=stage).exists() == bool(stage)
    assert not interviewer.qualifications.exists()
    assert client.post(address("note_stage", interviewer.pk), {"round_kind": "x"}).status_code == 422
    own = client_as(interviewer).post(address("note_stage", interviewer.pk), {"round_kind": "coding"})
    assert own.status_code == 403


def test_a_conflict_is_noted_and_taken_back(
    client_as: AsMember, organization: Organization, recruiter: Member, interviewer: Member
) -> None:
    met = make_loop(organization, interviewers=[interviewer], by=recruiter).candidacy.candidate
    unknown = make_candidate(organization, by=recruiter)
    client = client_as(interviewer)

    assert met.name in page(client, "own")
    assert unknown.name not in page(client, "own")
    refused = client.post(address("note_conflict", interviewer.pk), {"candidate": unknown.pk})
    assert refused.status_code == 422
    client.post(address("note_conflict", interviewer.pk), {"candidate": met.pk})
    conflict = ConflictOfInterest.objects.get()
    client.post(address("withdraw_conflict", conflict.pk))
    assert not ConflictOfInterest.objects.exists()


def test_a_calendar_is_given_told_of_read_again_and_forgotten(
    client_as: AsMember, interviewer: Member
) -> None:
    client = client_as(interviewer)
    where = {"address": "https://calendar.example/s3cret.ics"}
    assert client.post(address("calendar_address", interviewer.pk), where).status_code == 302
    BusyCalendar.objects.update(failure="The address wants a password (401).")

    shown = page(client, "own")
    assert "The address wants a password (401)." in shown
    assert "s3cret" not in shown
    assert client.post(address("calendar_refresh", interviewer.pk)).status_code == 302
    assert client.post(address("calendar_drop", interviewer.pk)).status_code == 302
    assert not BusyCalendar.objects.exists()
    assert client.post(address("calendar_drop", interviewer.pk)).status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "This is no calendar."), (b"<html>", "This is no calendar."), (None, "Choose a file first.")],
)
def test_a_file_that_is_none_is_refused_beside_its_field(
    client_as: AsMember, interviewer: Member, content: bytes | None, told: str
) -> None:
    sent = {} if content is None else {"file": SimpleUploadedFile("me.ics", content)}

    answer = client_as(interviewer).post(address("calendar_file", interviewer.pk), sent)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not BusyCalendar.objects.exists()


def test_an_address_that_is_none_is_refused_and_not_shown_in_the_page_of_another(
    client_as: AsMember, recruiter: Member, interviewer: Member
) -> None:
    answer = client_as(interviewer).post(address("calendar_address", interviewer.pk), {"address": "me.ics"})
    assert answer.status_code == 422
    assert 'value="me.ics"' in answer.content.decode()

    give_calendar_address(interviewer, address="https://calendar.example/s3cret.ics", by=interviewer)
    assert "s3cret" not in page(client_as(recruiter), "detail", interviewer.pk)


def test_a_hiring_manager_reads_and_changes_nothing(
    client_as: AsMember, organization: Organization, interviewer: Member
) -> None:
    client = client_as(make_member(organization, Role.HIRING_MANAGER))

    shown = page(client, "detail", interviewer.pk)

    assert "2 a day, 5 a week" in shown
    assert "Save" not in shown
    assert client.post(address("profile", interviewer.pk), HOURS).status_code == 403
