"""The demo's people, as a browser test meets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    roles: Sequence[str]
    token: str
    sign_in: str


@dataclass(frozen=True)
class Company:
    """One organization of the demo."""

    name: str
    people: Sequence[Person]

    @classmethod
    def of(cls, organization: dict[str, Any]) -> "Company":
        return cls(organization["name"], [Person(**member) for member in organization["members"]])

    def with_role(self, role: str) -> Person:
        """Whoever has the role and as few others as possible."""
        return min((person for person in self.people if role in person.roles), key=lambda one: len(one.roles))

    def named(self, first_name: str) -> Person:
        return next(person for person in self.people if person.email.startswith(first_name))
