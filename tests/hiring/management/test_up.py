"""The one command, as somebody who just cloned the repository gives it."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from django.conf import settings

from hiring.background import valkey
from hiring.foundations import fonts

# A busy machine takes its time; an idle one needs a tenth of it.
PATIENCE_SECONDS = 300
UP = [sys.executable, "-W", "ignore", str(settings.BASE_DIR / "manage.py"), "up"]


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """An empty folder but for the typeface, which takes long to make and has tests of its own."""
    fonts.build(settings.VAR / "fonts")
    shutil.copytree(settings.VAR / "fonts", tmp_path / "fonts")
    yield tmp_path
    for left in valkey.socket_for(tmp_path).parent.glob("valkey.sock"):
        left.unlink()


@pytest.fixture
def environment(var: Path) -> dict[str, str]:
    """What a shell would pass on: nothing that points at other servers."""
    ours = {"FAIRLOOP_VAR": str(var), "PORT": str(free_port())}
    foreign = ("DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SECRET_KEY", "DEBUG", "DJANGO_SETTINGS_MODULE")
    return {name: value for name, value in os.environ.items() if name not in foreign} | ours


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def readiness(environment: dict[str, str]) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{environment['PORT']}/readyz", timeout=5) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        return dict(json.load(error)) if error.code == 503 else {}
    except OSError:
        return {}


def eventually(condition: Callable[[], Any]) -> Any:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if result := condition():
            return result
        time.sleep(0.2)
    raise TimeoutError(f"not within {PATIENCE_SECONDS} s")


def worker_processes(var: Path) -> set[int]:
    asked = Celery(broker=f"redis+socket://{valkey.socket_for(var)}").control.inspect(timeout=1).stats() or {}
    return {answer["pid"] for answer in asked.values()}


def refusal(environment: dict[str, str]) -> str:
    result = subprocess.run(UP, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def up(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (tmp_path / "log.txt").open("wb") as log:
        process = subprocess.Popen(UP, env=environment, stdout=log, stderr=log)
    try:
        eventually(lambda: readiness(environment).get("status") == "ready")
        yield process
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.mark.worker
def test_it_starts_heals_and_stops(
    up: subprocess.Popen[bytes], var: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "log.txt"
    assert f"Fairloop answers on http://127.0.0.1:{environment['PORT']}\nSign in: " in log.read_text()
    assert "runs from" in refusal(environment | {"PORT": str(free_port())})

    killed = eventually(lambda: worker_processes(var))
    for process in killed:
        os.kill(process, signal.SIGKILL)
    eventually(lambda: worker_processes(var) - killed)

    up.send_signal(signal.SIGINT)
    assert up.wait(timeout=60) == 0
    assert readiness(environment) == {}
    assert "Traceback" not in log.read_text()


@pytest.mark.worker
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_nothing_outlives_a_supervisor_that_was_killed(
    up: subprocess.Popen[bytes], var: Path, environment: dict[str, str]
) -> None:
    up.kill()
    eventually(lambda: readiness(environment) == {} and not valkey.answers(valkey.socket_for(var)))


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
