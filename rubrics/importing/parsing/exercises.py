"""Exercises: tasks that take a whole round, with brief, materials, timing and what they are judged on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rubrics.importing.findings import FoundExercise
from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, kinds, noise
from rubrics.importing.parsing.labels import Label, label_in, label_of
from rubrics.importing.parsing.ledger import Ledger
from rubrics.importing.parsing.marks import undecorated
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.rendering import rendered, shown
from rubrics.importing.parsing.sections import STRONG_DEPTH, heading_of
from rubrics.importing.parsing.segments import Segment
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.labels import Part
from rubrics.importing.parsing.wording.sections import REASONS, Role

NUMBERED = re.compile(
    r"(?:(?:real|practical|skills?|technical|coding|design)\s)*"
    r"(?:assessments?|exercises?|tasks?|assignments?|challenges?|case stud(?:y|ies)|"
    r"take-?\s?homes?(?:\s\w+)?|"
    r"übung|aufgabe|exercice|ejercicio)(?:\s?#?(?:\d{1,2}|[A-F]))?\s?[:：.–—-]\s*(?=\S)",
    re.IGNORECASE,
)
JUDGED = frozenset({Part.STRONG, Part.WEAK, Part.MODEL_ANSWER})
SURE, LIKELY = 0.9, 0.7


@dataclass(slots=True)
class _Task:
    """An exercise's units by what they are, while its section is read."""

    title: str
    first: Unit
    brief: list[Unit] = field(default_factory=list)
    materials: list[str] = field(default_factory=list)
    timings: list[str] = field(default_factory=list)
    looks_for: list[str] = field(default_factory=list)
    minutes: int | None = None


def exercises_of(segment: Segment, units: Sequence[Unit], ledger: Ledger) -> list[FoundExercise]:
    """The exercises of a section: one for itself, or one for each sub-heading that is no label."""
    if segment.heading is None:
        return []
    body = [unit for unit in segment.body if ledger.is_open(unit)]
    parts = _parted(body, units)
    found: list[FoundExercise] = []
    if not parts or _has_brief(parts[0][1] if parts[0][0] is None else []):
        parts = [(None, body)]
    for title, inner in parts:
        if title is None and len(parts) > 1:
            ledger.skip(inner, REASONS[Role.EXERCISE])
        elif inner:
            found.append(_exercise(segment, title, inner, ledger))
        elif title is not None:
            ledger.skip([title], REASONS[Role.EXERCISE])
    return found


def _parted(body: Sequence[Unit], units: Sequence[Unit]) -> list[tuple[Unit | None, list[Unit]]]:
    """The section's units under each of its sub-headings that are titles, those of the highest depth."""
    parts: list[tuple[Unit | None, list[Unit]]] = [(None, [])]
    depth: int | None = None
    for unit in body:
        found = _title_depth(unit, units)
        if found is not None and (depth is None or found <= depth):
            depth = found
            parts.append((unit, []))
        else:
            parts[-1][1].append(unit)
    return parts


def _title_depth(unit: Unit, units: Sequence[Unit]) -> int | None:
    heading = heading_of(unit, units)
    if heading is None or label_of(unit) is not None or noise.reason_of(unit):
        return None
    is_title = heading.depth < STRONG_DEPTH or NUMBERED.match(undecorated(unit.text)) is not None
    return heading.depth if is_title else None


def _has_brief(before: Sequence[Unit]) -> bool:
    """Whether what stands before the first sub-heading is a task already: then these only part it."""
    if any(label_of(unit) is not None for unit in before):
        return True
    words = sum(len(unit.text.split()) for unit in before)
    return words > 60 or any(unit.is_text and asking.commands(unit.text) for unit in before)


def _exercise(segment: Segment, title: Unit | None, inner: Sequence[Unit], ledger: Ledger) -> FoundExercise:
    heading = segment.heading
    first = title or (heading.unit if heading is not None else inner[0])
    task = _Task(_title_of(first), first)
    reading = _Reading(task, ledger)
    reading.read(inner)
    ledger.find(first)
    brief = rendered(task.brief)
    words = f"{task.title} {first.text}"
    return FoundExercise(
        title=task.title,
        brief=brief or task.title,
        line=first.number,
        confidence=SURE if brief and (task.looks_for or task.minutes) else LIKELY,
        kind=kinds.kind_of(f"{words} {brief[:300]}", segment.topics),
        minutes=task.minutes or asking.minutes_of(first.text) or asking.minutes_of(brief[:2000]),
        materials=tuple(task.materials),
        timings=tuple(task.timings),
        looks_for=tuple(task.looks_for),
    )


def _title_of(unit: Unit) -> str:
    text = undecorated(unit.text).rstrip(":： ")
    match = NUMBERED.match(text)
    return text[match.end() :].strip() if match else text


class _Reading:
    """One pass over an exercise's units, with the label that is in force."""

    def __init__(self, task: _Task, ledger: Ledger) -> None:
        self.task, self.ledger = task, ledger
        self.part: Part | None = None
        self.has_listed = False

    def read(self, units: Sequence[Unit]) -> None:
        for place, unit in enumerate(units):
            if place and noise.is_farewell(unit):
                self.ledger.skip(units[place:], "conclusion or closing words")
                return
            if reason := noise.reason_of(unit):
                self.ledger.skip([unit], reason)
            elif (label := self._label_of(unit)) is not None:
                self._take(unit, label)
            else:
                self._add(unit)

    def _label_of(self, unit: Unit) -> Label | None:
        if unit.is_item and self.part is not None and unit.text[-1:] not in ":：":
            return None if ":" not in unit.text[:25] or self.has_listed else label_of(unit)
        found = label_of(unit)
        if found is None and unit.shape is Shape.HEADING:
            return label_in(unit.text)
        return found

    def _take(self, unit: Unit, label: Label) -> None:
        self.part, self.has_listed = label.part, False
        self._time(unit, f"{label.note} {label.rest}")
        if label.part in {Part.BRIEF, Part.CONTEXT}:
            self.task.brief.append(_shortened(unit, label) if label.rest else unit)
        elif (into := self._list_of(label.part)) is not None:
            if label.rest:
                into.append(label.rest)
                self.has_listed = True
            else:
                self.ledger.structure(unit)
        else:
            self.part = None
            self.task.brief.append(unit)
        self.ledger.find(unit)

    def _add(self, unit: Unit) -> None:
        into = self._list_of(self.part) if self.part is not None else None
        self._time(unit, unit.text if len(unit.text) < 120 else "")
        if into is None or unit.shape is Shape.CODE or (self.has_listed and not unit.is_item):
            self.part = None
            self.task.brief.append(unit)
        else:
            into.append(unit.text if unit.depth == 0 else shown(unit).strip())
            self.has_listed = True
        self.ledger.find(unit)

    def _list_of(self, part: Part | None) -> list[str] | None:
        if part in JUDGED:
            return self.task.looks_for
        if part is Part.MATERIALS:
            return self.task.materials
        return self.task.timings if part is Part.MINUTES else None

    def _time(self, unit: Unit, text: str) -> None:
        """The first time that is named for the whole: by a label, or in a line that says little else."""
        minutes = asking.minutes_of(text)
        says_all = self.part is Part.MINUTES and not unit.is_item
        is_short = len(plain(text).split()) <= 6 and not unit.is_item
        if minutes is not None and self.task.minutes is None and (says_all or is_short):
            self.task.minutes = minutes


def _shortened(unit: Unit, label: Label) -> Unit:
    return Unit(unit.index, unit.lines, label.rest, unit.shape if unit.is_item else Shape.PLAIN, unit.gap)
