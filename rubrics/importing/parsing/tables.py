"""Tables that grade, warn or ask: what their header says their columns are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rubrics.importing.findings import FoundCriterion, FoundQuestion, FoundRedFlag
from rubrics.importing.lines import Shape
from rubrics.importing.parsing import asking, difficulty, kinds
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.columns import COLUMNS, JUDGED, LEVELS, Column
from rubrics.importing.parsing.wording.sections import Role
from rubrics.importing.parsing.wording.topics import KINDS

NUMBERED_LEVEL = re.compile(r"(?:level|score|rating|stufe|niveau|nivel|points?)?\s?([0-5])(?:\s.*|$)")
SURE = 0.85
ENDS_FIRST = (0, 4, 1, 2, 3)  # "strong no hire" and "strong hire" before "strong"


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows; the first is its header."""

    header: Unit
    rows: tuple[Unit, ...]

    @property
    def units(self) -> tuple[Unit, ...]:
        return (self.header, *self.rows)


@dataclass(frozen=True, slots=True)
class Read:
    """What a table's rows became."""

    questions: tuple[FoundQuestion, ...] = ()
    criteria: tuple[FoundCriterion, ...] = ()
    red_flags: tuple[FoundRedFlag, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.criteria or self.red_flags)


def tables_in(units: Sequence[Unit]) -> list[Table]:
    """The runs of rows among the units; a row of other width begins a table of its own only after a gap."""
    tables: list[Table] = []
    run: list[Unit] = []
    for unit in units:
        is_next = bool(run) and unit.shape is Shape.ROW and unit.index == run[-1].index + 1 and not unit.gap
        if run and not is_next:
            tables.append(Table(run[0], tuple(run[1:])))
            run = []
        if unit.shape is Shape.ROW:
            run.append(unit)
    if run:
        tables.append(Table(run[0], tuple(run[1:])))
    return tables


def read_table(table: Table, *, role: Role | None, topics: Sequence[str] = (), title: str = "") -> Read:
    """What the table holds by its header: questions, criteria or red flags; empty where it is neither."""
    columns = _columns_of(table)
    if Column.QUESTION in columns:
        return Read(
            questions=tuple(filter(None, (_question(row, columns, topics, title) for row in table.rows)))
        )
    if Column.RED_FLAG in columns and Column.CRITERION not in columns and Column.LEVEL not in columns:
        return Read(red_flags=tuple(filter(None, (_red_flag(row, columns) for row in table.rows))))
    ranks = [_rank(cell) for cell in table.header.cells]
    graded = [place for place, rank in enumerate(ranks) if rank is not None and place > 0]
    if len(graded) >= 2:
        return Read(criteria=_graded(table, columns, ranks, graded))
    if Column.CRITERION in columns[:2] and (len(set(columns)) > 1 or role is Role.CRITERIA):
        return Read(criteria=tuple(filter(None, (_criterion(row, columns, topics) for row in table.rows))))
    if _is_scale(columns, ranks, table):
        return Read(criteria=_scale(table, topics))
    return Read()


def names_criteria(header: Unit) -> bool:
    """Whether the first column of a table with this header names what people are judged by."""
    return len(header.cells) > 1 and JUDGED.within(plain(header.cells[0]))


def _columns_of(table: Table) -> list[Column | None]:
    """What each column holds by its heading; a column in which most cells ask holds questions."""
    columns = [_column(cell) for cell in table.header.cells]
    if Column.QUESTION in columns or not table.rows:
        return columns
    for place in range(len(columns)):
        asked = sum(place < len(row.cells) and asking.asks(row.cells[place]) for row in table.rows)
        if asked * 10 >= len(table.rows) * 6:
            columns[place] = Column.QUESTION
            break
    return columns


def _column(cell: str) -> Column | None:
    words = plain(cell)
    return next((column for column, phrases in COLUMNS if phrases.within(words)), None)


def _rank(cell: str) -> int | None:
    """How strong the level is that a column's heading names; None where it names none."""
    words = plain(cell)
    if match := NUMBERED_LEVEL.fullmatch(words):
        return int(match[1]) * 10
    if len(words.split()) > 4:
        return None
    return next((rank * 10 for rank in ENDS_FIRST if LEVELS[rank].within(words)), None)


def _cell(row: Unit, columns: Sequence[Column | None], wanted: Column) -> str:
    texts = [text for text, column in zip(row.cells, columns, strict=False) if column is wanted and text]
    return "\n".join(texts)


def _question(
    row: Unit, columns: Sequence[Column | None], topics: Sequence[str], title: str
) -> FoundQuestion | None:
    prompt, level, minutes = asking.cleaned(_cell(row, columns, Column.QUESTION))
    if len(prompt.split()) < 2:
        return None
    named = _cell(row, columns, Column.DIFFICULTY)
    kind = _cell(row, columns, Column.KIND)
    time = _cell(row, columns, Column.MINUTES)
    return FoundQuestion(
        prompt=prompt,
        answer=_cell(row, columns, Column.ANSWER),
        line=row.number,
        confidence=SURE if asking.seems_asked(prompt) else 0.6,
        kind=_named_kind(kind) or kinds.kind_of(prompt, [*topics, kind], title),
        difficulty=difficulty.labelled(named) if named else level,
        topic=kind or (topics[-1] if topics else ""),
        minutes=asking.minutes_of(time)
        or (int(time) if time.isdecimal() and 0 < int(time) < 600 else minutes),
        follow_ups=_several(_cell(row, columns, Column.FOLLOW_UPS)),
        strong_signals=_several(_cell(row, columns, Column.STRONG)),
        weak_signals=_several(_cell(row, columns, Column.WEAK) or _cell(row, columns, Column.RED_FLAG)),
        context=_others(row, columns),
    )


def _others(row: Unit, columns: Sequence[Column | None]) -> str:
    padded = [*columns, *[None] * (len(row.cells) - len(columns))]
    known = {Column.CRITERION, Column.LEVEL, Column.WEIGHT}
    texts = [
        text
        for text, column in zip(row.cells, padded, strict=False)
        if (column is None or column in known) and text
    ]
    return "\n".join(text for text in texts if not re.fullmatch(r"#?[QqF]?\d{1,3}[.)]?", text))


def _named_kind(text: str) -> str | None:
    words = plain(text).replace(" ", "-")
    return words if words in KINDS or words == "quiz" else None


def _several(text: str) -> tuple[str, ...]:
    parts = re.split(r"\n|;\s|\s?[•·]\s", text)
    return tuple(part.strip(" -•·") for part in parts if part.strip(" -•·"))


def _red_flag(row: Unit, columns: Sequence[Column | None]) -> FoundRedFlag | None:
    statement = _cell(row, columns, Column.RED_FLAG)
    rest = "\n".join(
        text
        for place, text in enumerate(row.cells)
        if text and (place >= len(columns) or columns[place] is not Column.RED_FLAG)
    )
    if not (statement or rest):
        return None
    return FoundRedFlag(
        statement=statement or rest, description=rest if statement else "", line=row.number, confidence=SURE
    )


def _graded(
    table: Table, columns: Sequence[Column | None], ranks: Sequence[int | None], graded: Sequence[int]
) -> tuple[FoundCriterion, ...]:
    order = sorted(graded, key=lambda place: ranks[place] or 0)
    found: list[FoundCriterion] = []
    for row in table.rows:
        cells = [*row.cells, *[""] * len(ranks)]
        name = cells[0].strip() or row.text
        others = [cells[place] for place in range(1, len(row.cells)) if place not in graded and cells[place]]
        levels = tuple(cells[place] for place in order if cells[place])
        found.append(
            FoundCriterion(
                name=name, line=row.number, confidence=0.95, description="\n".join(others), levels=levels
            )
        )
    return tuple(found)


def _criterion(row: Unit, columns: Sequence[Column | None], topics: Sequence[str]) -> FoundCriterion | None:
    name = _cell(row, columns, Column.CRITERION)
    padded = [*columns, *[None] * (len(row.cells) - len(columns))]
    signals = {Column.CRITERION, Column.STRONG, Column.WEAK, Column.RED_FLAG}
    rest = [text for text, column in zip(row.cells, padded, strict=False) if column not in signals and text]
    if not name and not rest:
        return None
    return FoundCriterion(
        name=name or rest[0],
        line=row.number,
        confidence=SURE,
        description="\n".join(rest if name else rest[1:]),
        strong_signals=_several(_cell(row, columns, Column.STRONG)),
        weak_signals=_several(_cell(row, columns, Column.WEAK) or _cell(row, columns, Column.RED_FLAG)),
        topic=topics[-1] if topics else "",
    )


def _is_scale(columns: Sequence[Column | None], ranks: Sequence[int | None], table: Table) -> bool:
    """Whether the rows are levels ("1 | Poor | …"), from one end to the other."""
    if not table.rows or columns[0] is not Column.LEVEL:
        return False
    named = [_rank(row.cells[0]) for row in table.rows if row.cells]
    return len(named) >= 3 and all(rank is not None for rank in named) and len(set(named)) == len(named)


def _scale(table: Table, topics: Sequence[str]) -> tuple[FoundCriterion, ...]:
    rows = sorted(table.rows, key=lambda row: _rank(row.cells[0]) or 0)
    levels = tuple(" – ".join(filter(None, row.cells)) for row in rows)
    name = topics[-1] if topics else table.header.text
    return (FoundCriterion(name=name, line=table.header.number, confidence=SURE, levels=levels),)
