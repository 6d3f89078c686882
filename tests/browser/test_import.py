"""A document in the browser: brought, waited for, read, and decided about row by row."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Company
from tests.browser.windows import IN_A_BROWSER, NARROW, Windows
from tests.running import House

pytestmark = IN_A_BROWSER

GUIDE = """\
# Interview guide

Q: How would you test a pipeline that nobody can run locally?
A: With a small copy of each input, and contracts at its edges.

Q: Who is woken when a model goes wrong at night?
A: Whoever owns the service, with a runbook.

Q: {known}
A: Compare the two windows, label by label.
"""


def known_prompt(house: House, company: Company) -> str:
    """The prompt of a question that the library has."""
    token = company.with_role("recruiter").token
    found = house.api("questions/", token=token).json["results"]
    asked = next(question["current"] for question in found if question["current"])
    return " ".join(str(asked["prompt"]).split())


def bring(page: Page, content: str) -> None:
    page.goto("/imports/")
    page.get_by_role("link", name="Import documents").first.click()
    page.get_by_label("Files").set_input_files(
        {"name": "guide.md", "mimeType": "text/markdown", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("navigation", name="What is shown")).to_be_visible()


def row(page: Page, words: str) -> Locator:
    return page.locator("ul.found > li").filter(has_text=words)


def test_one_is_accepted_one_left_out_and_one_merged(
    house: House, windows: Windows, pebblewright: Company
) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"))
    known = known_prompt(house, pebblewright)
    bring(page, GUIDE.format(known=known))
    tabs = page.get_by_role("navigation", name="What is shown")

    accepted = row(page, "nobody can run locally")
    accepted.get_by_role("button", name="Accept").click()
    expect(accepted.get_by_role("link", name="See it in the library")).to_be_visible()
    expect(tabs.get_by_role("link", name=re.compile("Accepted"))).to_contain_text("1")

    left_out = row(page, "goes wrong at night")
    left_out.get_by_role("button", name="Leave out").click()
    expect(left_out.get_by_role("button", name="Bring back")).to_be_visible()

    page.get_by_role("link", name="Compare and merge").click()
    expect(page.get_by_role("heading", name="What merging adds")).to_be_visible()
    page.get_by_role("button", name="Merge", exact=True).click()

    expect(page.get_by_text("Nothing waits here any more")).to_be_visible()
    for state in ("Accepted", "Merged", "Left out"):
        expect(tabs.get_by_role("link", name=re.compile(state))).to_contain_text("1")


def test_a_table_says_what_its_columns_are_on_a_phone(windows: Windows, pebblewright: Company) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"), width=NARROW)
    page.goto("/imports/upload/")
    page.get_by_label("Files").set_input_files(
        {"name": "bank.csv", "mimeType": "text/csv", "buffer": b"question,level\nWhat is a canary?,hard\n"}
    )
    page.get_by_role("button", name="Import", exact=True).click()

    expect(page.get_by_label("What “level” is")).to_have_value("difficulty")
    page.get_by_role("button", name="Read the rows").click()

    expect(row(page, "What is a canary?")).to_be_visible()


def test_without_scripts_a_row_is_accepted_by_a_plain_form(windows: Windows, pebblewright: Company) -> None:
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=False)
    page.goto("/imports/upload/")
    page.get_by_label("Files").set_input_files(
        {"name": "one.md", "mimeType": "text/markdown", "buffer": b"Q: Why plain?\nA: It works.\n"}
    )
    page.get_by_role("button", name="Import", exact=True).click()
    while page.get_by_role("link", name="Reload to see how far it is").count():
        page.reload()
    page.get_by_role("button", name="Accept", exact=True).click()

    expect(page.get_by_text("Nothing waits here any more")).to_be_visible()
