"""Requesting a packet, and handing out its bytes; workers build it in between (`building.py`)."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from hiring.background.models import JobStatus
from hiring.background.services import enqueue, retry
from hiring.candidates.services import can_read_opening
from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.debriefs.models import Debrief
from interviews.packets import storage
from interviews.packets.canonical import canonical
from interviews.packets.models import Packet
from interviews.packets.selectors import take_snapshot

BUILD = "interviews.packets.tasks.build_packet"


def can_build_packets(member: Member, debrief: Debrief) -> bool:
    """Whether the opening is the member's business and they owe its loop no scorecard."""
    return (
        can_read_opening(member, debrief.loop.candidacy.opening)
        and Debrief.objects.visible_to(member).filter(pk=debrief.pk).exists()
    )


@transaction.atomic
def request_packet(debrief: Debrief, *, by: Member) -> tuple[Packet, bool]:
    """The packet of the debrief as this member may read it now, and whether it is new.

    Nothing having changed since an earlier request, that request's packet is the answer. Workers build a new
    one once this commits.
    """
    require(can_build_packets(by, debrief))
    locked(debrief)
    snapshot = canonical(take_snapshot(debrief, eyes_of=by))
    digest = hashlib.sha256(snapshot.encode()).hexdigest()
    if earlier := Packet.objects.filter(debrief=debrief, snapshot_sha256=digest).first():
        return earlier, False
    job, _ = enqueue(BUILD, dedupe=f"packet:{digest}", organization_id=debrief.organization_id)
    last = debrief.packets.aggregate(last=Max("number"))["last"] or 0
    packet = Packet.objects.create(
        organization_id=debrief.organization_id,
        debrief=debrief,
        number=last + 1,
        snapshot=snapshot,
        snapshot_sha256=digest,
        job=job,
        requested_by=by,
        requested_at=timezone.now(),
    )
    record("packet.requested", packet, by=by, debrief=debrief.pk)
    return packet, True


@transaction.atomic
def retry_packet(packet: Packet, *, by: Member) -> None:
    """Build a packet again that failed, or whose file was lost, from the snapshot it was requested with."""
    require(can_build_packets(by, packet.debrief))
    retry(packet.job, although_done=is_lost(packet))
    record("packet.retried", packet, by=by)


def is_lost(packet: Packet) -> bool:
    """Whether the packet was built, and its file is missing or damaged since."""
    if not packet.is_ready:
        return False
    try:
        storage.read(settings.PACKET_STORAGE, packet.sha256)
    except storage.PacketFileMissing:
        return True
    return False


def bytes_of(packet: Packet) -> bytes:
    """The packet's PDF, checked against its hash; a `DomainError` while there is none to give."""
    if packet.job.status != JobStatus.DONE:
        raise DomainError("This packet is not built yet. Wait for it, or retry it.", "packet_not_ready")
    try:
        return storage.read(settings.PACKET_STORAGE, packet.sha256)
    except storage.PacketFileMissing as error:
        raise DomainError(
            "This packet's file is missing or damaged. Retry it: what it was made from is not lost.",
            "packet_file_missing",
        ) from error
