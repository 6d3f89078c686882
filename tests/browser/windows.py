"""Windows of a real browser upon the running house; whatever one of them complains about is kept."""

import shutil
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, WebError, expect

from tests.browser.people import Person

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What every module here is marked with.
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is missing: sh scripts/setup.sh test"),
]
WIDE, NARROW = 1280, 390
PATIENCE_SECONDS = 30

expect.set_options(timeout=PATIENCE_SECONDS * 1000)


class Windows:
    """Opens windows, each with cookies of its own, and listens to their consoles."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.complaints: list[str] = []

    def open(self, *, width: int = WIDE, **options: Any) -> Page:
        """A window that nobody has signed in to. Motion is reduced: nothing is measured half-way."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": 844},
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        return context.new_page()

    def open_as(self, person: Person, *, width: int = WIDE, **options: Any) -> Page:
        """A window in which somebody has signed in and stands on their home page."""
        page = self.open(width=width, **options)
        page.goto(person.sign_in)
        return page

    def forgive(self, words: str) -> None:
        """Take out the one complaint that the test provokes; fails when it never came."""
        [provoked] = [complaint for complaint in self.complaints if words in complaint]
        self.complaints.remove(provoked)

    def close(self) -> None:
        for context in self.browser.contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        # The browser reports violations of the content security policy here too.
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.location['url']}: {message.text}")

    def _fail(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")
