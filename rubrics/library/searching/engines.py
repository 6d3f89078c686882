"""What PostgreSQL and SQLite are asked in their own ways; both answer alike."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

# The last letters of the alphabet: whatever begins with a text comes before that text with this behind it.
AFTER_ALL = "\U0010ffff"


Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Engine:
    """One database's SQL, and how it writes "any of these" in the language of its full-text index."""

    bearing: str
    beginning: str
    like: str
    quote: str
    either: str

    def any_of(self, marks: Iterable[str]) -> str:
        # Marks hold letters, digits and a few signs: neither quotes nor backslashes (see `words.py`).
        return self.either.join(f"{self.quote}{mark}{self.quote}" for mark in marks)


POSTGRESQL = Engine(
    bearing="""
        SELECT %s::int, place FROM rubrics_searchcard
        WHERE search_words(words) @@ %s::tsquery AND place IS NOT NULL""",
    beginning="""
        SELECT word, stem FROM rubrics_searchword
        WHERE shelf_id = %(shelf)s AND word LIKE %(begun)s || '%%'
        ORDER BY length(word), word COLLATE "C" LIMIT %(most)s""",
    like="""
        SELECT word, stem FROM rubrics_searchword
        WHERE shelf_id = %(shelf)s AND edged LIKE ANY (%(patterns)s)
        AND length(word) BETWEEN %(shortest)s AND %(longest)s""",
    quote="'",
    either=" | ",
)
SQLITE = Engine(
    # The index first, and the cards that it names; never the other way round.
    bearing="""
        SELECT %s, card.place
        FROM rubrics_searchcard_words CROSS JOIN rubrics_searchcard AS card INDEXED BY search_card_place
        WHERE rubrics_searchcard_words MATCH %s AND card.id = rubrics_searchcard_words.rowid
        AND card.place IS NOT NULL""",
    beginning="""
        SELECT word, stem FROM rubrics_searchword
        WHERE shelf_id = %(shelf)s AND word >= %(begun)s AND word < %(after)s
        ORDER BY length(word), word LIMIT %(most)s""",
    like="""
        SELECT word.word, word.stem FROM rubrics_searchword_edged CROSS JOIN rubrics_searchword AS word
        WHERE rubrics_searchword_edged MATCH %(query)s AND word.id = rubrics_searchword_edged.rowid
        AND word.shelf_id = %(shelf)s AND length(word.word) BETWEEN %(shortest)s AND %(longest)s""",
    quote='"',
    either=" OR ",
)


def _engine() -> Engine:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE


def filed_places(groups: Mapping[Group, Sequence[str]]) -> dict[Group, list[int]]:
    """For each group of marks, the places of filed cards that bear one of them; one query for all groups."""
    names = list(groups)
    found: dict[Group, list[int]] = {name: [] for name in names}
    if not groups:
        return found
    engine = _engine()
    asked = [part for number, name in enumerate(names) for part in (number, engine.any_of(groups[name]))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([engine.bearing] * len(groups)), asked)
        for number, place in cursor.fetchall():
            found[names[number]].append(place)
    return found


def words_beginning(shelf: int, begun: str, *, at_most: int) -> list[tuple[str, str]]:
    """The shortest words of the shelf that begin so, each with its stem."""
    asked: dict[str, Any] = {"shelf": shelf, "begun": begun, "after": begun + AFTER_ALL, "most": at_most}
    with connection.cursor() as cursor:
        cursor.execute(_engine().beginning, asked)
        return [(word, stem) for word, stem in cursor.fetchall()]


def words_like(shelf: int, word: str, *, lengths: range) -> list[tuple[str, str]]:
    """The shelf's words of such a length that share three letters in a row with this one, ends included."""
    edged = edged_word(word)
    trigrams = sorted({edged[at : at + 3] for at in range(len(edged) - 2)})
    engine = _engine()
    asked: dict[str, Any] = {
        "shelf": shelf,
        "query": engine.any_of(trigrams),
        "patterns": [f"%{trigram}%" for trigram in trigrams],
        "shortest": lengths.start,
        "longest": lengths.stop - 1,
    }
    if connection.vendor == "sqlite":
        # SQLite binds no lists, not even those that it is not asked for.
        del asked["patterns"]
    with connection.cursor() as cursor:
        cursor.execute(engine.like, asked)
        return [(word, stem) for word, stem in cursor.fetchall()]


def edged_word(word: str) -> str:
    return f"0{word}0"
