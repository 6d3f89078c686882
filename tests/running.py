"""Fairloop as its users start it: one command, real web, worker, beat, broker and database."""

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
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from celery import Celery
from django.conf import settings

from hiring.background import valkey
from hiring.foundations import fonts

# A busy machine takes its time; an idle one needs a tenth of it.
PATIENCE_SECONDS = 300
MANAGE = [sys.executable, "-W", "ignore", str(settings.BASE_DIR / "manage.py")]
FOREIGN = ("DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS", "SECRET_KEY", "DEBUG", "DJANGO_SETTINGS_MODULE")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def surroundings(var: Path, **given: str) -> dict[str, str]:
    """What a shell would pass on: nothing that points at other servers, but what is given."""
    passed = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return passed | {"FAIRLOOP_VAR": str(var), "PORT": str(free_port())} | given


def furnish(var: Path) -> None:
    """Put the typeface into an empty folder: it takes long to make, and has tests of its own."""
    fonts.build(settings.FONTS)
    shutil.copytree(settings.FONTS, var / "fonts")


def eventually(condition: Callable[[], Any], *, seconds: float = PATIENCE_SECONDS) -> Any:
    """The condition's first true value; fails when there is none in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if result := condition():
            return result
        time.sleep(0.1)
    raise TimeoutError(f"not within {seconds} s")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(url: str, *, method: str = "GET", token: str = "", body: Any = None) -> Answer:
    """One request as a program makes it; errors are answers too."""
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    content = None
    if body is not None:
        content, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
    request = urllib.request.Request(url, method=method, data=content, headers=headers)  # noqa: S310 -- our own server
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 -- our own server
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read())


class House:
    """One running Fairloop in a folder of its own; leave the context to stop it."""

    def __init__(self, var: Path, environment: dict[str, str]) -> None:
        self.var, self.environment = var, environment
        self.address = f"http://127.0.0.1:{environment['PORT']}"
        self.log = var / "log.txt"

    def __enter__(self) -> Self:
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [*MANAGE, "up"], env=self.environment, stdout=output, stderr=output
            )
        try:
            eventually(lambda: self.readiness().get("status") == "ready" or self.process.poll())
        except TimeoutError:
            self.__exit__()
            raise TimeoutError(self.log.read_text()[-3000:]) from None
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)

    def readiness(self) -> dict[str, Any]:
        try:
            answer = ask(f"{self.address}/readyz")
        except OSError:
            return {}
        return dict(answer.json) if answer.status in {200, 503} else {}

    def worker_processes(self) -> set[int]:
        broker = self.environment.get("REDIS_URL") or f"redis+socket://{valkey.socket_for(self.var)}"
        app = Celery(broker=broker, set_as_current=False)
        app.conf.task_default_queue = self.environment.get("FAIRLOOP_QUEUE", "fairloop")
        asked = app.control.inspect(timeout=1).stats() or {}
        return {answer["pid"] for answer in asked.values()}

    def kill_workers(self) -> set[int]:
        """End every worker as a power cut would; the supervisor starts others."""
        killed = self.worker_processes()
        for process in killed:
            os.kill(process, signal.SIGKILL)
        return killed

    def manage(self, *words: str) -> str:
        """What a management command prints."""
        return subprocess.run(
            [*MANAGE, *words], env=self.environment, capture_output=True, text=True, check=True
        ).stdout

    def api(self, path: str, *, token: str, method: str = "GET", body: Any = None) -> Answer:
        return ask(f"{self.address}/api/v1/{path}", method=method, token=token, body=body)
