"""What is to be staffed, as JSON (`plan/1`): the days, the interviewers, the candidates with their rounds.

`plan.schema` writes the shape as a JSON Schema. Read strictly: every fault is named with its path.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import ConfigDict, Field, StrictBool

from hiring.foundations.reading import Fault, Unreadable, json_of, made
from interviews.staffing.planning.values import (
    Break,
    Count,
    Day,
    HalfDay,
    Instant,
    Interval,
    Minutes,
    Name,
    PanelSize,
    Positive,
    Stage,
    WallTime,
    Zone,
)

FORMAT: Final = "plan/1"
WORK: Final = 200_000
# Starts lie on this grid of UTC, but for those of pins.
GRID_MINUTES: Final = 15

# An instance that cannot be read; `faults` names each thing that is wrong with it.
InstanceInvalid = Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Lunch:
    """A gap of `minutes` within the wall-clock times `from` and `to`, on every day that is used."""

    minutes: Minutes
    from_: Annotated[WallTime, Field(alias="from")]
    to: WallTime


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What holds for every candidate. Without `rooms` there are enough."""

    break_minutes: Break
    max_rounds_per_day: Positive
    rooms: Count | None = None
    lunch: Lunch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interviewer:
    """Somebody who may be seated, with their days told in their own zone.

    `working_hours` are wall-clock times, Monday to Friday. `booked` counts the interviews that they have
    already, by local date; `recent_load` those of late, for fairness.
    """

    id: Name
    time_zone: Zone
    working_hours: tuple[WallTime, WallTime]
    qualifications: dict[Name, Stage]
    daily_limit: Count
    weekly_limit: Count
    booked: dict[Day, Count] = field(default_factory=dict)
    recent_load: Count = 0
    busy: tuple[Interval, ...] = ()
    conflicts: tuple[Name, ...] = ()
    avoid: HalfDay | None = None
    dislikes: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A booking that stays as it is, whatever rule it breaks: it takes time, people, rooms and limits."""

    # Any moment, and whoever sits there: it may be nobody.
    start: Instant
    panel: tuple[Name, ...]
    shadow: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """An interview to be booked. `panel` people judge; a shadow sits with them where one is wanted."""

    id: Name
    kind: Name
    minutes: Minutes
    panel: PanelSize = 1
    wants_shadow: StrictBool = False
    pinned: Pin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody to be interviewed, whole or not at all. Of a pair in `before` the first ends first."""

    id: Name
    time_zone: Zone
    windows: tuple[Interval, ...]
    rounds: tuple[Round, ...]
    before: tuple[tuple[Name, Name], ...] = ()
    avoid: HalfDay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to look for a better plan once there is one, in units of work."""

    work: Positive = WORK


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """The candidates to be booked on the days, by whom, and under which policy."""

    # For the whole tree. Only a bound on length, though it be none, makes pydantic look for lone surrogates.
    __pydantic_config__: ClassVar = ConfigDict(extra="forbid", str_min_length=0)

    format: Literal["plan/1"]
    days: tuple[Day, ...] = Field(max_length=400)
    policy: Policy
    interviewers: tuple[Interviewer, ...] = Field(max_length=10_000)
    candidates: tuple[Candidate, ...] = Field(max_length=2_000)
    limits: Limits = field(default_factory=Limits)


def parse(text: str) -> Instance:
    """Read an instance; raises InstanceInvalid with every fault of shape, type, range or cross-reference."""
    return read(json_of(text))


def read(tree: Any) -> Instance:
    """What `parse` makes of the text, from its JSON tree; raises as `parse` does."""
    instance = made(Instance, tree)
    faults = [*_twice(instance), *_backwards(instance)]
    people = {person.id for person in instance.interviewers}
    for at, candidate in enumerate(instance.candidates):
        path = f"candidates[{at}]"
        faults += _in_order(candidate, path)
        for place, round in enumerate(candidate.rounds):
            if round.pinned:
                faults += _in_pin(round, round.pinned, people, f"{path}.rounds[{place}].pinned")
    if faults:
        raise InstanceInvalid(faults)
    return instance


def _twice(instance: Instance) -> Iterator[Fault]:
    named: list[tuple[str, Iterable[object]]] = [
        ("days", instance.days),
        ("interviewers", [person.id for person in instance.interviewers]),
        ("candidates", [candidate.id for candidate in instance.candidates]),
    ]
    for at, candidate in enumerate(instance.candidates):
        named.append((f"candidates[{at}].rounds", [round.id for round in candidate.rounds]))
    for path, ids in named:
        for name, times in Counter(ids).items():
            if times > 1:
                yield Fault(path, f"names “{name}” {times} times")


def _backwards(instance: Instance) -> Iterator[Fault]:
    """Times that end before they begin; without any length at all they hold nothing, and do no harm."""
    lunch = instance.policy.lunch
    if lunch and lunch.to <= lunch.from_:
        yield Fault("policy.lunch", "must end after it begins")
    spans = []
    for at, person in enumerate(instance.interviewers):
        opens, closes = person.working_hours
        if closes <= opens:
            yield Fault(f"interviewers[{at}].working_hours", "must end after they begin")
        spans.append((f"interviewers[{at}].busy", person.busy))
    spans += [(f"candidates[{at}].windows", one.windows) for at, one in enumerate(instance.candidates)]
    for path, intervals in spans:
        for place, (begin, end) in enumerate(intervals):
            if end < begin:
                yield Fault(f"{path}[{place}]", "ends before it begins")


def _in_order(candidate: Candidate, path: str) -> Iterator[Fault]:
    known = {round.id for round in candidate.rounds}
    for at, pair in enumerate(candidate.before):
        for place, name in enumerate(pair):
            if name not in known:
                yield Fault(f"{path}.before[{at}][{place}]", f"names round “{name}”, which is not listed")
        if pair[0] == pair[1]:
            yield Fault(f"{path}.before[{at}]", f"sets round “{pair[0]}” before itself")


def _in_pin(round: Round, pin: Pin, people: set[str], path: str) -> Iterator[Fault]:
    if pin.shadow is not None and not round.wants_shadow:
        yield Fault(f"{path}.shadow", "sits in a round that wants no shadow")
    seated = [(f"{path}.panel[{place}]", name) for place, name in enumerate(pin.panel)]
    if pin.shadow is not None:
        seated.append((f"{path}.shadow", pin.shadow))
    for place, (where, name) in enumerate(seated):
        if name not in people:
            yield Fault(where, f"names interviewer “{name}”, who is not listed")
        if name in [other for _, other in seated[:place]]:
            yield Fault(where, f"seats “{name}” again")
