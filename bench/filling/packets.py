"""Packets of decided debriefs, long since built; their bytes are nowhere, for no measured page reads them."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from bench.filling.house import House
from hiring.background.models import Job, JobStatus
from interviews.debriefs.models import Debrief
from interviews.debriefs.states import DebriefStatus
from interviews.packets.models import Packet

SNAPSHOT = '{"bench": true}'


def add_packets(house: House, debriefs: Sequence[Debrief]) -> None:
    """One for each debrief that is decided."""
    decided = [debrief for debrief in debriefs if debrief.status == DebriefStatus.DECIDED]
    jobs = Job.objects.bulk_create(
        Job(
            organization=house.organization,
            task="bench",
            dedupe=f"bench-{debrief.pk}",
            status=JobStatus.DONE,
            progress=100,
            due_at=debrief.opened_at,
        )
        for debrief in decided
    )
    Packet.objects.bulk_create(
        Packet(
            organization=house.organization,
            debrief=debrief,
            number=1,
            snapshot=SNAPSHOT,
            snapshot_sha256=_hash(SNAPSHOT),
            job=job,
            requested_by=house.recruiter,
            requested_at=debrief.opened_at + timedelta(days=2),
            pages=9,
            size=90_000,
            sha256=_hash(f"packet {debrief.pk}"),
        )
        for debrief, job in zip(decided, jobs, strict=True)
    )


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
