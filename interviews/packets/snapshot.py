"""What a packet shows, frozen: one typed tree. How it is written and read back stands in `canonical`.

Lists stand in the order in which the packet shows them. Instants are RFC 3339 strings, printed in the offset
that they carry. A text that has nothing to say is the empty string.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal

from pydantic import ConfigDict, Field, StrictBool

from hiring.foundations.reading import Instant

FORMAT: Final = "fairloop-packet/1"

Id = Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]
Count = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Minutes = Annotated[int, Field(strict=True, ge=0, le=1440)]
Level = Annotated[int, Field(strict=True, ge=1, le=4)]
# A criterion without a weight says nothing of one: what was frozen before there were weights stays as it was.
Weight = Annotated[
    Annotated[int, Field(strict=True, ge=1, le=5)] | None, Field(exclude_if=lambda weight: weight is None)
]
Stance = Literal["strong_no", "no", "yes", "strong_yes"]
Part = Literal["lead", "panel"]
Phase = Literal["pre_vote", "vote"]
Outcome = Literal["hire", "no_hire", "more_evidence", "other_level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What the packet was made with: the document's templates, the product, the fonts."""

    template: str
    product: str
    fonts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    id: Id
    name: str
    slug: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member, or the candidate (whose title is empty)."""

    id: Id
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    id: Id
    title: str
    level: str
    hiring_manager: Person | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    id: Id
    name: str
    version: Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    id: Id
    title: str
    template: Template | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debrief:
    id: Id
    opened_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    id: Id
    outcome: Outcome
    label: str
    rationale: str
    decided_by: Person
    decided_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    id: Id
    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundName:
    id: Id
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One competency of the opening, with the rounds planned to judge it and how many seats those hold."""

    competency_id: Id
    name: str
    is_must_have: StrictBool
    rounds: tuple[RoundName, ...]
    interviewers: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Somebody's reasoned leave to go on without something that was required."""

    subject: str
    reason: str
    granted_by: Person
    granted_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    id: Id
    title: str
    kind: str
    minutes: Minutes
    starts_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    id: Id
    name: str
    competency_id: Id
    weight: Weight = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One criterion's value with its anchor, or no value and the reason why it was not assessed."""

    criterion: Criterion
    value: Level | None
    not_assessed: str
    anchor: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    id: Id
    statement: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    id: Id
    version: Id
    prompt: str
    minutes: Minutes
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    id: Id
    part: Part
    round: Round
    author: Person
    recommendation: Stance
    summary: str
    submitted_at: Instant
    ratings: tuple[Rating, ...]
    red_flags: tuple[RedFlag, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingScorecard:
    """A lead's or panel member's seat whose scorecard was not submitted when the snapshot was taken."""

    round: RoundName
    author: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    id: Id
    member: Person
    phase: Phase
    value: Stance
    sentence: str
    cast_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchoredCriterion:
    """A rubric's line with what each of the levels 1 to 4 looks like, lowest first."""

    id: Id
    name: str
    description: str
    anchors: tuple[str, str, str, str]
    weight: Weight = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    id: Id
    name: str
    version: Id
    criteria: tuple[AnchoredCriterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    at: Instant
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything one packet shows and nothing else: the same snapshot is the same packet for ever."""

    # For the whole tree. Only a bound on length, though it be none, makes pydantic look for lone surrogates.
    __pydantic_config__: ClassVar = ConfigDict(
        extra="forbid", revalidate_instances="always", str_min_length=0
    )

    versions: Versions
    as_of: Instant
    organization: Organization
    candidate: Person
    candidacy_id: Id
    opening: Opening
    loop: Loop
    debrief: Debrief
    decision: Decision | None
    competencies: tuple[Competency, ...]
    requirements: tuple[Requirement, ...]
    waivers: tuple[Waiver, ...]
    scorecards: tuple[Scorecard, ...]
    missing: tuple[MissingScorecard, ...]
    votes: tuple[Vote, ...]
    rubrics: tuple[Rubric, ...]
    timeline: tuple[TimelineEntry, ...]
    format: Literal["fairloop-packet/1"]
