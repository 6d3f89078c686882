"""Text as words that can be compared: without case, accents, endings and words that say nothing.

Both databases are given these words and no text of ours, so that they find the same. Scripts that write no
spaces (Chinese, Japanese, Korean, Thai and their neighbours) are cut into overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from snowballstemmer.english_stemmer import EnglishStemmer

# Words of a search; what comes after is not looked at.
MOST_WORDS = 16
# Characters of a search that are read at all, and of a word that are kept.
LONGEST_SEARCH, LONGEST_WORD = 2_000, 40

# What stands in every question, and so finds none.
_STOP_WORDS = """
a an and any are as at be been but by can could did do does for from had has have he her him his how i if
in into is it its me my of on or our she should so than that the their them then there these they this
those to us was we were what when where which who whom why will with would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
_UNSPACED_RUN = re.compile(f"([{_UNSPACED}]+)")
# C++ and C# are words; in others a sign parts two of them, and an apostrophe does not.
_WORD = re.compile(r"[a-z](?:\+\+|#)(?!\w)|[^\W_]+(?:['’][^\W_]+)*")
_PLAIN_WORD = re.compile(r"[a-z](?:\+\+|#)(?![a-z0-9_])|[a-z0-9]+")
# Normalise is normalize; exercise and noise are no such words.
_BRITISH = re.compile(r"(?<=al|im|or|ar|er|an|en|ot)is(?=(?:e[ds]?|ing|ers?|ations?)$)")
_APOSTROPHE = re.compile("['’]")
# Marks above Japanese letters make other letters of them; all other marks are accents to us.
_KEPT_MARKS = frozenset("\u3099\u309a")


def folded(text: str) -> str:
    """The text without case and accents, and with one spelling for what looks the same."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(
        sign for sign in parts if sign in _KEPT_MARKS or unicodedata.category(sign) not in {"Mn", "Mc"}
    )
    return unicodedata.normalize("NFKC", plain)


def words_of(text: str) -> list[str]:
    """Every word that says something, in its order, as it is kept for finding."""
    if text.isascii() and "'" not in text:
        # Most texts are such, and there are many when a whole library is indexed.
        plain = _PLAIN_WORD.findall(text.lower())
        return [word[:LONGEST_WORD] for word in plain if word not in STOP_WORDS]
    return list(_words_of(text))


def _words_of(text: str) -> Iterator[str]:
    for word in _spelled(text):
        for is_run, part in _parts(word):
            if is_run:
                yield from (part[at : at + 2] for at in range(len(part)))
            elif part not in STOP_WORDS:
                yield part[:LONGEST_WORD]


def asked_words(text: str) -> list[str]:
    """The different words somebody searches for, in their order: `MOST_WORDS` of them at most.

    Whatever is no word (quotes, operators, null characters) parts words and means nothing.
    """
    found: dict[str, None] = {}
    for word in _spelled(text[:LONGEST_SEARCH]):
        for is_run, part in _parts(word):
            if is_run:
                # The last single character stands in texts only, so that it can be found there by itself.
                found |= dict.fromkeys(part[at : at + 2] for at in range(max(1, len(part) - 1)))
            elif part not in STOP_WORDS:
                found[part[:LONGEST_WORD]] = None
    return list(found)[:MOST_WORDS]


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """The word without its English ending: *deployed* and *deployment* are both *deploy*."""
    if not (word.isascii() and word.isalpha()):
        return word
    # A stemmer remembers the word it works on, so threads may not share one.
    return str(EnglishStemmer().stemWord(_BRITISH.sub("iz", word)))


def is_unspaced(word: str) -> bool:
    """Whether the word is a pair of characters of a script without spaces."""
    return bool(_UNSPACED_RUN.fullmatch(word))


def _spelled(text: str) -> Iterator[str]:
    for match in _WORD.finditer(folded(text)):
        word = match.group().removesuffix("'s").removesuffix("’s")
        yield _APOSTROPHE.sub("", word)


def _parts(word: str) -> Iterator[tuple[bool, str]]:
    """The word's pieces, each with whether it is a run of a script without spaces."""
    if word.isascii():
        yield False, word
        return
    for at, part in enumerate(_UNSPACED_RUN.split(word)):
        if part:
            yield at % 2 == 1, part
