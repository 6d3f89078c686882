"""The packets' pages: request, watch, fetch, retry."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hiring.background.models import Job, JobStatus
from hiring.people.models import Member, Organization
from interviews.debriefs.models import Debrief
from interviews.packets import storage
from interviews.packets.models import Packet
from interviews.packets.services import request_packet
from tests.making import in_days, make_candidate, make_debrief, make_loop, make_submission, seats_of

ClientAs = Callable[[Member], Client]
AssertQueries = Callable[[int], Any]

PDF = b"%PDF-1.7 a packet"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def debrief(organization: Organization, recruiter: Member) -> Debrief:
    return make_debrief(organization, by=recruiter)


@pytest.fixture
def packet(debrief: Debrief, recruiter: Member) -> Packet:
    return request_packet(debrief, by=recruiter)[0]


@pytest.fixture
def client(recruiter: Member, client_as: ClientAs) -> Client:
    return client_as(recruiter)


def leave(packet: Packet, **job: Any) -> None:
    """Leave the packet's job as a worker might."""
    Job.objects.filter(pk=packet.job_id).update(**job)


def build(packet: Packet, settings: Settings) -> None:
    packet.sha256, packet.pages, packet.size = storage.store(settings.PACKET_STORAGE, PDF), 7, len(PDF)
    packet.save()
    leave(packet, status=JobStatus.DONE, progress=100)


def file_url(packet: Packet) -> str:
    return reverse("packets:file", args=[packet.pk])


class TestRequesting:
    def test_a_request_leads_to_the_packet_and_twice_is_once(self, client: Client, debrief: Debrief) -> None:
        answers = [client.post(reverse("packets:request"), {"debrief": debrief.pk}) for _ in range(2)]

        packet = Packet.objects.get()
        assert [answer["Location"] for answer in answers] == [packet.get_absolute_url()] * 2
        assert Job.objects.count() == 1

    @pytest.mark.parametrize("wanted", ["", "0", "-1", "x", "\0", str(10**40), "999999"])
    def test_a_debrief_that_is_none_is_not_there(self, client: Client, wanted: str) -> None:
        assert client.post(reverse("packets:request"), {"debrief": wanted}).status_code == 404

    def test_an_interviewer_reads_but_does_not_request(self, debrief: Debrief, client_as: ClientAs) -> None:
        seat = seats_of(debrief.loop)[0]
        answer = client_as(seat.member).post(reverse("packets:request"), {"debrief": debrief.pk})

        assert answer.status_code == 403
        assert not Packet.objects.exists()


class TestWatching:
    def test_progress_is_the_jobs_own(self, client: Client, packet: Packet) -> None:
        leave(packet, status=JobStatus.RUNNING, progress=42, step="Laying out page 3", lease_until=in_days(1))
        page = client.get(packet.get_absolute_url()).content.decode()

        assert "Laying out page 3" in page
        assert 'value="42"' in page
        assert f'hx-get="{packet.get_absolute_url()}"' in page

    def test_asked_again_only_the_progress_answers(self, client: Client, packet: Packet) -> None:
        part = client.get(packet.get_absolute_url(), headers=HTMX).content.decode()

        assert "<progress" in part
        assert "<html" not in part

    @pytest.mark.parametrize("status", [JobStatus.DONE, JobStatus.FAILED])
    def test_once_it_is_over_the_page_is_read_afresh(
        self, client: Client, packet: Packet, status: JobStatus
    ) -> None:
        leave(packet, status=status)

        assert client.get(packet.get_absolute_url(), headers=HTMX)["HX-Refresh"] == "true"
        assert "hx-get" not in client.get(packet.get_absolute_url()).content.decode()

    def test_a_failure_says_why_and_can_be_retried(self, client: Client, packet: Packet) -> None:
        leave(packet, status=JobStatus.FAILED, error="The disk is full.", attempts=5)
        page = client.get(packet.get_absolute_url()).content.decode()
        retry_url = reverse("packets:retry", args=[packet.pk])

        assert "The disk is full." in page
        assert retry_url in page
        client.post(retry_url)
        packet.job.refresh_from_db()
        assert (packet.job.status, packet.job.attempts) == ("queued", 0)

    def test_what_has_not_failed_is_not_retried(self, client: Client, packet: Packet) -> None:
        answer = client.post(reverse("packets:retry", args=[packet.pk]))

        assert answer.status_code == 409
        assert "not at a standstill" in answer.content.decode()


class TestFetching:
    def test_the_file_is_an_attachment_tagged_with_its_hash(
        self, client: Client, packet: Packet, settings: Settings
    ) -> None:
        build(packet, settings)
        answer = client.get(file_url(packet))

        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["ETag"] == f'"{hashlib.sha256(PDF).hexdigest()}"'
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("attachment; ")
        assert client.get(file_url(packet), headers={"If-None-Match": answer["ETag"]}).status_code == 304

    def test_its_name_is_in_any_script(self, client: Client, packet: Packet, settings: Settings) -> None:
        build(packet, settings)
        candidacy = packet.debrief.loop.candidacy
        candidacy.candidate = make_candidate(candidacy.organization, name='لیلا "Ω"/../\r\nX')
        candidacy.save()

        assert client.get(file_url(packet)).status_code == 200

    def test_before_it_is_built_the_page_says_so(self, client: Client, packet: Packet) -> None:
        answer = client.get(file_url(packet))

        assert answer.status_code == 409
        assert "not built yet" in answer.content.decode()

    def test_a_lost_file_is_told_of_and_built_again(
        self, client: Client, packet: Packet, settings: Settings
    ) -> None:
        build(packet, settings)
        for kept in Path(settings.PACKET_STORAGE).rglob("*.pdf"):
            kept.unlink()
        answer = client.get(file_url(packet))
        retry_url = reverse("packets:retry", args=[packet.pk])
        client.post(retry_url)

        packet.job.refresh_from_db()
        assert answer.status_code == 409
        assert "missing or damaged" in answer.content.decode()
        assert retry_url in answer.content.decode()
        assert packet.job.status == JobStatus.QUEUED

    def test_who_may_not_read_the_debrief_finds_no_packet(
        self,
        organization: Organization,
        recruiter: Member,
        other_organization: Organization,
        client_as: ClientAs,
    ) -> None:
        loop = make_loop(organization, interviewers=[recruiter, recruiter], by=recruiter)
        debrief = make_debrief(organization, loop=loop, by=recruiter)
        packet, _ = request_packet(debrief, by=recruiter)
        stranger = client_as(seats_of(make_loop(other_organization))[0].member)

        for url in (packet.get_absolute_url(), file_url(packet)):
            assert stranger.get(url).status_code == 404
        assert stranger.post(reverse("packets:retry", args=[packet.pk])).status_code == 404

    def test_a_planner_who_owes_a_scorecard_finds_no_packet(
        self, organization: Organization, recruiter: Member, admin: Member, client_as: ClientAs
    ) -> None:
        loop = make_loop(organization, interviewers=[recruiter, admin], by=recruiter)
        make_submission(seats_of(loop)[0])
        client = client_as(recruiter)
        client.post(reverse("debriefs:open"), {"loop": loop.pk, "even_without_missing": "on"})
        client.post(reverse("packets:request"), {"debrief": Debrief.objects.get().pk})
        packet = Packet.objects.get()

        assert client_as(recruiter).get(packet.get_absolute_url()).status_code == 200
        assert client_as(admin).get(packet.get_absolute_url()).status_code == 404
        assert list(client_as(admin).get(reverse("packets:list")).context["page"].rows) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_queries_do_not_grow_with_the_rows(
    rows: int,
    organization: Organization,
    recruiter: Member,
    client: Client,
    django_assert_num_queries: AssertQueries,
) -> None:
    for _ in range(rows):
        request_packet(make_debrief(organization, by=recruiter), by=recruiter)

    with django_assert_num_queries(5):
        response = client.get(reverse("packets:list"))

    assert len(response.context["page"].rows) == rows


@pytest.mark.parametrize("query", ["before=x", f"before={10**40}", "before=-3"])
def test_an_address_that_makes_no_sense_shows_the_list(client: Client, packet: Packet, query: str) -> None:
    response = client.get(f"{reverse('packets:list')}?{query}")

    assert list(response.context["page"].rows) == [packet]
