"""Rendering behind a wall: a forked child with a deadline and a bound on its memory makes the packet.

Whatever a text does to the renderer, the caller gets a packet or RenderFailed, and its own process lives on.
The child shares what the parent has loaded (see `render.warm`), writes nothing but its result, and leaves by
`os._exit`, so that it never closes a connection of the parent's. It dies at its deadline even if the parent
is gone. It is forked without multiprocessing, which allows a Celery worker's process no children.
"""

import gc
import json
import logging
import os
import resource
import select
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from interviews.packets.progress import Report, unwatched
from interviews.packets.render import RenderedPacket, RenderFailed, render_packet, warm
from interviews.packets.snapshot import Snapshot

SECONDS = 40.0
MEGABYTES = 512
TICK_SECONDS = 0.2

Work = Callable[[Report], RenderedPacket]

TOO_SLOW = (
    "The packet took longer than {seconds:g} seconds, so it was stopped. "
    "Shorten the longest notes, then build it again."
)
TOO_LARGE = (
    "The packet needed more than {megabytes} MB of memory, so it was stopped. "
    "Shorten the longest notes, then build it again."
)
STOPPED = (
    "The packet’s renderer stopped without an answer ({why}). Shorten very long notes, then build it again."
)
UNEXPECTED = (
    "The packet could not be laid out ({why}). Build it again; if that fails too, tell your administrator."
)


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
    with tempfile.TemporaryDirectory(prefix="packet-") as folder:
        result = Path(folder) / "result"
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _live_as_child(work, result, writer, seconds, megabytes)
        os.close(writer)
        try:
            is_in_time = _listen(reader, child, time.monotonic() + seconds, report)
        finally:
            os.close(reader)
            signal_number = _end(child)
        if not is_in_time:
            raise RenderFailed(TOO_SLOW.format(seconds=seconds), "too_slow")
        return _answer(result, signal_number)


def _live_as_child(work: Work, result: Path, writer: int, seconds: float, megabytes: int) -> NoReturn:
    try:
        _go_quiet()
        _accept_limits(seconds, megabytes)
        head, body = _outcome_of(work, writer, megabytes)
        _lift_memory_limit()
        result.write_bytes(json.dumps(head).encode() + b"\n" + body)
    finally:
        os._exit(0)


def _go_quiet() -> None:
    gc.disable()
    logging.getLogger("weasyprint").propagate = False
    for number in (signal.SIGTERM, signal.SIGALRM, signal.SIGUSR1, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    # Ctrl-C reaches the whole terminal; the worker lets its task finish, and the task needs its child.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _accept_limits(seconds: float, megabytes: int) -> None:
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (in_use + megabytes * 2**20, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The parent's kill comes first; this one is for a child whose parent has died.
    signal.setitimer(signal.ITIMER_REAL, seconds + 1)


def _lift_memory_limit() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _outcome_of(work: Work, writer: int, megabytes: int) -> tuple[dict[str, object], bytes]:
    try:
        packet = work(_Teller(writer))
    except RenderFailed as failure:
        return {"message": failure.message, "code": failure.code}, b""
    except MemoryError:
        _lift_memory_limit()
        return {"message": TOO_LARGE.format(megabytes=megabytes), "code": "too_large"}, b""
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the parent hears of it
        return {"message": UNEXPECTED.format(why=type(error).__name__), "code": "unexpected"}, b""
    return {"pages": packet.pages}, packet.pdf


class _Teller:
    """Sends progress to the parent, in steps of at least five per cent: each may cost it a database write."""

    def __init__(self, writer: int) -> None:
        self.writer, self.told = writer, -5

    def __call__(self, step: str, percent: int) -> None:
        if percent >= self.told + 5:
            self.told = percent
            os.write(self.writer, f"{percent}\t{step}\n".encode())


def _listen(reader: int, child: int, deadline: float, report: Report) -> bool:
    """Pass the child's reports on until it has ended (True) or the deadline has come (False)."""
    heard = b""
    while (left := deadline - time.monotonic()) > 0:
        ready, _, _ = select.select([reader], [], [], min(left, TICK_SECONDS))
        if not ready:
            if _has_ended(child):
                return True
            continue
        said = os.read(reader, 65536)
        if not said:
            return True
        *lines, heard = (heard + said).split(b"\n")
        for line in lines:
            percent, _, step = line.decode().partition("\t")
            report(step, int(percent))
    return False


def _has_ended(child: int) -> bool:
    try:
        return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def _end(child: int) -> int:
    """Make sure that the child is gone, and return the signal that ended it, 0 for none."""
    try:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        return 0
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


def _answer(result: Path, signal_number: int) -> RenderedPacket:
    try:
        head, _, body = result.read_bytes().partition(b"\n")
        answer = json.loads(head)
    except (FileNotFoundError, ValueError):
        why = signal.Signals(signal_number).name if signal_number else "no reason given"
        raise RenderFailed(STOPPED.format(why=why), "stopped") from None
    if "code" in answer:
        raise RenderFailed(answer["message"], answer["code"])
    return RenderedPacket(pdf=body, pages=answer["pages"])
