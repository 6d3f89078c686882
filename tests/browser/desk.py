"""What people do on the scorecard's page: by mouse or thumb, and by keyboard alone."""

import re

from playwright.sync_api import Locator, Page, expect

SAVED = re.compile(r"^Saved \d\d:\d\d$")
# More stops than any page of ours has; whoever walks further has walked past their goal.
LONGEST_WAY = 150


def criteria_of(page: Page) -> list[Locator]:
    """The scorecard's criteria from top to bottom."""
    expect(page.locator(".criterion").first).to_be_visible()
    return page.locator(".criterion").all()


def evidence_in(criterion: Locator) -> Locator:
    return criterion.get_by_label("What you saw and heard")


def level_in(criterion: Locator, level: int) -> Locator:
    return criterion.get_by_role("radio", name=re.compile(rf"^{level} "))


def saved(page: Page) -> Locator:
    """Where the page says how the text stands."""
    return page.locator("[data-autosave-state]")


def fill(page: Page, words: str, *, level: int = 3, recommendation: str = "Yes") -> None:
    """Answer everything that a submission needs; each text carries the words."""
    for number, criterion in enumerate(criteria_of(page), start=1):
        evidence_in(criterion).fill(f"{words} Criterion {number}.")
        level_in(criterion, level).check()
    page.get_by_role("radio", name=recommendation, exact=True).check()
    page.get_by_label("In a sentence or two, why").fill(f"{words} In short.")


class Keyboard:
    """Somebody who has no mouse: moves by Tab, and always sees where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go_to(self, goal: Locator) -> None:
        for _ in range(LONGEST_WAY):
            # While an answer takes its place, what has the focus stands nowhere for a moment.
            self.page.wait_for_function(IS_SETTLED)
            if goal.evaluate("element => element === document.activeElement"):
                assert goal.evaluate(IS_IN_SIGHT), f"{goal} has the focus and is covered"
                return
            self.press("Tab")
        raise AssertionError(f"no way by Tab to {goal}")

    def follow(self, goal: Locator) -> None:
        self.go_to(goal)
        self.press("Enter")

    def write(self, goal: Locator, words: str) -> None:
        self.go_to(goal)
        self.page.keyboard.type(words)

    def choose(self, first: Locator, *, steps: int) -> None:
        """The choice so many steps below the first of its group."""
        self.go_to(first)
        self.press("Space", *["ArrowDown"] * steps)

    def fill(self, words: str, *, level: int = 3) -> None:
        """The same as `fill`, key by key."""
        for criterion in criteria_of(self.page):
            self.write(evidence_in(criterion), words)
            self.choose(level_in(criterion, 1), steps=level - 1)
            expect(level_in(criterion, level)).to_be_checked()
        self.choose(self.page.get_by_role("radio", name="Strong no"), steps=2)
        self.write(self.page.get_by_label("In a sentence or two, why"), words)


# A focused element that something lies on top of is lost to whoever cannot move a mouse over it.
IS_SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"
IS_IN_SIGHT = """element => {
    const shown = element.closest("label") ?? element;
    const {left, top, width, height} = shown.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight) / 2);
    return hit !== null && (shown.contains(hit) || hit.contains(element));
}"""
