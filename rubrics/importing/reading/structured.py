"""JSON: a list of objects, alone or under a name such as "questions", is a table with the keys as header."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rubrics.importing.reading import limits
from rubrics.importing.reading.columns import map_columns
from rubrics.importing.reading.refusals import Unimportable, counted
from rubrics.importing.reading.tables import TOO_MANY_ROWS, Row, Table, cell_of, table_of

LISTS = ("questions", "items", "quiz_items", "quiz", "rows", "records", "entries", "data")
LIBRARY = re.compile(r"library/\d+")
SPACE = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder()

DAMAGED = "The JSON breaks off or is malformed in line {line}. Repair it there, then import it again."
TOO_DEEP = "The JSON is nested too deeply. Give a list of objects with the keys “question” and “answer”."
NO_LIST = (
    "The JSON holds no list of questions. "
    "Give a list of objects with the keys “question” and “answer”, "
    "or an object with such a list under “questions”."
)
NO_QUESTIONS = (
    "None of the objects has the key “question” or “prompt”. Name the keys so, then import it again."
)
TOO_MANY_KEYS = "The objects have more than {most} different keys. Keep those about the question."
NO_OBJECT = "Entry {number} of the list is no object with keys and values. Write it as {{“question”: …}}."


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryFile:
    """The text of a file of our own export, whose "format" says library/1 or later."""

    text: str


def structured(text: str) -> Table | LibraryFile:
    """What the JSON holds. Raises Unimportable where it is malformed or holds no questions."""
    value = _parsed(text)
    if isinstance(value, dict) and LIBRARY.fullmatch(str(value.get("format", ""))):
        return LibraryFile(text=text)
    start = _list_start(text, value)
    if start is None:
        raise Unimportable(NO_LIST)
    return _table(list(_entries(text, start)))


def _parsed(text: str) -> Any:
    if text.count("{") + text.count("[") > limits.TAGS:
        raise Unimportable(TOO_MANY_ROWS.format(most=counted(limits.ROWS)))
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unimportable(DAMAGED.format(line=error.lineno), line=error.lineno) from None
    except (RecursionError, ValueError):
        raise Unimportable(TOO_DEEP) from None


def _list_start(text: str, value: object) -> int | None:
    """Where the list of entries begins in a text that is known to be well-formed."""
    at = _after_space(text, 0)
    if isinstance(value, list):
        return at
    if not isinstance(value, dict):
        return None
    lists = [
        key
        for key, held in value.items()
        if isinstance(held, list) and any(isinstance(e, dict) for e in held)
    ]
    wanted = next((key for key in LISTS if key in lists), lists[0] if len(lists) == 1 else None)
    return None if wanted is None else _value_of(text, _after_space(text, at + 1), wanted)


def _value_of(text: str, at: int, wanted: str) -> int | None:
    while text[at] != "}":
        key, at = DECODER.raw_decode(text, at)
        at = _after_space(text, _after_space(text, at) + 1)
        if key == wanted:
            return at
        at = _after_space(text, DECODER.raw_decode(text, at)[1])
        at = _after_space(text, at + 1) if text[at] == "," else at
    return None


def _entries(text: str, at: int) -> Iterator[tuple[int, Any]]:
    """Each entry with the line that it begins in."""
    line, counted_to = 1, 0
    at = _after_space(text, at + 1)
    while text[at] != "]":
        line, counted_to = line + text.count("\n", counted_to, at), at
        entry, at = DECODER.raw_decode(text, at)
        yield line, entry
        at = _after_space(text, at)
        at = _after_space(text, at + 1) if text[at] == "," else at


def _after_space(text: str, at: int) -> int:
    space = SPACE.match(text, at)
    return space.end() if space else at


def _table(entries: list[tuple[int, Any]]) -> Table:
    keys = list(dict.fromkeys(key for _, entry in entries if isinstance(entry, dict) for key in entry))
    if "prompt" not in map_columns(keys):
        raise Unimportable(NO_QUESTIONS)
    if len(keys) > limits.COLUMNS:
        raise Unimportable(TOO_MANY_KEYS.format(most=limits.COLUMNS))
    if len(entries) > limits.ROWS:
        raise Unimportable(TOO_MANY_ROWS.format(most=counted(limits.ROWS)))
    rows = [Row(number=0, cells=tuple(keys))]
    for number, (line, entry) in enumerate(entries, start=1):
        if isinstance(entry, dict):
            rows.append(Row(number=line, cells=tuple(_cell(entry.get(key)) for key in keys)))
        else:
            problem = NO_OBJECT.format(number=number)
            rows.append(Row(number=line, cells=(_cell(entry)[:200],), problem=problem))
    return table_of(rows, format="json")


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(f"{cell_of(key)}) {_flat(held)}" for key, held in value.items())
    if isinstance(value, list):
        return "\n".join(map(_flat, value))
    return cell_of(value)


def _flat(value: object) -> str:
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("text", "label", "value", "name", "title") if key in value), value
        )
    if isinstance(value, (dict, list)):
        value = json.dumps(value, ensure_ascii=False)
    return cell_of(value).replace("\n", " ")
