"""The content that an organization starts with, read from YAML into frozen values and checked as a whole."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from rubrics.library.content import Different, Entry, Key, Part, named_among, read_entries

STARTER = Path(__file__).resolve().parent.parent / "starter"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SOURCE_REF = re.compile(r"S\d-[A-Z]?\d*")

RoundKind = Literal["ml-foundations", "coding", "system-design", "mlops", "production", "oral", "behavioural"]
ROUND_KINDS: tuple[str, ...] = get_args(RoundKind)
# A quiz has items in place of questions, and somebody who reads its result by a rubric all the same.
JudgedKind = Literal[RoundKind, "quiz"]
Form = Literal["question", "exercise"]
# How long each form may take, and how much an interviewer can listen for meanwhile.
MOST_MINUTES: dict[Form, int] = {"question": 90, "exercise": 180}
MOST_SIGNALS: dict[Form, int] = {"question": 8, "exercise": 16}


def _slug(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError("must be lower-case words joined by hyphens")
    return text


def source_ref(text: str) -> str:
    if not SOURCE_REF.fullmatch(text):
        raise ValueError(f"is {text}, which is no topic key")
    return text


def _lowest_first(anchors: Any) -> Any:
    if not isinstance(anchors, dict) or list(anchors) != [1, 2, 3, 4]:
        raise ValueError("must give a text for each of the levels 1, 2, 3, 4, in this order")
    return tuple(anchors.values())


Slug = Annotated[str, Field(max_length=60), AfterValidator(_slug)]
SourceRefs = Different[Annotated[Key, AfterValidator(source_ref)]]
CompetencyKey = Annotated[Key, named_among("competencies")]
RedFlagKeys = Different[Annotated[Key, named_among("red_flags")]]
Anchor = Annotated[str, Field(max_length=1000)]
Anchors = Annotated[tuple[Anchor, Anchor, Anchor, Anchor], BeforeValidator(_lowest_first)]
Remarks = Different[Annotated[str, Field(max_length=400)]]
Tags = Different[Annotated[str, Field(max_length=30), AfterValidator(_slug)]]
Signals = Annotated[Remarks, Field(min_length=4, max_length=16)]


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
    """One line of a rubric; `anchors` are the levels 1 to 4, `competency` is a slug, `weight` 1 to 5."""

    name: str = Field(max_length=120)
    description: str = Field(max_length=1000)
    competency: CompetencyKey
    anchors: Anchors
    weight: Annotated[int, Field(ge=1, le=5)] | None = None
    source_refs: SourceRefs = ()


class Rubric(Entry):
    """How a round is judged; the one whose slug is its round kind's is the usual one for that kind."""

    slug: Slug
    name: str = Field(max_length=120)
    round_kind: JudgedKind
    guidance: str = Field(max_length=4000)
    criteria: tuple[Criterion, ...] = Field(strict=False, min_length=4, max_length=8)
    red_flags: RedFlagKeys = ()
    source_refs: SourceRefs = ()


class Timing(Part):
    """A stretch of an exercise: how long, and what is done in it."""

    minutes: int = Field(ge=1, le=180)
    activity: str = Field(max_length=200)


class Question(Entry):
    """One thing to ask; `competencies` and `red_flags` are slugs, the first competency being its main one.

    An exercise fills a round: its prompt is the brief, `materials` are what to hand out or set up, and its
    `timings` add up to its minutes. A question has neither. `exposure_limit` is how often it may be asked.
    """

    slug: Slug
    form: Form = "question"
    round_kind: RoundKind = Field(validation_alias="its file’s name")
    title: str = Field(max_length=160)
    prompt: str = Field(max_length=4000)
    context: str = Field(max_length=4000)
    follow_ups: Remarks = Field(min_length=2, max_length=4)
    strong_signals: Signals
    weak_signals: Signals
    materials: Remarks = ()
    timings: Annotated[tuple[Timing, ...], Field(strict=False, max_length=12)] = ()
    minutes: int = Field(ge=5)
    difficulty: int = Field(ge=1, le=5)
    competencies: Different[CompetencyKey] = Field(min_length=1)
    red_flags: RedFlagKeys = ()
    exposure_limit: Annotated[int, Field(ge=1, le=1000)] | None
    tags: Tags = ()
    source_refs: SourceRefs = Field(min_length=1)

    @model_validator(mode="after")
    def _is_no_longer_than_its_form(self) -> Self:
        if self.minutes > MOST_MINUTES[self.form]:
            raise ValueError(f"takes more than {MOST_MINUTES[self.form]} minutes, the most for its form")
        if max(len(self.strong_signals), len(self.weak_signals)) > MOST_SIGNALS[self.form]:
            raise ValueError(
                f"has more than {MOST_SIGNALS[self.form]} signals of a sort, the most for its form"
            )
        return self

    @model_validator(mode="after")
    def _has_what_its_form_has(self) -> Self:
        if self.form == "question" and (self.materials or self.timings):
            raise ValueError("has materials or timings, which only an exercise has")
        if self.form == "exercise" and not (self.materials and self.timings):
            raise ValueError("is an exercise, which needs materials and timings")
        if self.timings and (total := sum(timing.minutes for timing in self.timings)) != self.minutes:
            raise ValueError(f"has timings that add up to {total} minutes, not to {self.minutes}")
        return self


class QuizItem(Entry):
    """A question with four options, scored by a program; `answer` is the right one's place, 1 to 4."""

    slug: Slug
    prompt: str = Field(max_length=400)
    options: Different[Annotated[str, Field(max_length=200)]] = Field(min_length=4, max_length=4)
    answer: int = Field(ge=1, le=4)
    explanation: str = Field(max_length=300)
    difficulty: int = Field(ge=1, le=5)
    competencies: Different[CompetencyKey] = Field(min_length=1)
    source_refs: SourceRefs = Field(min_length=1)

    @property
    def right_option(self) -> str:
        return self.options[self.answer - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything together: each slug that is named is there, and each slug is there once."""

    competencies: tuple[Competency, ...]
    red_flags: tuple[RedFlag, ...]
    rubrics: tuple[Rubric, ...]
    questions: tuple[Question, ...]
    quiz_items: tuple[QuizItem, ...]


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
        quiz_items=read_entries(QuizItem, folder / "quiz.yaml", known=known),
    )
