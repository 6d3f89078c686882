"""Bytes as text: UTF-8 and UTF-16 by their own marks, older encodings by care, anything else refused."""

import codecs
import re

import charset_normalizer

from rubrics.importing.reading.letters import encoding_by_letters
from rubrics.importing.reading.refusals import Unimportable

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What guides were written in before UTF-8; a detector that may choose among all finds Chinese in noise.
OLDER = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
]
SAMPLE_BYTES = 200_000
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
MOST_CONTROLS = 0.002  # of all characters; a stray one happens in pasted text
MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
DECLARABLE = re.compile(
    r"(?:windows|cp|x-mac|iso|latin|us|koi8|shift|sjis|euc|gb|big5|utf-?8|mac|ascii)[\w.:-]*", re.IGNORECASE
)
HIGH = re.compile(rb"[\x80-\xff]")

NOT_TEXT = (
    "The file holds bytes that are no text, whatever its name says. "
    "Export the document as .docx, .pdf or plain text, then import that."
)
UNKNOWN = "The file’s encoding cannot be told. Save it as UTF-8 text, then import it again."
DAMAGED = (
    "Line {line} holds bytes that are not {encoding} text. Save the file as UTF-8, then import it again."
)


def decoded(content: bytes, *, declared: str | None = None) -> str:
    """The text of the bytes. `declared` is an encoding that the content names for itself (HTML does).

    Raises Unimportable for what is no text, or text in an encoding that cannot be told.
    """
    text = _decoded(content, declared)
    controls = len(CONTROL.findall(text))
    if "\x00" in text or controls > MOST_CONTROLS * len(text) + 1:
        raise Unimportable(NOT_TEXT)
    return text


def declared_charset(content: bytes) -> str | None:
    """The encoding that an HTML page names for itself, if it is one of those that people write in."""
    found = CHARSET.search(content[:4096])
    name = found[1].decode("ascii") if found else ""
    return name if DECLARABLE.fullmatch(name) else None


def _decoded(content: bytes, declared: str | None) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content.removeprefix(mark), encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in content:
            raise Unimportable(NOT_TEXT) from None
        if 4 * len(MULTIBYTE.findall(content)) > len(HIGH.findall(content)) and not declared:
            raise Unimportable(_damage(content, error.start, "UTF-8")) from None
    return _in_declared(content, declared) or _in_older(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="replace")
        line = before.count("\n") + 1
        raise Unimportable(DAMAGED.format(line=line, encoding=encoding.upper()[:6]), line=line) from None


def _damage(content: bytes, start: int, encoding: str) -> str:
    return DAMAGED.format(line=content.count(b"\n", 0, start) + 1, encoding=encoding)


def _in_declared(content: bytes, declared: str | None) -> str | None:
    try:
        return content.decode(declared or "ascii")
    except (LookupError, ValueError):
        return None


def _in_older(content: bytes) -> str:
    """The text in the likeliest older encoding, of those that fit all bytes."""
    sample = content if len(content) <= SAMPLE_BYTES else b"\n".join(_telling_lines(content))
    # A detector goes by how often letters follow one another; a few accents in English tell it nothing.
    likeliest = encoding_by_letters(sample) or _detected(sample)
    for encoding in (likeliest, "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unimportable(UNKNOWN)


def _detected(sample: bytes) -> str:
    best = charset_normalizer.from_bytes(sample, cp_isolation=OLDER, threshold=0.25).best()
    if best is None:
        raise Unimportable(UNKNOWN)
    return best.encoding


def _telling_lines(content: bytes) -> list[bytes]:
    """Enough of the lines that are not plain ASCII to judge by."""
    telling, size = [], 0
    for line in content.splitlines():
        if not line.isascii() and size < SAMPLE_BYTES:
            telling.append(line[:2000])
            size += len(telling[-1])
    return telling
