"""Building a packet, in a worker: what web processes never do, and never load the renderer for."""

from django.conf import settings

from hiring.background.models import Job
from hiring.background.services import Hopeless, perform, report_progress
from hiring.foundations.errors import DomainError
from hiring.journal.services import record
from interviews.packets import storage
from interviews.packets.canonical import parse
from interviews.packets.models import Packet
from interviews.packets.render import RenderFailed
from interviews.packets.sandbox import render_in_sandbox

# The same text would be too large, or ask for the same address, every time.
HOPELESS = {"too_large", "address_refused"}


def build(job_id: str) -> None:
    """Render and store the job's packet, unless that is done or being done; called by workers only."""
    perform(job_id, work=_render, conclude=_conclude)


def _render(job: Job) -> tuple[str, int, int]:
    """The stored file's SHA-256, its pages and its bytes."""
    packet = Packet.objects.get(job=job)
    try:
        rendered = render_in_sandbox(
            parse(packet.snapshot),
            settings.FONTS,
            report=lambda step, percent: report_progress(job, percent, step),
        )
    except RenderFailed as failed:
        kind = Hopeless if failed.code in HOPELESS else DomainError
        raise kind(failed.message, failed.code) from failed
    digest = storage.store(settings.PACKET_STORAGE, rendered.pdf)
    return digest, rendered.pages, len(rendered.pdf)


def _conclude(job: Job, built: tuple[str, int, int]) -> None:
    packet = Packet.objects.select_for_update().get(job=job)
    if packet.is_ready and packet.sha256 != built[0]:
        raise Hopeless(
            "This packet can no longer be made as it was. Request a new one.", "packet_not_the_same"
        )
    packet.sha256, packet.pages, packet.size = built
    packet.save(update_fields=["sha256", "pages", "size"])
    record("packet.built", packet, by=None, pages=packet.pages, sha256=packet.sha256)
