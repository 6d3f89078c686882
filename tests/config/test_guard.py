"""A dangerous configuration is refused before the first request."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config.guard import faults_of

GOOD_KEY = "k" * 50


@pytest.mark.parametrize(
    ("hosts", "debug", "key", "is_given", "word"),
    [
        (["hiring.example.org"], True, GOOD_KEY, True, "DEBUG"),
        (["*"], True, GOOD_KEY, True, "DEBUG"),
        (["hiring.example.org"], False, GOOD_KEY, False, "SECRET_KEY is not set"),
        (["hiring.example.org"], False, "change-me-" * 6, True, "placeholder"),
        (["localhost"], False, "short", True, "placeholder or too short"),
        (["localhost"], False, "django-insecure-" + GOOD_KEY, True, "placeholder"),
    ],
)
def test_danger_is_named(hosts: list[str], debug: bool, key: str, is_given: bool, word: str) -> None:
    [fault] = faults_of(hosts=hosts, debug=debug, secret_key=key, key_is_given=is_given)

    assert word in fault


@pytest.mark.parametrize(
    ("hosts", "debug", "is_given"),
    [(["localhost", "127.0.0.1"], True, False), (["hiring.example.org"], False, True)],
)
def test_a_sound_configuration_has_no_fault(hosts: list[str], debug: bool, is_given: bool) -> None:
    assert faults_of(hosts=hosts, debug=debug, secret_key=GOOD_KEY, key_is_given=is_given) == []


def test_the_server_does_not_start_with_debug_on_a_public_address(tmp_path: Path) -> None:
    environment = os.environ | {
        "FAIRLOOP_VAR": str(tmp_path),
        "ALLOWED_HOSTS": "hiring.example.org",
        "SECRET_KEY": GOOD_KEY,
        "DEBUG": "1",
    }

    started = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode != 0
    assert "DEBUG is on, and ALLOWED_HOSTS names a public address" in started.stderr
