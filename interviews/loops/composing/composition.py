"""What composing comes to: a plan with its cost and its reasons, or a conflict that nobody can satisfy."""

import json
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Literal

from pydantic import ConfigDict

from hiring.foundations.reading import adapter_of
from interviews.loops.composing.instance import FORMAT, Instance


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """The questions of one round in the order of their ids, how long they take, and why each was chosen."""

    id: str
    questions: tuple[str, ...]
    minutes: int
    why: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Requirements that cannot hold together and of which none can be spared.

    `round` is the first round concerned, in the order of ids. A rule is `minutes`, `max_questions`,
    `need:<competency>` or `locked:<question>` of that round; the same of another round begins with that
    round's id and a colon. `approved`, `asked_to_candidate`, `limit` and `family` are rules of the whole
    loop.
    """

    round: str
    rules: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """The answer. `cost` and `bound` are None and `rounds` is empty when it is impossible.

    No plan costs less than `bound`; with `optimal` it is the cost itself. `work` is a count of steps, the
    same on every machine.
    """

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    format: Literal["compose/1"] = FORMAT
    status: Literal["composed", "impossible"]
    optimal: bool
    cost: int | None
    bound: int | None
    rounds: tuple[RoundPlan, ...]
    conflict: Conflict | None
    work: int


def written(composition: Composition) -> str:
    """The composition as JSON text in ASCII, two spaces deep, with a line feed at its end."""
    return json.dumps(asdict(composition), indent=2) + "\n"


def schema() -> str:
    """The JSON Schema of instances and of compositions, for whoever calls the command."""
    both = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": "An instance to compose, or what composing came to.",
        "oneOf": [{"$ref": "#/$defs/Instance"}, {"$ref": "#/$defs/Composition"}],
    }
    definitions: dict[str, Any] = {}
    for kind in (Instance, Composition):
        tree = adapter_of(kind).json_schema()
        definitions |= tree.pop("$defs", {}) | {kind.__name__: tree}
    return (
        json.dumps({**both, "$defs": dict(sorted(definitions.items()))}, ensure_ascii=False, indent=2) + "\n"
    )
