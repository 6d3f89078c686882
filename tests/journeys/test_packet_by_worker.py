"""A packet from request to bytes: through the real web, broker and worker, and past a killed worker."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from tests.running import Answer, House, ask, eventually

pytestmark = pytest.mark.worker


def debriefs(house: House, token: str) -> list[dict[str, Any]]:
    return list(house.api("debriefs/", token=token).json["results"])


def packet_when(house: House, packet: int, token: str, *, status: str, seconds: float) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        found = house.api(f"packets/{packet}/", token=token).json
        return dict(found) if found["status"] == status else None

    return dict(eventually(look, seconds=seconds))


def download(packet: dict[str, Any], token: str) -> Answer:
    return ask(packet["file"], token=token)


def test_the_demos_decided_loop_has_a_packet_to_read(house: House, token_of: Callable[[str], str]) -> None:
    token = token_of("recruiter")
    [decided] = [debrief for debrief in debriefs(house, token) if debrief["status"] == "decided"]

    answer = house.api("packets/", token=token, method="POST", body={"debrief": decided["id"]})
    packet = packet_when(house, answer.json["id"], token, status="done", seconds=60)
    pdf = download(packet, token)

    assert answer.status == 200
    assert packet["pages"] >= 6
    assert hashlib.sha256(pdf.body).hexdigest() == packet["sha256"]
    assert len(pypdf.PdfReader(io.BytesIO(pdf.body)).pages) == packet["pages"]
    assert pdf.headers["Content-Type"] == "application/pdf"


def test_a_new_packet_is_done_within_ten_seconds(house: House, token_of: Callable[[str], str]) -> None:
    token = token_of("recruiter")
    asked = {packet["debrief"] for packet in house.api("packets/", token=token).json["results"]}
    unasked = next(debrief for debrief in debriefs(house, token) if debrief["id"] not in asked)

    answer = house.api("packets/", token=token, method="POST", body={"debrief": unasked["id"]})
    packet = packet_when(house, answer.json["id"], token, status="done", seconds=10)

    assert answer.status == 201
    assert set(answer.json) >= {"id", "debrief", "status", "progress", "pages", "sha256", "file"}
    assert hashlib.sha256(download(packet, token).body).hexdigest() == packet["sha256"]


def test_a_worker_killed_at_work_costs_time_and_nothing_else(
    house: House, token_of: Callable[[str], str]
) -> None:
    token = token_of("recruiter")
    halfway = next(
        loop
        for loop in house.api("loops/?status=published", token=token).json["results"]
        if house.api("debriefs/", token=token, method="POST", body=early(loop)).status == 201
    )
    debrief = next(debrief for debrief in debriefs(house, token) if debrief["loop"] == halfway["id"])
    asked = house.api("packets/", token=token, method="POST", body={"debrief": debrief["id"]}).json

    packet_when(house, asked["id"], token, status="running", seconds=10)
    killed = house.kill_workers()
    packet = packet_when(house, asked["id"], token, status="done", seconds=60)

    assert killed
    assert hashlib.sha256(download(packet, token).body).hexdigest() == packet["sha256"]


def early(loop: dict[str, Any]) -> dict[str, Any]:
    """Opens the loop's debrief although scorecards are missing."""
    return {"loop": loop["id"], "even_without_missing": True}
