"""The loop templates that an organization starts with, read from YAML into frozen values."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from rubrics.library.content import Different, Entry, Key, Part, named_among, read_entries

STARTER_TEMPLATES = Path(__file__).resolve().parent / "starter" / "templates.yaml"
Level = Literal["junior", "mid", "senior", "staff", "principal"]
LEVELS: tuple[str, ...] = get_args(Level)


class RoundBlueprint(Part):
    """One interview of a template; `rubric` is a slug, `minutes` its whole length."""

    kind: str = Field(max_length=20)
    title: str = Field(max_length=120)
    minutes: int = Field(ge=15, le=480)
    panel_size: int = Field(ge=1, le=6)
    rubric: Annotated[Key, named_among("rubrics")]
    difficulty: int = Field(ge=1, le=5)
    question_count: int = Field(ge=1, le=10)
    brief: str = Field(max_length=4000)


class Blueprint(Entry):
    name: str = Field(max_length=120)
    level: Level
    source_refs: Different[Key] = ()
    rounds: tuple[RoundBlueprint, ...] = Field(strict=False, min_length=1, max_length=8)


def read_blueprints(rubrics: Collection[str], path: Path = STARTER_TEMPLATES) -> tuple[Blueprint, ...]:
    """The file's templates, whose rounds may name these rubrics; raises `ContentFault` on the first fault."""
    return read_entries(Blueprint, path, known={"rubrics": rubrics})
