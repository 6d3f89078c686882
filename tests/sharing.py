"""Rows that take long to make, made once for a whole module."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

Made = TypeVar("Made")


def surroundings_of_a_unit(folder: Path) -> dict[str, Any]:
    """Settings under which a test of one room runs: nothing outside of its process, nothing slow."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "STORAGES": {**settings.STORAGES, "staticfiles": static},
        "PACKET_STORAGE": folder / "packets",
    }


@contextmanager
def made_once(make: Callable[[], Made], *, blocker: DjangoDbBlocker, folder: Path) -> Iterator[Made]:
    """What is made is there for every test of a module, and gone afterwards.

    What a test changes of it is undone after that test: its transaction lies within this one.
    """
    with blocker.unblock(), transaction.atomic():
        with override_settings(**surroundings_of_a_unit(folder)):
            made = make()
        yield made
        transaction.set_rollback(True)
