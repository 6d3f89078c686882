"""What people and rounds are called in sentences; where nothing better is known, by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names for ids. What is not listed is called by its id."""

    people: Mapping[str, str] = field(default_factory=dict)
    candidates: Mapping[str, str] = field(default_factory=dict)
    rounds: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def person(self, name: str) -> str:
        return self.people.get(name, name)

    def candidate(self, name: str) -> str:
        return self.candidates.get(name, name)

    def round(self, name: str) -> str:
        return self.rounds.get(name, name)

    def kind(self, name: str) -> str:
        return self.kinds.get(name, name)
