"""The one command, as somebody who just cloned the repository gives it."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hiring.background import valkey
from tests.running import MANAGE, House, eventually, free_port, furnish, surroundings


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One folder for all: whoever is first finds it empty, the others what that one left."""
    folder = tmp_path_factory.mktemp("up")
    furnish(folder)
    yield folder
    for left in valkey.socket_for(folder).parent.glob("valkey.sock"):
        left.unlink()


@pytest.fixture
def environment(var: Path) -> dict[str, str]:
    return surroundings(var)


@pytest.fixture
def own_house(var: Path, environment: dict[str, str]) -> Iterator[House]:
    """A house of this test's own, on its own broker and SQLite, whatever the suite runs on."""
    with House(var, environment) as running:
        yield running


def refusal(environment: dict[str, str]) -> str:
    """What the command says when it will not start: one line, and no traceback."""
    result = subprocess.run(
        [*MANAGE, "up"], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.mark.worker
def test_it_starts_heals_and_stops(own_house: House, environment: dict[str, str]) -> None:
    assert f"Fairloop answers on {own_house.address}\nSign in: " in own_house.log.read_text()
    assert "runs from" in refusal(environment | {"PORT": str(free_port())})

    eventually(own_house.worker_processes)
    killed = own_house.kill_workers()
    eventually(lambda: own_house.worker_processes() - killed)

    own_house.process.send_signal(signal.SIGINT)
    assert own_house.process.wait(timeout=60) == 0
    assert own_house.readiness() == {}
    assert "Traceback" not in own_house.log.read_text()


@pytest.mark.worker
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_nothing_outlives_a_supervisor_that_was_killed(own_house: House) -> None:
    own_house.process.kill()
    eventually(lambda: own_house.readiness() == {} and not valkey.answers(valkey.socket_for(own_house.var)))


def test_a_taken_port_is_named(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal(environment | {"PORT": str(port)})
    assert f"Port {port} is taken." in said
    assert "make run" in said


@pytest.mark.parametrize("port", ["no-number", "0", "65536"])
def test_a_port_that_is_none_is_named(environment: dict[str, str], port: str) -> None:
    assert f"PORT is '{port}'." in refusal(environment | {"PORT": port})
