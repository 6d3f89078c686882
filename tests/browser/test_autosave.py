"""What is typed into a scorecard is saved, says so, and outlives a reload and another window."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import desk
from tests.browser.people import Company, Person
from tests.browser.planning import Planner
from tests.browser.windows import IN_A_BROWSER, Windows

pytestmark = IN_A_BROWSER

WORDS = "Asked what “fair” means here. שלום, 你好, 👩🏽‍🔬\nThen drew the queue."


@pytest.fixture
def author(pebblewright: Company) -> Person:
    return pebblewright.named("jihoon")


@pytest.fixture
def address(author: Person, planner: Planner) -> str:
    """Of a scorecard that nothing is written in yet."""
    return f"/scorecards/seats/{planner.published(author).seats[author.email]}/"


@pytest.fixture
def window(windows: Windows, author: Person, address: str) -> Page:
    window = windows.open_as(author)
    window.goto(address)
    return window


def test_typing_is_saved_and_a_reload_keeps_every_word(window: Page) -> None:
    first, *_, last = desk.criteria_of(window)
    expect(desk.saved(window)).to_have_text("Saved as you type")

    desk.evidence_in(first).press_sequentially(WORDS)
    desk.level_in(first, 4).check()
    last.get_by_role("radio", name="Not assessed").check()
    last.get_by_label("Why not").fill("No time was left.")
    window.get_by_role("radio", name="Strong yes").check()
    expect(desk.saved(window)).to_have_text("Not saved yet")
    expect(desk.saved(window)).to_have_text(desk.SAVED)
    window.reload()

    first, *_, last = desk.criteria_of(window)
    expect(desk.evidence_in(first)).to_have_value(WORDS)
    expect(desk.level_in(first, 4)).to_be_checked()
    expect(last.get_by_role("radio", name="Not assessed")).to_be_checked()
    expect(last.get_by_label("Why not")).to_have_value("No time was left.")
    expect(window.get_by_role("radio", name="Strong yes")).to_be_checked()
    expect(desk.saved(window)).to_have_text(desk.SAVED)


def test_two_windows_of_one_author_keep_both_texts(window: Page, windows: Windows) -> None:
    other = window.context.new_page()
    other.goto(window.url)

    desk.evidence_in(desk.criteria_of(other)[0]).fill("From the train.")
    expect(desk.saved(other)).to_have_text(desk.SAVED)
    desk.evidence_in(desk.criteria_of(window)[0]).fill("From the desk.")
    expect(desk.saved(window)).to_contain_text("Both texts are kept")
    windows.forgive("409 (Conflict)")
    window.get_by_role("button", name="Save").click()

    # Each stands on the page: the one typed here in its field, the other below it.
    compared = desk.criteria_of(window)[0]
    expect(desk.evidence_in(compared)).to_have_value("From the desk.")
    expect(compared.get_by_text("From the train.")).to_be_visible()
    windows.forgive("409 (Conflict)")

    desk.evidence_in(compared).fill("From the desk. From the train.")
    window.get_by_role("button", name="Save").click()
    expect(desk.saved(window)).to_have_text(desk.SAVED)
    window.reload()
    expect(desk.evidence_in(desk.criteria_of(window)[0])).to_have_value("From the desk. From the train.")


def test_a_save_that_finds_no_server_is_told_and_repeated(window: Page, windows: Windows) -> None:
    evidence = desk.evidence_in(desk.criteria_of(window)[0])
    window.context.set_offline(True)
    evidence.fill("Written in a tunnel.")
    expect(desk.saved(window)).to_contain_text("no connection")
    windows.forgive("ERR_INTERNET_DISCONNECTED")

    window.context.set_offline(False)
    expect(desk.saved(window)).to_have_text(desk.SAVED)
    window.reload()
    expect(evidence).to_have_value("Written in a tunnel.")
