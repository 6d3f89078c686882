"""What stands under a question, taken apart: answer, follow-ups, signals, difficulty, minutes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rubrics.importing.findings import FoundQuestion
from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, difficulty, kinds, noise
from rubrics.importing.parsing.labels import Label, label_of
from rubrics.importing.parsing.ledger import Ledger
from rubrics.importing.parsing.marks import is_pictured, undecorated
from rubrics.importing.parsing.openers import Form
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.rendering import rendered
from rubrics.importing.parsing.segments import Segment
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.labels import Part

LISTS = frozenset({Part.FOLLOW_UPS, Part.STRONG, Part.WEAK})
NOTES = frozenset({Part.DIFFICULTY, Part.MINUTES, Part.TOPIC, Part.TAGS})
FAREWELL = "conclusion or closing words"
PIECES = re.compile(r"\s*[·|•;,]\s*")
TALK_OF_NOTES = re.compile(r"\s*[·|•;,/]\s*")
LONGEST_LEAD = 3  # units of a prompt that goes on before it asks


@dataclass(slots=True)
class Parts:
    """The pieces of one question while its units are read."""

    answer: list[Unit] = field(default_factory=list)
    lists: dict[Part, list[str]] = field(default_factory=lambda: {part: [] for part in LISTS})
    shown: dict[Part, list[Unit]] = field(default_factory=lambda: {part: [] for part in LISTS})
    context: list[str] = field(default_factory=list)
    topic: str = ""
    tags: tuple[str, ...] = ()
    difficulty: int | None = None
    minutes: int | None = None


def question_of(segment: Segment, ledger: Ledger) -> FoundQuestion | None:
    """The question that the segment is, or None where it has no words; enters its units in the ledger."""
    if segment.opener is None:
        return None
    prompt, answered, body = prompt_of(segment)
    prompt, level, minutes = asking.cleaned(prompt)
    if not prompt:
        return None
    parts = _Reading(ledger, is_last=segment.is_last).parts(body)
    ledger.find(segment.opener.unit, *segment.lead)
    level = next((one for one in (level, parts.difficulty, segment.difficulty) if one is not None), None)
    topics = [*segment.topics, segment.title] if segment.title else list(segment.topics)
    return FoundQuestion(
        prompt=prompt,
        answer=_answer(answered, parts),
        line=segment.line or segment.opener.unit.number,
        confidence=segment.confidence,
        kind=kinds.kind_of(f"{prompt} {segment.title}", topics, segment.guide),
        difficulty=level,
        title=segment.title,
        topic=parts.topic or (segment.topics[-1] if segment.topics else ""),
        context="\n".join(parts.context),
        minutes=minutes or parts.minutes,
        follow_ups=tuple(parts.lists[Part.FOLLOW_UPS]),
        strong_signals=tuple(parts.lists[Part.STRONG]),
        weak_signals=tuple(parts.lists[Part.WEAK]),
        tags=parts.tags,
    )


def prompt_of(segment: Segment) -> tuple[str, str, list[Unit]]:
    """The prompt, what of an answer stands on its line, and the units under it.

    A prompt that has not asked yet goes on into the next paragraphs, up to the one that asks.
    """
    opener = segment.opener
    if opener is None:
        return "", "", segment.body
    prompt, answered = asking.split_prompt(opener.text)
    if answered or opener.asks or opener.form in {Form.ITEM, Form.BARE}:
        return prompt, answered, segment.body
    ahead = _asked_ahead(segment.body, may_command=not opener.commands)
    if ahead is None or (opener.commands and (ahead > 0 or segment.body[0].gap)):
        return _first_words(prompt, segment)
    lead = segment.body[: ahead + 1]
    segment.lead.extend(lead)
    last, answered = asking.split_prompt(lead[-1].text)
    if _is_title(prompt):
        segment.title, prompt = prompt, ""
        segment.line = lead[0].number
    for unit in lead[:-1]:
        prompt = _joined(prompt, unit.text, apart=unit.gap)
    return _joined(prompt, last, apart=lead[-1].gap), answered, segment.body[ahead + 1 :]


def _joined(text: str, more: str, *, apart: bool) -> str:
    between = "\n\n" if apart else " "
    return text + between + more if text else more


def _is_title(text: str) -> bool:
    """Whether words before a question name it rather than begin it."""
    return 0 < len(text.split()) <= 8 and text[-1:] not in ".!,;…"


def _first_words(prompt: str, segment: Segment) -> tuple[str, str, list[Unit]]:
    if prompt or not segment.body or label_of(segment.body[0]) is not None:
        return prompt, "", segment.body
    segment.lead.append(segment.body[0])
    return segment.body[0].text, "", segment.body[1:]


def _asked_ahead(body: Sequence[Unit], *, may_command: bool) -> int | None:
    for index, unit in enumerate(body[:LONGEST_LEAD]):
        if not unit.is_text or label_of(unit) is not None or len(unit.text) > 600:
            return None
        head, rest = asking.split_prompt(unit.text)
        if asking.asks(head) and (not rest or len(head) < 300):
            return index
        if may_command and index == 0 and asking.commands(unit.text) and len(unit.text) < 300:
            return index
    return None


def _answer(answered: str, parts: Parts) -> str:
    """All that answers; where only lists of signals do, those lists."""
    text = "\n\n".join(filter(None, [answered, rendered(parts.answer)]))
    return text or rendered(parts.shown[Part.STRONG])


class _Reading:
    """One pass over the units under a question, with the label that is in force."""

    def __init__(self, ledger: Ledger, *, is_last: bool) -> None:
        self.ledger, self.is_last = ledger, is_last
        self.made = Parts()
        self.label: Part | None = None
        self.has_listed = False
        self.is_over = False

    def parts(self, body: Sequence[Unit]) -> Parts:
        for unit in body:
            if not self._is_left_out(unit) and not self._is_labelled(unit):
                self._add(unit)
        return self.made

    def _is_left_out(self, unit: Unit) -> bool:
        reason = noise.reason_of(unit) if label_of(unit) is None else None
        is_farewell = self.is_last and bool(self.made.answer) and noise.is_farewell(unit)
        if is_farewell or (self.is_over and unit.is_text):
            self.is_over, reason = True, reason or FAREWELL
        if reason is None:
            return False
        self.is_over = self.is_over or (self.is_last and reason == "marketing" and unit.gap)
        self.ledger.skip([unit], reason)
        return True

    def _is_labelled(self, unit: Unit) -> bool:
        if self._takes_notes(unit):
            return True
        label = label_of(unit)
        if label is None or (
            unit.is_item and self.label is not None and not label.rest and unit.text[-1:] != ":"
        ):
            return False
        if unit.is_item and unit.depth > 0 and self.label is not None:
            return False
        return self._take(unit, label)

    def _takes_notes(self, unit: Unit) -> bool:
        """A line of notes: "Difficulty: hard · 25 minutes", "[Advanced]", "Time: 20 min"."""
        if unit.shape in {Shape.CODE, Shape.ROW} or len(unit.text) > 120 or self.made.answer:
            return False
        if difficulty.is_word(unit.text.strip("()[] ")):
            self.made.difficulty = difficulty.alone(unit.text.strip("()[] "))
            self.ledger.structure(unit)
            return True
        label = label_of(unit)
        if label is None or label.part not in NOTES or not label.rest:
            return False
        self._note(label)
        self.ledger.find(unit)
        return True

    def _note(self, label: Label) -> None:
        """Takes what a note says; words of it that are neither difficulty nor time are kept as context."""
        made = self.made
        if label.part is Part.TOPIC:
            made.topic = label.rest
            return
        if label.part is Part.TAGS:
            made.tags = tuple(filter(None, TALK_OF_NOTES.split(label.rest)))
            return
        for piece in PIECES.split(label.rest):
            minutes = asking.minutes_of(piece)
            level = (
                difficulty.labelled(piece)
                if label.part is Part.DIFFICULTY or difficulty.is_word(piece)
                else None
            )
            made.minutes = made.minutes or minutes
            made.difficulty = made.difficulty or (None if minutes else level)
            if not _says_only(piece, minutes=minutes, level=level):
                made.context.append(piece)

    def _take(self, unit: Unit, label: Label) -> bool:
        if label.part in LISTS:
            self._begin_list(unit, label)
        elif label.part in {Part.ANSWER, Part.CORRECT}:
            self._begin_answer(unit, label)
        elif label.part is Part.MODEL_ANSWER:
            self.label, self.has_listed = None, False
            self.made.answer.append(_relabelled(unit, label.rest) if label.rest else unit)
            self.ledger.find(unit)
        elif label.part is Part.CONTEXT and label.rest and not self.made.answer:
            self.made.context.append(label.rest)
            self.ledger.find(unit)
        else:
            return False
        return True

    def _begin_list(self, unit: Unit, label: Label) -> None:
        self.label, self.has_listed = label.part, False
        self.made.shown[label.part].append(unit)
        if label.rest:
            self.made.lists[label.part].append(label.rest)
            self.has_listed = True
            self.ledger.find(unit)
        self.ledger.structure(unit)

    def _begin_answer(self, unit: Unit, label: Label) -> None:
        self.label = None
        if label.rest:
            self.made.answer.append(_relabelled(unit, label.rest))
            self.ledger.find(unit)
        else:
            self.ledger.structure(unit)

    def _add(self, unit: Unit) -> None:
        self.ledger.find(unit)
        if self.label is not None and self._goes_on(unit):
            self._list(unit)
        else:
            self.label = None
            self.made.answer.append(unit)

    def _goes_on(self, unit: Unit) -> bool:
        """Whether the unit belongs to the list whose label is in force."""
        if unit.shape is Shape.HEADING:
            return False
        is_listed = unit.is_item or (unit.is_text and is_pictured(unit.text) and not unit.gap)
        return is_listed or not self.has_listed or (unit.depth > 0 and not unit.gap)

    def _list(self, unit: Unit) -> None:
        if self.label is None:
            return
        listed = self.made.lists[self.label]
        if unit.is_item and unit.depth > 0 and listed:
            listed[-1] += f"\n- {unit.text}"
        else:
            listed.append(undecorated(unit.text) if is_pictured(unit.text) else unit.text)
        self.made.shown[self.label].append(unit)
        self.has_listed = True


def _says_only(piece: str, *, minutes: int | None, level: int | None) -> bool:
    """Whether nothing would be lost by keeping only the time or the difficulty that the words name."""
    if minutes is not None:
        return len(plain(asking.MINUTES.sub(" ", piece, count=1)).split()) == 0
    return not plain(piece) or (
        level is not None and len(plain(piece).split()) <= 3 and difficulty.is_value(piece)
    )


def _relabelled(unit: Unit, text: str) -> Unit:
    """The unit without its label."""
    return Unit(unit.index, unit.lines, text, Shape.PLAIN, unit.gap)
