"""The scorecard makes evidence come before the rating, and keeps the time of a question."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import desk
from tests.browser.people import Company, Person
from tests.browser.planning import Planner
from tests.browser.windows import IN_A_BROWSER, NARROW, Windows

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def author(pebblewright: Company) -> Person:
    return pebblewright.named("jihoon")


@pytest.fixture(scope="module")
def address(author: Person, planner: Planner) -> str:
    return f"/scorecards/seats/{planner.published(author).seats[author.email]}/"


@pytest.fixture
def window(windows: Windows, author: Person, address: str) -> Page:
    """A scorecard on a phone."""
    window = windows.open_as(author, width=NARROW)
    window.goto(address)
    return window


def test_a_criterion_is_rated_once_there_is_evidence(window: Page) -> None:
    first, second, *_ = desk.criteria_of(window)
    expect(first.get_by_text("Write down first what you saw")).to_be_visible()
    for level in (1, 4):
        expect(desk.level_in(first, level)).to_be_disabled()
    expect(first.get_by_role("radio", name="Not assessed")).to_be_enabled()

    desk.evidence_in(first).fill("Began with the data.")
    expect(first.get_by_text("Write down first what you saw")).to_be_hidden()
    desk.level_in(first, 4).check()
    expect(desk.level_in(second, 4)).to_be_disabled()
    expect(desk.saved(window)).to_have_text(desk.SAVED)

    desk.evidence_in(first).fill(" ")
    expect(desk.level_in(first, 4)).to_be_disabled()
    expect(desk.saved(window)).to_have_text("Not saved yet")
    expect(desk.saved(window)).to_have_text(desk.SAVED)
    window.reload()
    expect(desk.level_in(desk.criteria_of(window)[0], 4)).not_to_be_checked()


def test_a_question_is_timed_and_a_reload_forgets_nothing(window: Page) -> None:
    def look() -> tuple[Locator, Locator]:
        window.get_by_role("link", name="Kit").click()
        section = window.locator("[data-timer]").first
        return section.locator("[data-timer-start]"), section.get_by_role("timer")

    button, shows = look()
    expect(shows).to_be_hidden()
    button.click()
    expect(shows).to_have_text(re.compile(r"^0:0[1-9]$"))
    window.reload()

    button, shows = look()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(shows).to_have_text(re.compile(r"^0:(0[2-9]|1\d)$"))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    stopped = shows.text_content() or ""
    window.reload()

    expect(look()[1]).to_have_text(stopped)
