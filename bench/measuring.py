"""Sends a request many times and says what it costs: queries, CPU time here and in PostgreSQL, memory."""

import ctypes
import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from django.db import connection
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

Send = Callable[[], HttpResponseBase]

WARMING = 3
PROCESS = Path("/proc/self")


class NoAnswer(Exception):
    """The page did not answer as a page; its figures would mean nothing."""


@dataclass(frozen=True)
class Stream:
    """What a streamed answer held, and by how much the process grew while it was sent, in bytes."""

    lines: int
    grew_by: int | None


@dataclass(frozen=True)
class Cost:
    """One request. Milliseconds are CPU time, the median of many; without `stream`, nothing was streamed.

    SQLite works inside this process. PostgreSQL's share is None where its process cannot be watched.
    """

    queries: int
    milliseconds: float
    postgresql_milliseconds: float | None
    stream: Stream | None

    @property
    def together(self) -> float:
        return self.milliseconds + (self.postgresql_milliseconds or 0)


def measure(send: Send, *, requests: int) -> Cost:
    """The cost of one request once everything is warm; raises `NoAnswer` if it is not answered with 200."""
    # What the filling left behind is not the page's to walk through.
    gc.collect()
    gc.freeze()
    # First of all, for later requests find the memory that earlier ones left.
    stream = _stream_of(send)
    for _ in range(WARMING):
        consume(send())
    with CaptureQueriesContext(connection) as captured:
        consume(send())
    # Counted now, for the next request clears the record.
    queries = len(captured)
    here, there = zip(*(_time(send) for _ in range(requests)), strict=True)
    seen = [share for share in there if share is not None]
    return Cost(
        queries=queries,
        milliseconds=median(here),
        postgresql_milliseconds=median(seen) if seen else None,
        stream=stream,
    )


def consume(response: HttpResponseBase) -> int | None:
    """Read the answer to its end as a browser would; how many lines were streamed, if it was a stream."""
    if response.status_code != 200:
        raise NoAnswer(f"The answer was {response.status_code}, not 200.")
    lines = None
    if isinstance(response, StreamingHttpResponse):
        lines = sum(bytes(part).count(b"\n") for part in response)
    # As a server does: SQLite's connections, for instance, live for one request.
    response.close()
    return lines


def _stream_of(send: Send) -> Stream | None:
    before = _forget_peak()
    lines = consume(send())
    peak = _kilobytes("VmHWM")
    if lines is None:
        return None
    return Stream(lines, (peak - before) * 1024 if peak is not None and before is not None else None)


def _forget_peak() -> int | None:
    """Let the kernel count this process's peak memory anew, from what is returned; None where it cannot."""
    try:
        # What was freed goes back to the kernel, or it would hide growth.
        ctypes.CDLL(None).malloc_trim(0)
        (PROCESS / "clear_refs").write_text("5")
    except (AttributeError, OSError):
        return None
    return _kilobytes("VmRSS")


def _kilobytes(name: str) -> int | None:
    try:
        lines = (PROCESS / "status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), None)


def _time(send: Send) -> tuple[float, float | None]:
    """Milliseconds of CPU in this process and in PostgreSQL's process that serves it."""
    there, here = _postgresql_seconds(), process_time()
    consume(send())
    milliseconds = (process_time() - here) * 1000
    after = _postgresql_seconds()
    return milliseconds, None if there is None or after is None else (after - there) * 1000


def _postgresql_seconds() -> float | None:
    """What the server's process for our connection has worked, if it runs on this machine."""
    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()
    process = Path("/proc") / str(connection.connection.info.backend_pid)
    try:
        if not (process / "comm").read_text().startswith("postgres"):
            return None
        return int((process / "schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError, IndexError):
        return None
