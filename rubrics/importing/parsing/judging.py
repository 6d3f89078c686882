"""Sections of criteria and of red flags: each item, named paragraph or sub-heading is one."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rubrics.importing.findings import FoundCriterion, FoundRedFlag
from rubrics.importing.lines import Shape
from rubrics.importing.parsing import noise
from rubrics.importing.parsing.labels import label_of
from rubrics.importing.parsing.ledger import Ledger
from rubrics.importing.parsing.marks import is_pictured, undecorated
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.rendering import shown
from rubrics.importing.parsing.roles import role_of
from rubrics.importing.parsing.segments import Segment
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.columns import LEVELS
from rubrics.importing.parsing.wording.labels import Part
from rubrics.importing.parsing.wording.sections import REASONS, Role

NAMED = re.compile(r"(?P<name>[^:：.!?\n]{2,70}?)\s?(?:[:：]|\s[–—-](?=\s))\s*(?P<rest>\S.*)", re.DOTALL)
SENTENCE = re.compile(r"(?P<name>[^.!?:\n]{2,60})[.:]\s+(?P<rest>\S.*)", re.DOTALL)
LEVELLED = re.compile(
    r"(?:level|score|rating|stufe|niveau|nivel)?\s?([0-5])\b\s?(?:[-–—:.=)(]|$)", re.IGNORECASE
)
PREFIX = re.compile(
    r"(?:criterion|dimension|competency|skill|area|kriterium|critère|criterio)\s?#?\d{0,2}\s?[:.–—-]\s*(?=\S)",
    re.IGNORECASE,
)
LISTED, HEADED, TOLD = 0.9, 0.75, 0.6
FAREWELL = "conclusion or closing words"


def criteria_of(segment: Segment, ledger: Ledger) -> list[FoundCriterion]:
    """The criteria of a section; what only introduces them is entered as skipped."""
    reading = _Criteria(segment, ledger)
    for unit in _judged(segment, ledger):
        reading.read(unit)
    return reading.finish()


def red_flags_of(segment: Segment, ledger: Ledger) -> list[FoundRedFlag]:
    """The red flags of a section; what only introduces them is entered as skipped."""
    found: list[FoundRedFlag] = []
    units = list(_judged(segment, ledger))
    has_items = any(unit.is_item or _is_bulleted(unit) for unit in units)
    for unit in units:
        name, rest = _named(unit.text)
        if (unit.is_item and unit.depth == 0) or _is_bulleted(unit):
            found.append(FoundRedFlag(statement=name, description=rest, line=unit.number, confidence=LISTED))
        elif found and (
            unit.is_item or unit.shape is Shape.CODE or (has_items and not unit.gap and unit.is_text)
        ):
            found[-1] = replace(found[-1], description=_longer(found[-1].description, shown(unit)))
        elif _is_told(unit, has_items=has_items):
            found.append(FoundRedFlag(statement=name, description=rest, line=unit.number, confidence=TOLD))
        else:
            ledger.skip([unit], REASONS[Role.RED_FLAGS])
            continue
        ledger.find(unit)
    return found


def _judged(segment: Segment, ledger: Ledger) -> Sequence[Unit]:
    """The section's units without noise; a farewell ends it."""
    kept: list[Unit] = []
    for place, unit in enumerate(segment.body):
        if not ledger.is_open(unit):
            continue
        if kept and not _is_bulleted(unit) and noise.is_farewell(unit, needs_gap=False):
            ledger.skip(segment.body[place:], FAREWELL)
            break
        if reason := noise.reason_of(unit):
            ledger.skip([unit], reason)
        else:
            kept.append(unit)
    return kept


def _is_bulleted(unit: Unit) -> bool:
    return unit.is_text and is_pictured(unit.text)


def _is_told(unit: Unit, *, has_items: bool) -> bool:
    """Whether a paragraph states one by itself: short, or named, where no list does."""
    if unit.shape is Shape.HEADING:
        return not has_items
    return unit.is_text and not has_items and unit.text[-1:] not in ":：" and len(unit.text) <= 300


def _named(text: str) -> tuple[str, str]:
    """A name and what is said of it; the whole text and nothing where it names nothing."""
    bare = undecorated(text)
    match = NAMED.fullmatch(bare)
    if match is None:
        match = SENTENCE.fullmatch(bare)
        if match is None or len(match["name"].split()) > 4:
            return bare, ""
    if len(match["name"].split()) > 9:
        return bare, ""
    return match["name"].strip(), match["rest"].strip()


def _longer(text: str, more: str) -> str:
    return f"{text}\n{more}" if text else more


class _Criteria:
    """One pass over a section: sub-headings and items name criteria, levels and what stands under them."""

    def __init__(self, segment: Segment, ledger: Ledger) -> None:
        self.segment, self.ledger = segment, ledger
        self.found: list[FoundCriterion] = []
        self.levels: list[tuple[int, str]] = []
        self.is_headed = False
        self.topic = segment.heading.text if segment.heading is not None else ""
        self.has_items = any(unit.is_item for unit in segment.body)
        told = sum(_is_plainly_told(unit) for unit in segment.body)
        self.is_told = segment.heading is not None and told >= 2

    def read(self, unit: Unit) -> None:
        if (level := _level_of(unit)) is not None:
            self._level(unit, level)
        elif unit.is_item or _is_bulleted(unit):
            self._item(unit)
        elif unit.shape is Shape.HEADING or (unit.is_strong and unit.is_text) or _is_short_name(unit):
            self._heading(unit)
        else:
            self._paragraph(unit)

    def finish(self) -> list[FoundCriterion]:
        self._settle_levels()
        return self.found

    def _level(self, unit: Unit, level: int) -> None:
        if not self.levels and not self.is_headed:
            heading = self.segment.heading.unit if self.segment.heading is not None else unit
            self._add(PREFIX.sub("", self.topic) or unit.text, heading, HEADED)
            self.is_headed = True
        self.levels.append((level, unit.text))
        self.ledger.find(unit)

    def _settle_levels(self) -> None:
        if self.levels and self.found:
            ordered = tuple(text for _, text in sorted(self.levels, key=lambda one: one[0]))
            self.found[-1] = replace(self.found[-1], levels=ordered)
        self.levels = []

    def _item(self, unit: Unit) -> None:
        if self.found and (self.is_headed or unit.depth > 0):
            self._extend(unit)
            return
        name, rest = _named(unit.text)
        self._add(name, unit, LISTED, rest)

    def _heading(self, unit: Unit) -> None:
        self._settle_levels()
        label = label_of(unit)
        is_title = role_of(unit.text) is self.segment.role or (
            label is not None and label.part is Part.STRONG
        )
        if is_title and unit.shape is not Shape.HEADING:
            self.ledger.structure(unit)
            self.is_headed = False
            return
        self._add(PREFIX.sub("", undecorated(unit.text)).rstrip(": "), unit, HEADED)
        self.is_headed = True

    def _paragraph(self, unit: Unit) -> None:
        name, rest = _named(unit.text)
        is_named = bool(rest) and len(name.split()) <= 6 and not self.has_items and not self.is_headed
        if is_named:
            self._add(name, unit, TOLD, rest)
        elif self.found and (self.is_headed or not unit.gap):
            self._extend(unit)
        elif self.is_told and _is_told(unit, has_items=self.has_items):
            self._add(undecorated(unit.text), unit, TOLD)
        else:
            self.ledger.skip([unit], REASONS[Role.CRITERIA])

    def _add(self, name: str, unit: Unit, confidence: float, description: str = "") -> None:
        self._settle_levels()
        self.found.append(
            FoundCriterion(
                name=name, line=unit.number, confidence=confidence, description=description, topic=self.topic
            )
        )
        self.ledger.find(unit)

    def _extend(self, unit: Unit) -> None:
        criterion = self.found[-1]
        self.found[-1] = replace(criterion, description=_longer(criterion.description, shown(unit)))
        self.ledger.find(unit)


def _level_of(unit: Unit) -> int | None:
    """The rank that an item or a line states a level for ("3 – Good: …", "Poor: …"), or None."""
    if unit.shape not in {Shape.ITEM, Shape.PLAIN} or len(unit.text) > 400:
        return None
    bare = undecorated(unit.text)
    if match := LEVELLED.match(bare):
        return int(match[1]) * 10
    head = plain(re.split(r"[:–—(]|\s-\s", bare, maxsplit=1)[0])
    is_short = 0 < len(head.split()) <= 3 and len(head) < len(plain(bare))
    return next((rank * 10 for rank in (0, 4, 1, 2, 3) if is_short and LEVELS[rank].are(head)), None)


def _is_plainly_told(unit: Unit) -> bool:
    return _is_told(unit, has_items=False) and _level_of(unit) is None and not _is_short_name(unit)


def _is_short_name(unit: Unit) -> bool:
    text = unit.text
    return unit.is_text and unit.gap and len(text.split()) <= 6 and text[-1:] not in ".!?,;"
