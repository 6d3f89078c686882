"""What things are called in sentences; a program that has nothing better calls them by their ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Titles for ids. What is not listed is called by its id."""

    rounds: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    competencies: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def round(self, name: str) -> str:
        return self.rounds.get(name, name)

    def question(self, name: str) -> str:
        return self.questions.get(name, name)

    def competency(self, name: str) -> str:
        return self.competencies.get(name, name)

    def kind(self, name: str) -> str:
        return self.kinds.get(name, name)


def listed(parts: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def counted(number: int, noun: str) -> str:
    """“1 question”, “3 questions”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
