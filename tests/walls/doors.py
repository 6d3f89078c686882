"""The shape of the tables: a door, and who of the organization gets through it."""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

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
# The committee reads the library; everybody else may write in it.
NOBODY: frozenset[str] = frozenset()
ADMIN = frozenset({"admin"})
EVERY_PLANNER = frozenset({"admin", "recruiter"})
PLANNERS = EVERY_PLANNER | {"own manager"}
OPENERS = PLANNERS | {"other manager"}
READERS = PLANNERS | {"own committee"}
COMMITTEE = frozenset({"own committee"})
PROPOSERS = EVERYBODY - {"own committee", "other committee"}
# A day about which somebody may be asked.
SOON = (timezone.now() + timedelta(days=7)).date().isoformat()


class Sheet(io.BytesIO):
    """A file that can be sent again and again."""

    name = "guide.md"

    def read(self, *_: Any) -> bytes:
        return self.getvalue()


@dataclass(frozen=True)
class Door:
    """Who gets through, and with what: path parts and body, where `@thing` stands for a thing's id.

    `format` is how a program sends the body.
    """

    opens_for: frozenset[str]
    path: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    format: str = "json"

    @property
    def points_at_things(self) -> bool:
        return _points_at_things(self.body)


def _points_at_things(value: Any) -> bool:
    if isinstance(value, dict | list):
        return any(map(_points_at_things, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and value.startswith("@")
