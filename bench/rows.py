"""The measured pages, each under its name and with its aim. A room adds its own by one more function."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

from django.http.response import HttpResponseBase
from django.urls import reverse

from bench.filling.feedback import content_for
from bench.filling.words import Pen
from bench.measuring import Send
from bench.readers import Readers, browser_of
from interviews.scorecards.forms import as_fields
from interviews.scorecards.models import Scorecard

FEW, MANY = 3, 25


@dataclass(frozen=True)
class Row:
    """A page, how it is asked for, and what it may cost at most; a page without an aim must only be flat."""

    name: str
    prepare: Callable[[Readers], Send]
    queries: int | None
    milliseconds: float | None
    streams: bool

    @property
    def requests(self) -> int:
        """How many requests give a fair median; a stream is long enough by itself."""
        return FEW if self.streams else MANY


ROWS: dict[str, Row] = {}


def row(
    name: str, *, queries: int | None = None, milliseconds: float | None = None, streams: bool = False
) -> Callable[[Callable[[Readers], Send]], Callable[[Readers], Send]]:
    """Enter a page under this name: the function prepares, and returns what sends one request."""

    def enter(prepare: Callable[[Readers], Send]) -> Callable[[Readers], Send]:
        ROWS[name] = Row(name, prepare, queries, milliseconds, streams)
        return prepare

    return enter


@row("loop list, recruiter", queries=10, milliseconds=40)
def loop_list_of_recruiter(readers: Readers) -> Send:
    browser = browser_of(readers.recruiter)
    return lambda: browser.get(reverse("overview:loops"))


@row("loop list, interviewer", queries=10, milliseconds=40)
def loop_list_of_interviewer(readers: Readers) -> Send:
    browser = browser_of(readers.interviewer)
    return lambda: browser.get(reverse("overview:loops"))


@row("loop, recruiter")
def loop_of_recruiter(readers: Readers) -> Send:
    browser, turns = browser_of(readers.recruiter), readers.loops_in_turn(readers.recruiter)
    return lambda: browser.get(reverse("overview:loop", args=[next(turns)]))


@row("loop, interviewer")
def loop_of_interviewer(readers: Readers) -> Send:
    browser, turns = browser_of(readers.interviewer), readers.loops_in_turn(readers.interviewer)
    return lambda: browser.get(reverse("overview:loop", args=[next(turns)]))


@row("debrief, recruiter", queries=12, milliseconds=60)
def debrief_of_recruiter(readers: Readers) -> Send:
    browser, turns = browser_of(readers.recruiter), readers.debriefs_in_turn(readers.recruiter)
    return lambda: browser.get(reverse("debriefs:detail", args=[next(turns)]))


@row("debrief, committee", queries=12, milliseconds=60)
def debrief_of_committee(readers: Readers) -> Send:
    browser, turns = browser_of(readers.committee_member), readers.debriefs_in_turn(readers.committee_member)
    return lambda: browser.get(reverse("debriefs:detail", args=[next(turns)]))


@row("save a scorecard", queries=12, milliseconds=15)
def save_scorecard(readers: Readers) -> Send:
    """As the page saves while one types: every time another text, on top of the version before."""
    browser, place, pen = browser_of(readers.author), readers.half_filled, Pen(seed=3)
    browser.get(reverse("scorecards:fill", args=[place.seat.pk]))
    token = browser.cookies["csrftoken"].value
    drafts = Scorecard.objects.filter(seat=place.seat)
    version = drafts.values_list("version", flat=True).get()

    def send() -> HttpResponseBase:
        nonlocal version
        typed = as_fields(content_for(place, pen)) | {"version": version, "mutation_id": uuid4().hex}
        answer = browser.post(
            reverse("scorecards:autosave", args=[place.seat.pk]),
            typed,
            headers={"X-CSRFToken": token, "Accept": "application/json"},
        )
        version += 1
        return answer

    return send


@row("export, recruiter", queries=5, streams=True)
def export_of_recruiter(readers: Readers) -> Send:
    browser = browser_of(readers.recruiter)
    return lambda: browser.get(reverse("scorecards:export"))


@row("export, interviewer", queries=5, streams=True)
def export_of_interviewer(readers: Readers) -> Send:
    browser = browser_of(readers.interviewer)
    return lambda: browser.get(reverse("scorecards:export"))
