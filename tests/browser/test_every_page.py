"""Every page that a role can walk to from its home: sound, readable by all, no wider than a phone."""

import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import Company
from tests.browser.windows import IN_A_BROWSER, NARROW, WIDE, Windows

pytestmark = IN_A_BROWSER

ROLES = ["admin", "recruiter", "hiring_manager", "interviewer", "committee"]
# Pages of one kind are walked through until so many were seen, and more where their stage differs.
OF_A_KIND = 2
OF_A_STAGE = {"/loops/*/": 8, "/debriefs/*/": 8}
FILES = re.compile(r"/file/$|\.csv$")
# Attributes whose values make an element look or behave otherwise.
LOOKS = ["class", "role", "type", "data-tone", "data-status", "hidden", "open", "disabled"]
VIOLATIONS: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
# The one rule whose result depends on the colours; the others do not have to be asked twice.
IN_THE_DARK = {"runOnly": ["color-contrast"], **VIOLATIONS}
axe = Axe()


def kind_of(address: str) -> str:
    """What pages of one template have in common: the path without ids, and what the query asks for."""
    parts = urlsplit(address)
    asked = ",".join(sorted(parse_qs(parts.query)))
    return re.sub(r"\d+", "*", parts.path) + (f"?{asked}" if asked else "")


def links_of(page: Page) -> list[str]:
    """Where the page leads within the house, to pages rather than to files."""
    addresses = page.locator("a[href]").evaluate_all("links => links.map(link => link.href.split('#')[0])")
    house = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
    return [address for address in addresses if address.startswith(house) and not FILES.search(address)]


def walk(page: Page) -> Iterator[tuple[str, int]]:
    """Go through the pages reachable from here, a few of each kind; yields each with its status."""
    seen, kinds = {page.url}, Counter[str]()
    ahead = deque([page.url])
    while ahead:
        address = ahead.popleft()
        kind = kind_of(address)
        kinds[kind] += 1
        if kinds[kind] > OF_A_STAGE.get(kind, OF_A_KIND):
            continue
        answer = page.goto(address)
        assert answer
        # Before the page is handled, for whatever is done to it may lead elsewhere.
        found = [link for link in dict.fromkeys(links_of(page)) if link not in seen]
        seen.update(found)
        ahead.extend(found)
        yield address, answer.status


def violations_of(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe objects to, each with the first element that it concerns."""
    found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [f"{one['id']}: {one['nodes'][0]['target']}, {len(one['nodes'])} in all" for one in found]


def faults_of(page: Page) -> list[str]:
    """What is wrong with the page, wide and in light colours, then narrow and in dark ones."""
    page.evaluate(axe.axe_script)
    faults = [f"light, {fault}" for fault in violations_of(page, VIOLATIONS)]
    page.set_viewport_size({"width": NARROW, "height": 844})
    page.emulate_media(color_scheme="dark")
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > NARROW:
        faults.append(f"is {width} px wide on a screen of {NARROW}")
    faults += [f"dark, {fault}" for fault in violations_of(page, IN_THE_DARK)]
    page.set_viewport_size({"width": WIDE, "height": 844})
    page.emulate_media(color_scheme="light")
    return faults


@pytest.fixture(scope="module")
def looked_at() -> defaultdict[str, set[str]]:
    """What pages of a kind were made of so far, whoever saw them; the same pieces need no second look."""
    return defaultdict(set)


def pieces_of(page: Page) -> set[str]:
    """The kinds of elements beside the navigation: what they are, look like and do, whatever they say."""
    return set(
        page.locator("main *").evaluate_all(
            """elements => elements.map(element => [element.tagName, ...element.attributes]
            .map(one => one.name ? (LOOKS.includes(one.name) ? `${one.name}=${one.value}` : one.name) : one)
            .join(" "))""".replace("LOOKS", json.dumps(LOOKS))
        )
    )


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_sound(
    role: str, windows: Windows, quillmoor: Company, looked_at: defaultdict[str, set[str]]
) -> None:
    page = windows.open_as(quillmoor.with_role(role))
    faults, kinds = faults_of(page), set()

    for address, status in walk(page):
        kinds.add(kind_of(address))
        if status != 200:
            faults.append(f"{address}: {status}")
        if new := pieces_of(page) - looked_at[kind_of(address)]:
            looked_at[kind_of(address)] |= new
            faults += [f"{address}: {fault}" for fault in faults_of(page)]

    assert faults == []
    assert {"/my-interviews/", "/loops/*/", "/rounds/*/", "/questions/*/", "/rubrics/*/"} <= kinds


def test_the_entrance_is_sound(windows: Windows) -> None:
    page = windows.open()
    page.goto("/accounts/login/")

    assert faults_of(page) == []


def test_what_is_wrong_with_a_page_is_noticed(windows: Windows, quillmoor: Company) -> None:
    page = windows.open_as(quillmoor.with_role("recruiter"))
    page.evaluate(
        """document.querySelector("main").insertAdjacentHTML("beforeend",
        "<p id='wrong'>Grey on grey<img src='https://elsewhere.example/mark.png'></p>");
        document.getElementById("wrong").style.cssText =
        "inline-size: 2000px; color: light-dark(#bbb, #444); background: light-dark(#aaa, #333)";"""
    )
    expect(page.locator("#wrong img")).to_be_attached()

    found = " ".join(faults_of(page))

    assert "light, color-contrast" in found
    assert "light, image-alt" in found
    assert "px wide" in found
    assert "dark, color-contrast" in found
    windows.forgive("Content Security Policy")
