"""The library by keyboard, and a question's way from a change through somebody else's review into use."""

import re

from playwright.sync_api import Page, expect

from tests.browser import desk
from tests.browser.people import Company
from tests.browser.windows import IN_A_BROWSER, NARROW, Windows

pytestmark = IN_A_BROWSER

ADDED = "And whom do you tell?"


def results(page: Page) -> list[str]:
    return page.locator("[data-results] .row-title").all_inner_texts()


def find_by_keyboard(page: Page, words: str) -> str:
    """From anywhere on the page to the first question that the words find; its title."""
    keyboard = desk.Keyboard(page)
    everything = results(page)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Words")).to_be_focused()
    page.keyboard.type(words)
    page.wait_for_url(re.compile(f"words={words}"))
    expect(page.locator("[data-results] > li")).not_to_have_count(len(everything))
    keyboard.press("ArrowDown", "ArrowDown", "ArrowUp")
    first = page.locator("[data-results] .row-link").first
    expect(first).to_be_focused()
    title = first.inner_text()
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return title


def change(page: Page) -> None:
    page.get_by_role("link", name="Change").click()
    prompt = page.get_by_label("Prompt")
    prompt.fill(f"{prompt.input_value()} {ADDED}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved as a draft of version 2.")).to_be_visible()
    page.get_by_role("button", name="Submit for review").click()
    expect(
        page.get_by_text("Somebody else who writes the library approves it", exact=False).first
    ).to_be_visible()


def test_a_question_is_found_changed_and_approved_by_somebody_else(
    windows: Windows, pebblewright: Company
) -> None:
    author = windows.open_as(pebblewright.with_role("interviewer"))
    author.goto("/questions/")

    title = find_by_keyboard(author, "drift")
    change(author)

    reviewer = windows.open_as(pebblewright.with_role("recruiter"))
    reviewer.goto("/questions/")
    reviewer.get_by_role("link", name="in review").click()
    reviewer.get_by_role("link", name=title).click()
    expect(reviewer.locator(".changes ins")).to_contain_text(ADDED)
    reviewer.get_by_role("button", name="Approve version 2").click()
    expect(reviewer.get_by_text("Version 2 is approved.")).to_be_visible()
    expect(reviewer.get_by_text(ADDED)).to_be_visible()

    reviewer.get_by_role("link", name="Compare", exact=True).click()
    expect(reviewer.locator(".changes ins")).to_contain_text(ADDED)
    expect(reviewer.locator(".changes del")).to_have_count(0)


def test_a_near_duplicate_is_shown_while_it_is_written(windows: Windows, pebblewright: Company) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"))
    page.goto("/questions/")
    page.locator("[data-results] .row-link").first.click()
    prompt = (
        page.locator("#prompt").locator("xpath=ancestor::section").locator(".verbatim").first.inner_text()
    )
    page.goto("/questions/new/")
    typed = page.get_by_label("Prompt")
    typed.fill("")
    typed.press_sequentially(prompt[:400], delay=0)

    expect(page.get_by_role("status").filter(has_text="much like this")).to_be_visible()


def test_many_are_tagged_at_once_and_narrowed_down_to(windows: Windows, pebblewright: Company) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"), width=NARROW)
    page.goto("/questions/?words=model")
    expect(page.get_by_role("button", name="Add tag")).to_be_hidden()
    for box in page.get_by_role("checkbox", name=re.compile("^Tick ")).all()[:2]:
        box.check()
    page.get_by_role("textbox", name="Tag").fill("shortlist")
    page.get_by_role("button", name="Add tag").click()
    expect(page.get_by_text("2 have the tag.")).to_be_visible()

    page.goto("/questions/?tag=shortlist")
    expect(page.locator("[data-results] > li")).to_have_count(2)
    page.get_by_text("Narrow down").click()
    page.get_by_role("radio", name="Any difficulty").locator("xpath=../..").get_by_role("radio").last.check()
    page.wait_for_url(re.compile(r"difficulty=\d"))


def test_without_scripts_the_library_is_searched_and_narrowed_down(
    windows: Windows, pebblewright: Company
) -> None:
    page = windows.open_as(pebblewright.with_role("committee"), java_script_enabled=False)
    page.goto("/questions/")
    everything = len(results(page))
    page.get_by_role("searchbox", name="Words").fill("drfit")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_text("Shown is what has “drift”.")).to_be_visible()
    assert 0 < len(results(page)) < everything
