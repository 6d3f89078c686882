"""Two organizations with everything in them, made once for each module that walks through them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

from tests.sharing import made_once, surroundings_of_a_unit
from tests.walls.worlds import World, make_world


@pytest.fixture(scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worlds")


@pytest.fixture(scope="module")
def _worlds(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, _folder: Path
) -> Iterator[tuple[World, World]]:
    with made_once(lambda: (make_world(), make_world()), blocker=django_db_blocker, folder=_folder) as both:
        yield both


@pytest.fixture
def world(_worlds: tuple[World, World], _folder: Path, db: None, settings: Settings) -> World:
    settings.PACKET_STORAGE = surroundings_of_a_unit(_folder)["PACKET_STORAGE"]
    return _worlds[0]


@pytest.fixture
def elsewhere(_worlds: tuple[World, World], db: None) -> World:
    return _worlds[1]
