"""From an opening to a packet, as the people of one organization live it."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import desk
from tests.browser.people import Company, Person
from tests.browser.planning import Planner
from tests.browser.windows import IN_A_BROWSER, NARROW, Windows

pytestmark = IN_A_BROWSER

CANDIDATE = "Ngozi Fernández-Ødegård"
# What each round asks about, and who sits there.
PLAN = {
    "Coding for machine learning": ("Software engineering", ["박지훈"]),
    "Experience in depth": ("Production deployment", ["Catarina", "Γεωργία"]),
}
# What each interviewer writes, and nobody else on any page may read before their own is in.
WORDS = {
    "catarina": "Told the outage of March minute by minute.",
    "jihoon": "Wrote the test before the loader.",
    "georgia": "Named the figure that did not improve.",
}


@pytest.fixture
def entered(windows: Windows) -> "Entrance":
    return Entrance(windows)


class Entrance:
    """The sign-in page, where the demo's people stand."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows

    def __call__(self, person: Person, **options: Any) -> Page:
        page = self.windows.open(**options)
        page.goto("/")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.get_by_role("link", name=person.name).click()
        return page


def choose(select: Locator, words: str) -> None:
    """The option that has these words in it."""
    value = select.locator("option", has_text=words).get_attribute("value")
    select.select_option(value)


def open_an_opening(page: Page, company: Company) -> None:
    page.get_by_role("link", name="Openings").click()
    page.get_by_role("link", name="New opening").click()
    page.get_by_label("Title").fill("Engineer for search relevance")
    page.get_by_label("Level").select_option("mid")
    choose(page.get_by_label("Hiring manager"), company.named("catarina").name)
    page.get_by_label(company.named("georgia").name).check()
    must_have = page.get_by_role("group", name="Must-have competencies")
    must_have.get_by_label("Production deployment").check()
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Engineer for search relevance")


def add_the_candidate(page: Page) -> None:
    page.get_by_role("link", name="Add candidate").first.click()
    page.get_by_label("Name").fill(CANDIDATE)
    page.get_by_label("E-mail address").fill("ngozi@hav.example")
    page.get_by_role("button", name="Add candidate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CANDIDATE)


def make_the_loop(page: Page) -> None:
    """From the template, without the rounds that nobody is planned for."""
    page.get_by_role("link", name="Plan a loop").click()
    page.get_by_role("radio", name=re.compile("^ML engineer")).check()
    page.get_by_role("button", name="Plan loop").click()
    for title in ("Machine learning foundations", "From training to production"):
        page.locator("#rounds summary", has_text=title).click()
        page.get_by_role("button", name=f"Remove round {title}").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove round").click()
        expect(page.get_by_text(f"“{title}” is out of the loop.")).to_be_visible()


def prepare_a_round(page: Page, title: str, competency: str, people: list[str]) -> None:
    """Choose a question on the competency that a search finds, and seat the interviewers."""
    page.locator("#rounds summary", has_text=title).click()
    page.get_by_role("link", name=f"Seat interviewers in {title}").click()
    found = page.locator("#found")
    with page.expect_response(re.compile(r"competency=\d+")):
        page.get_by_label(re.compile("^Competency")).select_option(label=competency)
    expect(found.locator("li").last).to_contain_text(competency)
    wanted = found.locator(".row-title").last.inner_text()
    page.get_by_role("searchbox", name="Words").fill(wanted)
    expect(found.get_by_role("button", name="Choose")).to_have_count(1)
    found.get_by_role("button", name="Choose").click()
    expect(page.locator("#questions").get_by_role("link", name=wanted)).to_be_visible()
    seats = page.locator("#seats")
    for name in people:
        choose(seats.get_by_label("Interviewer"), name)
        seats.get_by_role("button", name="Seat them").click()
        expect(seats.get_by_role("button", name=re.compile(f"Take {name}.* out"))).to_be_visible()
    page.get_by_role("link", name="Back to the loop").click()


def plan(page: Page, company: Company) -> str:
    """Everything until the loop is published; its address."""
    open_an_opening(page, company)
    add_the_candidate(page)
    make_the_loop(page)
    for title, (competency, people) in PLAN.items():
        prepare_a_round(page, title, competency, people)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published. The interviewers see the loop")).to_be_visible()
    return page.url


def own_scorecard(page: Page) -> Locator:
    return page.get_by_role("link", name=CANDIDATE)


def sees_none_of_the_others(page: Page, loop: str, planner: Planner, *, own: str) -> None:
    """Neither on one's own scorecard nor on the loop's page, nor at the others' own addresses."""
    for address in (page.url, loop, "/my-interviews/", "/scorecards/"):
        text = page.request.get(address).text()
        assert CANDIDATE in text
        assert "the scorecard of" not in text
        assert not [words for words in WORDS.values() if words != own and words in text]
    number = loop.rstrip("/").rsplit("/", 1)[1]
    for other in planner.results(f"scorecards/?loop={number}&status=submitted"):
        assert page.request.get(f"/scorecards/{other['id']}/").status == 404


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_text("Your scorecard is submitted")).to_be_visible()


def with_keys_alone(windows: Windows, person: Person, loop: str, planner: Planner) -> None:
    page = windows.open()
    page.goto("/")
    keyboard = desk.Keyboard(page)
    keyboard.follow(page.get_by_role("link", name=person.name))
    page.wait_for_url("**/")
    keyboard.follow(page.get_by_role("link", name="My interviews"))
    page.wait_for_url("**/my-interviews/")
    keyboard.follow(own_scorecard(page))
    page.wait_for_url("**/scorecards/seats/*/**")
    keyboard.fill(WORDS["catarina"])
    expect(desk.saved(page)).to_have_text(desk.SAVED)
    sees_none_of_the_others(page, loop, planner, own=WORDS["catarina"])
    keyboard.follow(page.get_by_role("button", name="Submit"))
    expect(page.get_by_text("Your scorecard is submitted")).to_be_visible()


def on_a_phone(entered: Entrance, person: Person, loop: str, planner: Planner) -> None:
    page = entered(person, width=NARROW, has_touch=True, is_mobile=True)
    own_scorecard(page).tap()
    tabs = page.get_by_role("navigation", name="Kit and scorecard")
    tabs.get_by_role("link", name="Kit").tap()
    expect(page.locator(".criterion").first).to_be_hidden()
    tabs.get_by_role("link", name="Scorecard").tap()
    desk.fill(page, WORDS["jihoon"])
    expect(desk.saved(page)).to_have_text(desk.SAVED)
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW
    sees_none_of_the_others(page, loop, planner, own=WORDS["jihoon"])
    page.get_by_role("button", name="Submit").tap()
    expect(page.get_by_text("Your scorecard is submitted")).to_be_visible()


def at_a_desk(entered: Entrance, person: Person, loop: str, planner: Planner) -> None:
    page = entered(person)
    own_scorecard(page).click()
    desk.fill(page, WORDS["georgia"], level=2, recommendation="No")
    expect(desk.saved(page)).to_have_text(desk.SAVED)
    sees_none_of_the_others(page, loop, planner, own=WORDS["georgia"])
    submit(page)
    page.goto(loop)
    expect(page.get_by_role("link", name="Read the scorecard of")).to_have_count(3)


def vote(page: Page, *, button: str, value: str, sentence: str) -> None:
    form = page.locator("#vote")
    form.get_by_role("radio", name=value, exact=True).check()
    form.get_by_role("textbox").fill(sentence)
    form.get_by_role("button", name=button).click()
    expect(page.get_by_text(sentence)).to_be_visible()


def hold_the_debrief(recruiter: Page, entered: Entrance, company: Company, loop: str) -> None:
    recruiter.goto("/")
    row = recruiter.get_by_role("listitem").filter(has_text=CANDIDATE)
    row.get_by_role("button", name="Open debrief").click()
    for words in WORDS.values():
        expect(recruiter.get_by_text(words).first).to_be_visible()

    committee = entered(company.named("georgia"))
    committee.goto(recruiter.url)
    vote(committee, button="Give pre-vote", value="No", sentence="Careful, and not yet deep.")
    vote(committee, button="Vote", value="Yes", sentence="The outage convinced me.")

    manager = entered(company.named("catarina"))
    manager.goto(recruiter.url)
    decide = manager.locator("#decide")
    decide.get_by_role("radio", name="Hire", exact=True).check()
    decide.get_by_role("textbox").fill("Two of three saw what the opening asks for.")
    decide.get_by_role("button", name="Record decision").click()
    expect(manager.get_by_role("region", name="Decision")).to_contain_text("Two of three saw")


def packet_of(page: Page, loop: str) -> Path:
    """Ask for the packet, watch it being built, take it home."""
    page.goto(loop)
    page.get_by_role("button", name="Request packet").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    ready = page.get_by_role("link", name="Download PDF")
    expect(ready).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        ready.click()
    return download.value.path()


def test_from_an_opening_to_a_packet(
    windows: Windows, entered: Entrance, pebblewright: Company, planner: Planner
) -> None:
    recruiter = entered(pebblewright.with_role("recruiter"))

    loop = plan(recruiter, pebblewright)
    with_keys_alone(windows, pebblewright.named("catarina"), loop, planner)
    on_a_phone(entered, pebblewright.named("jihoon"), loop, planner)
    at_a_desk(entered, pebblewright.named("georgia"), loop, planner)
    hold_the_debrief(recruiter, entered, pebblewright, loop)
    file = packet_of(recruiter, loop)

    packet, *_ = planner.results("packets/")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == packet["sha256"]
    assert packet["sha256"] in recruiter.content()
