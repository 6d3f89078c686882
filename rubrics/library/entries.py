"""Reading content that people wrote as YAML: strict, and with one clear sentence on a fault."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


class ContentFault(ValueError):
    """A file of content cannot be used; the message names the file, the item and what is wrong with it."""

    def __init__(self, path: Path, item: str, problem: str) -> None:
        self.path, self.item, self.problem = path, item, problem
        super().__init__(f"{path.name}, {item}: {problem}." if item else f"{path.name}: {problem}.")


class _StrictLoader(yaml.CSafeLoader):
    """YAML that refuses a key given twice, which would silently lose the first one's text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := {key for key in keys if keys.count(key) > 1}:
            line = node.start_mark.line + 1
            raise yaml.constructor.ConstructorError(
                None, None, f"“{twice.pop()}” is given twice (near line {line})"
            )
        return super().construct_mapping(node, deep=deep)


class Entry:
    """One mapping of a file, taken apart field by field; what nobody took at the end is a fault."""

    def __init__(self, path: Path, item: str, mapping: Any) -> None:
        self.path, self.item = path, item
        if not isinstance(mapping, dict):
            raise self.fault("must be a mapping of names to values")
        self._left = dict(mapping)

    def fault(self, problem: str) -> ContentFault:
        return ContentFault(self.path, self.item, problem)

    def _take(self, name: str) -> Any:
        if name not in self._left:
            raise self.fault(f"{name} is missing")
        return self._left.pop(name)

    def text(self, name: str, *, longest: int) -> str:
        """A text of 1 to `longest` characters."""
        return self._checked_text(name, self._take(name), longest)

    def _checked_text(self, name: str, value: Any, longest: int) -> str:
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"{name} must be text (put it in quotes if it holds a colon)")
        if len(value) > longest:
            raise self.fault(f"{name} has {len(value)} characters; {longest} are allowed")
        return value.strip()

    def texts(self, name: str, *, least: int, most: int, longest: int = 400) -> tuple[str, ...]:
        """A list of `least` to `most` different texts."""
        values = self._take(name)
        if not isinstance(values, list) or not least <= len(values) <= most:
            raise self.fault(f"{name} must be a list of {least} to {most} texts")
        texts = tuple(self._checked_text(f"{name}[{n}]", value, longest) for n, value in enumerate(values, 1))
        if len(set(texts)) < len(texts):
            raise self.fault(f"{name} says the same thing twice")
        return texts

    def keys(self, name: str) -> tuple[str, ...]:
        """A list of short names, empty when the field is left out."""
        return self.texts(name, least=0, most=30, longest=60) if name in self._left else ()

    def number(self, name: str, *, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self._take(name)
        if type(value) is not int or not low <= value <= high:
            raise self.fault(f"{name} must be a whole number from {low} to {high}")
        return value

    def number_or_none(self, name: str, *, low: int, high: int) -> int | None:
        if name in self._left and self._left[name] is None:
            del self._left[name]
            return None
        return self.number(name, low=low, high=high)

    def levels(self, name: str) -> tuple[str, str, str, str]:
        """The four anchors, lowest first, written under the numbers 1 to 4."""
        anchors = self._take(name)
        if not isinstance(anchors, dict) or list(anchors) != [1, 2, 3, 4]:
            raise self.fault(f"{name} must give a text for each of the levels 1, 2, 3, 4, in this order")
        one, two, three, four = (self._checked_text(f"{name}[{n}]", anchors[n], 1000) for n in anchors)
        return one, two, three, four

    def entries(self, name: str, *, least: int, most: int) -> list["Entry"]:
        """A list of `least` to `most` mappings, each an entry of its own."""
        values = self._take(name)
        if not isinstance(values, list) or not least <= len(values) <= most:
            raise self.fault(f"{name} must be a list of {least} to {most} entries")
        return [Entry(self.path, f"{self.item}, {name}[{n}]", value) for n, value in enumerate(values, 1)]

    def done(self) -> None:
        """Raise when the mapping held something that nobody asked for."""
        if self._left:
            raise self.fault(f"{', '.join(map(str, self._left))} is unknown here")


def entries_of(path: Path) -> Iterator[Entry]:
    """The entries of a file: a list of mappings, each with a slug of its own, by which faults name it."""
    try:
        listed = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506  (a safe loader)
    except OSError as error:
        raise ContentFault(path, "", "cannot be read") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentFault(path, "", f"is no valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(listed, list) or not listed:
        raise ContentFault(path, "", "must be a list of entries")
    for number, mapping in enumerate(listed, start=1):
        slug = mapping.get("slug") if isinstance(mapping, dict) else None
        yield Entry(path, slug if isinstance(slug, str) else f"entry {number}", mapping)
