"""The demo's people and what happened to them, read from YAML into frozen values; no database here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from pathlib import Path
from typing import Any

import yaml

STAGE = Path(__file__).resolve().parent / "stage"
ORGANIZATIONS = ("quillmoor", "pebblewright")

# A working day counted from today (negative before it, never 0), and a time of day where the organization is.
When = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class Person:
    """A member; roles and round kinds are written as their values."""

    slug: str
    name: str
    title: str
    time_zone: str
    roles: Sequence[str]
    qualified: Sequence[str] = ()
    shadowing: Sequence[str] = ()
    reverse_shadowing: Sequence[str] = ()
    # What differs from an interviewer who has said nothing: fields of their profile, times as text.
    interviews: Mapping[str, Any] = field(default_factory=dict)
    # Meetings of their own, in their zone: a day, from, until.
    busy: Sequence[tuple[int, str, str]] = ()

    @property
    def said_of_interviewing(self) -> dict[str, Any]:
        """Their profile's fields, times as times."""
        times = {
            name: time.fromisoformat(self.interviews[name])
            for name in ("works_from", "works_to")
            if name in self.interviews
        }
        return {**self.interviews, **times}


@dataclass(frozen=True, kw_only=True)
class OpeningPlan:
    slug: str
    title: str
    level: str
    description: str
    hiring_manager: str
    committee: Sequence[str]
    must_have: Sequence[str]
    nice_to_have: Sequence[str]
    day: int


@dataclass(frozen=True, kw_only=True)
class RoundPlan:
    """Who sits in a round and what is asked; the first seat leads."""

    seats: Sequence[str]
    questions: Sequence[str]
    starts: When | None = None
    trainees: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class WaiverPlan:
    """A gap about a competency, named by its flaw, that the hiring manager answers for."""

    gap: str
    competency: str
    at: When
    reason: str


@dataclass(frozen=True, kw_only=True)
class LoopPlan:
    """A loop as far as it has come; rounds are named by their kinds."""

    template: str
    drafted: When
    rounds: Mapping[str, RoundPlan]
    published: When | None = None
    leaves_out: Sequence[str] = ()
    waived: Sequence[WaiverPlan] = ()


@dataclass(frozen=True, kw_only=True)
class VotePlan:
    by: str
    at: When
    value: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class DecisionPlan:
    at: When
    outcome: str
    rationale: str


@dataclass(frozen=True, kw_only=True)
class DebriefPlan:
    opened: When
    pre_votes: Sequence[VotePlan] = ()
    votes: Sequence[VotePlan] = ()
    decision: DecisionPlan | None = None
    packet_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One criterion's answer: a value with its evidence, or why it was not assessed."""

    value: int | None = None
    evidence: str = ""
    not_assessed: str = ""


@dataclass(frozen=True, kw_only=True)
class Feedback:
    """One scorecard; answers are named by criteria, flags by slugs, notes follow the round's questions."""

    round: str
    by: str
    written: When
    recommendation: str
    summary: str
    answers: Mapping[str, Said]
    notes: Sequence[str]
    red_flags: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False


@dataclass(frozen=True, kw_only=True)
class CandidatePlan:
    slug: str
    name: str
    email: str
    time_zone: str
    opening: str
    considered: When
    withdrew: When | None = None
    # When they could come, in their zone: a day, from, until.
    windows: Sequence[tuple[int, str, str]] = ()
    loop: LoopPlan | None = None
    debrief: DebriefPlan | None = None
    feedback: Sequence[Feedback] = ()


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A new question; `text` holds the fields of its draft, competencies are slugs."""

    by: str
    at: When
    submitted: bool
    text: Mapping[str, Any]
    competencies: Sequence[str]
    tags: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class RevisionPlan:
    """A new version of a question, with one follow-up and one strong signal more."""

    question: str
    by: str
    at: When
    submitted: bool
    follow_up: str
    strong_signal: str


@dataclass(frozen=True, kw_only=True)
class LeakPlan:
    question: str
    by: str
    at: When
    reason: str


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A document that somebody imports; the file lies beside the plan."""

    by: str
    at: When
    round_kind: str
    file: str


@dataclass(frozen=True, kw_only=True)
class LibraryPlan:
    proposed: Sequence[Proposal] = ()
    revised: Sequence[RevisionPlan] = ()
    leaked: Sequence[LeakPlan] = ()
    brought: Sequence[Brought] = ()


@dataclass(frozen=True, kw_only=True)
class Cast:
    """One organization of the demo; the first person founds it."""

    slug: str
    name: str
    time_zone: str
    people: Sequence[Person]
    openings: Sequence[OpeningPlan]
    candidates: Sequence[CandidatePlan]
    library: LibraryPlan

    def email_of(self, person: Person) -> str:
        return f"{person.slug}{address_ending(self.slug)}"


def address_ending(organization: str) -> str:
    """How the made-up addresses of an organization end; nobody can own one (RFC 2606)."""
    return f"@{organization}.example"


def read_cast(organization: str) -> Cast:
    """One organization of the demo with everything that happens in it."""
    folder = STAGE / organization
    return Cast(
        **_read(folder / "organization.yaml"),
        people=[Person(**person) for person in _read(folder / "members.yaml")],
        openings=[OpeningPlan(**opening) for opening in _read(folder / "openings.yaml")],
        candidates=[_candidate(candidate, folder) for candidate in _read(folder / "candidates.yaml")],
        library=_library(folder / "library.yaml"),
    )


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _candidate(written: dict[str, Any], folder: Path) -> CandidatePlan:
    feedback = folder / "feedback" / f"{written['slug']}.yaml"
    loop, debrief = written.pop("loop", None), written.pop("debrief", None)
    return CandidatePlan(
        **written,
        loop=_loop(**loop) if loop else None,
        debrief=_debrief(**debrief) if debrief else None,
        feedback=[_feedback(**scorecard) for scorecard in _read(feedback)] if feedback.exists() else [],
    )


def _library(path: Path) -> LibraryPlan:
    if not path.exists():
        return LibraryPlan()
    written = _read(path)
    return LibraryPlan(
        proposed=[_proposal(**proposal) for proposal in written["proposed"]],
        revised=[RevisionPlan(**revision) for revision in written["revised"]],
        leaked=[LeakPlan(**leak) for leak in written["leaked"]],
        brought=[Brought(**brought) for brought in written["brought"]],
    )


def _proposal(
    *, by: str, at: When, submitted: bool, competencies: Sequence[str], tags: Sequence[str], **text: Any
) -> Proposal:
    return Proposal(by=by, at=at, submitted=submitted, competencies=competencies, tags=tags, text=text)


def _loop(*, rounds: dict[str, Any], waived: Sequence[Any] = (), **rest: Any) -> LoopPlan:
    return LoopPlan(
        rounds={kind: RoundPlan(**planned) for kind, planned in rounds.items()},
        waived=[WaiverPlan(**waiver) for waiver in waived],
        **rest,
    )


def _debrief(
    *, pre_votes: Sequence[Any] = (), votes: Sequence[Any] = (), decision: Any = None, **rest: Any
) -> DebriefPlan:
    return DebriefPlan(
        pre_votes=[VotePlan(**vote) for vote in pre_votes],
        votes=[VotePlan(**vote) for vote in votes],
        decision=DecisionPlan(**decision) if decision else None,
        **rest,
    )


def _feedback(*, answers: dict[str, Any], **rest: Any) -> Feedback:
    return Feedback(answers={name: Said(**answer) for name, answer in answers.items()}, **rest)
