"""From a file's bytes to what is in it, behind a wall: files come from anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hiring.background.sandbox import Report, Stopped, in_sandbox
from hiring.foundations.reading import Unreadable, adapter_of
from rubrics.importing.findings import Findings, FoundExercise, FoundQuestion, FoundQuizItem
from rubrics.importing.library_file import FiledEntry, filed_entries
from rubrics.importing.parsing import parse
from rubrics.importing.reading.checking import looked_at
from rubrics.importing.reading.columns import map_columns
from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.reading.rows import found_in
from rubrics.importing.reading.structured import LibraryFile
from rubrics.importing.reading.tables import Row, Table

SECONDS = 25.0
MEGABYTES = 512
PREVIEW_ROWS = 5
LONGEST_CELL = 200

SENTENCES = {
    "too_slow": (
        "The file took longer than {seconds:g} seconds to read, so it was left. "
        "Split it, then import the parts."
    ),
    "too_large": (
        "The file needed more than {megabytes} MB of memory to read, so it was left. "
        "Split it, then import the parts."
    ),
    "stopped": "Reading stopped without an answer ({why}). Save the file as plain text, then import that.",
    "unexpected": "The file could not be read ({why}). Save it as plain text, then import that.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A table's header, its first rows with their lines, and which field seems to stand in which column."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    row_count: int
    proposed: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a file holds: findings; or the entries of a library file; or a table whose columns are unknown."""

    format: str
    findings: Findings = field(default_factory=Findings)
    filed: tuple[FiledEntry, ...] = ()
    preview: Preview | None = None


def find(
    name: str, content: bytes, *, columns: Mapping[str, int] | None = None, takes_proposal: bool = False
) -> Found:
    """Read and parse the file. Raises `Unimportable`.

    A table (CSV, XLSX) is taken apart by `columns`; without them, by its names where `takes_proposal`, and
    else only shown, for a person to say what its columns are.
    """
    source = read(name, content)
    if isinstance(source, LibraryFile):
        return _filed(looked_at(name, content)[1])
    if isinstance(source, Table):
        proposed = map_columns(source.header)
        if columns is None and not takes_proposal and source.format != "json":
            return Found(format=source.format, preview=_preview(source, proposed))
        return Found(format=source.format, findings=found_in(source, columns or proposed))
    return Found(format=source.format, findings=parse(source))


def find_behind_wall(
    name: str,
    content: bytes,
    *,
    columns: Mapping[str, int] | None = None,
    takes_proposal: bool = False,
    report: Report = lambda _step, _percent: None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Found:
    """As `find`, in a child process with limits; whatever the file does to it is an `Unimportable` too."""

    def work(tell: Report) -> bytes:
        tell("Reading the file", 5)
        try:
            found = find(name, content, columns=columns, takes_proposal=takes_proposal)
        except Unimportable as refused:
            return b"-" + refused.message.encode()
        return b"+" + adapter_of(Found).dump_json(found)

    try:
        answer = in_sandbox(work, seconds=seconds, megabytes=megabytes, report=report)
    except Stopped as stopped:
        words = SENTENCES[stopped.code]
        why = stopped.why or "no reason given"
        raise Unimportable(words.format(seconds=seconds, megabytes=megabytes, why=why)) from None
    if answer.startswith(b"-"):
        raise Unimportable(answer[1:].decode())
    found: Found = adapter_of(Found).validate_json(answer[1:])
    return found


def _filed(text: str) -> Found:
    try:
        return Found(format="library/1", filed=tuple(filed_entries(text)))
    except Unreadable as error:
        raise Unimportable(
            f"This library file cannot be taken back. {error.faults[0]} Export it again, then import that."
        ) from None


def as_findings(found: Found) -> Findings:
    """What was found, the entries of a library file told like findings."""
    return (
        found.findings
        if not found.filed
        else Findings(
            questions=[_question(filed) for filed in found.filed if filed.kind == "question"],
            quiz_items=[_quiz_item(filed) for filed in found.filed if filed.kind == "quiz_item"],
            exercises=[_exercise(filed) for filed in found.filed if filed.kind == "exercise"],
        )
    )


def _question(filed: FiledEntry) -> FoundQuestion:
    entry = filed.content["entry"]
    same = ("prompt", "title", "context", "minutes", "difficulty", "exposure_limit")
    lists = ("follow_ups", "strong_signals", "weak_signals", "competencies", "red_flags", "tags")
    said: dict[str, Any] = {name: entry[name] for name in same}
    said |= {name: tuple(entry[name]) for name in lists}
    return FoundQuestion(
        line=filed.line,
        confidence=1.0,
        answer=entry["sample_answer"],
        kind=entry["round_kind"],
        **said,
    )


def _quiz_item(filed: FiledEntry) -> FoundQuizItem:
    entry = filed.content["entry"]
    return FoundQuizItem(
        prompt=entry["prompt"],
        line=filed.line,
        confidence=1.0,
        options=tuple(entry["options"]),
        answer=None if entry["answer"] is None else entry["options"][entry["answer"]],
        explanation=entry["explanation"],
    )


def _exercise(filed: FiledEntry) -> FoundExercise:
    entry = filed.content["entry"]
    return FoundExercise(
        title=entry["title"],
        brief=entry["prompt"],
        line=filed.line,
        confidence=1.0,
        kind=entry["round_kind"],
        minutes=entry["minutes"],
        materials=tuple(entry["materials"]),
        timings=tuple(f"{part['minutes']} minutes: {part['activity']}" for part in entry["timings"]),
        looks_for=tuple(entry["strong_signals"]),
    )


def _preview(table: Table, proposed: dict[str, int]) -> Preview:
    rows = [row for row in table.rows if not row.problem]
    return Preview(
        header=tuple(name[:LONGEST_CELL] for name in table.header),
        rows=tuple((row.number, _cells(row, len(table.header))) for row in rows[:PREVIEW_ROWS]),
        row_count=len(rows),
        proposed=proposed,
    )


def _cells(row: Row, width: int) -> tuple[str, ...]:
    """One for each column at least: a row that ends early is shown as wide as the others."""
    missing = ("",) * (width - len(row.cells))
    return (*(cell[:LONGEST_CELL] for cell in row.cells), *missing)
