"""The library as a file, `library/1`: what an export writes, and what an import reads back exactly."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from hiring.foundations.reading import Fault, Unreadable, json_of, made
from rubrics.competencies import widths as competencies
from rubrics.library import widths as library
from rubrics.library.starter import RoundKind
from rubrics.quizzes import widths as quizzes
from rubrics.scales import widths as scales

FORMAT = "library/1"
# What kind of entry each of the file's lists holds, in the order in which they stand there.
SHELVES = ("competencies", "red_flags", "questions", "quiz_items")

SLUG = r"^[-a-zA-Z0-9_]+$"

Slug = Annotated[str, Field(min_length=1, max_length=library.SLUG, pattern=SLUG)]
ShortSlug = Annotated[str, Field(min_length=1, max_length=60, pattern=SLUG)]
Status = Literal["draft", "in_review", "approved", "retired"]
Lines = Annotated[
    tuple[Annotated[str, Field(max_length=library.LINE)], ...], Field(strict=False, max_length=library.LINES)
]
ShortSlugs = Annotated[tuple[ShortSlug, ...], Field(strict=False, max_length=100)]
Difficulty = Annotated[int, Field(ge=1, le=5)]


class Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)

    @field_validator("*")
    @classmethod
    def _holds_no_null(cls, value: Any) -> Any:
        texts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(text, str) and "\0" in text for text in texts):
            raise ValueError("holds a null character, which no text has")
        return value


class CompetencyEntry(Part):
    slug: ShortSlug
    name: str = Field(min_length=1, max_length=competencies.NAME)
    description: str = Field(max_length=competencies.DESCRIPTION)


class RedFlagEntry(Part):
    slug: ShortSlug
    statement: str = Field(min_length=1, max_length=scales.STATEMENT)
    description: str = Field(max_length=scales.DESCRIPTION)
    source_refs: Lines


class TimingEntry(Part):
    minutes: int = Field(ge=1, le=480)
    activity: str = Field(max_length=library.ACTIVITY)


class QuestionEntry(Part):
    """A question as its current version asks it, or as it is being written when none is asked yet."""

    slug: Slug
    title: str = Field(min_length=1, max_length=library.TITLE)
    round_kind: Literal[RoundKind, "quiz"]
    form: Literal["question", "exercise"]
    status: Status
    is_quarantined: bool
    tags: Lines
    prompt: str = Field(min_length=1, max_length=library.PROMPT)
    context: str = Field(max_length=library.CONTEXT)
    sample_answer: str = Field(max_length=library.SAMPLE_ANSWER)
    follow_ups: Lines
    strong_signals: Lines
    weak_signals: Lines
    materials: Lines
    timings: Annotated[tuple[TimingEntry, ...], Field(strict=False, max_length=library.PARTS)]
    minutes: int = Field(ge=1, le=480)
    difficulty: Difficulty
    exposure_limit: Annotated[int, Field(ge=1, le=2**31 - 1)] | None
    source_refs: Lines
    competencies: ShortSlugs
    red_flags: ShortSlugs


class QuizItemEntry(Part):
    """A quiz item; `answer` is the right option's place from 0, or None while nobody has said.

    None is reviewed, let alone approved, before somebody has.
    """

    slug: Slug
    status: Status
    tags: Lines
    prompt: str = Field(min_length=1, max_length=quizzes.PROMPT)
    options: Annotated[
        tuple[Annotated[str, Field(max_length=quizzes.OPTION)], ...],
        Field(strict=False, min_length=2, max_length=8),
    ]
    answer: Annotated[int, Field(ge=0, le=7)] | None
    explanation: str = Field(max_length=quizzes.EXPLANATION)
    difficulty: Difficulty
    source_refs: Lines
    competencies: ShortSlugs

    @model_validator(mode="after")
    def _has_the_answer_that_it_needs(self) -> Self:
        if self.answer is None and self.status in {"in_review", "approved"}:
            raise ValueError("is in review or approved, and does not say which option is right")
        if self.answer is not None and self.answer >= len(self.options):
            raise ValueError("has an answer that is none of its options")
        return self


class LibraryFile(Part):
    format: Literal["library/1"]
    competencies: Annotated[tuple[CompetencyEntry, ...], Field(strict=False)]
    red_flags: Annotated[tuple[RedFlagEntry, ...], Field(strict=False)]
    questions: Annotated[tuple[QuestionEntry, ...], Field(strict=False)]
    quiz_items: Annotated[tuple[QuizItemEntry, ...], Field(strict=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledEntry:
    """One question or quiz item of a file, with all that it names, so that it can be restored by itself.

    `content` holds the `entry`, and the entries of the `competencies` and `red_flags` that it names.
    """

    kind: Literal["question", "exercise", "quiz_item"]
    line: int
    content: dict[str, Any]


def is_library_file(text: str) -> bool:
    """Whether the text says of itself that it is one; nothing else is checked."""
    start = text[:200].lstrip("\ufeff \t\r\n")
    return start.startswith("{") and f'"{FORMAT}"' in start


def written(shelves: Mapping[str, Iterable[Mapping[str, Any]]]) -> Iterator[str]:
    """The file, an entry a line, from what the entries of each of the `SHELVES` say, in their order."""
    yield f'{{"format": "{FORMAT}"'
    for shelf in SHELVES:
        yield f',\n"{shelf}": ['
        separator = "\n"
        for entry in shelves[shelf]:
            yield separator + json.dumps(entry, ensure_ascii=False)
            separator = ",\n"
        yield "\n]"
    yield "\n}\n"


def filed_entries(text: str) -> list[FiledEntry]:
    """What a library file holds; raises `Unreadable` with every fault, so that nothing is half taken."""
    library: LibraryFile = made(LibraryFile, json_of(text.removeprefix("\ufeff")))
    named: dict[str, dict[str, Part]] = {
        "competencies": {entry.slug: entry for entry in library.competencies},
        "red_flags": {entry.slug: entry for entry in library.red_flags},
    }
    lines = _lines_of_entries(text)
    entries: list[QuestionEntry | QuizItemEntry] = [*library.questions, *library.quiz_items]
    if unknown := list(_unknown_names(entries, named)):
        raise Unreadable(unknown)
    return [
        FiledEntry(
            kind="quiz_item" if isinstance(entry, QuizItemEntry) else entry.form,
            line=lines.get((_shelf_of(entry), entry.slug), 1),
            content=_content_of(entry, named),
        )
        for entry in entries
    ]


def _shelf_of(entry: QuestionEntry | QuizItemEntry) -> str:
    return "quiz_items" if isinstance(entry, QuizItemEntry) else "questions"


def _content_of(
    entry: QuestionEntry | QuizItemEntry, named: Mapping[str, Mapping[str, Part]]
) -> dict[str, Any]:
    return {
        "entry": entry.model_dump(mode="json"),
        **{
            shelf: [known[slug].model_dump(mode="json") for slug in getattr(entry, shelf, ())]
            for shelf, known in named.items()
        },
    }


def _unknown_names(
    entries: Iterable[QuestionEntry | QuizItemEntry], named: Mapping[str, Mapping[str, Part]]
) -> Iterator[Fault]:
    for entry in entries:
        for shelf, known in named.items():
            for slug in getattr(entry, shelf, ()):
                if slug not in known:
                    where = f"{_shelf_of(entry)}.{entry.slug}.{shelf}"
                    yield Fault(where, f"names {slug}, which the file does not describe")


def _lines_of_entries(text: str) -> dict[tuple[str, str], int]:
    """The line on which each entry's slug stands, by its shelf: JSON itself knows no lines."""
    found: dict[tuple[str, str], int] = {}
    shelf = ""
    for number, line in enumerate(text.split("\n"), start=1):
        shelf = next((name for name in SHELVES if f'"{name}": [' in line and '"slug"' not in line), shelf)
        _, is_there, rest = line.partition('"slug": "')
        if is_there:
            found.setdefault((shelf, rest.partition('"')[0]), number)
    return found
