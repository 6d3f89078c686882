"""Rows to ask the API for, made once for a whole module."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.everything import Everything, make_everything
from tests.making import make_organization
from tests.sharing import made_once


@pytest.fixture(scope="module")
def everything(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Everything]]:
    """Two organizations that have a row of everything."""

    def make() -> list[Everything]:
        return [make_everything(make_organization(name)) for name in ("Ours", "Theirs")]

    with made_once(make, blocker=django_db_blocker, folder=tmp_path_factory.mktemp("everything")) as both:
        yield both
