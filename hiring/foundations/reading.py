"""Reading text that anybody may have written: strict JSON, and what pydantic refuses in our own words."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

Made = TypeVar("Made")

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)

# What pydantic calls a fault, and the sentence that goes on after the path of the value.
_SENTENCES = {
    "bool_type": "must be true or false",
    "dataclass_type": "must be an object",
    "extra_forbidden": "is unknown",
    "greater_than_equal": "must be at least {ge}",
    "int_type": "must be a whole number",
    "invalid_key": "is unknown",
    "less_than_equal": "must be at most {le}",
    "literal_error": "must be {expected}",
    "missing": "is missing",
    "model_type": "must be a mapping of names to values",
    "string_too_long": "is longer than {max_length} characters",
    "string_too_short": "is empty",
    "string_type": "must be text",
    "string_unicode": "holds half a character (a lone surrogate)",
    "too_long": "must hold at most {max_length} entries",
    "too_short": "must hold at least {min_length} entries",
    "tuple_type": "must be a list",
    "unexpected_keyword_argument": "is unknown",
    "value_error": "{error}",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (`scorecards[2].ratings[0].value`; empty for the whole) and what."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path or 'The text'}: {self.problem}."


class Unreadable(ValueError):
    """A text does not hold what it should; `faults` names each thing that is wrong with it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


@cache
def adapter_of(kind: Any) -> TypeAdapter[Any]:
    """How pydantic reads and writes a kind: worked out once, and not before it is needed."""
    return TypeAdapter(kind)


def made(kind: type[Made], tree: Any, context: Mapping[str, Any] | None = None) -> Made:
    """What pydantic makes of the tree; raises Unreadable with every fault that it finds."""
    try:
        return cast(Made, adapter_of(cast(Any, kind)).validate_python(tree, context=context))
    except ValidationError as refused:
        raise Unreadable(_faults_of(refused)) from refused


def _faults_of(refused: ValidationError) -> list[Fault]:
    # A kind of fault without a sentence of ours keeps pydantic's.
    return [
        Fault(
            _path_of(error["loc"]),
            _SENTENCES.get(error["type"], "{msg}").format(msg=error["msg"], **error.get("ctx", {})),
        )
        for error in refused.errors(include_url=False)
    ]


def _path_of(steps: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps).removeprefix(".")


def json_of(text: str) -> Any:
    """The tree that a JSON text holds; raises Unreadable, and does so for what other readers let pass.

    That is a name given twice, of which all but one would be lost, NaN and Infinity, and nesting without end.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        problem = "is nested too deeply" if isinstance(error, RecursionError) else f"is no JSON ({error})"
        raise Unreadable([Fault("", problem)]) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name “{next(n for n in names if names.count(n) > 1)}” stands twice")
    return tree


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def _instant(text: str) -> str:
    try:
        year = datetime.fromisoformat(text).year
    except ValueError:
        year = 0
    if not RFC_3339.fullmatch(text) or not 1900 <= year <= 9998:
        raise ValueError("must be a date and time with an offset, such as 2026-11-26T14:00:00+01:00")
    return text


# An RFC 3339 date and time; it stays text, because printing it needs the offset as it was written.
Instant = Annotated[str, AfterValidator(_instant), Field(json_schema_extra={"format": "date-time"})]
