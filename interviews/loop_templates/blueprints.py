"""The loop templates that an organization starts with, read from YAML into frozen values."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field

from rubrics.library.content import Different, Entry, Key, Part, named_among, read_entries

STARTER_TEMPLATES = Path(__file__).resolve().parent / "starter" / "templates.yaml"
Level = Literal["junior", "mid", "senior", "staff", "principal"]
LEVELS: tuple[str, ...] = get_args(Level)


Where = Literal["anywhere", "first", "last"]


class RoundBlueprint(Part):
    """One interview of a template; `rubric` and `competencies` are slugs, `minutes` is its whole length.

    `competencies` must be asked about, `break_minutes` are the rest after it.
    """

    kind: str = Field(max_length=20)
    title: str = Field(max_length=120)
    minutes: int = Field(ge=15, le=480)
    break_minutes: int = Field(ge=0, le=240, default=0)
    place: Where = "anywhere"
    panel_size: int = Field(ge=1, le=6)
    rubric: Annotated[Key, named_among("rubrics")]
    competencies: Different[Annotated[Key, named_among("competencies")]] = ()
    difficulty: int = Field(ge=1, le=5)
    question_count: int = Field(ge=1, le=10)
    brief: str = Field(max_length=4000)


class Blueprint(Entry):
    name: str = Field(max_length=120)
    level: Level
    source_refs: Different[Key] = ()
    rounds: tuple[RoundBlueprint, ...] = Field(strict=False, min_length=1, max_length=12)


def read_blueprints(
    rubrics: Collection[str], competencies: Collection[str], path: Path = STARTER_TEMPLATES
) -> tuple[Blueprint, ...]:
    """The file's templates; raises `ContentFault` on the first fault.

    Rounds may name these rubrics and competencies.
    """
    return read_entries(Blueprint, path, known={"rubrics": rubrics, "competencies": competencies})
