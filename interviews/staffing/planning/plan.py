"""What planning comes to: bookings with their cost and reasons, or why somebody cannot be booked."""

import json
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from hiring.foundations.reading import adapter_of
from interviews.staffing.planning.instance import FORMAT, Instance

Rule = Literal[
    "qualification", "training", "conflict", "limit", "calendar", "working_hours", "window",
    "one_seat", "order", "rounds_per_day", "lunch", "break", "rooms",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """The objective, in the order in which its parts count."""

    unplanned_rounds: int
    days: int
    span_minutes: int
    load: int
    preferences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """No plan is better in these parts, compared in their order."""

    unplanned_rounds: int
    days: int
    span_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One round at its time with its people. `start` and `end` are RFC 3339 with `Z`; `panel` is sorted."""

    candidate: str
    round: str
    start: str
    end: str
    panel: tuple[str, ...]
    shadow: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A rule in a conflict: of one round, of two in their order (`rounds`), or of the whole loop."""

    rule: Rule
    round: str | None = None
    rounds: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Rules that cannot hold together for the candidate, and of which none can be spared."""

    candidate: str
    rules: tuple[BrokenRule, ...]
    says: str


ChangeKind = Literal[
    "raise_daily_limit", "raise_weekly_limit", "free_calendar", "extend_hours", "qualify", "open_window",
    "allow_order", "raise_rounds_per_day", "drop_lunch", "shorten_break", "add_room",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of a cheapest set that lets the candidate be planned; what it is not about is None.

    `start` and `end` bound the time to be freed, worked or opened. `before` and `after` are numbers: a limit,
    minutes of break, rooms.
    """

    candidate: str
    change: ChangeKind
    cost: int
    interviewer: str | None = None
    kind: str | None = None
    rounds: tuple[str, str] | None = None
    start: str | None = None
    end: str | None = None
    before: int | None = None
    after: int | None = None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The answer. With `optimal` no plan costs less. `work` counts steps, the same on every machine."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    format: Literal["plan/1"] = FORMAT
    status: Literal["planned", "partly_planned", "impossible"]
    optimal: bool
    cost: Cost
    bound: Bound
    bookings: tuple[Booking, ...]
    conflicts: tuple[Conflict, ...] = ()
    changes: tuple[Change, ...] = ()
    work: int


def written(plan: Plan) -> str:
    """The plan as JSON text in ASCII, two spaces deep, with a line feed at its end."""
    return json.dumps(asdict(plan), indent=2) + "\n"


def schema() -> str:
    """The JSON Schema of instances and of plans, for whoever calls the command."""
    both = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": "An instance to plan, or what planning came to.",
        "oneOf": [{"$ref": "#/$defs/Instance"}, {"$ref": "#/$defs/Plan"}],
    }
    definitions: dict[str, Any] = {}
    for kind in (Instance, Plan):
        tree = adapter_of(kind).json_schema()
        definitions |= tree.pop("$defs", {}) | {kind.__name__: tree}
    return (
        json.dumps({**both, "$defs": dict(sorted(definitions.items()))}, ensure_ascii=False, indent=2) + "\n"
    )
