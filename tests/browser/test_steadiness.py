"""Nothing on a page jumps when htmx puts a part of it in place."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Company
from tests.browser.planning import Planner
from tests.browser.windows import IN_A_BROWSER, NARROW, WIDE, Windows

pytestmark = IN_A_BROWSER

# A fifth of what is called good (0.1), and with the shifts that follow an input counted too.
HARDLY_ANYTHING = 0.02
WATCH = """() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
            window.shifts.push({ value, moved: sources.map(({ node }) => node?.textContent?.trim()) });
        }
    }).observe({ type: "layout-shift" });
}"""
# A shift is told after the frame in which it happened.
TOLD = "() => new Promise((tell) => requestAnimationFrame(() => setTimeout(() => tell(window.shifts), 0)))"


@pytest.fixture(params=[WIDE, NARROW])
def picker(request: pytest.FixtureRequest, windows: Windows, pebblewright: Company, planner: Planner) -> Page:
    """A round's page, so tall that what stands below the picker is in sight."""
    [round] = planner.draft("Coding").rounds
    page = windows.open_as(pebblewright.with_role("recruiter"), width=request.param)
    page.set_viewport_size({"width": request.param, "height": 1500})
    page.goto(f"/rounds/{round}/")
    return page


def shifts_of(page: Page) -> list[dict[str, Any]]:
    """Search for something, for nothing that there is, and for everything; what has moved, and how far."""
    choices = page.locator("#found").get_by_role("button", name="Choose")
    everything = choices.count()
    words = page.get_by_role("searchbox", name="Words")
    words.scroll_into_view_if_needed()
    page.evaluate(WATCH)
    words.press_sequentially("training")
    expect(choices).not_to_have_count(everything)
    words.press_sequentially(" of unicorns")
    expect(page.get_by_text("No more questions fit")).to_be_visible()
    words.fill("")
    expect(choices).to_have_count(everything)
    return list(page.evaluate(TOLD))


def test_the_question_picker_keeps_the_page_still(picker: Page) -> None:
    shifts = shifts_of(picker)

    assert sum(shift["value"] for shift in shifts) < HARDLY_ANYTHING, shifts


def test_a_picker_that_shrinks_is_noticed(picker: Page) -> None:
    picker.locator("[data-keeps-height]").evaluate("place => place.removeAttribute('data-keeps-height')")

    assert sum(shift["value"] for shift in shifts_of(picker)) > HARDLY_ANYTHING


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_composer_stays_where_somebody_has_scrolled_to(
    windows: Windows, pebblewright: Company, planner: Planner, width: int
) -> None:
    loop = planner.draft("Coding")
    [round] = loop.rounds
    page = windows.open_as(pebblewright.with_role("recruiter"), width=width)
    page.goto(f"{loop.path}?open={round}&pick={round}")
    chosen = page.locator(f"#questions-{round}").get_by_role("button", name="Take out")
    before = chosen.count()
    second = page.locator("#found").get_by_role("button", name="Choose").nth(1)
    second.evaluate("button => button.scrollIntoView({ block: 'center' })")
    scrolled = page.evaluate("() => scrollY")

    second.click()
    expect(chosen).to_have_count(before + 1)

    assert scrolled > 0
    assert page.evaluate("() => scrollY") == scrolled
