"""A PDF page's lines with where they stand and how large they are, as its engine (pdfium) finds them."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from rubrics.importing.reading import limits

LINE_ENDS = frozenset("\r\n")
BROKEN_WORD = "\ufffe"  # pdfium's sign for a hyphen at a line's end
BOLD_NAME = re.compile(rb"bold|black|heavy|semib|demi", re.IGNORECASE)
GAP = 1.2  # of the line's height between words: what stands so far apart are cells
NAME_BYTES = 128


@dataclass(slots=True)
class PageLine:
    """One line of a page. `x` is its left edge, `y` its baseline counted upwards from the page's lower edge,
    and `size` its font's height, all in points; `cells` its parts where there are wide gaps."""

    text: str
    page: int
    x: float
    y: float
    size: float
    is_strong: bool
    height: float
    cells: tuple[str, ...] = ()
    starts: tuple[float, ...] = ()

    @property
    def place(self) -> float:
        """How far up the page it stands, 0 to 1."""
        return self.y / self.height if self.height else 0.5


@dataclass(slots=True)
class _Run:
    """The characters of a line so far."""

    cells: list[list[str]] = field(default_factory=lambda: [[]])
    starts: list[float] = field(default_factory=list)
    right: float = 0.0
    y: float = 0.0
    sizes: list[float] = field(default_factory=list)
    words: int = 0
    strong_words: int = 0
    is_between_words: bool = True


def page_lines(textpage: pdfium.FPDF_TEXTPAGE, *, page: int, height: float) -> list[PageLine]:
    """The page's lines in the order of its content. `page` counts from 0, `height` is in points."""
    lines: list[PageLine] = []
    run = _Run()
    for index, character in _characters(textpage):
        if character in LINE_ENDS:
            lines.extend(_line(run, page, height))
            run = _Run()
        else:
            _add(run, textpage, index, character)
    lines.extend(_line(run, page, height))
    return lines


def _characters(textpage: pdfium.FPDF_TEXTPAGE) -> Iterator[tuple[int, str]]:
    for index in range(min(pdfium.FPDFText_CountChars(textpage), limits.PAGE_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0 < code <= 0x10FFFF:
            yield index, chr(code)


def _add(run: _Run, textpage: pdfium.FPDF_TEXTPAGE, index: int, character: str) -> None:
    if character.isspace():
        run.is_between_words = True
        run.cells[-1].append(" ")
        return
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    if run.is_between_words:
        _begin_word(run, textpage, index, left.value)
    run.cells[-1].append(character)
    run.right = right.value


def _begin_word(run: _Run, textpage: pdfium.FPDF_TEXTPAGE, index: int, left: float) -> None:
    """Sizes and weights are asked for once a word, for each question is a call into the engine."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    size = abs(box.top - box.bottom)
    if not run.starts:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        run.y = y.value
        run.starts.append(left)
    elif left - run.right > GAP * max(size, 1.0):
        run.cells.append([])
        run.starts.append(left)
    run.sizes.append(size)
    run.words += 1
    run.strong_words += _is_strong(textpage, index)
    run.is_between_words = False


def _is_strong(textpage: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    name = ctypes.create_string_buffer(NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(textpage, index, name, NAME_BYTES, flags)
    return bool(BOLD_NAME.search(name.value))


def _line(run: _Run, page: int, height: float) -> Iterator[PageLine]:
    cells = tuple("".join(cell).strip() for cell in run.cells)
    if not any(cells):
        return
    sizes = sorted(run.sizes) or [0.0]
    yield PageLine(
        text=" ".join(cells),
        page=page,
        x=run.starts[0] if run.starts else 0.0,
        y=run.y,
        size=sizes[len(sizes) // 2],
        is_strong=0 < run.words == run.strong_words,
        height=height,
        cells=cells if len(cells) > 1 else (),
        starts=tuple(run.starts),
    )
