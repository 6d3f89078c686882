"""Reading content that people wrote as YAML: strict, and with one clear sentence on a fault."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from hiring.foundations.reading import Unreadable, made


class ContentFault(ValueError):
    """A file of content cannot be used; the message names the file, the item and what is wrong with it."""

    def __init__(self, path: Path, item: str, problem: str) -> None:
        self.path, self.item, self.problem = path, item, problem
        super().__init__(f"{path.name}, {item}: {problem}." if item else f"{path.name}: {problem}.")


class Part(BaseModel):
    """One mapping of a file: every name is known, every text says something."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        str_min_length=1,
        defer_build=True,
    )


class Entry(Part):
    """One mapping of a file's list, with a slug of its own, by which faults name it."""

    slug: str = Field(max_length=60)


Item = TypeVar("Item")
Read = TypeVar("Read", bound=Entry)


def _different(items: tuple[Item, ...]) -> tuple[Item, ...]:
    if len(set(items)) < len(items):
        raise ValueError("says the same thing twice")
    return items


# A list, no two of whose items are alike.
Different = Annotated[tuple[Item, ...], Field(strict=False, max_length=30), AfterValidator(_different)]
Key = Annotated[str, Field(max_length=60)]


def named_among(shelf: str) -> AfterValidator:
    """An annotation: a key of what is on this shelf of the `known`."""

    def known(key: str, info: ValidationInfo) -> str:
        if key not in (info.context or {})[shelf]:
            raise ValueError(f"names {key}, which does not exist")
        return key

    return AfterValidator(known)


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


def read_entries(
    kind: type[Read], *paths: Path, known: Mapping[str, Collection[str]], file_name_is: str | None = None
) -> tuple[Read, ...]:
    """All entries of the files; raises `ContentFault` on the first that is unfit or whose slug is taken.

    `file_name_is` is what the kind calls the name of the file that an entry stands in, if it has to know.
    """
    entries: dict[str, Read] = {}
    for path in paths:
        for number, mapping in enumerate(_listed(path), start=1):
            slug = mapping.get("slug") if isinstance(mapping, dict) else None
            item = slug if isinstance(slug, str) else f"entry {number}"
            if isinstance(mapping, dict) and file_name_is:
                mapping[file_name_is] = path.stem
            try:
                entry = made(kind, mapping, known)
            except Unreadable as error:
                says = (f"{fault.path} {fault.problem}".strip() for fault in error.faults)
                raise ContentFault(path, item, "; ".join(says)) from error
            if entry.slug in entries:
                raise ContentFault(path, item, "this slug is used twice")
            entries[entry.slug] = entry
    return tuple(entries.values())


def _listed(path: Path) -> list[Any]:
    try:
        listed = yaml.load(path.read_text(encoding="utf-8"), Loader=_StrictLoader)  # noqa: S506  (a safe loader)
    except OSError as error:
        raise ContentFault(path, "", "cannot be read") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentFault(path, "", f"is no valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(listed, list) or not listed:
        raise ContentFault(path, "", "must be a list of entries")
    return listed
