"""A browser for as long as tests of this folder run, windows for one test, and the demo's people."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.people import Company
from tests.browser.planning import Planner
from tests.browser.windows import CHROMIUM, FLAGS, Windows
from tests.running import House


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    # Not for the session: while it is open, its event loop would keep other tests from their database.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def windows(chromium: Browser, house: House) -> Iterator[Windows]:
    """Windows of one test, which fails when any of them complained."""
    windows = Windows(chromium, house.address)
    yield windows
    windows.close()
    assert windows.complaints == []


@pytest.fixture(scope="session")
def quillmoor(demo: list[dict[str, Any]]) -> Company:
    """The organization with a loop at every stage; other tests read it, so it stays as it is."""
    return Company.of(demo[0])


@pytest.fixture(scope="session")
def pebblewright(demo: list[dict[str, Any]]) -> Company:
    """The organization whose people do something in these tests."""
    return Company.of(demo[1])


@pytest.fixture(scope="session")
def planner(house: House, pebblewright: Company) -> Planner:
    return Planner(house, pebblewright.with_role("recruiter").token)
