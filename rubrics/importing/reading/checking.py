"""What kind of file it is, told from its bytes; the name only decides between kinds of text.

Nothing here parses the file, so that whoever takes an upload can refuse most wrong ones at once.
"""

import re
from pathlib import PurePath

from rubrics.importing.reading import limits
from rubrics.importing.reading.archives import PROTECTED, Archive
from rubrics.importing.reading.delimited import is_delimited
from rubrics.importing.reading.encoding import declared_charset, decoded
from rubrics.importing.reading.refusals import Unimportable
from rubrics.importing.reading.subtitles import is_subtitles

# The signs that binary files begin with, as people call them.
SIGNS = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"BM": "a bitmap picture",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"(\xb5/\xfd": "a Zstandard archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ": "a Windows program",
    b"SQLite format 3": "a database",
    b"ID3": "an audio file",
    b"OggS": "an audio file",
    b"RIFF": "an audio, video or WebP file",
    b"\x00\x00\x01\x00": "an icon",
    b"wOF2": "a font",
    b"%!PS": "a PostScript file",
    b"{\\rtf": "an RTF document",
}
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_SIGNS = frozenset((b"BM", b"MZ", b"ID3", b"GIF8", b"BZh", b"Rar!", b"OggS", b"RIFF", b"wOF2"))
PACKED = {
    "ppt/presentation.xml": "a PowerPoint presentation",
    "mimetype": "an OpenDocument file or e-book",
    "Index/Document.iwa": "an Apple iWork document",
    "META-INF/MANIFEST.MF": "a Java archive",
}
HTML = re.compile(r"(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
HTML_TAG = re.compile(r"</(?:p|div|li|h[1-6]|table|body|ul|ol)>", re.IGNORECASE)
MARKDOWN = re.compile(r"^(?:#{1,6} |```|\|.*\|\s*$|[-*] |\d+\. .*\*\*|>\s)", re.MULTILINE)
TABLE_NAMES = frozenset((".csv", ".tsv", ".tab"))
MARKDOWN_NAMES = frozenset((".md", ".markdown", ".mdown", ".mkd"))
HTML_NAMES = frozenset((".html", ".htm", ".xhtml"))
KNOWN = "Markdown, plain text, CSV, XLSX, DOCX, HTML, JSON, PDF, VTT and SRT"

EMPTY = "The file is empty. Choose the document that holds the questions."
TOO_LARGE = "The file is larger than {most} MB. Split it, or save it without pictures, then import the parts."
OTHER = "The file is {what}, whatever its name says, and that cannot be imported. Known are {known}."
OLD_OFFICE = "The file is in the old Word or Excel format. Save it as .docx or .xlsx, then import that."
ARCHIVE = (
    "The file is a ZIP archive and no Word or Excel document. Unpack it, then import the documents in it."
)
OTHER_XML = "The file is XML that is neither Word, Excel nor HTML. Export it as one of: {known}."


def check(name: str, content: bytes) -> str:
    """The format: markdown, text, csv, xlsx, docx, html, json, pdf, vtt or srt.

    A file whose bytes are a known format is that format, whatever its name ends with. Raises Unimportable for
    an empty or too large file, a known other one, and bytes that are no text.
    """
    return looked_at(name, content)[0]


def looked_at(name: str, content: bytes) -> tuple[str, str]:
    """The format as of `check`, and the text of a file that is no binary one."""
    if not content.strip():
        raise Unimportable(EMPTY)
    if len(content) > limits.FILE_BYTES:
        raise Unimportable(TOO_LARGE.format(most=limits.FILE_BYTES // limits.MEGABYTE))
    if binary := _binary_format(content):
        return binary, ""
    text = decoded(content, declared=declared_charset(content))
    return text_format(name, text), text


def _binary_format(content: bytes) -> str | None:
    if content.startswith(b"%PDF-") or b"\n%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed_format(content)
    if content.startswith(COMPOUND):
        is_protected = "EncryptedPackage".encode("utf-16-le") in content
        raise Unimportable(PROTECTED if is_protected else OLD_OFFICE)
    for sign, what in SIGNS.items():
        if content.startswith(sign) and not (sign in TEXT_SIGNS and _is_worded(content)):
            raise Unimportable(OTHER.format(what=what, known=KNOWN))
    if content[4:8] == b"ftyp":
        raise Unimportable(OTHER.format(what="a video or HEIC picture", known=KNOWN))
    return None


def _is_worded(content: bytes) -> bool:
    """Whether it is text that only begins like something else ("BM25 is …")."""
    return content[:512].isascii() and not any(byte < 9 or 13 < byte < 32 for byte in content[:512])


def _packed_format(content: bytes) -> str:
    names = Archive(content).names
    if any(name.startswith("word/") for name in names) and "[Content_Types].xml" in names:
        return "docx"
    if any(name.startswith("xl/") for name in names) and "[Content_Types].xml" in names:
        return "xlsx"
    what = next((what for name, what in PACKED.items() if name in names), None)
    raise Unimportable(OTHER.format(what=what, known=KNOWN) if what else ARCHIVE)


def text_format(name: str, text: str) -> str:
    """The format of a text: by what it begins with, then by its name, then by what it looks like."""
    ending = PurePath(name).suffix.lower()
    start = _start(text)
    if not start:
        raise Unimportable(EMPTY)
    if HTML.match(start) or (ending in HTML_NAMES and "<" in text) or _is_page_part(start, ending):
        return "html"
    if start.startswith("<?xml"):
        raise Unimportable(OTHER_XML.format(known=KNOWN))
    if subtitles := is_subtitles(text):
        return subtitles
    if ending == ".json" or (start[0] in "[{" and _is_json(start, text)):
        return "json"
    if ending in TABLE_NAMES or (ending not in MARKDOWN_NAMES and is_delimited(text)):
        return "csv"
    is_markdown = ending in MARKDOWN_NAMES or (ending != ".txt" and MARKDOWN.search(text[:100_000]))
    return "markdown" if is_markdown else "text"


def _start(text: str) -> str:
    """The first characters that are neither space nor a comment."""
    start = text.lstrip("\ufeff \t\r\n")[:20_000]
    while start.startswith("<!--") and "-->" in start:
        start = start.partition("-->")[2].lstrip()
    return start[:4000] or text.strip()[:4000]


def _is_page_part(start: str, ending: str) -> bool:
    """Whether it is a page without a head, as copied from a browser."""
    is_first_tag = re.match(
        r"<(?:div|p|h[1-6]|ul|ol|table|section|article|main)\b[^<>]*>", start, re.IGNORECASE
    )
    return bool(is_first_tag) and ending not in MARKDOWN_NAMES and len(HTML_TAG.findall(start)) >= 2


def _is_json(start: str, text: str) -> bool:
    """Whether it opens like JSON and closes so; `[x] done` opens like it too."""
    opens = re.match(r"\{\s*(?:\"|\})|\[\s*(?:\{|\"|\])", start)
    return opens is not None and text.rstrip()[-1] in "]}"
