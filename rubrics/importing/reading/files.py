"""The one door to all readers: a file's bytes become lines, a table, or a file of our own export."""

from collections.abc import Callable, Sequence

from rubrics.importing.lines import Document, Line, Shape
from rubrics.importing.reading import limits
from rubrics.importing.reading.checking import looked_at
from rubrics.importing.reading.delimited import delimited_table
from rubrics.importing.reading.items import with_typed_markers
from rubrics.importing.reading.making import TOO_MANY, Lines
from rubrics.importing.reading.pdf import pdf_lines
from rubrics.importing.reading.plain import lines_of
from rubrics.importing.reading.refusals import Unimportable, counted
from rubrics.importing.reading.structured import LibraryFile, structured
from rubrics.importing.reading.subtitles import cue_lines
from rubrics.importing.reading.tables import Table
from rubrics.importing.reading.webpage import page_lines
from rubrics.importing.reading.wordfile import word_lines
from rubrics.importing.reading.workbook import workbook_table

NO_TEXT = "The file holds no text. Choose the document that holds the questions."

Read = Document | Table | LibraryFile


def read(name: str, content: bytes) -> Read:
    """What the file holds. Only the bytes decide on the format, but for kinds of text (see `check`).

    Raises Unimportable, and nothing else, for whatever cannot be read. Time and memory are bounded by
    `limits` for every format but PDF, whose engine no bound reaches: read files behind a wall.
    """
    found, text = looked_at(name, content)
    if found == "xlsx":
        return workbook_table(content)
    if reader := BYTE_READERS.get(found):
        return Document(format=found, lines=with_typed_markers(reader(content)))
    if found == "csv":
        return delimited_table(text)
    if found == "json":
        return structured(text)
    if found == "html":
        return Document(format=found, lines=with_typed_markers(page_lines(text)))
    return Document(format=found, lines=TEXT_READERS[found](text))


def _plain_lines(text: str) -> tuple[Line, ...]:
    if sum(map(bool, map(str.strip, text.split("\n")))) > 2 * limits.PARAGRAPHS:
        raise Unimportable(TOO_MANY.format(most=counted(limits.PARAGRAPHS)))
    return tuple(_bounded(lines_of(text)))


def _bounded(lines: Sequence[Line]) -> list[Line]:
    """The lines, where they are neither none, too many nor too long."""
    bounded = Lines()
    for line in lines:
        if line.shape is Shape.BLANK:
            bounded.made.append(line)
        else:
            bounded.add(line)
    if not any(line.text for line in lines):
        raise Unimportable(NO_TEXT)
    return bounded.made


BYTE_READERS: dict[str, Callable[[bytes], tuple[Line, ...]]] = {"docx": word_lines, "pdf": pdf_lines}
TEXT_READERS: dict[str, Callable[[str], tuple[Line, ...]]] = {
    "markdown": _plain_lines,
    "text": _plain_lines,
    "vtt": cue_lines,
    "srt": cue_lines,
}
