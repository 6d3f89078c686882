"""With scripts switched off: the scorecard is saved and submitted, and rounds change places."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import desk
from tests.browser.people import Company
from tests.browser.planning import Planner
from tests.browser.windows import IN_A_BROWSER, Windows

pytestmark = IN_A_BROWSER


def test_a_scorecard_is_saved_and_submitted(
    windows: Windows, pebblewright: Company, planner: Planner
) -> None:
    jihoon = pebblewright.named("jihoon")
    loop = planner.published(jihoon)
    page = windows.open_as(jihoon, java_script_enabled=False)
    page.goto(f"/scorecards/seats/{loop.seats[jihoon.email]}/")

    desk.fill(page, "Read the stack trace from the bottom.")
    page.get_by_role("button", name="Save").click()
    expect(desk.evidence_in(desk.criteria_of(page)[1])).to_have_value(
        "Read the stack trace from the bottom. Criterion 2."
    )
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_text("Your scorecard is submitted")).to_be_visible()
    expect(page.get_by_text("Read the stack trace from the bottom. In short.")).to_be_visible()


def test_what_is_missing_is_said_beside_it_and_nothing_typed_is_lost(
    windows: Windows, pebblewright: Company, planner: Planner
) -> None:
    jihoon = pebblewright.named("jihoon")
    loop = planner.published(jihoon)
    page = windows.open_as(jihoon, java_script_enabled=False)
    page.goto(f"/scorecards/seats/{loop.seats[jihoon.email]}/")

    evidence = desk.evidence_in(desk.criteria_of(page)[0])
    evidence.fill("Began with the data.")
    page.get_by_role("button", name="Submit").click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect(evidence).to_have_value("Began with the data.")
    windows.forgive("422")


def order_of(page: Page) -> list[str]:
    return page.locator("#rounds .row-title").all_inner_texts()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_rounds_are_reordered_by_buttons(
    has_scripts: bool, windows: Windows, pebblewright: Company, planner: Planner
) -> None:
    loop = planner.draft("First", "Second", "Third")
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=has_scripts)
    page.goto(loop.path)

    page.get_by_role("button", name="Move Third up").click()
    expect(page.locator("#rounds .row-title")).to_have_text(["First", "Third", "Second"])
    page.get_by_role("button", name="Move First down").click()
    expect(page.locator("#rounds .row-title")).to_have_text(["Third", "First", "Second"])

    page.reload()
    assert order_of(page) == ["Third", "First", "Second"]
