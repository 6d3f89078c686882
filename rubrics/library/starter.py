"""The content that an organization starts with, read from YAML into frozen values and checked as a whole."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field

from rubrics.library.content import Different, Entry, Key, Part, named_among, read_entries

STARTER = Path(__file__).resolve().parent.parent / "starter"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SOURCE_REF = re.compile(r"S\d-[A-Z]?\d*")

RoundKind = Literal["ml-foundations", "coding", "system-design", "mlops", "production", "oral", "behavioural"]
ROUND_KINDS: tuple[str, ...] = get_args(RoundKind)


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("must be lower-case words joined by hyphens")
    return text


def _source_ref(text: str) -> str:
    if not SOURCE_REF.fullmatch(text):
        raise ValueError(f"is {text}, which is no topic key")
    return text


def _lowest_first(anchors: Any) -> Any:
    if not isinstance(anchors, dict) or list(anchors) != [1, 2, 3, 4]:
        raise ValueError("must give a text for each of the levels 1, 2, 3, 4, in this order")
    return tuple(anchors.values())


Slug = Annotated[str, Field(max_length=60), AfterValidator(_slug)]
SourceRefs = Different[Annotated[Key, AfterValidator(_source_ref)]]
CompetencyKey = Annotated[Key, named_among("competencies")]
RedFlagKeys = Different[Annotated[Key, named_among("red_flags")]]
Anchor = Annotated[str, Field(max_length=1000)]
Anchors = Annotated[tuple[Anchor, Anchor, Anchor, Anchor], BeforeValidator(_lowest_first)]
Remarks = Different[Annotated[str, Field(max_length=400)]]


class Competency(Entry):
    slug: Slug
    name: str = Field(max_length=80)
    description: str = Field(max_length=1000)
    source_refs: SourceRefs = ()


class RedFlag(Entry):
    slug: Slug
    statement: str = Field(max_length=160)
    description: str = Field(max_length=1000)
    source_refs: SourceRefs = ()


class Criterion(Part):
    """One line of a rubric; `anchors` are the levels 1 to 4, `competency` is a slug."""

    name: str = Field(max_length=120)
    description: str = Field(max_length=1000)
    competency: CompetencyKey
    anchors: Anchors
    source_refs: SourceRefs = ()


class Rubric(Entry):
    slug: Slug
    name: str = Field(max_length=120)
    round_kind: RoundKind
    guidance: str = Field(max_length=4000)
    criteria: tuple[Criterion, ...] = Field(strict=False, min_length=4, max_length=5)
    red_flags: RedFlagKeys = ()
    source_refs: SourceRefs = ()


class Question(Entry):
    """One question; `competencies` and `red_flags` are slugs, the first competency being its main one."""

    slug: Slug
    round_kind: RoundKind = Field(validation_alias="its file’s name")
    title: str = Field(max_length=160)
    prompt: str = Field(max_length=4000)
    context: str = Field(max_length=4000)
    follow_ups: Remarks = Field(min_length=2, max_length=4)
    strong_signals: Remarks = Field(min_length=4, max_length=8)
    weak_signals: Remarks = Field(min_length=4, max_length=8)
    minutes: int = Field(ge=5, le=90)
    difficulty: int = Field(ge=1, le=5)
    competencies: Different[CompetencyKey] = Field(min_length=1)
    red_flags: RedFlagKeys = ()
    exposure_limit: Annotated[int, Field(ge=1, le=1000)] | None
    source_refs: SourceRefs = Field(min_length=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything together: each slug that is named is there, and each slug is there once."""

    competencies: tuple[Competency, ...]
    red_flags: tuple[RedFlag, ...]
    rubrics: tuple[Rubric, ...]
    questions: tuple[Question, ...]


def read_library(folder: Path = STARTER) -> Library:
    """The content of the folder; raises `ContentFault` naming the first file and item that cannot be used."""
    competencies = read_entries(Competency, folder / "competencies.yaml", known={})
    red_flags = read_entries(RedFlag, folder / "red_flags.yaml", known={})
    known = {
        "competencies": {competency.slug for competency in competencies},
        "red_flags": {red_flag.slug for red_flag in red_flags},
    }
    questions = sorted((folder / "questions").glob("*.yaml"))
    return Library(
        competencies=competencies,
        red_flags=red_flags,
        rubrics=read_entries(Rubric, folder / "rubrics.yaml", known=known),
        questions=read_entries(Question, *questions, known=known, file_name_is="its file’s name"),
    )
