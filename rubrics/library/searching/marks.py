"""The marks that a question's card bears: what it is (`kind=coding`) and which words are where (`t:drift`).

A word is marked once, in the best place where it stands: title, tags, prompt, or the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from rubrics.library.searching.words import stem_of, words_of

# Where a word may stand, best place first, and what finding it there is worth: the whole word, or only its
# beginning. Sums of these order what was found, so that two words in the prompt count more than one in the
# tags, and a whole word more than a beginning in the same place.
TITLE, TAGS, PROMPT, REST = "t", "g", "p", "r"
PLACES = (TITLE, TAGS, PROMPT, REST)
WORTH_WHOLE: Mapping[str, int] = {TITLE: 16, TAGS: 10, PROMPT: 6, REST: 2}
WORTH_BEGUN: Mapping[str, int] = {TITLE: 8, TAGS: 5, PROMPT: 3, REST: 1}


# So many letters of a word begin so many others that all of them together have a sheet.
BEGINNINGS = (2, 3, 4)

# Asked less often than its limit allows, or without one; a version of it waits for a review.
UNDER_LIMIT, TO_REVIEW = "limit=under", "review=waiting"


@dataclass(frozen=True)
class Text:
    """What is searched of a question, by place; in the rest are context, follow-ups and signals."""

    title: str
    tags: Sequence[str]
    prompt: str
    rest: Sequence[str]


def facet(name: str, value: object) -> str:
    return f"{name}={value}"


def word_mark(place: str, stem: str) -> str:
    return f"{place}:{stem}"


def begun_mark(place: str, letters: str) -> str:
    """The mark of every word there that begins so. It stands on sheets only: it follows from the others."""
    return f"{place}:{letters}*"


def begun_marks(mark: str) -> list[str]:
    """The marks of a word's beginnings, from its own; none of what is no word's."""
    if mark[1:2] != ":":
        return []
    return [f"{mark[: 2 + letters]}*" for letters in BEGINNINGS if len(mark) >= 2 + letters]


def tag_mark(tag: str) -> str:
    """The mark of a whole tag, which may be long and hold spaces."""
    digest = blake2s(" ".join(tag.lower().split()).encode(errors="replace"), digest_size=10)
    return f"tag={digest.hexdigest()}"


@dataclass(frozen=True)
class Words:
    """A text's marks, and the words that stand in it, each with its stem."""

    marks: frozenset[str]
    vocabulary: Mapping[str, str]


def words_in(text: Text) -> Words:
    vocabulary: dict[str, str] = {}
    best: dict[str, str] = {}
    places: Mapping[str, Iterable[str]] = {
        TITLE: [text.title],
        TAGS: text.tags,
        PROMPT: [text.prompt],
        REST: text.rest,
    }
    for place, parts in places.items():
        for word in dict.fromkeys(word for part in parts for word in words_of(part)):
            if word not in vocabulary:
                vocabulary[word] = stem_of(word)
                best.setdefault(vocabulary[word], place)
    marks = {word_mark(place, stem) for stem, place in best.items()} | {tag_mark(tag) for tag in text.tags}
    return Words(frozenset(marks), vocabulary)
