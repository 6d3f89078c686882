"""What is to be composed, as JSON (`compose/1`): the questions that there are, the rounds that want them.

`composition.schema` writes the shape as a JSON Schema. Read strictly: every fault is named with its path.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import ConfigDict, Field, StrictBool

from hiring.foundations.reading import Fault, Unreadable, json_of, made

FORMAT: Final = "compose/1"
WORK: Final = 400_000

Name = Annotated[str, Field(strict=True, min_length=1, max_length=200)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
Positive = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=1440)]
Slack = Annotated[int, Field(strict=True, ge=0, le=1440)]
Difficulty = Annotated[int, Field(strict=True, ge=0, le=100)]

# An instance that cannot be read; `faults` names each thing that is wrong with it.
InstanceInvalid = Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question. Without a `limit` it may be asked for ever; without a `family` it is alone in one."""

    id: Name
    kind: Name
    competencies: tuple[Name, ...]
    difficulty: Difficulty
    minutes: Minutes
    asked_count: Count
    limit: Count | None = None
    family: Name | None = None
    approved: StrictBool
    asked_to_candidate: StrictBool
    recently_asked: StrictBool


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """An interview: its questions fill `minutes`, or up to `slack_minutes` less."""

    id: Name
    kind: Name
    minutes: Minutes
    slack_minutes: Slack
    max_questions: Positive
    needs: dict[Name, Count] = field(default_factory=dict)
    difficulty: Difficulty
    locked: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to look for a cheaper plan once there is one, in units of work."""

    work: Positive = WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One loop to compose."""

    # For the whole tree. Only a bound on length, though it be none, makes pydantic look for lone surrogates.
    __pydantic_config__: ClassVar = ConfigDict(extra="forbid", str_min_length=0)

    format: Literal["compose/1"]
    questions: tuple[Question, ...] = Field(max_length=1_000_000)
    rounds: tuple[Round, ...] = Field(max_length=100)
    limits: Limits = field(default_factory=Limits)


def parse(text: str) -> Instance:
    """Read an instance; raises InstanceInvalid with every fault of shape, type, range or cross-reference."""
    return read(json_of(text))


def read(tree: Any) -> Instance:
    """What `parse` makes of the text, from its JSON tree; raises as `parse` does."""
    instance = made(Instance, tree)
    if faults := [*_twice(instance), *_beside_the_library(instance), *_too_much_slack(instance)]:
        raise InstanceInvalid(faults)
    return instance


def _twice(instance: Instance) -> Iterator[Fault]:
    named = [("questions", [question.id for question in instance.questions])]
    named += [("rounds", [round.id for round in instance.rounds])]
    named += [(f"rounds[{at}].locked", list(round.locked)) for at, round in enumerate(instance.rounds)]
    for path, ids in named:
        for name, times in Counter(ids).items():
            if times > 1:
                yield Fault(path, f"names “{name}” {times} times")


def _beside_the_library(instance: Instance) -> Iterator[Fault]:
    known = {question.id for question in instance.questions}
    for at, round in enumerate(instance.rounds):
        for place, name in enumerate(round.locked):
            if name not in known:
                yield Fault(f"rounds[{at}].locked[{place}]", f"names question “{name}”, which is not listed")


def _too_much_slack(instance: Instance) -> Iterator[Fault]:
    for at, round in enumerate(instance.rounds):
        if round.slack_minutes > round.minutes:
            yield Fault(f"rounds[{at}].slack_minutes", f"is more than the round's {round.minutes} minutes")
