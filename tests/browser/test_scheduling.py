"""A loop gets its times and people: plans side by side, one changed by hand, refused, mended and taken."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Keyboard
from tests.browser.people import Company
from tests.browser.planning import PlannedLoop, Planner
from tests.browser.windows import IN_A_BROWSER, Windows

pytestmark = IN_A_BROWSER


@pytest.fixture
def loop(planner: Planner, pebblewright: Company) -> PlannedLoop:
    """A draft of two rounds, with two who may hold them; the candidate has time on two days round the clock,
    for the two work at the ends of the earth.
    """
    for name in ("georgia", "jihoon"):
        member = planner.ids[pebblewright.named(name).email]
        planner.post("qualifications/", member=member, round_kind="coding", stage="qualified")
    draft = planner.draft("Pairing", "Reviewing")
    candidacy = planner.get(f"loops/{draft.id}/")["candidacy"]
    today = datetime.now(UTC).date()
    tuesday = today + timedelta(days=22 - today.weekday())
    windows = [
        {"starts_at": f"{at:%Y-%m-%dT%H:%M:%SZ}", "ends_at": f"{at + timedelta(hours=24):%Y-%m-%dT%H:%M:%SZ}"}
        for at in (datetime.combine(tuesday + timedelta(days=n), time(), UTC) for n in (0, 1))
    ]
    planner.post("candidate-windows/", candidacy=candidacy, windows=windows)
    return draft


def propose(page: Page, loop: PlannedLoop) -> None:
    """From the loop's page to plans that stand side by side."""
    page.goto(loop.path)
    page.get_by_role("link", name="Times and people", exact=True).click()
    page.get_by_role("button", name="Propose plans").click()
    for wish in ("Fewest days", "Fairest", "Soonest"):
        expect(page.locator(".plan-card h2").filter(has_text=wish)).to_be_visible()


def start_of(page: Page, title: str) -> Locator:
    return page.get_by_role("group", name=re.compile(title)).get_by_label("Starts")


def test_a_plan_is_changed_refused_mended_and_taken(
    windows: Windows, pebblewright: Company, loop: PlannedLoop
) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"))
    propose(page, loop)
    start, clashing = start_of(page, "Pairing"), start_of(page, "Reviewing").input_value()
    proposed = start.input_value()

    start.fill(clashing)

    expect(page.locator(".adjust-rows").get_by_role("status").filter(has_text="overlap")).to_be_visible()
    expect(page.locator("#result")).to_contain_text("would be broken")
    page.get_by_role("button", name="Take it as it stands here").click()
    expect(page.locator("#result")).to_contain_text("would be broken")
    expect(start_of(page, "Pairing")).to_have_value(clashing)
    windows.forgive("409")

    start_of(page, "Pairing").fill(proposed)
    expect(page.get_by_text("This fits.")).to_be_visible()
    page.get_by_role("button", name="Take it as it stands here").click()

    expect(page.get_by_text("The rounds have their times and people.")).to_be_visible()
    page.get_by_role("link", name="Times and people", exact=True).click()
    expect(page.get_by_text("Every round has its time and its people.")).to_be_visible()
    expect(page.get_by_role("figure").first).to_be_visible()


def test_by_keyboard_alone(windows: Windows, pebblewright: Company, loop: PlannedLoop) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"))
    page.goto(f"{loop.path}schedule/")
    keyboard = Keyboard(page)

    keyboard.follow(page.get_by_role("button", name="Propose plans"))
    expect(page.locator(".plan-card").first).to_be_visible()
    keyboard.follow(page.get_by_role("button", name=re.compile("^Take this plan")).first)

    expect(page.get_by_text("The rounds have their times and people.")).to_be_visible()
