"""The document's segments: each question with what stands under it, and each section with what is left."""

from bisect import bisect
from collections.abc import Sequence

from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, difficulty, weighing
from rubrics.importing.parsing.borders import Borders
from rubrics.importing.parsing.labels import label_of
from rubrics.importing.parsing.ledger import Ledger
from rubrics.importing.parsing.openers import Form, Opener, are_mostly_marked, openers_of, repeated
from rubrics.importing.parsing.quizzes import key_after_colon, key_in
from rubrics.importing.parsing.running import PAGE
from rubrics.importing.parsing.sections import Heading, habits_of, heading_of
from rubrics.importing.parsing.segments import Segment, part_lists
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.weighing import ENOUGH, Place
from rubrics.importing.parsing.wording.labels import Part
from rubrics.importing.parsing.wording.sections import Role

IN_CONTENTS = "table of contents"
NOTES = frozenset({Part.DIFFICULTY, Part.MINUTES, Part.TOPIC, Part.TAGS, Part.CONTEXT})


def segments_of(units: Sequence[Unit], ledger: Ledger) -> list[Segment]:
    """The segments in order. Contents and repetitions are entered in the ledger as skipped."""
    return _Outline(units, ledger).walk()


class _Outline:
    """One pass over the units, with the headings above and the segment that is open."""

    def __init__(self, units: Sequence[Unit], ledger: Ledger) -> None:
        self.units, self.ledger = units, ledger
        self.openers = openers_of(units)
        self.copies = repeated(self.openers, units)
        self.order = sorted(index for index in self.openers if index not in self.copies)
        self.borders = Borders(units, self.openers, habits_of(units, self.openers))
        self.first_marked = self._first_marked()
        self.segments: list[Segment] = [Segment()]
        self.lone_difficulty: int | None = None

    def _first_marked(self) -> int:
        """Where the marked questions begin, if most are marked and few others come before."""
        marked = (index for index in self.order if self.openers[index].is_marked and self.openers[index].asks)
        first = next(marked, 0)
        before = [self.openers[index] for index in self.order if index < first]
        others = sum(opener.asks and self._has_body(opener) for opener in before)
        return first if are_mostly_marked(self.openers) and others <= 3 else 0

    @property
    def current(self) -> Segment:
        return self.segments[-1]

    def walk(self) -> list[Segment]:
        for unit in self.units:
            if not self.ledger.is_open(unit):
                self._pause(unit)
            elif self._is_whole_key(unit):
                self.segments.append(Segment(role=Role.KEY, body=[unit]))
            elif not self._is_copy(unit) and not self._opens(unit) and not self._heads(unit):
                self.current.body.append(unit)
        for segment, following in zip(self.segments, [*self.segments[1:], None], strict=True):
            segment.is_last = following is None or following.opener is None
        part_lists(self.segments)
        return self.segments

    def _pause(self, unit: Unit) -> None:
        """After a piece of a transcript, nothing goes on from before it; a page's head interrupts nothing."""
        is_interrupted = self.ledger.reason_of(unit) != PAGE
        if is_interrupted and (self.current.opener is not None or self.current.body):
            self.segments.append(self._section(None))

    def _is_whole_key(self, unit: Unit) -> bool:
        """Whether the unit is a key on one line; it belongs to the quiz, whatever question is open above."""
        return unit.is_text and bool(key_after_colon(unit.text)) and len(key_in(unit)) >= 2

    # -- what repeats another place

    def _is_copy(self, unit: Unit) -> bool:
        opener = self.openers.get(unit.index)
        if opener is None:
            return False
        if opener.has_page:
            self.ledger.skip([unit], IN_CONTENTS)
            return True
        kept = self.copies.get(unit.index)
        if kept is None or self._is_inside(opener):
            return False
        if kept == unit.index + 1 or (kept == unit.index - 1 and self.current.opener is self.openers[kept]):
            self.ledger.structure(unit)
        else:
            line = self.units[kept].number
            before = f"repeats the question of line {line}"
            self.ledger.skip([unit], IN_CONTENTS if kept > unit.index else before)
        return True

    # -- questions

    def _opens(self, unit: Unit) -> bool:
        opener = self.openers.get(unit.index)
        if opener is None or self._is_inside(opener):
            return False
        place = self._place_of(opener)
        weight = weighing.weight_of(opener, place)
        if self._is_titled(opener):
            self._take_title(opener, weight)
        elif weight < ENOUGH:
            return self._is_refused(opener, place)
        else:
            self.segments.append(self._question(opener, weight))
        return True

    def _is_inside(self, opener: Opener) -> bool:
        """Whether the opener can only be part of what is open: an answer's list, a sub-heading, a brief."""
        current = self.current
        if opener.form is Form.BARE and not opener.asks and not self._is_asking_place():
            return True
        if current.role is Role.EXERCISE and current.opener is None:
            return not opener.is_marked or opener.form is Form.PAIR or opener.unit.is_item
        if current.opener is None or self._is_titled(opener):
            return False
        if self._goes_on_asking(opener):
            return True
        return self.borders.is_within_answer(opener, current.marked_by or current.opener)

    def _is_asking_place(self) -> bool:
        """Whether an imperative on a line of its own can be a question here: in a list under a heading."""
        question = self.current.opener
        is_listed = question is None or (question.form is Form.BARE and not self.current.body)
        return self.borders.role is Role.QUESTIONS and is_listed

    def _goes_on_asking(self, opener: Opener) -> bool:
        """Whether the open prompt has told a situation, and asks only now, in the same paragraph."""
        current = self.current
        if current.opener is None or current.opener.asks or current.opener.commands:
            return False
        is_near = len(current.body) < 3 and all(unit.is_text and not unit.gap for unit in current.body)
        return opener.form is Form.BARE and not opener.unit.gap and is_near and bool(current.body)

    def _is_titled(self, opener: Opener) -> bool:
        """Whether the open question is only a title ("Question 7", "3. Drift") for the one that opens now."""
        title = self.current.opener
        if (
            title is None
            or title.asks
            or not opener.asks
            or (opener.is_marked and opener.form is not Form.LABEL)
        ):
            return False
        if opener.unit.is_item or (opener.form is Form.LABEL and title.form is Form.LABEL and title.text):
            return False
        if title.commands or title.has_options:
            return False
        return all((label := label_of(unit)) and label.part in NOTES for unit in self.current.body)

    def _take_title(self, opener: Opener, weight: float) -> None:
        current = self.current
        if current.opener is not None:
            current.lead.append(current.opener.unit)
            current.anchor = current.anchor or current.opener
            current.title, current.number = current.opener.text, current.opener.number
        current.opener, current.confidence = opener, max(weight, current.confidence)

    def _question(self, opener: Opener, weight: float) -> Segment:
        segment = self._section(None)
        segment.opener, segment.confidence = opener, weight
        segment.role = self.borders.role
        return segment

    def _place_of(self, opener: Opener) -> Place:
        index, borders = opener.unit.index, self.borders
        chain = opener.chain
        return Place(
            role=borders.role if self.current.reason == "" else self.current.role,
            has_body=self._has_body(opener),
            is_in_answer=not (
                self.current.opener is None or self._follows_alike(opener) or self._is_titled(opener)
            ),
            is_before_marked=index < self.first_marked,
            is_for_jobs=borders.is_for_jobs,
            goes_on=chain is not None and chain.is_asked and chain.units[0] < borders.section_start,
            title_asks=borders.title_asks,
            title_advises=borders.title_advises,
            has_alike=self._has_alike(opener),
            is_listed=opener.unit.is_item and index + 1 < len(self.units) and self.units[index + 1].is_item,
        )

    def _follows_alike(self, opener: Opener) -> bool:
        question = self.current.marked_by
        return question is not None and question.form is opener.form

    def _has_alike(self, opener: Opener) -> bool:
        """Whether the item before or after it is one like it."""
        near = (self.openers.get(opener.unit.index - 1), self.openers.get(opener.unit.index + 1))
        return any(other is not None and other.form is opener.form and other.asks for other in near)

    def _has_body(self, opener: Opener) -> bool:
        after = opener.unit.index + 1
        if asking.split_prompt(opener.text)[1]:
            return True
        following = self.openers.get(after)
        if following is not None:
            return not opener.asks and following.asks and not following.is_marked
        if after >= len(self.units):
            return False
        return self.units[after].shape is not Shape.HEADING

    def _is_refused(self, opener: Opener, place: Place) -> bool:
        """Begins a segment that is left out, where the opener is a question to somebody else."""
        reason = weighing.why_not(opener, place)
        if reason is None or opener.unit.is_item or heading_is_label(opener.unit):
            return False
        is_heading = opener.unit.shape is Shape.HEADING
        if self.current.opener is not None and not (opener.unit.gap or is_heading):
            return False
        heading = heading_of(opener.unit, self.units)
        if is_heading and heading is not None:
            self.borders.enter(heading)
        segment = self._section(None)
        segment.role = Role.FAQ if place.role is Role.FAQ else Role.JOBS
        segment.reason = reason
        segment.body.append(opener.unit)
        self.segments.append(segment)
        return True

    # -- sections

    def _heads(self, unit: Unit) -> bool:
        if self._is_lone_difficulty(unit):
            return True
        heading = heading_of(unit, self.units)
        if heading is None or not self.borders.ends(heading, self.current.marked_by, self._next_opener(unit)):
            return False
        self.borders.enter(heading)
        self.lone_difficulty = None
        self.segments.append(self._section(heading))
        return True

    def _is_lone_difficulty(self, unit: Unit) -> bool:
        if unit.shape in {Shape.HEADING, Shape.CODE, Shape.ROW} or not difficulty.is_word(unit.text):
            return False
        level = difficulty.alone(unit.text.strip("()[] "))
        current = self.current
        if current.opener is not None and not current.body and current.difficulty is self._inherited():
            current.difficulty = level
            current.lead.append(unit)
            return True
        if self._next_opener(unit) != unit.index + 1:
            return False
        self.lone_difficulty = level
        self.ledger.structure(unit)
        return True

    def _next_opener(self, unit: Unit) -> int:
        place = bisect(self.order, unit.index)
        return self.order[place] if place < len(self.order) else len(self.units)

    def _inherited(self) -> int | None:
        return self.lone_difficulty if self.lone_difficulty is not None else self.borders.difficulty

    def _section(self, heading: Heading | None) -> Segment:
        return Segment(
            role=self.borders.role,
            heading=heading,
            guide=self.borders.title,
            topics=self.borders.topics,
            difficulty=self._inherited(),
        )


def heading_is_label(unit: Unit) -> bool:
    """Whether the unit is a label of some part of a question rather than a question itself."""
    return label_of(unit) is not None
