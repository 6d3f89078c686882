"""Work behind a wall: a forked child with a deadline and a bound on its memory does it and hands back bytes.

Whatever the work does, the caller gets bytes or Stopped, and its own process lives on. The child shares what
the parent has loaded, writes nothing but its result, and leaves by `os._exit`, so that it never closes a
connection of the parent's. It dies at its deadline even if the parent is gone. It is forked without
multiprocessing, which allows a Celery worker's process no children. Linux only.
"""

import gc
import json
import os
import resource
import select
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

TICK_SECONDS = 0.2

# Tells a step in words, and 0 to 100 per cent.
Report = Callable[[str, int], None]
Work = Callable[[Report], bytes]


class Stopped(Exception):
    """There is no result: the work was `too_slow`, `too_large`, `stopped` without a word, or `unexpected`.

    `why` names the signal or the kind of error, where there was one.
    """

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"{code} {why}".strip())
        self.code, self.why = code, why


def in_sandbox(work: Work, *, seconds: float, megabytes: int, report: Report) -> bytes:
    """What the work returns, done in a child with so much wall clock, and memory beyond the parent's.

    `report` is called in this process. Raises Stopped whenever there is no result; then the child is gone.
    """
    with tempfile.TemporaryDirectory(prefix="sandbox-") as folder:
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
            raise Stopped("too_slow")
        return _answer(result, signal_number)


def _live_as_child(work: Work, result: Path, writer: int, seconds: float, megabytes: int) -> NoReturn:
    try:
        _go_quiet()
        _accept_limits(seconds, megabytes)
        head, body = _outcome_of(work, writer)
        _lift_memory_limit()
        result.write_bytes(json.dumps(head).encode() + b"\n" + body)
    finally:
        os._exit(0)


def _go_quiet() -> None:
    gc.disable()
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


def _outcome_of(work: Work, writer: int) -> tuple[dict[str, str], bytes]:
    try:
        return {}, work(_Teller(writer))
    except MemoryError:
        _lift_memory_limit()
        return {"code": "too_large"}, b""
    except Exception as error:  # noqa: BLE001 - whatever went wrong, the parent hears of it
        return {"code": "unexpected", "why": type(error).__name__}, b""


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


def _answer(result: Path, signal_number: int) -> bytes:
    try:
        head, _, body = result.read_bytes().partition(b"\n")
        answer = json.loads(head)
    except (FileNotFoundError, ValueError):
        raise Stopped("stopped", signal.Signals(signal_number).name if signal_number else "") from None
    if "code" in answer:
        raise Stopped(answer["code"], answer.get("why", ""))
    return body
