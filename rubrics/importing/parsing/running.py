"""What stands at the head or foot of every page and is no part of the text."""

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from rubrics.importing.parsing.marks import mark_of
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.units import Unit

DIGITS = re.compile(r"\d+")
TOTAL = re.compile(r"(?<=\d)\s?(?:of|/|von|de|sur)\s?\d+\W*$", re.IGNORECASE)
AT_END = re.compile(r"\d+\W*$|^\W*(?:page|seite|página)?\W*\d+", re.IGNORECASE)
OFTEN = 3
LONGEST = 100
PAGE = "stands around the text: navigation, a page's header or footer"


def running_lines(units: Sequence[Unit]) -> list[Unit]:
    """The short lines that come again from page to page: with rising numbers, or as the title does."""
    places: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        if _may_run(unit):
            places[DIGITS.sub("#", plain(unit.text))].append(unit)
    often = [alike for words, alike in places.items() if len(alike) >= OFTEN and words]
    found = [unit for unit in units if unit.is_aside]
    for alike in often:
        found.extend(_running(alike))
    beside = {unit.index for unit in found}
    for alike in often:
        if all({unit.index - 1, unit.index + 1} & beside for unit in alike):
            found.extend(unit for unit in alike if unit.index not in beside)
    return found


def _may_run(unit: Unit) -> bool:
    is_short = unit.is_text and not unit.is_aside and len(unit.lines) == 1 and len(unit.text) <= LONGEST
    return is_short and unit.text[-1:] not in ".?!:" and mark_of(unit.text) is None


def _running(alike: Sequence[Unit]) -> Sequence[Unit]:
    words = DIGITS.sub("#", plain(alike[0].text))
    if alike[0].index == 0 and "#" not in words:
        return alike[1:]
    is_long = len(words.split()) >= 4 or "page" in words
    is_numbered = "#" in words and is_long and any(map(str.isalpha, words))
    return alike if is_numbered and _rise(alike) else ()


def _rise(alike: Sequence[Unit]) -> bool:
    """Whether the last number of each line is larger than that of the line before."""
    numbers = [int(DIGITS.findall(TOTAL.sub("", unit.text))[-1][-9:]) for unit in alike]
    are_ends = all(AT_END.search(unit.text) for unit in alike)
    return are_ends and all(one < other for one, other in itertools.pairwise(numbers))
