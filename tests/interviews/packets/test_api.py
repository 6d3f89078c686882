import hashlib
from pathlib import Path

import pytest
from pytest_django import Settings

from hiring.background.models import Job, JobStatus
from hiring.people.models import Member, Organization
from interviews.debriefs.models import Debrief
from interviews.packets import storage
from interviews.packets.models import Packet
from interviews.packets.services import request_packet
from tests.making import make_debrief, make_loop, make_member, seats_of

PDF = b"%PDF-1.7 a packet"


@pytest.fixture
def debrief(recruiter: Member) -> Debrief:
    return make_debrief(recruiter.organization, by=recruiter)


def built(packet: Packet, folder: Path) -> Packet:
    """The packet as a worker leaves it."""
    packet.sha256, packet.pages, packet.size = storage.store(folder, PDF), 7, len(PDF)
    packet.save()
    Job.objects.filter(pk=packet.job_id).update(status=JobStatus.DONE, progress=100)
    return packet


def test_a_packet_is_requested_and_the_same_snapshot_is_the_same_packet(
    debrief: Debrief, recruiter: Member, api_as
) -> None:
    client = api_as(recruiter)

    first, second = (
        client.post("/api/v1/packets/", {"debrief": debrief.pk}, format="json") for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    requested_at = first.json().pop("requested_at")
    assert requested_at
    assert {**first.json(), "requested_at": ""} == {
        "id": Packet.objects.get().pk,
        "debrief": debrief.pk,
        "number": 1,
        "status": "queued",
        "progress": 0,
        "pages": None,
        "sha256": None,
        "file": None,
        "requested_at": "",
        "error": "",
    }


def test_the_bytes_are_at_the_address_that_the_packet_states(
    debrief: Debrief, recruiter: Member, api_as, settings: Settings
) -> None:
    packet, _ = request_packet(debrief, by=recruiter)
    built(packet, settings.PACKET_STORAGE)
    client = api_as(recruiter)

    body = client.get(f"/api/v1/packets/{packet.pk}/").json()
    file = client.get(body["file"], HTTP_ACCEPT="application/pdf")

    assert body["file"] == f"http://testserver/api/v1/packets/{packet.pk}/file/"
    assert (body["status"], body["progress"], body["pages"]) == ("done", 100, 7)
    assert hashlib.sha256(file.content).hexdigest() == body["sha256"]
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == f'attachment; filename="packet-{packet.pk}.pdf"'
    assert file["ETag"] == f'"{body["sha256"]}"'
    again = client.get(body["file"], HTTP_IF_NONE_MATCH=file["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_before_it_is_built_there_is_no_file(debrief: Debrief, recruiter: Member, api_as) -> None:
    packet, _ = request_packet(debrief, by=recruiter)

    response = api_as(recruiter).get(f"/api/v1/packets/{packet.pk}/file/")

    assert (response.status_code, response.json()["code"]) == (409, "packet_not_ready")


def test_a_file_that_went_missing_is_a_problem_not_an_error(
    debrief: Debrief, recruiter: Member, api_as, settings: Settings
) -> None:
    packet = built(request_packet(debrief, by=recruiter)[0], settings.PACKET_STORAGE)
    storage.path_of(settings.PACKET_STORAGE, packet.sha256).unlink()

    response = api_as(recruiter).get(f"/api/v1/packets/{packet.pk}/file/")

    assert (response.status_code, response.json()["code"]) == (409, "packet_file_missing")


def test_a_failed_packet_is_retried(debrief: Debrief, recruiter: Member, api_as) -> None:
    packet, _ = request_packet(debrief, by=recruiter)
    client, address = api_as(recruiter), f"/api/v1/packets/{packet.pk}/"
    Job.objects.filter(pk=packet.job_id).update(status=JobStatus.FAILED, error="No fonts.")

    failed = client.get(address).json()
    retried = client.post(f"{address}retry/")
    again = client.post(f"{address}retry/")

    assert (failed["status"], failed["error"]) == ("failed", "No fonts.")
    assert (retried.status_code, retried.json()["status"]) == (200, "queued")
    assert (again.status_code, again.json()["code"]) == (409, "job_not_failed")


def test_packets_are_found_by_debrief_and_status(debrief: Debrief, recruiter: Member, api_as) -> None:
    packet, _ = request_packet(debrief, by=recruiter)
    request_packet(make_debrief(recruiter.organization, by=recruiter), by=recruiter)
    client = api_as(recruiter)

    assert [
        row["id"]
        for row in client.get(f"/api/v1/packets/?debrief={debrief.pk}&status=queued").json()["results"]
    ] == [packet.pk]
    assert client.get("/api/v1/packets/?status=done").json()["results"] == []


def test_a_foreign_debrief_makes_no_packet(
    other_organization: Organization, recruiter: Member, api_as
) -> None:
    response = api_as(recruiter).post(
        "/api/v1/packets/", {"debrief": make_debrief(other_organization).pk}, format="json"
    )

    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "#/debrief")
    assert not Packet.objects.exists()


def test_an_interviewer_reads_the_debrief_and_has_no_packet_of_it(
    organization: Organization, recruiter: Member, api_as
) -> None:
    interviewer = make_member(organization)
    debrief = make_debrief(organization, loop=make_loop(organization, interviewers=[interviewer]))
    packet, _ = request_packet(debrief, by=recruiter)
    client = api_as(interviewer)

    assert client.get(f"/api/v1/debriefs/{debrief.pk}/").status_code == 200
    assert client.post("/api/v1/packets/", {"debrief": debrief.pk}, format="json").status_code == 403
    assert client.get(f"/api/v1/packets/{packet.pk}/file/").status_code == 404
    assert client.get("/api/v1/packets/").json()["results"] == []
    assert seats_of(debrief.loop)[0].member == interviewer
