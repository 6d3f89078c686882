"""From a document's lines to its findings, with an account of every line.

The steps: find who speaks; join wrapped lines to units; take a transcript's exchanges; part the rest into
questions and sections, by headings, numbering and labels; take each apart; list what is left. One pass each,
in time proportional to the text; nothing is recursive, and no input is an error.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rubrics.importing.findings import (
    Findings,
    FoundCriterion,
    FoundExchange,
    FoundExercise,
    FoundQuestion,
    FoundRedFlag,
)
from rubrics.importing.lines import Document, Shape
from rubrics.importing.parsing import noise, quizzes, turns
from rubrics.importing.parsing.answers import question_of
from rubrics.importing.parsing.exchanges import exchanges_of
from rubrics.importing.parsing.exercises import exercises_of
from rubrics.importing.parsing.judging import criteria_of, red_flags_of
from rubrics.importing.parsing.ledger import Ledger
from rubrics.importing.parsing.outline import segments_of
from rubrics.importing.parsing.running import PAGE, running_lines
from rubrics.importing.parsing.segments import Segment
from rubrics.importing.parsing.tables import Table, read_table, tables_in
from rubrics.importing.parsing.wording.sections import REASONS, Role
from rubrics.importing.parsing.wrapping import units_of

BEFORE_ALL = "introduction"
AFTER_ALL = "stands after the last question, outside every section that was recognised"
AFTER_LIST = "stands after a list of questions and answers none of them"
NO_QUESTION = "neither asks nor grades"
TABLE = "a table that neither asks nor grades"
# Fewer questions than this in a table are examples in an answer.
FEWEST_IN_A_TABLE = 2
EMPTY_SECTION = "a heading with nothing under it to ask or to judge by"


@dataclass(frozen=True, slots=True)
class Reading:
    """The findings, and the account of how each unit was used."""

    findings: Findings
    ledger: Ledger


def parse(document: Document) -> Findings:
    """What there is to ask and to judge by in the document, and what is left out, each with its line.

    Never raises; takes time proportional to the text's length.
    """
    return read(document).findings


def read(document: Document) -> Reading:
    """As `parse`, with the account that shows where every line went."""
    names = turns.speakers_of(document.lines)
    units = units_of(document.lines, lambda text: turns.begins_turn(text, names))
    ledger = Ledger(units)
    exchanges = exchanges_of(units, names, ledger)
    ledger.skip((unit for unit in running_lines(units) if ledger.is_open(unit)), PAGE)
    found = _Found(ledger, segments_of(units, ledger))
    found.read()
    return Reading(found.findings(exchanges), ledger)


class _Found:
    """What the segments became."""

    def __init__(self, ledger: Ledger, segments: Sequence[Segment]) -> None:
        self.ledger, self.segments = ledger, segments
        self.questions: list[FoundQuestion] = []
        self.items: list[quizzes.Item] = []
        self.criteria: list[FoundCriterion] = []
        self.red_flags: list[FoundRedFlag] = []
        self.exercises: list[FoundExercise] = []

    def read(self) -> None:
        for segment in self.segments:
            if segment.opener is not None:
                self._question(segment)
            elif segment.reason:
                self.ledger.skip(segment.body, segment.reason)
            else:
                self._section(segment)

    def findings(self, exchanges: Sequence[FoundExchange]) -> Findings:
        quiz_items = quizzes.keyed(self.items, self.segments, self.ledger)
        self._leave_out()
        self.ledger.close()
        return Findings(
            questions=tuple(sorted(self.questions, key=lambda found: found.line)),
            quiz_items=tuple(quiz_items),
            exchanges=tuple(exchanges),
            criteria=tuple(sorted(self.criteria, key=lambda found: found.line)),
            red_flags=tuple(sorted(self.red_flags, key=lambda found: found.line)),
            exercises=tuple(self.exercises),
            skipped=tuple(self.ledger.skipped()),
        )

    def _question(self, segment: Segment) -> None:
        self.ledger.skip(segment.rest, AFTER_LIST)
        self._asking_tables(segment)
        if (item := quizzes.item_of(segment, self.ledger)) is not None:
            self.items.append(item)
        elif (question := question_of(segment, self.ledger)) is not None:
            self.questions.append(question)

    def _asking_tables(self, segment: Segment) -> None:
        """A table of questions stands for itself, whatever question is open above it."""
        for table in tables_in(segment.body):
            read = read_table(table, role=segment.role, topics=segment.topics, title=segment.guide)
            if len(read.questions) >= FEWEST_IN_A_TABLE:
                self._table(table, segment)
                segment.body[:] = [unit for unit in segment.body if unit not in table.units]

    def _section(self, segment: Segment) -> None:
        before = self._count()
        for table in tables_in(segment.body) if segment.role is not Role.KEY else []:
            self._table(table, segment)
        readers: dict[Role | None, Callable[[], None]] = {
            Role.CRITERIA: lambda: self.criteria.extend(criteria_of(segment, self.ledger)),
            Role.RED_FLAGS: lambda: self.red_flags.extend(red_flags_of(segment, self.ledger)),
            Role.EXERCISE: lambda: self._exercises(segment),
        }
        if segment.role in readers:
            readers[segment.role]()
        if segment.heading is not None and self._count() > before:
            self.ledger.structure(segment.heading.unit)

    def _count(self) -> int:
        return len(self.criteria) + len(self.red_flags) + len(self.exercises) + len(self.questions)

    def _exercises(self, segment: Segment) -> None:
        self.exercises.extend(exercises_of(segment, self.ledger.units, self.ledger))

    def _table(self, table: Table, segment: Segment) -> None:
        read = read_table(table, role=segment.role, topics=segment.topics, title=segment.guide)
        if segment.role is Role.EXERCISE and not read.questions:
            return
        if read:
            self.questions.extend(read.questions)
            self.criteria.extend(read.criteria)
            self.red_flags.extend(read.red_flags)
            self.ledger.structure(table.header)
            self.ledger.find(*table.rows)
        else:
            self.ledger.skip(table.units, _reason_of(segment.role) or TABLE)

    def _leave_out(self) -> None:
        """Skips what no section used, with the reason that its place gives it; topics above questions are
        structure."""
        lines = [question.line for question in self.questions]
        first, last = (min(lines), max(lines)) if lines else (0, 0)
        asked = [segment for segment in self.segments if segment.opener is not None]
        used = {topic for segment in asked for topic in (segment.guide, *segment.topics)}
        for segment in self.segments:
            heading = segment.heading
            if heading is not None and heading.text in used:
                self.ledger.structure(heading.unit)
            for unit in segment.body:
                if not self.ledger.is_open(unit):
                    continue
                reason = noise.reason_of(unit) or _reason_of(segment.role)
                if reason is None and unit.shape is not Shape.ROW:
                    reason = (
                        BEFORE_ALL if unit.number < first else AFTER_ALL if unit.number > last > 0 else None
                    )
                self.ledger.skip([unit], reason or NO_QUESTION)
            if heading is not None:
                self.ledger.skip([heading.unit], _reason_of(segment.role) or EMPTY_SECTION)


def _reason_of(role: Role | None) -> str | None:
    return None if role is None else REASONS[role]
