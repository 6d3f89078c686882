"""Reading untrusted JSON into frozen dataclasses, by their own annotations, naming each fault's path."""

import json
import types
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where (`scorecards[2].ratings[0].value`; empty for the whole) and what."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path or 'The snapshot'}: {self.problem}."


@dataclass(frozen=True, slots=True)
class Between:
    """An annotation: a whole number from `low` to `high`, both included."""

    low: int
    high: int

    def problem_of(self, value: Any) -> str | None:
        return None if self.low <= value <= self.high else f"must be from {self.low} to {self.high}"


@dataclass(frozen=True, slots=True)
class Instant:
    """An annotation: an RFC 3339 date and time with its offset from UTC."""

    def problem_of(self, value: Any) -> str | None:
        sentence = "must be a date and time with an offset, such as 2026-11-26T14:00:00+01:00"
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return sentence
        is_whole = "T" in value and moment.tzinfo is not None and 1900 <= moment.year <= 9998
        return None if is_whole else sentence


def load(text: str, faults: list[Fault]) -> Any:
    """Parse JSON, or note why not: bad syntax, a name given twice, NaN, nesting without end."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        problem = "is nested too deeply" if isinstance(error, RecursionError) else f"is no JSON ({error})"
        faults.append(Fault("", problem))
    return None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the name “{next(n for n in names if names.count(n) > 1)}” stands twice")
    return tree


def _refuse_constant(constant: str) -> Any:
    raise ValueError(f"{constant} is no number")


def plain(tree: Any) -> Any:
    """The same tree with lists where the dataclasses hold tuples, as JSON would give it back."""
    if isinstance(tree, dict):
        return {name: plain(value) for name, value in tree.items()}
    return [plain(value) for value in tree] if isinstance(tree, tuple | list) else tree


def read(kind: type[Made], tree: Any, path: str, faults: list[Fault]) -> Made | None:
    """Make a `kind` of the JSON tree; None, and at least one more fault, when it does not fit."""
    if not isinstance(tree, dict):
        if not (tree is None and faults):
            faults.append(Fault(path, "must be an object"))
        return None
    before = len(faults)
    expected = _fields_of(cast(Any, kind))
    inside = f"{path}." if path else ""
    faults += [Fault(f"{inside}{name}", "is unknown") for name in tree if name not in expected]
    faults += [Fault(f"{inside}{name}", "is missing") for name in expected if name not in tree]
    values = {
        name: _value(annotation, tree[name], f"{inside}{name}", faults)
        for name, annotation in expected.items()
        if name in tree
    }
    return kind(**values) if len(faults) == before else None


@cache
def _fields_of(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: hints[field.name] for field in fields(kind)}


def _value(annotation: Any, value: Any, path: str, faults: list[Fault]) -> Any:
    origin = get_origin(annotation)
    if origin in {Union, types.UnionType}:
        inner = next(option for option in get_args(annotation) if option is not type(None))
        return None if value is None else _value(inner, value, path, faults)
    if origin is Annotated:
        return _annotated(annotation, value, path, faults)
    if origin is tuple:
        return _sequence(get_args(annotation), value, path, faults)
    if origin is Literal:
        return _checked(value, _choice_problem(get_args(annotation)), path, faults)
    if is_dataclass(annotation):
        return read(annotation, value, path, faults)  # type: ignore[arg-type]
    return _checked(value, _SCALARS[annotation], path, faults)


def _annotated(annotation: Any, value: Any, path: str, faults: list[Fault]) -> Any:
    base, rule = get_args(annotation)
    return _checked(value, lambda given: _SCALARS[base](given) or rule.problem_of(given), path, faults)


def _sequence(kinds: tuple[Any, ...], value: Any, path: str, faults: list[Fault]) -> tuple[Any, ...] | None:
    if not isinstance(value, list):
        faults.append(Fault(path, "must be a list"))
        return None
    if kinds[-1] is not Ellipsis and len(value) != len(kinds):
        faults.append(Fault(path, f"must hold {len(kinds)} entries"))
        return None
    return tuple(_value(kinds[0], item, f"{path}[{i}]", faults) for i, item in enumerate(value))


def _checked(value: Any, problem_of: Callable[[Any], str | None], path: str, faults: list[Fault]) -> Any:
    if problem := problem_of(value):
        faults.append(Fault(path, problem))
    return value


def _choice_problem(choices: tuple[Any, ...]) -> Callable[[Any], str | None]:
    return lambda value: None if value in choices else f"must be one of {', '.join(map(str, choices))}"


def _text_problem(value: Any) -> str | None:
    if not isinstance(value, str):
        return "must be text"
    try:
        value.encode()
    except UnicodeEncodeError:
        return "holds half a character (a lone surrogate)"
    return None


def _number_problem(value: Any) -> str | None:
    return None if type(value) is int else "must be a whole number"


def _truth_problem(value: Any) -> str | None:
    return None if type(value) is bool else "must be true or false"


_SCALARS: dict[Any, Callable[[Any], str | None]] = {
    str: _text_problem,
    int: _number_problem,
    bool: _truth_problem,
}
