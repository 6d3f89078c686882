"""The shape of the tables: a door, and who of the organization gets through it."""

from dataclasses import dataclass, field
from typing import Any

EVERYBODY = frozenset(
    {
        "admin",
        "recruiter",
        "own manager",
        "other manager",
        "own interviewer",
        "blind interviewer",
        "other interviewer",
        "own committee",
        "other committee",
    }
)
NOBODY: frozenset[str] = frozenset()
ADMIN = frozenset({"admin"})
EVERY_PLANNER = frozenset({"admin", "recruiter"})
PLANNERS = EVERY_PLANNER | {"own manager"}
OPENERS = PLANNERS | {"other manager"}
READERS = PLANNERS | {"own committee"}
COMMITTEE = frozenset({"own committee"})


@dataclass(frozen=True)
class Door:
    """Who gets through, and with what: path parts and body, where `@thing` stands for a thing's id."""

    opens_for: frozenset[str]
    path: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def points_at_things(self) -> bool:
        named = [value if isinstance(value, list) else [value] for value in self.body.values()]
        return any(str(value).startswith("@") for values in named for value in values)
