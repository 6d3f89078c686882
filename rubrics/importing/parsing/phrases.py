"""Finding any of many fixed phrases in a text, in time proportional to the text's length."""

import re
from collections.abc import Iterable
from functools import lru_cache

MARKS = re.compile(r"[^\w\s?？؟/&'’%+-]+")
SPACES = re.compile(r"\s+")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The text in lower case, without punctuation other than question marks, with single spaces."""
    return SPACES.sub(" ", MARKS.sub(" ", text.replace("’", "'"))).strip(" -'").casefold()


def words_of(text: str) -> list[str]:
    return plain(text).split()


class Phrases:
    """A table of phrases in lower case; `*` at a phrase's end stands for any ending of its last word."""

    def __init__(self, phrases: Iterable[str]) -> None:
        parts = sorted(set(phrases), key=len, reverse=True)
        inner = "|".join(
            re.escape(part.removesuffix("*")) + (r"\w*" if part.endswith("*") else "") for part in parts
        )
        self._inside = re.compile(rf"(?<![\w'-])(?:{inner})(?![\w'-])")
        self._first = re.compile(rf"(?:{inner})(?![\w'-])")

    def within(self, text: str) -> bool:
        """Whether one of the phrases stands anywhere in the `plain` text."""
        return self._inside.search(text) is not None

    def begin(self, text: str) -> bool:
        return self._first.match(text) is not None

    def are(self, text: str) -> bool:
        return self._first.fullmatch(text) is not None

    def count(self, text: str) -> int:
        """How many of the phrases stand in the `plain` text, each counted once."""
        return len({match[0] for match in self._inside.finditer(text)})

    def after(self, text: str) -> int | None:
        """Where the phrase that begins the text ends, or None."""
        match = self._first.match(text)
        return None if match is None else match.end()


def listed(text: str) -> tuple[str, ...]:
    """The phrases of a text in which semicolons part them."""
    return tuple(" ".join(part.split()) for part in text.split(";") if part.strip())


def phrases_of(text: str) -> Phrases:
    return Phrases(listed(text))
