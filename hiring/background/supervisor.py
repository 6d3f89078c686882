"""Web, worker, beat and broker under one restarting supervisor that writes their words to standard output.

Started as `python -m hiring.background.supervisor FOLDER`, so that it is a small process of its own; the
folder holds its configuration and its words of welcome, both put there by `manage.py up`.
"""

import contextlib
import ctypes
import os
import shlex
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from supervisor import events
from supervisor.medusa import asyncore_25 as asyncore
from supervisor.options import ServerOptions
from supervisor.supervisord import Supervisor

CONFIGURATION, WELCOME = "supervisor.conf", "welcome.txt"
# PR_SET_PDEATHSIG of prctl(2)
SIGNAL_WHEN_PARENT_ENDS = 1


@dataclass(frozen=True)
class Program:
    """One process to keep alive. They start in their order, and stop in the reverse of it."""

    name: str
    command: Sequence[str]
    patience_seconds: int


def programs(*, port: int, var: Path, broker: Sequence[str]) -> list[Program]:
    """What Fairloop consists of; without a command for the broker, one runs elsewhere."""
    python = [sys.executable, "-W", "ignore", "-m"]
    web = [
        *python, "gunicorn", "config.wsgi",
        *("--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--graceful-timeout", "10", "--log-level", "warning", "--no-control-socket"),
    ]  # fmt: skip
    celery = [*python, "celery", "--quiet", "-A", "config"]
    worker = [
        *celery, "worker",
        *("--pool", "prefork", "--concurrency", "2", "--loglevel", "INFO"),
        *("--without-gossip", "--without-mingle"),
    ]  # fmt: skip
    beat = [*celery, "beat", "--schedule", str(var / "run" / "beat"), "--pidfile=", "--loglevel", "WARNING"]
    own_broker = [Program("broker", broker, patience_seconds=10)] if broker else []
    return [
        *own_broker,
        Program("web", web, patience_seconds=15),
        # Long enough for a packet that is nearly done; one that is cut off is taken up again after its lease.
        Program("worker", worker, patience_seconds=20),
        Program("beat", beat, patience_seconds=5),
    ]


def configuration(programs: Iterable[Program], *, home: Path, var: Path) -> str:
    """The text that the supervisor reads: everything restarts for ever, and is told to end by SIGTERM."""
    run = var / "run"
    # Said outright, so that root is not warned of itself.
    as_root = ["user=root"] if os.getuid() == 0 else []
    lines = [
        "[supervisord]",
        "nodaemon=true",
        "nocleanup=true",
        "loglevel=warn",
        *as_root,
        f"logfile={_plain(run / 'supervisor.log')}",
        "logfile_maxbytes=1MB",
        "logfile_backups=1",
        f"pidfile={_plain(run / 'supervisor.pid')}",
        f"childlogdir={_plain(run)}",
        "minfds=256",
        "minprocs=32",
    ]
    for priority, program in enumerate(programs, start=1):
        lines += [
            f"[program:{program.name}]",
            f"command={_plain(shlex.join(program.command))}",
            f"directory={_plain(home)}",
            f"priority={priority}",
            "autorestart=true",
            "startsecs=1",
            "startretries=100",
            f"stopwaitsecs={program.patience_seconds}",
            "killasgroup=true",
            "stdout_logfile=NONE",
            "stdout_events_enabled=true",
            "redirect_stderr=true",
        ]
    return "\n".join([*lines, ""])


def _plain(value: object) -> str:
    return str(value).replace("%", "%%")


class Output:
    """Passes on what the programs write, whole line by whole line, each with its program's name."""

    def __init__(self) -> None:
        self.unfinished: dict[str, bytes] = {}

    def take(self, event: events.ProcessLogStdoutEvent) -> None:
        name = event.process.config.name
        *lines, rest = (self.unfinished.get(name, b"") + event.data).split(b"\n")
        self.unfinished[name] = rest
        for line in lines:
            self.write(f"{name:<6} | ".encode() + line + b"\n")

    def write(self, text: bytes) -> None:
        # A reader that went away must not stop what it was reading about.
        with contextlib.suppress(OSError):
            sys.stdout.buffer.write(text)
            sys.stdout.buffer.flush()


class Options(ServerOptions):  # type: ignore[misc]
    """Options whose programs do not outlive the supervisor, however it ends."""

    def setpgrp(self) -> None:
        """Called in each child just before it becomes its program."""
        super().setpgrp()
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(SIGNAL_WHEN_PARENT_ENDS, signal.SIGTERM)


class House(Supervisor):  # type: ignore[misc]
    """A supervisor whose programs speak on its own standard output, and which says when the web is up."""

    def __init__(self, options: ServerOptions, *, welcome: str) -> None:
        super().__init__(options)
        self.output = Output()
        self.welcome = welcome

    def runforever(self) -> None:
        events.subscribe(events.ProcessLogStdoutEvent, self.output.take)
        events.subscribe(events.ProcessStateRunningEvent, self.greet)
        super().runforever()

    def greet(self, event: events.ProcessStateRunningEvent) -> None:
        if event.process.config.name == "web" and self.welcome:
            self.output.write(f"\n{self.welcome}\n\n".encode())
            self.welcome = ""


def main(folder: Path) -> None:
    options = Options()
    options.realize(["-c", str(folder / CONFIGURATION)])
    options.first, options.test = True, False
    with contextlib.suppress(asyncore.ExitNow):
        House(options, welcome=(folder / WELCOME).read_text()).main()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
