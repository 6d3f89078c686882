"""A loop is composed on one page, by keyboard alone: rounds, questions, gaps, publishing."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Keyboard
from tests.browser.people import Company
from tests.browser.planning import PlannedLoop, Planner
from tests.browser.windows import IN_A_BROWSER, Windows

pytestmark = IN_A_BROWSER

MUST_HAVE = "Software engineering"
GAP = f"{MUST_HAVE} is judged only in “Pairing”"


@pytest.fixture
def loop(planner: Planner, pebblewright: Company) -> PlannedLoop:
    """Ready but for one gap: one person alone judges what the opening must have."""
    manager, interviewer = pebblewright.named("catarina"), pebblewright.named("jihoon")
    return planner.one_sided(MUST_HAVE, manager=manager, interviewer=interviewer)


def titles(page: Page) -> Locator:
    return page.locator("#rounds .composed .row-title").filter(visible=True)


def summary_of(page: Page, title: str) -> Locator:
    return page.locator("#rounds summary").filter(has_text=title)


def add_a_round(keyboard: Keyboard, rubric: str) -> None:
    """Choose a rubric by its first letters; the new round stands unfolded, and the keyboard is on it."""
    page = keyboard.page
    keyboard.go_to(page.get_by_label("Rubric of the new round"))
    page.keyboard.type(rubric)
    keyboard.follow(page.get_by_role("button", name="Add round"))
    expect(summary_of(page, rubric)).to_be_focused()
    expect(summary_of(page, rubric).locator("xpath=..")).to_have_attribute("open", "")


def pick_the_first_question(keyboard: Keyboard, title: str) -> str:
    """Open the library beside the round and choose what a search finds first; returns what that was."""
    page = keyboard.page
    keyboard.follow(page.get_by_role("link", name=f"Choose from the library for {title}"))
    search = page.get_by_role("searchbox", name="Words")
    expect(search).to_be_focused()
    found = page.locator("#found")
    wanted = found.locator(".row-title").last.inner_text()
    page.keyboard.type(wanted)
    expect(found.get_by_role("button", name=re.compile("^Choose"))).to_have_count(1)
    keyboard.follow(found.get_by_role("button", name=re.compile("^Choose")))
    expect(page.get_by_role("button", name=f"Take out {wanted}")).to_be_visible()
    expect(found.get_by_role("button", name=f"Choose {wanted}")).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body"), "the keyboard has lost its place"
    return wanted


def move_up(keyboard: Keyboard, title: str) -> None:
    page = keyboard.page
    grip = page.get_by_role("button", name=re.compile(f"^Move {title}: press the arrow"))
    keyboard.go_to(grip)
    with page.expect_response(lambda answer: answer.url.split("?")[0].endswith("/order/")):
        keyboard.press("ArrowUp")
    expect(titles(page).first).to_have_text(title)
    expect(grip).to_be_focused()


def publish(keyboard: Keyboard) -> None:
    keyboard.follow(keyboard.page.get_by_role("button", name="Publish"))


def refused_publishing(keyboard: Keyboard) -> None:
    """What is in the way stands on top of the page, and there the keyboard is."""
    page = keyboard.page
    publish(keyboard)
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text(GAP)
    expect(refusal).to_be_focused()


def test_a_gap_is_mended_by_a_second_round(
    windows: Windows, pebblewright: Company, planner: Planner, loop: PlannedLoop
) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"))
    page.goto(loop.path)
    keyboard = Keyboard(page)

    add_a_round(keyboard, "Working with others")
    expect(page.get_by_role("link", name="Seat interviewers", exact=True).first).to_be_visible()
    move_up(keyboard, "Working with others")
    pick_the_first_question(keyboard, "Working with others")
    planner.seat(pebblewright.named("georgia"), planner.rounds_of(loop)[0])
    page.reload()
    refused_publishing(keyboard)
    windows.forgive("409")

    keyboard.follow(page.locator("#verdict").get_by_role("link", name="Add a round"))
    expect(page.get_by_label("Rubric of the new round")).to_be_focused()
    add_a_round(keyboard, "MLOps practice")
    pick_the_first_question(keyboard, "MLOps practice")
    expect(page.get_by_text(GAP)).to_have_count(0)
    planner.seat(pebblewright.named("georgia"), planner.rounds_of(loop)[2])
    page.reload()
    expect(page.get_by_role("heading", name="This loop holds")).to_be_visible()
    publish(keyboard)

    expect(page.get_by_text("Published. The interviewers see the loop")).to_be_visible()


def test_the_hiring_manager_answers_for_a_gap(
    windows: Windows, pebblewright: Company, loop: PlannedLoop
) -> None:
    page = windows.open_as(pebblewright.named("catarina"))
    page.goto(loop.path)
    keyboard = Keyboard(page)
    refused_publishing(keyboard)
    windows.forgive("409")

    keyboard.follow(page.locator("#verdict summary").filter(has_text="Publish with this gap"))
    keyboard.write(page.get_by_label("Why the loop may do without"), "She paired with two of us for a day.")
    keyboard.follow(page.get_by_role("button", name="Answer for it"))
    expect(page.get_by_role("heading", name="This loop holds")).to_be_visible()
    expect(page.locator("#verdict")).to_contain_text("She paired with two of us for a day.")
    publish(keyboard)

    expect(page.get_by_text("Published. The interviewers see the loop")).to_be_visible()


def test_each_change_is_evaluated_at_once_and_nothing_typed_is_lost(
    windows: Windows, pebblewright: Company, loop: PlannedLoop
) -> None:
    page = windows.open_as(pebblewright.named("catarina"))
    page.goto(loop.path)
    keyboard = Keyboard(page)
    keyboard.follow(page.locator("#verdict summary").filter(has_text="Publish with this gap"))
    reason = page.get_by_label("Why the loop may do without")
    keyboard.write(reason, "Half a reason")

    keyboard.follow(summary_of(page, "Pairing"))
    keyboard.go_to(page.get_by_label("Minutes", exact=True))
    keyboard.press("Control+a")
    page.keyboard.type("5")
    keyboard.press("Tab")
    # Beside the field: the page says it once more to whoever only listens.
    expect(page.locator(".field-error", has_text="greater than or equal to 15.")).to_be_visible()
    expect(page.get_by_label("Minutes", exact=True)).to_have_value("5")
    expect(page.get_by_label("Break after it")).to_be_focused()
    expect(reason).to_have_value("Half a reason")
    windows.forgive("422")

    keyboard.press("Shift+Tab", "Control+a")
    page.keyboard.type("75")
    keyboard.go_to(page.get_by_label("Interviewers", exact=True))
    keyboard.press("ArrowUp", "Tab")
    expect(page.get_by_text(GAP)).to_have_count(0)
    expect(page.get_by_label("Questions", exact=True)).to_be_focused()
    expect(page.get_by_label("Interviewers", exact=True)).to_have_value("2")
    expect(page.get_by_label("Minutes", exact=True)).to_have_value("75")
    expect(page.get_by_role("link", name="Seat interviewers", exact=True).first).to_be_visible()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_draft_is_composed_for_one(
    has_scripts: bool, windows: Windows, pebblewright: Company, loop: PlannedLoop
) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=has_scripts)
    page.goto(loop.path)

    page.get_by_role("button", name="Compose for me").click()

    expect(page.locator("#composing")).to_contain_text(re.compile("No cheaper plan exists|No plan can hold"))
