"""The content that an organization starts with, read from YAML into frozen values and checked as a whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rubrics.library.entries import Entry, entries_of

STARTER = Path(__file__).resolve().parent.parent / "starter"
ROUND_KINDS = ("ml-foundations", "coding", "system-design", "mlops", "production", "oral", "behavioural")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SOURCE_REF = re.compile(r"S\d-[A-Z]?\d*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    slug: str
    name: str
    description: str
    source_refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlag:
    slug: str
    statement: str
    description: str
    source_refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One line of a rubric; `anchors` are the levels 1 to 4, `competency` is a slug."""

    name: str
    description: str
    competency: str
    anchors: tuple[str, str, str, str]
    source_refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    slug: str
    name: str
    round_kind: str
    guidance: str
    criteria: tuple[Criterion, ...]
    red_flags: tuple[str, ...]
    source_refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; `competencies` and `red_flags` are slugs, the first competency being its main one."""

    slug: str
    round_kind: str
    title: str
    prompt: str
    context: str
    follow_ups: tuple[str, ...]
    strong_signals: tuple[str, ...]
    weak_signals: tuple[str, ...]
    minutes: int
    difficulty: int
    competencies: tuple[str, ...]
    red_flags: tuple[str, ...]
    exposure_limit: int | None
    source_refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything together: each slug that is named is there, and each slug is there once."""

    competencies: tuple[Competency, ...]
    red_flags: tuple[RedFlag, ...]
    rubrics: tuple[Rubric, ...]
    questions: tuple[Question, ...]


def read_library(folder: Path = STARTER) -> Library:
    """The content of the folder; raises `ContentFault` naming the first file and item that cannot be used."""
    competencies = tuple(map(_competency, _unique_in(folder / "competencies.yaml")))
    red_flags = tuple(map(_red_flag, _unique_in(folder / "red_flags.yaml")))
    known = _Known(frozenset(one.slug for one in competencies), frozenset(one.slug for one in red_flags))
    question_files = sorted((folder / "questions").glob("*.yaml"))
    return Library(
        competencies=competencies,
        red_flags=red_flags,
        rubrics=tuple(_rubric(entry, known) for entry in _unique_in(folder / "rubrics.yaml")),
        questions=tuple(_question(entry, known) for entry in _unique_in(*question_files)),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    competencies: frozenset[str]
    red_flags: frozenset[str]


def _unique_in(*paths: Path) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in (entry for path in paths for entry in entries_of(path)):
        if entry.item in seen:
            raise entry.fault("this slug is used twice")
        seen.add(entry.item)
        yield entry


def _slug(entry: Entry) -> str:
    slug = entry.text("slug", longest=60)
    if not SLUG.fullmatch(slug):
        raise entry.fault("slug must be lower-case words joined by hyphens")
    return slug


def _refs(entry: Entry) -> tuple[str, ...]:
    refs = entry.keys("source_refs")
    if unknown := [ref for ref in refs if not SOURCE_REF.fullmatch(ref)]:
        raise entry.fault(f"source_refs holds {unknown[0]}, which is no topic key")
    return refs


def _known_keys(entry: Entry, name: str, known: frozenset[str]) -> tuple[str, ...]:
    keys = entry.keys(name)
    if unknown := [key for key in keys if key not in known]:
        raise entry.fault(f"{name} names {unknown[0]}, which does not exist")
    return keys


def _competency(entry: Entry) -> Competency:
    made = Competency(
        slug=_slug(entry),
        name=entry.text("name", longest=80),
        description=entry.text("description", longest=1000),
        source_refs=_refs(entry),
    )
    entry.done()
    return made


def _red_flag(entry: Entry) -> RedFlag:
    made = RedFlag(
        slug=_slug(entry),
        statement=entry.text("statement", longest=160),
        description=entry.text("description", longest=1000),
        source_refs=_refs(entry),
    )
    entry.done()
    return made


def _rubric(entry: Entry, known: _Known) -> Rubric:
    made = Rubric(
        slug=_slug(entry),
        name=entry.text("name", longest=120),
        round_kind=entry.text("round_kind", longest=20),
        guidance=entry.text("guidance", longest=4000),
        criteria=tuple(_criterion(line, known) for line in entry.entries("criteria", least=4, most=5)),
        red_flags=_known_keys(entry, "red_flags", known.red_flags),
        source_refs=_refs(entry),
    )
    if made.round_kind not in ROUND_KINDS:
        raise entry.fault(f"round_kind must be one of {', '.join(ROUND_KINDS)}")
    entry.done()
    return made


def _criterion(entry: Entry, known: _Known) -> Criterion:
    made = Criterion(
        name=entry.text("name", longest=120),
        description=entry.text("description", longest=1000),
        competency=entry.text("competency", longest=60),
        anchors=entry.levels("anchors"),
        source_refs=_refs(entry),
    )
    if made.competency not in known.competencies:
        raise entry.fault(f"competency names {made.competency}, which does not exist")
    entry.done()
    return made


def _question(entry: Entry, known: _Known) -> Question:
    made = Question(
        slug=_slug(entry),
        round_kind=entry.path.stem,
        title=entry.text("title", longest=160),
        prompt=entry.text("prompt", longest=4000),
        context=entry.text("context", longest=4000),
        follow_ups=entry.texts("follow_ups", least=2, most=4),
        strong_signals=entry.texts("strong_signals", least=4, most=8),
        weak_signals=entry.texts("weak_signals", least=4, most=8),
        minutes=entry.number("minutes", low=5, high=90),
        difficulty=entry.number("difficulty", low=1, high=5),
        competencies=_known_keys(entry, "competencies", known.competencies),
        red_flags=_known_keys(entry, "red_flags", known.red_flags),
        exposure_limit=entry.number_or_none("exposure_limit", low=1, high=1000),
        source_refs=_refs(entry),
    )
    if made.round_kind not in ROUND_KINDS:
        raise entry.fault(f"its file must be named after one of {', '.join(ROUND_KINDS)}")
    if not made.competencies or not made.source_refs:
        raise entry.fault("competencies and source_refs must name at least one each")
    entry.done()
    return made
