"""Lines become units: what was one sentence, item or heading before somebody wrapped it is one again."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rubrics.importing.lines import Line, Shape
from rubrics.importing.parsing import asking, difficulty, labels, marks
from rubrics.importing.parsing.units import Unit

DIVIDED = re.compile(r"([^\W\d_]+)-$")
FIRST_WORD = re.compile(r"[^\W\d_]+")
HYPHENED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
# First halves of compounds: a hyphen after one of these was not put there by the end of a line.
HALVES = frozenset(
    [
        "real",
        "trade",
        "end",
        "well",
        "high",
        "low",
        "long",
        "short",
        "multi",
        "cross",
        "self",
        "non",
        "pre",
        "post",
        "co",
        "on",
        "off",
        "up",
        "follow",
        "one",
        "two",
        "three",
        "time",
        "data",
        "machine",
        "mini",
        "bias",
        "fine",
        "open",
        "full",
        "half",
        "hands",
        "state",
        "large",
        "small",
        "free",
        "first",
        "second",
        "third",
        "in",
        "out",
        "over",
        "so",
    ]
)
FOOTER = re.compile(
    r"\b(?:page|seite|página)\s\d{1,4}(?:\s?(?:of|/|von|de|sur)\s?\d{1,4})?\s*$", re.IGNORECASE
)
NARROW = 130  # characters: no file is wrapped later than that
SENTENCE_ENDS = (".", "?", "!", "？", "؟", "。")
MOST_TITLE_WORDS = 6
HARD_ENDS = (".", "!", "…", "。", ":")


def units_of(lines: Sequence[Line], is_speaker: Callable[[str], bool] = lambda _: False) -> list[Unit]:
    """The document's units in order; every line that is not blank is in exactly one of them.

    `is_speaker` says whether a line begins with a speaker's name, which ends whatever came before it.
    """
    lines = _with_rows(lines)
    groups = _Wrapping(_wrapped_at(lines), is_speaker).groups(lines)
    compounds = _compounds(lines)
    return [_unit(index, group, compounds, gap=gap) for index, (group, gap) in enumerate(groups)]


def _with_rows(lines: Sequence[Line]) -> list[Line]:
    """The lines, of which neighbours with as many bars ("a | b | c") are rows, for they lost their frame."""
    bars = [line.text.count(" | ") if line.shape is Shape.PLAIN else 0 for line in lines]
    made = list(lines)
    for index, line in enumerate(lines):
        near = {bars[index - 1] if index else 0, bars[index + 1] if index + 1 < len(bars) else 0}
        if bars[index] >= 2 and bars[index] in near:
            made[index] = replace(line, shape=Shape.ROW, cells=tuple(map(str.strip, line.text.split(" | "))))
    return made


def _unit(index: int, group: list[Line], compounds: frozenset[str], *, gap: bool) -> Unit:
    first = group[0]
    return Unit(
        index=index,
        lines=tuple(group),
        text=_joined(group, compounds),
        shape=first.shape,
        gap=gap,
        depth=first.depth,
        marker=first.marker,
        is_strong=all(line.is_strong for line in group),
        cells=first.cells or ((first.text,) if first.shape is Shape.ROW else ()),
    )


def _joined(group: list[Line], compounds: frozenset[str]) -> str:
    if group[0].shape is Shape.CODE:
        return "\n".join(line.text for line in group).strip("\n")
    parts = [group[0].text]
    for line in group[1:]:
        divided = DIVIDED.search(parts[-1]) if line.text[:1].islower() else None
        if divided is None:
            parts.append(f" {line.text}")
            continue
        second = FIRST_WORD.match(line.text)
        whole = f"{divided[1]}-{second[0] if second else ''}".casefold()
        is_compound = divided[1].casefold() in HALVES or whole in compounds
        parts[-1] = parts[-1] if is_compound else parts[-1][:-1]
        parts.append(line.text)
    return "".join(parts).strip()


def _compounds(lines: Sequence[Line]) -> frozenset[str]:
    """The words that the document writes with a hyphen within a line."""
    return frozenset(
        match[0].casefold() for line in lines if "-" in line.text for match in HYPHENED.finditer(line.text)
    )


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """Which lines go on with the line before: `width` is 0 where every line is a whole paragraph."""

    width: int
    is_speaker: Callable[[str], bool]

    def groups(self, lines: Sequence[Line]) -> Iterator[tuple[list[Line], bool]]:
        """The lines of each unit, and whether something blank stands before it."""
        group: list[Line] = []
        gap, is_after_blank = True, True
        for line, following in itertools.zip_longest(lines, lines[1:]):
            if _is_blank(line):
                is_after_blank = True
            elif (
                group
                and self._continues(group, line, is_after_blank=is_after_blank)
                and not _is_title_below(group[-1], line, following)
            ):
                group.append(line)
                is_after_blank = False
            else:
                if group:
                    yield group, gap
                group, gap, is_after_blank = [line], is_after_blank, False
        if group:
            yield group, gap

    def _continues(self, group: list[Line], line: Line, *, is_after_blank: bool) -> bool:
        last = group[-1]
        if line.shape is Shape.CODE:
            return last.shape is Shape.CODE
        if is_after_blank or line.shape is not Shape.PLAIN or last.shape not in {Shape.PLAIN, Shape.ITEM}:
            return False
        if line.is_strong != last.is_strong or line.is_aside != last.is_aside or self._ends(last):
            return False
        return not _begins_anew(line.text) and not self.is_speaker(line.text) and self._runs_on(group, line)

    def _ends(self, line: Line) -> bool:
        """Whether nothing goes on from this line: a label, a speaker or a page's foot."""
        is_alone = marks.stands_alone(line.text) or self._is_lone_speaker(line.text)
        return FOOTER.search(line.text[-40:]) is not None or (line.shape is Shape.PLAIN and is_alone)

    def _is_lone_speaker(self, text: str) -> bool:
        return len(text) < 40 and self.is_speaker(text)

    def _runs_on(self, group: list[Line], line: Line) -> bool:
        last, following = group[-1].text, line.text
        if following[:1].islower() and not last.endswith(HARD_ENDS) and not difficulty.is_word(following):
            return not last.endswith(("?", "？")) or (len(last) > 30 and not _is_prompt(group))
        is_full = self.width > 0 and len(last) + 1 + len(following.split(" ", 1)[0]) > self.width
        return is_full and not _is_prompt(group)


def _begins_anew(text: str) -> bool:
    """Whether a line cannot be the middle of a wrapped sentence: it has a mark or a label of its own."""
    head = text[:80]
    if FOOTER.search(text[-40:]):
        return True
    return marks.begins_anew(head) or (":" in head and labels.label_in(head, may_be_bare=False) is not None)


def _is_title_below(last: Line, line: Line, following: Line | None) -> bool:
    """Whether a line is a title that lost the blank line above it, rather than a paragraph's last words.

    Those end as the sentence before them does, with a sign; nothing goes on with a title.
    """
    is_parted = last.text.endswith(SENTENCE_ENDS) and line.text[:1].isupper()
    is_short = len(line.text.split()) <= MOST_TITLE_WORDS and line.text[-1:].isalnum()
    is_last = following is None or _is_blank(following) or _begins_anew(following.text)
    return is_parted and is_short and is_last


def _is_prompt(group: list[Line]) -> bool:
    """Whether the lines so far are a whole question behind a mark: what follows is its answer."""
    mark = marks.mark_of(group[0].text, marker=group[0].marker)
    if mark is None or (mark.number is None and not mark.is_label):
        return False
    is_command = group[-1].text.endswith(SENTENCE_ENDS) and asking.commands(mark.rest)
    return asking.asks(group[-1].text) or is_command


def _is_blank(line: Line) -> bool:
    return line.shape is Shape.BLANK or not (line.text.strip() or any(cell.strip() for cell in line.cells))


def _wrapped_at(lines: Sequence[Line]) -> int:
    """The width at which the document's lines were wrapped, or 0 where every line is a whole paragraph.

    Only lines followed at once by another can have been wrapped; nine in ten of the long ones among them end
    within one long word of the width.
    """
    inner = sorted(
        len(line.text)
        for line, following in itertools.pairwise(lines)
        if line.shape in {Shape.PLAIN, Shape.ITEM} and following.shape is Shape.PLAIN and following.text
    )
    long = [length for length in inner if length >= 45]
    if len(long) < 2 or len(long) * 3 < len(inner):
        return 0
    width = long[min(len(long) - 1, len(long) * 95 // 100)]
    near = sum(length >= width * 0.8 for length in long)
    return int(width * 0.97) if width <= NARROW and near * 10 >= len(long) * 6 else 0
