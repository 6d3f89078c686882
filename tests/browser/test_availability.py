"""A candidate says when they could come: by keyboard, by mouse, by finger, and with scripts switched off."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.planning import Planner
from tests.browser.windows import IN_A_BROWSER, NARROW, Windows

pytestmark = IN_A_BROWSER


def monday() -> date:
    """The first day of next week."""
    today = datetime.now(UTC).date()
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def link(planner: Planner) -> str:
    days = {"first_day": f"{monday()}", "last_day": f"{monday() + timedelta(days=4)}"}
    asked = planner.post("availability-requests/", candidacy=planner.candidacy(), **days)
    return urlsplit(asked["link"]).path


def slot(page: Page, day: int, clock: str) -> Locator:
    return page.locator(f"input[value='{monday() + timedelta(days=day)}T{clock}']")


def send(page: Page) -> Locator:
    """Send the times; what the page then says was said."""
    page.get_by_role("button", name="Send these times").click()
    return page.locator("#answer li")


def test_half_hours_are_chosen_by_keyboard_and_mouse(windows: Windows, link: str) -> None:
    page = windows.open(timezone_id="Asia/Tokyo")
    page.goto(link)
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")

    slot(page, 0, "09:00").focus()
    page.keyboard.press("Space")
    for key in ("Shift+ArrowDown", "Shift+ArrowDown", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)
    expect(slot(page, 1, "09:30")).to_be_focused()
    expect(page.locator("[data-chosen]")).to_have_text("1.5 h chosen on one day")

    slot(page, 2, "13:00").hover()
    page.mouse.down()
    for clock in ("13:30", "14:00"):
        slot(page, 2, clock).hover()
    page.mouse.up()
    slot(page, 2, "13:30").click()

    said = send(page)
    expect(said).to_have_count(3)
    expect(said.nth(0)).to_contain_text("09:00–10:30, Tokyo time")
    expect(said.nth(1)).to_contain_text("13:00–13:30, Tokyo time")
    expect(slot(page, 2, "14:00")).to_be_checked()


def test_a_finger_taps_and_holds(windows: Windows, link: str) -> None:
    page = windows.open(width=NARROW, has_touch=True, is_mobile=True)
    page.goto(link)
    slot(page, 0, "10:00").tap()
    expect(slot(page, 0, "10:00")).to_be_checked()

    touch = page.context.new_cdp_session(page)
    places = [slot(page, 1, clock).bounding_box() for clock in ("10:00", "10:30", "11:00")]
    points = [{"x": place["x"] + 9, "y": place["y"] + 9} for place in places if place]
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
    # Held for long enough, it begins to draw.
    expect(slot(page, 1, "10:00")).to_be_checked()
    for point in points[1:]:
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    expect(send(page)).to_have_count(2)
    expect(slot(page, 1, "11:00")).to_be_checked()


def test_without_scripts_it_is_a_plain_form(windows: Windows, link: str) -> None:
    page = windows.open(java_script_enabled=False)
    page.goto(link)

    slot(page, 3, "15:00").check()
    page.get_by_label("Time zone").select_option("Asia/Kathmandu")

    expect(send(page)).to_contain_text(["15:00–15:30, Kathmandu time"])
