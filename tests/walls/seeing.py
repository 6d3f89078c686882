"""All that one person can fetch, to the last byte."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse
from django_filters import Filter

from hiring.candidates.states import OpeningStatus
from hiring.people.models import Member
from interviews.debriefs.states import DebriefStatus
from interviews.loops.states import LoopStatus
from tests.walls.stories import LOOPS, Stage
from tests.walls.test_api import OPERATIONS, with_token
from tests.walls.test_pages import PAGES, signed_in

# What two answers to the very same request may differ in.
CHANCE = re.compile(
    rb'(csrfmiddlewaretoken" value="|X-CSRFToken": "|name="(?:once|mutation_id)" value="|id="job-)[^"]+'
)
HEADERS_OF_CHANCE = {"set-cookie", "date", "expires", "x-request-id"}
COOKIES_OF_CHANCE = {"csrftoken", "sessionid"}
# What the address of a page may ask for, `@thing` standing for a thing's id.
ASKED_OF_PAGES: dict[str, list[dict[str, str]]] = {
    "GET overview:loops": [*({"status": status} for status in LoopStatus.values), {"opening": "@opening"}],
    "GET debriefs:list": [{"status": status} for status in DebriefStatus.values],
    "GET openings:list": [{"status": status} for status in OpeningStatus.values],
    "GET candidates:list": [{"words": "candidate"}],
    "GET candidates:new": [{"opening": "@opening"}],
}
# The things that a filter of the API points at, and words for those that take any.
FILTERED_BY = {
    "not_met_by": "candidate",
    "loop": "running loop",
    "round": "draft round",
    "member": "member",
    "opening": "opening",
    "candidate": "candidate",
    "candidacy": "candidacy",
    "debrief": "debrief",
    "hiring_day": "hiring day",
}
WORDS = {
    "kind": ["scorecard.submitted", "vote.cast", "decision.made", "candidacy.hired", "candidacy.declined"],
    "subject_type": ["scorecard", "vote", "decision", "candidacy"],
    "subject_id": ["1"],
}
# Filters by what was settled before the stories part; they would only repeat the list.
SETTLED = {
    "competency",
    "difficulty",
    "document",
    "email",
    "given_by",
    "hiring_manager",
    "is_active",
    "is_cancelled",
    "is_retired",
    "level",
    "minutes",
    "name",
    "part",
    "role",
    "round_kind",
    "slug",
    "source",
    "stage",
    "tag",
    "text",
    "title",
    "under_limit",
    "words",
}


# A door and an address behind it.
Place = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """What came back, and from which tables it was made."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    tables: frozenset[str] = field(compare=False)


@dataclass(frozen=True)
class View:
    """What came back from each place, and what all tables held: a hash of each table's rows."""

    seen: Mapping[Place, Seen]
    rows: Mapping[str, str]


class Eyes:
    """A person with a browser and a token, who tries every door that only reads."""

    def __init__(self, stage: Stage, member: Member) -> None:
        self.stage, self.member = stage, member
        self.browser, self.script = signed_in(member), with_token(member)
        # An answer that breaks is an answer, too.
        self.browser.raise_request_exception = self.script.raise_request_exception = False

    def look(self, *, loops: Collection[str] = LOOPS, at: str = "", before: View | None = None) -> View:
        """What is behind every door, or behind one, of these loops and of what is not of a loop.

        What was made from no table that has changed since `before` is what it was: it is not asked again.
        """
        asked = dict.fromkeys(
            request
            for loop in loops
            for things in self._things_of(loop)
            for request in requests(things, only=at)
        )
        rows = rows_by_table()
        changed = {table for table in rows if before and before.rows[table] != rows[table]}
        known = before.seen if before else {}
        same = {place for place in asked if place in known and known[place].tables.isdisjoint(changed)}
        return View({place: known[place] if place in same else self._seen(place) for place in asked}, rows)

    def _seen(self, place: Place) -> Seen:
        entry, address = place
        return seen(self.browser if entry in PAGES else self.script, address)

    def _things_of(self, loop: str) -> Iterator[dict[str, Any]]:
        """The loop by its hidden scorecard, and by what is beside it and the person's own."""
        things = self.stage.things[loop]
        yield things
        seats = self.stage.loops[loop].rounds.values_list("seats", "seats__member")
        own = next((seat for seat, member in seats if member == self.member.pk), things["owed seat"])
        beside = {"draft round": things["other round"], "scorecard": things["other scorecard"]}
        yield {**things, **beside, "member": self.member.pk, "owed seat": own}


def rows_by_table() -> dict[str, str]:
    """A hash of the rows of each table that there is."""
    with connection.cursor() as cursor:
        return {table: _hash_of(cursor, table) for table in _tables()}


@cache
def _tables() -> list[str]:
    return connection.introspection.table_names()


def _hash_of(cursor: Any, table: str) -> str:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- a name of our own
    return hashlib.sha256("\n".join(sorted(map(repr, cursor.fetchall()))).encode()).hexdigest()


class _Reading:
    """Notes which tables are asked; names that are part of another's count, too, which is safe."""

    def __init__(self) -> None:
        self.tables: set[str] = set()

    def __call__(self, execute: Callable[..., Any], sql: str, *told: Any) -> Any:
        self.tables |= {table for table in _tables() if table in sql}
        return execute(sql, *told)


def seen(client: Client, address: str) -> Seen:
    reading = _Reading()
    with transaction.atomic(), connection.execute_wrapper(reading):
        answer: Any = client.get(address)
        body = b"".join(answer)
        transaction.set_rollback(True)
    headers = {name: said for name, said in answer.headers.items() if name.lower() not in HEADERS_OF_CHANCE}
    for name in answer.cookies.keys() - COOKIES_OF_CHANCE:
        headers[f"cookie {name}"] = answer.cookies[name].value
        # Else a message would be shown by whichever page comes next.
        client.cookies.pop(name, None)
    body = CHANCE.sub(rb"\1", body)
    return Seen(answer.status_code, headers, body, tables=frozenset(reading.tables))


def requests(things: Mapping[str, Any], *, only: str = "") -> Iterator[tuple[str, str]]:
    """Every address that can be read, once as it is and once with each thing that it may be asked for."""
    for entry, door in {**PAGES, **OPERATIONS}.items():
        method, place = entry.split()
        if method != "GET" or (only and entry != only):
            continue
        parts = {part: things[thing] for part, thing in door.path.items()}
        is_page = entry in PAGES
        address = reverse(place, kwargs=parts) if is_page else "/api/v1/" + place.format(**parts)
        yield entry, address
        for asked in (
            ASKED_OF_PAGES.get(entry, []) if is_page else _asked_of(address, things, is_list=not parts)
        ):
            yield entry, f"{address}?{urlencode(_filled(asked, things))}"


def _asked_of(address: str, things: Mapping[str, Any], *, is_list: bool) -> Iterator[dict[str, str]]:
    view: Any = resolve(address).func
    filterset = getattr(view.cls, "filterset_class", None) if is_list else None
    if filterset is None:
        return
    yield {"page_size": "1"}
    for name in filterset.base_filters.keys() - SETTLED:
        for value in _values(name, filterset.base_filters[name]):
            yield {name: value}


def _values(name: str, rule: Filter) -> list[str]:
    if choices := rule.extra.get("choices"):
        return [str(value) for value, _ in choices]
    return [f"@{FILTERED_BY[name]}"] if name in FILTERED_BY else WORDS[name]


def _filled(asked: Mapping[str, str], things: Mapping[str, Any]) -> dict[str, Any]:
    return {name: things[value[1:]] if value[0] == "@" else value for name, value in asked.items()}


def doors_that_differ(whole: View, other: View) -> set[str]:
    """The doors through which the two look different, as far as the other one looked."""
    assert whole.seen.keys() >= other.seen.keys()
    return {place[0] for place in other.seen if whole.seen[place] != other.seen[place]}
