"""Which kind of round a question belongs in, by its own words and by the headings above it."""

from collections.abc import Sequence

from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.wording.topics import KINDS

OWN, HEADING, TITLE = 3, 4, 1


def kind_of(prompt: str, headings: Sequence[str] = (), title: str = "") -> str | None:
    """The kind that most words speak for, or None where nothing or several kinds are spoken for alike.

    The nearest heading that names one kind weighs more than one word of the prompt, and less than two; the
    document's title only tips the scale.
    """
    scores = {kind: OWN * min(3, words.count(plain(prompt))) for kind, words in KINDS.items()}
    for heading in reversed(headings):
        if named := _named(heading):
            scores[named] += HEADING
            break
    if named := _named(title):
        scores[named] += TITLE
    first, second = sorted(scores, key=lambda kind: scores[kind], reverse=True)[:2]
    return first if scores[first] > max(scores[second], TITLE) else None


def _named(heading: str) -> str | None:
    counts = {kind: words.count(plain(heading)) for kind, words in KINDS.items()}
    first, second = sorted(counts, key=lambda kind: counts[kind], reverse=True)[:2]
    return first if counts[first] > counts[second] else None
