"""A double click makes one thing, with scripts and without: the browser guards, and so does the server."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import desk
from tests.browser.people import Company
from tests.browser.planning import Planner
from tests.browser.windows import IN_A_BROWSER, Windows
from tests.running import eventually

pytestmark = IN_A_BROWSER
both_ways = pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without scripts"])

SLOW_LINE = {"offline": False, "latency": 250, "downloadThroughput": -1, "uploadThroughput": -1}


def click_twice(button: Locator) -> None:
    """As a hand does, over a line so slow that the second click comes before the first one's answer."""
    line = button.page.context.new_cdp_session(button.page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    button.dblclick(delay=50)


@both_ways
def test_an_opening(has_scripts: bool, windows: Windows, pebblewright: Company, planner: Planner) -> None:
    title = f"Opened once, {uuid4().hex}"
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=has_scripts)
    page.goto("/openings/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Hiring manager").select_option(index=1)
    page.get_by_role("group", name="Must-have competencies").get_by_role("checkbox").first.check()

    click_twice(page.get_by_role("button", name="Open it"))

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert [opening["title"] for opening in planner.results("openings/")].count(title) == 1


@both_ways
def test_a_candidate(has_scripts: bool, windows: Windows, pebblewright: Company, planner: Planner) -> None:
    name = f"Added once, {uuid4().hex}"
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=has_scripts)
    page.goto("/candidates/new/")
    page.get_by_label("Name").fill(name)

    click_twice(page.get_by_role("button", name="Add candidate"))

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert [candidate["name"] for candidate in planner.results("candidates/")].count(name) == 1


def test_a_candidate_without_the_key_that_tells_a_second_click(
    windows: Windows, pebblewright: Company, planner: Planner
) -> None:
    """Proves that the second click does arrive: nothing but the key keeps the server from two."""
    name = f"Added twice, {uuid4().hex}"
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=False)
    page.goto("/candidates/new/")
    page.get_by_label("Name").fill(name)
    page.locator("[name=once]").evaluate("input => input.remove()")

    click_twice(page.get_by_role("button", name="Add candidate"))

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    eventually(lambda: [added["name"] for added in planner.results("candidates/")].count(name) == 2)


@both_ways
def test_a_loop(has_scripts: bool, windows: Windows, pebblewright: Company, planner: Planner) -> None:
    candidacy = planner.candidacy()
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=has_scripts)
    page.goto(f"/candidacies/{candidacy}/loops/new/")

    click_twice(page.get_by_role("button", name="Plan loop"))

    expect(page).to_have_url(re.compile(r"/loops/\d+/$"))
    assert len(planner.results(f"loops/?candidacy={candidacy}")) == 1


@both_ways
def test_a_round(has_scripts: bool, windows: Windows, pebblewright: Company, planner: Planner) -> None:
    loop = planner.draft("Coding")
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=has_scripts)
    page.goto(loop.path)
    page.get_by_label("Rubric of the new round").select_option(index=1)

    click_twice(page.get_by_role("button", name="Add round"))

    expect(page.locator("ol.composed > li")).to_have_count(2)
    assert len(planner.results(f"rounds/?loop={loop.id}")) == 2


@both_ways
def test_a_question(has_scripts: bool, windows: Windows, pebblewright: Company, planner: Planner) -> None:
    [round] = planner.draft("Coding").rounds
    page = windows.open_as(pebblewright.with_role("recruiter"), java_script_enabled=has_scripts)
    page.goto(f"/rounds/{round}/")

    click_twice(page.get_by_role("button", name="Choose").first)

    expect(page.get_by_role("button", name="Take out")).to_have_count(1)
    assert len(planner.get(f"rounds/{round}/")["questions"]) == 1


@both_ways
def test_a_submission(has_scripts: bool, windows: Windows, pebblewright: Company, planner: Planner) -> None:
    jihoon = pebblewright.named("jihoon")
    loop = planner.published(jihoon)
    page = windows.open_as(jihoon, java_script_enabled=has_scripts)
    page.goto(f"/scorecards/seats/{loop.seats[jihoon.email]}/")
    desk.fill(page, "Counted the edge cases aloud.")

    click_twice(page.get_by_role("button", name="Submit"))

    expect(page).to_have_url(re.compile(r"/scorecards/\d+/$"))
    [scorecard] = planner.results(f"scorecards/?loop={loop.id}")
    admin = pebblewright.with_role("admin").token
    told = planner.house.api(f"events/?kind=scorecard.submitted&subject_id={scorecard['id']}", token=admin)
    assert len(told.json["results"]) == 1
