import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hiring.background import valkey


@pytest.fixture
def deep(tmp_path: Path) -> Path:
    folder = tmp_path / ("a-folder-with-a-long-name" * 4)
    folder.mkdir()
    return folder


@pytest.fixture
def socket(deep: Path) -> Iterator[Path]:
    socket = valkey.socket_for(deep)
    yield socket
    socket.unlink(missing_ok=True)
    if socket.parent.exists():
        socket.parent.rmdir()


def test_the_socket_lies_in_the_folder() -> None:
    assert valkey.socket_for(Path("/srv/fairloop")) == Path("/srv/fairloop/valkey.sock")


def test_a_folder_too_deep_gets_a_short_socket_that_stays_the_same(deep: Path) -> None:
    socket = valkey.socket_for(deep)
    assert len(str(socket)) < 108
    assert socket == valkey.socket_for(deep)
    assert socket != valkey.socket_for(deep.parent / ("another-folder-with-a-long-name" * 4))


@pytest.mark.worker
def test_a_broker_that_outlived_its_supervisor_is_ended(deep: Path, socket: Path) -> None:
    valkey.prepare(socket, deep / "broker")
    orphan = subprocess.Popen(valkey.command(socket, deep / "broker"))
    try:
        while not valkey.answers(socket):
            time.sleep(0.05)
        assert socket.stat().st_mode & 0o077 == 0
        valkey.prepare(socket, deep / "broker")
        assert orphan.wait(timeout=10) == 0
    finally:
        orphan.kill()


@pytest.mark.worker
def test_what_a_broker_was_told_outlives_it(deep: Path, socket: Path) -> None:
    folder = deep / "broker"
    valkey.prepare(socket, folder)
    with valkey.running(socket, folder):
        valkey.client(socket).set("message", "kept")
    assert not valkey.answers(socket)
    with valkey.running(socket, folder):
        assert valkey.client(socket).get("message") == b"kept"


@pytest.mark.worker
def test_a_broker_that_cannot_start_says_where_to_read_why(deep: Path) -> None:
    folder = deep / "broker"
    folder.mkdir()
    with (
        pytest.raises(ConnectionError, match=r"broker\.log says why"),
        valkey.running(deep / "nowhere" / "valkey.sock", folder),
    ):
        pytest.fail("It must not get here.")
