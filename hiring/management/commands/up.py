import fcntl
import os
import socket
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from hiring.background import supervisor, valkey
from hiring.people.models import Organization

WELCOME = """\
Fairloop answers on {address}
Sign in: open the address; the page offers the demo's people, one click each.
Tokens for the API: PORT={port} .venv/bin/python manage.py seed_demo --json
To stop: Ctrl-C\
"""
WELCOME_WITHOUT_DEMO = """\
Fairloop answers on {address}
To stop: Ctrl-C\
"""
BROKER = settings.VAR / "broker"


class Command(BaseCommand):
    help = "Start web, worker, beat and broker on this machine; PORT chooses the port (8000)."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        port = self.free_port(os.environ.get("PORT") or "8000")
        os.environ |= {"PORT": str(port), "FAIRLOOP_LISTENS_ON": f"127.0.0.1:{port}", "PYTHONUNBUFFERED": "1"}
        run = settings.VAR / "run"
        run.mkdir(exist_ok=True)
        self.be_the_only_one(run)
        try:
            self.prepare()
        except KeyboardInterrupt:
            self.refuse("Stopped before the start.")
        except (ConnectionError, PermissionError) as error:
            self.refuse(str(error))
        self.instruct(run, port=port)
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        # In this process's place: whoever signals or waits for `up` does so to the supervisor.
        os.execv(sys.executable, [sys.executable, "-W", "ignore", "-m", supervisor.__name__, str(run)])

    def free_port(self, wanted: str) -> int:
        if not wanted.isdecimal() or not 1 <= int(wanted) <= 65535:
            self.refuse(f"PORT is {wanted!r}. Choose a number from 1024 to 65535: PORT=8001 make run")
        port = int(wanted)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                probe.listen()
            except PermissionError:
                self.refuse(f"Port {port} needs root. Choose a higher one: PORT=8001 make run")
            except OSError:
                other = port + 1 if port < 65535 else 8000
                self.refuse(
                    f"Port {port} is taken. Stop what listens there, or choose another: PORT={other} make run"
                )
        return port

    def be_the_only_one(self, run: Path) -> None:
        """Two brokers and two schedules in one folder would undo each other's work."""
        lock = os.open(run / "lock", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.refuse(
                f"Fairloop runs from {settings.VAR} already. Stop it, or set FAIRLOOP_VAR to another folder."
            )
        # Held until the supervisor ends, which does not pass it on to its programs.
        os.set_inheritable(lock, True)

    def prepare(self) -> None:
        if not settings.REDIS_URL:
            valkey.prepare(settings.VALKEY_SOCKET, BROKER)
        call_command("build_fonts", stdout=self.stdout)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not settings.IS_PUBLIC and not Organization.objects.exists():
            self.stdout.write("First start: making the demo's organizations.")
            with self.broker_meanwhile():
                call_command("seed_demo", stdout=self.stdout)

    def instruct(self, run: Path, *, port: int) -> None:
        """Write down for the supervisor what to start, and what to say once it has."""
        broker = [] if settings.REDIS_URL else valkey.command(settings.VALKEY_SOCKET, BROKER)
        programs = supervisor.programs(port=port, var=settings.VAR, broker=broker)
        configuration = supervisor.configuration(programs, home=settings.BASE_DIR, var=settings.VAR)
        (run / supervisor.CONFIGURATION).write_text(configuration)
        welcome = WELCOME_WITHOUT_DEMO if settings.IS_PUBLIC else WELCOME
        (run / supervisor.WELCOME).write_text(welcome.format(address=f"http://127.0.0.1:{port}", port=port))

    def broker_meanwhile(self) -> AbstractContextManager[None]:
        return nullcontext() if settings.REDIS_URL else valkey.running(settings.VALKEY_SOCKET, BROKER)

    def refuse(self, why: str) -> NoReturn:
        self.stderr.write(why)
        raise SystemExit(1)
