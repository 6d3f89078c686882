"""What changed between two texts, word by word, and between two lists, line by line.

Words that stand once in both texts hold them together (Bram Cohen's patience diff); what lies between two of
them is compared by longest common subsequence while it is short, and told as replaced when it is not. So the
effort grows with the length of the texts, n log n, whatever somebody puts into them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

Kind = Literal["same", "removed", "added"]
Token = TypeVar("Token", bound=Hashable)
# A stretch of both texts: from where to where in the old one, then in the new one.
Stretch = tuple[int, int, int, int]

# So many pairs of words are compared one by one before a stretch counts as replaced: 200 words by 200.
MOST_PAIRS = 40_000
# Lines that share so much of their words are one line that changed, not one gone and one come.
SHARED_BY_ONE_LINE = 0.4
# A word, or the space between two; scripts that set no spaces are compared sign by sign.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+|\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that both have, or one of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list, or a whole text, in its parts; `kind` is “changed” where these are of several."""

    parts: tuple[Part, ...]

    @property
    def kind(self) -> str:
        kinds = {part.kind for part in self.parts}
        return kinds.pop() if len(kinds) == 1 else "changed"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that is not the same in both, and its lines in the order of reading."""

    name: str
    lines: tuple[Line, ...]


def differences(
    old: Mapping[str, str | Sequence[str]], new: Mapping[str, str | Sequence[str]]
) -> list[FieldDifference]:
    """The fields that differ, in the order of the new ones; a field is a text or a list of lines.

    Both must have the same fields, each of the same shape; raises `KeyError` for one that `old` lacks.
    """
    return [
        FieldDifference(name, tuple(_of_field(old[name], said)))
        for name, said in new.items()
        if old[name] != said
    ]


def _of_field(old: str | Sequence[str], new: str | Sequence[str]) -> list[Line]:
    if isinstance(old, str) and isinstance(new, str):
        return [Line(tuple(between_texts(old, new)))]
    return between_lines(list(old), list(new))


def between_texts(old: str, new: str) -> list[Part]:
    """The parts of both texts in the order of reading, what was removed before what was added in its place.

    Joining “same” and “removed” gives the old text back, “same” and “added” the new one.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    parts: list[Part] = []
    gone: list[str] = []
    come: list[str] = []
    stretches = list(_stretches(before, after))
    for place, (start, end, new_start, new_end) in enumerate(stretches):
        removed, added = before[start:end], after[new_start:new_end]
        is_between = 0 < place < len(stretches) - 1
        # A space alone does not hold two changes apart: they are told as one.
        if removed == added and not (is_between and "".join(removed).isspace()):
            parts += _told(gone, come)
            gone, come = [], []
            parts.append(Part("same", "".join(removed)))
        else:
            gone.extend(removed)
            come.extend(added)
    return parts + _told(gone, come)


def _told(gone: Sequence[str], come: Sequence[str]) -> list[Part]:
    kinds: tuple[tuple[Kind, Sequence[str]], ...] = (("removed", gone), ("added", come))
    return [Part(kind, "".join(words)) for kind, words in kinds if words]


def between_lines(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    """The lines of both lists in the order of reading; a line that only changed is told word by word."""
    lines: list[Line] = []
    for start, end, new_start, new_end in _stretches(old, new):
        gone, come = old[start:end], new[new_start:new_end]
        if gone == come:
            lines.extend(Line((Part("same", line),)) for line in gone)
        else:
            lines.extend(_replaced(gone, come))
    return lines


def _replaced(gone: Sequence[str], come: Sequence[str]) -> Iterator[Line]:
    for place in range(max(len(gone), len(come))):
        before, after = gone[place : place + 1], come[place : place + 1]
        if before and after and _is_one_line(before[0], after[0]):
            yield Line(tuple(between_texts(before[0], after[0])))
            continue
        yield from (Line((Part("removed", line),)) for line in before)
        yield from (Line((Part("added", line),)) for line in after)


def _is_one_line(old: str, new: str) -> bool:
    before, after = Counter(old.split()), Counter(new.split())
    return 2 * (before & after).total() >= SHARED_BY_ONE_LINE * (before.total() + after.total())


def _stretches(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Stretch]:
    """The stretches of both from start to end, in turn alike and different."""
    place, new_place = 0, 0
    for start, new_start, length in _joined(_matches(old, new)):
        if (start, new_start) != (place, new_place):
            yield place, start, new_place, new_start
        yield start, start + length, new_start, new_start + length
        place, new_place = start + length, new_start + length
    if (place, new_place) != (len(old), len(new)):
        yield place, len(old), new_place, len(new)


def _joined(matches: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Runs of matches that follow on each other in both, with their length."""
    start = 0
    for place in range(1, len(matches) + 1):
        previous = matches[place - 1]
        if place == len(matches) or matches[place] != (previous[0] + 1, previous[1] + 1):
            yield *matches[start], place - start
            start = place


def _matches(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int]]:
    """The places of both that are told as the same, rising in both."""
    found: list[tuple[int, int]] = []
    ahead: list[Stretch] = [(0, len(old), 0, len(new))]
    while ahead:
        start, end, new_start, new_end = ahead.pop()
        while start < end and new_start < new_end and old[start] == new[new_start]:
            found.append((start, new_start))
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
            found.append((end, new_end))
        if start == end or new_start == new_end:
            continue
        stretch = (start, end, new_start, new_end)
        if (end - start) * (new_end - new_start) <= MOST_PAIRS:
            found.extend(_longest_common(old, new, stretch))
        else:
            anchors = _anchors(old, new, stretch)
            found.extend(anchors)
            ahead.extend(_gaps(stretch, anchors))
    return sorted(found)


def _gaps(stretch: Stretch, anchors: list[tuple[int, int]]) -> Iterator[Stretch]:
    """What lies between the anchors; nothing where there are none, for it would be the same stretch again."""
    if not anchors:
        return
    start, end, new_start, new_end = stretch
    for place, new_place in anchors:
        yield start, place, new_start, new_place
        start, new_start = place + 1, new_place + 1
    yield start, end, new_start, new_end


def _anchors(old: Sequence[Token], new: Sequence[Token], stretch: Stretch) -> list[tuple[int, int]]:
    """What stands once in both, as far as it keeps its order: the longest rising row of places."""
    start, end, new_start, new_end = stretch
    counts, new_counts = Counter(old[start:end]), Counter(new[new_start:new_end])
    places = {new[place]: place for place in range(new_start, new_end) if new_counts[new[place]] == 1}
    pairs = [
        (place, places[old[place]])
        for place in range(start, end)
        if counts[old[place]] == 1 and old[place] in places
    ]
    ends: list[int] = []  # the lowest last place of a rising row of each length
    rows: list[int] = []  # which pair that is
    before: list[int] = []  # the pair that each pair follows in its row
    for number, (_, new_place) in enumerate(pairs):
        length = bisect_left(ends, new_place)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [new_place]
        rows[length : length + 1] = [number]
    chosen = []
    number = rows[-1] if rows else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def _longest_common(old: Sequence[Token], new: Sequence[Token], stretch: Stretch) -> list[tuple[int, int]]:
    """The longest common subsequence of a short stretch, by the table of all its ends."""
    start, end, new_start, new_end = stretch
    height, width = end - start, new_end - new_start
    longest = [[0] * (width + 1) for _ in range(height + 1)]
    for row in range(height - 1, -1, -1):
        below, this, token = longest[row + 1], longest[row], old[start + row]
        for column in range(width - 1, -1, -1):
            if token == new[new_start + column]:
                this[column] = below[column + 1] + 1
            else:
                this[column] = max(below[column], this[column + 1])
    found, row, column = [], 0, 0
    while row < height and column < width:
        if old[start + row] == new[new_start + column]:
            found.append((start + row, new_start + column))
            row, column = row + 1, column + 1
        elif longest[row + 1][column] >= longest[row][column + 1]:
            row += 1
        else:
            column += 1
    return found
