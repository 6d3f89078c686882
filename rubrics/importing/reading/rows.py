"""A table's rows as findings, by a mapping of columns that a person has seen."""

import re
from collections.abc import Iterator, Mapping

from rubrics.importing.findings import Findings, FoundQuestion, FoundQuizItem, Skipped
from rubrics.importing.marks import difficulty_of, kind_of
from rubrics.importing.reading.columns import OPTION_FIELDS
from rubrics.importing.reading.tables import Row, Table

NO_QUESTION = "The row has no question in the column “{column}”."
NO_COLUMN = "No column was chosen for the question."
TOO_MANY_CELLS = "The row has {number} cells, the header {expected}. Look for a delimiter too many."
NOT_UNDERSTOOD = "{what} “{text}” is not understood; the question came without it."
NOT_AN_OPTION = "The right answer “{text}” is none of the options; the quiz item came without it."

SPLIT = re.compile(r"[\n;|]")
SPLIT_WORDS = re.compile(r"[\n;|,]")
BULLET = re.compile(r"(?:[-*•–]\s+|\d{1,2}[.)]\s+)(?=\S)")
OPTION_MARK = re.compile(r"\(?[A-Ha-h1-8][.):]\)?\s+(?=\S)")
NUMBER = re.compile(
    r"(\d{1,4})(?:[.,]0+)?\s*(?:(h|hours?|hrs?|stunden?)|m|min|mins|minutes?|minuten|['’])?\.?", re.IGNORECASE
)

SURE, LESS_SURE = 1.0, 0.9


def found_in(table: Table, mapping: Mapping[str, int]) -> Findings:
    """The questions and quiz items of a table.

    `mapping` says which field stands in which column, from 0, as `map_columns` proposes it. Every row that
    gives nothing is among `skipped` with what is wrong; a value that is not understood is so too, and its row
    is found without it. Rows with options are quiz items.
    """
    questions: list[FoundQuestion] = []
    quiz_items: list[FoundQuizItem] = []
    skipped: list[Skipped] = []
    for row in table.rows:
        problem = _problem(row, table, mapping)
        if problem:
            skipped.append(_skipped(row, problem))
            continue
        reading = _RowReading(row, mapping)
        options = reading.options()
        if len(options) >= 2:
            quiz_items.append(reading.quiz_item(options))
        else:
            questions.append(reading.question())
        skipped.extend(_skipped(row, complaint) for complaint in reading.complaints)
    return Findings(questions=questions, quiz_items=quiz_items, skipped=skipped)


def _problem(row: Row, table: Table, mapping: Mapping[str, int]) -> str:
    column = mapping.get("prompt")
    if row.problem:
        return row.problem
    if column is None or not 0 <= column < len(table.header):
        return NO_COLUMN
    if any(row.cells[len(table.header) :]):
        return TOO_MANY_CELLS.format(number=len(row.cells), expected=len(table.header))
    if not any(map(str.isalnum, _cell(row, column))):
        return NO_QUESTION.format(column=table.header[column])
    return ""


def _skipped(row: Row, reason: str) -> Skipped:
    return Skipped(line=row.number, text=" | ".join(filter(None, row.cells))[:500], reason=reason)


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and 0 <= column < len(row.cells) else ""


class _RowReading:
    """One row's values by field, and what in it was not understood."""

    def __init__(self, row: Row, mapping: Mapping[str, int]) -> None:
        self.line = row.number
        self.values = {field: _cell(row, column) for field, column in mapping.items()}
        self.complaints: list[str] = []

    def question(self) -> FoundQuestion:
        prompt, answer = self._text("prompt"), self._text("answer")
        return FoundQuestion(
            prompt=prompt,
            answer=answer,
            line=self.line,
            confidence=SURE if prompt.endswith("?") or answer else LESS_SURE,
            kind=self._kind(),
            difficulty=self._difficulty(),
            minutes=self._number("minutes", "The time", most=480),
            exposure_limit=self._number("exposure_limit", "The exposure limit", most=9999),
            title=self._text("title"),
            topic=self._text("topic"),
            context=self._text("context"),
            follow_ups=self._list("follow_ups", SPLIT),
            strong_signals=self._list("strong_signals", SPLIT),
            weak_signals=self._list("weak_signals", SPLIT),
            red_flags=self._list("red_flags", SPLIT),
            competencies=self._list("competencies", SPLIT_WORDS),
            tags=self._list("tags", SPLIT_WORDS),
        )

    def quiz_item(self, options: tuple[str, ...]) -> FoundQuizItem:
        return FoundQuizItem(
            prompt=self._text("prompt"),
            line=self.line,
            confidence=SURE,
            options=options,
            answer=self._right_option(options),
            explanation=self._text("explanation"),
            topic=self._text("topic"),
        )

    def options(self) -> tuple[str, ...]:
        single = [self._text(field) for field in OPTION_FIELDS if self._text(field)]
        listed = single or self._list("options", SPLIT)
        return tuple(dict.fromkeys(OPTION_MARK.sub("", option, count=1) for option in listed))

    def _right_option(self, options: tuple[str, ...]) -> str | None:
        text = self._text("correct") or self._text("answer")
        if not text:
            return None
        right = _named_option(text, options)
        if right is None:
            self.complaints.append(NOT_AN_OPTION.format(text=text[:80]))
        return right

    def _text(self, field: str) -> str:
        return self.values.get(field, "").strip()

    def _list(self, field: str, between: re.Pattern[str]) -> tuple[str, ...]:
        return tuple(_entries(between.split(self._text(field))))

    def _kind(self) -> str | None:
        text = self._text("kind")
        kind = kind_of(text)
        if text and kind is None:
            self.complaints.append(NOT_UNDERSTOOD.format(what="The kind", text=text[:80]))
        return kind

    def _difficulty(self) -> int | None:
        text = self._text("difficulty")
        difficulty = difficulty_of(text)
        if text and difficulty is None:
            self.complaints.append(NOT_UNDERSTOOD.format(what="The difficulty", text=text[:80]))
        return difficulty

    def _number(self, field: str, what: str, *, most: int) -> int | None:
        text = self._text(field)
        match = NUMBER.fullmatch(text)
        number = int(match[1]) * (60 if match[2] else 1) if match else 0
        if text and not 1 <= number <= most:
            self.complaints.append(NOT_UNDERSTOOD.format(what=what, text=text[:80]))
        return number if 1 <= number <= most else None


def _entries(parts: list[str]) -> Iterator[str]:
    return filter(None, (BULLET.sub("", part.strip(), count=1).strip() for part in parts))


def _named_option(text: str, options: tuple[str, ...]) -> str | None:
    """The option that is meant by its text, its letter or its number from 1."""
    by_text = {option.casefold(): option for option in options}
    wanted = text.casefold()
    if wanted in by_text or (wanted := OPTION_MARK.sub("", text, count=1).casefold()) in by_text:
        return by_text[wanted]
    mark = re.fullmatch(r"(?:option |answer )?\(?([a-h]|[1-8])[.)]?", text.casefold())
    if mark is None:
        return None
    index = int(mark[1]) - 1 if mark[1].isdecimal() else ord(mark[1]) - ord("a")
    return options[index] if index < len(options) else None
