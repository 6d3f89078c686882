"""Sends a request many times and says what it costs: queries, CPU time here and in PostgreSQL, memory."""

import ctypes
import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time

from django.db import connection
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

Send = Callable[[], HttpResponseBase]

WARMING = 3
# Parts of a stream between two looks at the memory it takes.
LOOK_EVERY = 500


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
    forget_the_filling()
    # First of all, for later requests find the memory that earlier ones left.
    stream = _stream_of(send)
    for _ in range(WARMING):
        consume(send())
    with CaptureQueriesContext(connection) as captured:
        consume(send())
    # Counted now, for the next request clears the record.
    queries = len(captured)
    here, there = zip(*(time_one(send) for _ in range(requests)), strict=True)
    seen = [share for share in there if share is not None]
    return Cost(
        queries=queries,
        milliseconds=median(here),
        postgresql_milliseconds=median(seen) if seen else None,
        stream=stream,
    )


def forget_the_filling() -> None:
    """What the filling left behind is not the page's to walk through, nor its memory to grow into."""
    gc.collect()
    gc.freeze()
    _give_back()


def consume(response: HttpResponseBase, *, heard: Callable[[], None] = lambda: None) -> int | None:
    """Read the answer to its end as a browser would; how many lines were streamed, if it was a stream.

    `heard` is called now and then in between.
    """
    if response.status_code != 200:
        raise NoAnswer(f"The answer was {response.status_code}, not 200.")
    lines = None
    if isinstance(response, StreamingHttpResponse):
        lines = 0
        for number, part in enumerate(response):
            lines += bytes(part).count(b"\n")
            if number % LOOK_EVERY == 0:
                heard()
    # As a server does, which looks after its connections then.
    response.close()
    return lines


def _stream_of(send: Send) -> Stream | None:
    sizes = [_own_memory()]
    lines = consume(send(), heard=lambda: sizes.append(_own_memory()))
    if lines is None:
        return None
    seen = [size for size in sizes if size is not None]
    return Stream(lines, max(seen) - seen[0] if len(seen) == len(sizes) else None)


def _give_back() -> None:
    """Let go of freed memory, in which a stream's would not be seen; where the C library can do that."""
    with suppress(AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def _own_memory() -> int | None:
    """What this process holds for itself, in bytes; pages of files that the kernel lends it do not count."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:")), None)


def time_one(send: Send) -> tuple[float, float | None]:
    """Milliseconds of CPU in this process and in PostgreSQL's process that serves it."""
    process = _postgresql_process()
    there, here = _seconds_of(process), process_time()
    consume(send())
    milliseconds = (process_time() - here) * 1000
    after = _seconds_of(process)
    # A connection that grew too old meanwhile has another process now.
    if there is None or after is None or process != _postgresql_process():
        return milliseconds, None
    return milliseconds, (after - there) * 1000


def _postgresql_process() -> Path | None:
    """The server's process for our connection, if there is one and it runs on this machine."""
    if connection.vendor != "postgresql":
        return None
    connection.ensure_connection()
    process = Path("/proc") / str(connection.connection.info.backend_pid)
    try:
        return process if (process / "comm").read_text().startswith("postgres") else None
    except OSError:
        return None


def _seconds_of(process: Path | None) -> float | None:
    """The CPU time that the process has had."""
    try:
        return int((process / "schedstat").read_text().split()[0]) / 1e9 if process else None
    except (OSError, ValueError, IndexError):
        return None
