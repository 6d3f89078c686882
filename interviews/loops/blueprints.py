"""The loop templates that an organization starts with, read from YAML into frozen values."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from rubrics.library.entries import Entry, entries_of

STARTER_TEMPLATES = Path(__file__).resolve().parent / "starter" / "templates.yaml"
LEVELS = ("junior", "mid", "senior", "staff", "principal")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundBlueprint:
    """One interview of a template; `rubric` is a slug, `minutes` its whole length."""

    kind: str
    title: str
    minutes: int
    panel_size: int
    rubric: str
    difficulty: int
    question_count: int
    brief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    slug: str
    name: str
    level: str
    source_refs: tuple[str, ...]
    rounds: tuple[RoundBlueprint, ...]


def read_blueprints(rubrics: Collection[str], path: Path = STARTER_TEMPLATES) -> tuple[Blueprint, ...]:
    """The file's templates, whose rounds may name these rubrics; raises `ContentFault` on the first fault."""
    return tuple(_blueprint(entry, rubrics) for entry in entries_of(path))


def _blueprint(entry: Entry, rubrics: Collection[str]) -> Blueprint:
    made = Blueprint(
        slug=entry.text("slug", longest=60),
        name=entry.text("name", longest=120),
        level=entry.text("level", longest=12),
        source_refs=entry.keys("source_refs"),
        rounds=tuple(_round(line, rubrics) for line in entry.entries("rounds", least=1, most=8)),
    )
    if made.level not in LEVELS:
        raise entry.fault(f"level must be one of {', '.join(LEVELS)}")
    entry.done()
    return made


def _round(entry: Entry, rubrics: Collection[str]) -> RoundBlueprint:
    made = RoundBlueprint(
        kind=entry.text("kind", longest=20),
        title=entry.text("title", longest=120),
        minutes=entry.number("minutes", low=15, high=480),
        panel_size=entry.number("panel_size", low=1, high=6),
        rubric=entry.text("rubric", longest=60),
        difficulty=entry.number("difficulty", low=1, high=5),
        question_count=entry.number("question_count", low=1, high=10),
        brief=entry.text("brief", longest=4000),
    )
    if made.rubric not in rubrics:
        raise entry.fault(f"rubric names {made.rubric}, which does not exist")
    entry.done()
    return made
