"""What somebody typed, as places: unfinished words completed, mistyped ones put right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from rubrics.library.searching.bits import ranked
from rubrics.library.searching.catalogue import Catalogue, Marks
from rubrics.library.searching.engines import words_beginning, words_like
from rubrics.library.searching.marks import (
    BEGINNINGS,
    PLACES,
    WORTH_BEGUN,
    WORTH_WHOLE,
    begun_mark,
    word_mark,
)
from rubrics.library.searching.words import asked_words, is_unspaced, stem_of

# One letter begins too much to mean anything.
SHORTEST_BEGINNING = 2
# What begins more words than this is completed with the shortest of them.
MOST_COMPLETIONS = 300
# Shorter words are not guessed at: with one letter changed they are other words.
SHORTEST_GUESSED, LETTERS_FOR_TWO_SLIPS = 4, 6
# So many of the nearest words are looked up, and the one that stands in most questions is taken.
MOST_GUESSES = 8

# A word's places by what they are worth.
Worths = list[tuple[int, int]]


@dataclass(frozen=True)
class Answer:
    """Places by what they are worth, best first; None when no word was asked for.

    `instead` are the words that were looked for when some of those typed are nowhere in the library.
    """

    levels: Mapping[int, int] | None
    instead: str = ""


def answer(catalogue: Catalogue, text: str) -> Answer:
    """Where all words of the text are found."""
    words = asked_words(text)
    if not words:
        return Answer(None)
    completions = _completions(catalogue, words[-1])
    found = _look_up(catalogue, {word: stem_of(word) for word in words}, {words[-1]: completions})
    guesses = {word: nearest for word in words if not found[word] and (nearest := _nearest(catalogue, word))}
    if not guesses:
        return Answer(ranked([found[word] for word in words]))
    chosen = _most_used(catalogue, guesses)
    for word, (_, worths) in chosen.items():
        found[word] = worths
    instead = " ".join(chosen[word][0] if word in chosen else word for word in words)
    return Answer(ranked([found[word] for word in words]), instead)


def _completions(catalogue: Catalogue, word: str) -> list[str]:
    """The stems of the words that begin like this one, which may be unfinished."""
    if len(word) < SHORTEST_BEGINNING and not is_unspaced(word):
        return []
    begun = words_beginning(catalogue.shelf, word, at_most=MOST_COMPLETIONS)
    return sorted({stem for _, stem in begun} - {stem_of(word)})


def _look_up(
    catalogue: Catalogue, whole: Mapping[str, str], begun: Mapping[str, Sequence[str]]
) -> dict[str, Worths]:
    """For each word the places of its stem, or of those it begins, by what they are worth."""
    groups = {
        (word, WORTH_WHOLE[place]): Marks([word_mark(place, stem)])
        for word, stem in whole.items()
        for place in PLACES
    } | {
        (word, WORTH_BEGUN[place]): Marks(
            [word_mark(place, stem) for stem in stems],
            together=begun_mark(place, word) if len(word) in BEGINNINGS else "",
        )
        for word, stems in begun.items()
        for place in PLACES
    }
    found: dict[str, Worths] = {word: [] for word in whole}
    for (word, worth), places in catalogue.bearers(groups).items():
        if places:
            found[word].append((worth, places))
    return found


def _nearest(catalogue: Catalogue, word: str) -> dict[str, str]:
    """The known words that differ least from one that is nowhere, each with its stem."""
    if len(word) < SHORTEST_GUESSED or not word.isalpha() or is_unspaced(word):
        return {}
    slips = 2 if len(word) >= LETTERS_FOR_TWO_SLIPS else 1
    lengths = range(len(word) - slips, len(word) + slips + 1)
    slips_to = {
        (known, stem): distance
        for known, stem in words_like(catalogue.shelf, word, lengths=lengths)
        if (distance := OSA.distance(word, known, score_cutoff=slips)) <= slips
    }
    nearest = sorted(slips_to, key=lambda known: (slips_to[known], known[0][0] != word[0], known))
    return dict(known for known in nearest[:MOST_GUESSES] if slips_to[known] == slips_to[nearest[0]])


def _most_used(
    catalogue: Catalogue, guesses: Mapping[str, Mapping[str, str]]
) -> dict[str, tuple[str, Worths]]:
    """For each mistyped word the guess that most questions hold, with its places."""
    everyone = {known: stem for nearest in guesses.values() for known, stem in nearest.items()}
    found = _look_up(catalogue, everyone, {})
    chosen = {}
    for word, nearest in guesses.items():
        uses = {known: sum(places.bit_count() for _, places in found[known]) for known in nearest}
        best = max(nearest, key=lambda known: uses[known])
        if uses[best]:
            chosen[word] = (best, found[best])
    return chosen
