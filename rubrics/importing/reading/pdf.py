"""PDF with text: its lines in reading order, headings by their size, page headers and footers as asides.

The engine is pdfium, which reads ligatures, bullets' places and font sizes, at a tenth of pypdf's time. It is
native code that no bound of ours reaches inside, so whoever reads files of others does it behind a wall.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from rubrics.importing.lines import Line, Shape
from rubrics.importing.reading import limits
from rubrics.importing.reading.archives import DAMAGED, PROTECTED
from rubrics.importing.reading.characters import one_line
from rubrics.importing.reading.making import Lines
from rubrics.importing.reading.pdfpage import BROKEN_WORD, PageLine, page_lines
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.reading.running import running_lines

PASSWORD_ERROR = 4
HEADING_SIZE = 1.12  # of the body's size
HEADING_CHARACTERS = 200
PARAGRAPH_GAP = 1.3  # of the usual distance between lines
SAME_LINE = 0.4  # of the size: how far a bullet may stand above or below its item
MARKER = re.compile(r"[•◦▪‣·–—●○■□➢✓✔*-]|\(?\d{1,3}[.)]|\(?[A-Za-z][.)]")
HYPHENED = re.compile(rf"([^\W\d_]+)[{BROKEN_WORD}\u00ad\u2010-]$")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = (".", "?", "!", ":", "…", "。", ")")
MOST_UNREADABLE = 0.3

TOO_MANY_PAGES = "The PDF has more than {most} pages. Split it, then import the parts."
NO_TEXT = "The PDF’s pages are pictures without text. Run text recognition (OCR) on it first, then import it."
UNREADABLE = "The PDF’s fonts do not say which letters they show. Export the document anew, or as .docx."


def pdf_lines(content: bytes) -> tuple[Line, ...]:
    """The lines of a PDF; numbers count the lines of all pages.

    Words that were hyphenated at a line's end are whole again, on the first line; lines stay as they were
    wrapped. Raises Unimportable for damage, password, too many pages, and pages without readable text.
    """
    found = _without_loose_markers(_page_lines(content))
    if not found:
        raise Unimportable(NO_TEXT)
    _check_readable(found)
    running = running_lines(found)
    text = [line for index, line in enumerate(found) if index not in running]
    return tuple(_lines(found, running, _Measures(text or found)))


@contextmanager
def _opened(content: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = getattr(error, "err_code", None) == PASSWORD_ERROR or "assword" in str(error)
        raise Unimportable(PROTECTED if is_locked else DAMAGED) from None
    try:
        yield document
    finally:
        document.close()


def _page_lines(content: bytes) -> list[PageLine]:
    lines: list[PageLine] = []
    with _opened(content) as document:
        if len(document) > limits.PAGES:
            raise Unimportable(TOO_MANY_PAGES.format(most=limits.PAGES))
        for number in range(len(document)):
            lines.extend(_lines_of_page(document, number))
            if len(lines) > limits.PARAGRAPHS:
                break
    return lines


def _lines_of_page(document: pypdfium2.PdfDocument, number: int) -> list[PageLine]:
    """The lines of one page; none of a page that is damaged, for the others may be whole."""
    try:
        page = document[number]
        textpage = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    try:
        return page_lines(textpage.raw, page=number, height=pdfium.FPDF_GetPageHeightF(page.raw))
    finally:
        textpage.close()
        page.close()


def _check_readable(lines: Iterable[PageLine]) -> None:
    text = "".join(line.text for line in lines)
    unreadable = sum(character < " " or "\ue000" <= character <= "\uf8ff" for character in text)
    if unreadable > MOST_UNREADABLE * len(text):
        raise Unimportable(UNREADABLE)


def _without_loose_markers(lines: list[PageLine]) -> list[PageLine]:
    """Bullets and numbers that stand in a line of their own go before what stands beside them."""
    loose = {index for index, line in enumerate(lines) if MARKER.fullmatch(line.text)}
    if not loose:
        return lines
    beside: dict[tuple[int, int], list[int]] = {}
    for index, line in enumerate(lines):
        if index not in loose:
            beside.setdefault((line.page, round(line.y)), []).append(index)
    for index in sorted(loose):
        marker = lines[index]
        reach = range(-max(1, int(SAME_LINE * marker.size)), max(1, int(SAME_LINE * marker.size)) + 1)
        near = [at for dy in reach for at in beside.get((marker.page, round(marker.y) + dy), ())]
        right = [at for at in near if lines[at].x > marker.x]
        if right:
            at = min(right, key=lambda at: lines[at].x)
            lines[at] = replace(lines[at], text=f"{marker.text} {lines[at].text}", x=marker.x)
            lines[index] = replace(marker, text="")
    return [line for line in lines if line.text]


class _Measures:
    """What is usual in the document: its body's size, the distance of its lines, its headings, its words."""

    def __init__(self, lines: list[PageLine]) -> None:
        by_size: Counter[float] = Counter()
        for line in lines:
            by_size[_rounded(line.size)] += len(line.text)
        self.body = by_size.most_common(1)[0][0]
        distances = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 4 * a.size]
        self.distance = median(distances) if distances else self.body * 1.2
        usual = Counter(round(distance, 1) for distance in distances).most_common(1)
        self.distance = min(self.distance, usual[0][0]) if usual else self.distance
        self.headings = sorted((size for size in by_size if size > HEADING_SIZE * self.body), reverse=True)
        self.words = Counter(word.lower() for line in lines for word in WORD.findall(line.text))

    def level(self, line: PageLine) -> int:
        """The heading's level, 0 for what is no heading."""
        size = _rounded(line.size)
        if size not in self.headings or len(line.text) > HEADING_CHARACTERS or line.text.islower():
            return 0
        return min(self.headings.index(size) + 1, 6)

    def whole(self, first: str, second: str) -> str:
        """The word of which a line's end and the next one's begin: hyphenated where the document does so."""
        joined, hyphened = first + second, f"{first}-{second}"
        if self.words[joined.lower()]:
            return joined
        both_are_words = self.words[first.lower()] > 1 and self.words[second.lower()] > 1
        return hyphened if self.words[hyphened.lower()] or both_are_words else joined


def _rounded(size: float) -> float:
    return round(size * 2) / 2


def _lines(found: list[PageLine], running: frozenset[int], measures: _Measures) -> list[Line]:
    _heal_hyphens(found, running, measures)
    rows = _table_rows(found)
    lines = Lines()
    last: PageLine | None = None
    for index, line in enumerate(found):
        text = one_line(line.text.replace(BROKEN_WORD, "-"))
        if not text:
            continue
        if index in running:
            lines.add(Line(number=index + 1, text=text, is_aside=True))
            continue
        if last is not None and _is_apart(last, line, measures):
            lines.add_blank(index + 1)
        lines.add(_shaped(index, line, text, index in rows, measures))
        last = line
    return lines.made


def _shaped(index: int, line: PageLine, text: str, is_row: bool, measures: _Measures) -> Line:
    number = index + 1
    if level := measures.level(line):
        return Line(number=number, text=text, shape=Shape.HEADING, depth=level)
    if is_row:
        return Line(number=number, text=" | ".join(line.cells), shape=Shape.ROW, cells=line.cells)
    return Line(number=number, text=text, is_strong=line.is_strong)


def _is_apart(last: PageLine, line: PageLine, measures: _Measures) -> bool:
    """Whether a paragraph ends between the lines."""
    if last.page != line.page or line.y > last.y + last.size:
        return last.text.endswith(SENTENCE_END)
    return last.y - line.y > PARAGRAPH_GAP * measures.distance * max(1.0, line.size / (measures.body or 1.0))


def _heal_hyphens(found: list[PageLine], running: frozenset[int], measures: _Measures) -> None:
    text = [index for index in range(len(found)) if index not in running]
    for first, second in pairwise(text):
        broken = HYPHENED.search(found[first].text)
        rest = WORD.match(found[second].text)
        if broken and rest and rest[0][0].islower():
            whole = measures.whole(broken[1], rest[0])
            kept, moved = found[first].text[: broken.start()] + whole, found[second].text[rest.end() :]
            punctuation = re.match(r"[^\w\s]*", moved)
            end = punctuation.end() if punctuation else 0
            found[first] = replace(found[first], text=kept + moved[:end], cells=())
            found[second] = replace(found[second], text=moved[end:].strip(), cells=())


def _table_rows(found: list[PageLine]) -> set[int]:
    """Lines in succession whose cells, two or more, begin at the same places."""
    rows: set[int] = set()
    for index, (above, below) in enumerate(pairwise(found)):
        if above.cells and len(above.cells) == len(below.cells) and not MARKER.fullmatch(above.cells[0]):
            apart = max(abs(a - b) for a, b in zip(above.starts, below.starts, strict=False))
            if above.page == below.page and apart < above.size:
                rows.update((index, index + 1))
    return rows
