"""Rendering behind a wall (`hiring.background.sandbox`): the caller gets a packet or RenderFailed.

The child shares what the parent has loaded (see `render.warm`).
"""

import json
import logging
from collections.abc import Callable
from pathlib import Path

from hiring.background import sandbox
from interviews.packets.progress import Report, unwatched
from interviews.packets.render import RenderedPacket, RenderFailed, render_packet, warm
from interviews.packets.snapshot import Snapshot

SECONDS = 40.0
MEGABYTES = 512

Work = Callable[[Report], RenderedPacket]

SENTENCES = {
    "too_slow": (
        "The packet took longer than {seconds:g} seconds, so it was stopped. "
        "Shorten the longest notes, then build it again."
    ),
    "too_large": (
        "The packet needed more than {megabytes} MB of memory, so it was stopped. "
        "Shorten the longest notes, then build it again."
    ),
    "stopped": (
        "The packet’s renderer stopped without an answer ({why}). "
        "Shorten very long notes, then build it again."
    ),
    "unexpected": (
        "The packet could not be laid out ({why}). "
        "Build it again; if that fails too, tell your administrator."
    ),
}


def render_in_sandbox(
    snapshot: Snapshot,
    fonts: Path,
    *,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    report: Report = unwatched,
) -> RenderedPacket:
    """Render in a child process with `seconds` of wall clock and `megabytes` of memory beyond the parent's.

    `report` is called in this process with a step and 0 to 100 per cent. Raises RenderFailed whenever there
    is no packet; then the child is gone too. Linux only.
    """
    warm(fonts)
    return in_sandbox(
        lambda tell: render_packet(snapshot, fonts, tell), seconds=seconds, megabytes=megabytes, report=report
    )


def in_sandbox(work: Work, *, seconds: float, megabytes: int, report: Report = unwatched) -> RenderedPacket:
    """Run any work that makes a packet in the child; the promise is that of `render_in_sandbox`."""
    try:
        answer = sandbox.in_sandbox(
            lambda tell: _done(work, tell), seconds=seconds, megabytes=megabytes, report=report
        )
    except sandbox.Stopped as stopped:
        why = stopped.why or "no reason given"
        sentence = SENTENCES[stopped.code].format(seconds=seconds, megabytes=megabytes, why=why)
        raise RenderFailed(sentence, stopped.code) from None
    head, _, pdf = answer.partition(b"\n")
    told = json.loads(head)
    if "code" in told:
        raise RenderFailed(told["message"], told["code"])
    return RenderedPacket(pdf=pdf, pages=told["pages"])


def _done(work: Work, tell: Report) -> bytes:
    """In the child: the packet after its page count, or why there is none."""
    logging.getLogger("weasyprint").propagate = False
    try:
        packet = work(tell)
    except RenderFailed as failure:
        return json.dumps({"message": failure.message, "code": failure.code}).encode()
    return json.dumps({"pages": packet.pages}).encode() + b"\n" + packet.pdf
