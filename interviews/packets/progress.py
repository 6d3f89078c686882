"""How far a packet is, in words for the person who waits."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Report = Callable[[str, int], None]

_LAYOUT_STARTS, _LAYOUT_ENDS = 10, 75


class _Listener(logging.Handler):
    """Hears the steps that WeasyPrint logs and tells them in the packet's own words."""

    def __init__(self, report: Report, expected_pages: int) -> None:
        super().__init__(logging.INFO)
        self.report, self.expected_pages = report, expected_pages

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if said.startswith("Step 5") and said.rpartition("Page ")[2].isdecimal():
            page = int(said.rpartition("Page ")[2])
            done = min(1.0, page / self.expected_pages)
            percent = _LAYOUT_STARTS + round(done * (_LAYOUT_ENDS - _LAYOUT_STARTS))
            self.report(f"Laying out page {page}", percent)
        elif said.startswith("Step 6"):
            self.report("Drawing the pages", 80)
        elif said.startswith("Step 7"):
            self.report("Tagging and closing the file", 92)


@contextmanager
def reported(report: Report, *, expected_pages: int) -> Iterator[None]:
    """Tell `report` each step of the rendering inside, with 0 to 100 per cent.

    Pages beyond the expected ones stay at 75.
    """
    log = logging.getLogger("weasyprint.progress")
    listener = _Listener(report, expected_pages)
    level, propagates = log.level, log.propagate
    log.addHandler(listener)
    log.setLevel(logging.INFO)
    log.propagate = False
    report("Writing the document", 5)
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.setLevel(level)
        log.propagate = propagates


def unwatched(step: str, percent: int) -> None:
    """A report that nobody hears."""
