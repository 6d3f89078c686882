"""Word and Excel files are ZIP archives of XML; here they are opened without trusting what they say."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from rubrics.importing.reading import limits
from rubrics.importing.reading.refusals import Unimportable, counted

ENCRYPTED = 0x1
DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)
DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
TEXT_PART = re.compile(r"^word/\w+\.xml$|^xl/(?:worksheets/|sharedStrings)", re.IGNORECASE)
MACROS = "vbaProject.bin"

DAMAGED = (
    "The file is damaged or cut off. Open it in the program that made it, save it again, then import that."
)
TOO_MANY_PARTS = "The file holds more than {most} parts. Copy its text into a new document, then import that."
BOMB = (
    "The file unpacks to more than it may ({most} MB). Copy its text into a new document, then import that."
)
PROTECTED = "The file is protected by a password. Save it without one, then import it again."
WITH_MACROS = "The file holds macros. Save it as .docx or .xlsx without macros, then import that."
WITH_DECLARATIONS = (
    "The file declares entities, which no Word or Excel document does. "
    "Copy its text into a new document, then import that."
)


class Archive:
    """An archive whose parts were found to be few, honest in size, unprotected and free of declarations.

    Raises Unimportable for any other one; the bounds are those of `limits`.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(content))
            self.names = frozenset(self._zip.namelist())
        except DAMAGE:
            raise Unimportable(DAMAGED) from None
        self._check_sizes(len(content))

    def part(self, name: str) -> bytes:
        """The bytes of one part; none where the archive has no such part."""
        if name not in self.names:
            return b""
        try:
            return self._zip.read(name)
        except (*DAMAGE, KeyError):
            raise Unimportable(DAMAGED) from None

    def check_xml(self) -> None:
        """Refuse macros, and XML that declares anything: entities act before a parser can refuse."""
        for name in self.names:
            if name.endswith(MACROS):
                raise Unimportable(WITH_MACROS)
            if name.lower().endswith((".xml", ".rels", ".vml")):
                self._check_part(name, self.part(name).replace(b"\x00", b""))

    def _check_part(self, name: str, part: bytes) -> None:
        if any(declaration in part for declaration in DECLARATIONS):
            raise Unimportable(WITH_DECLARATIONS)
        most = limits.TEXT_TAGS if TEXT_PART.search(name) else limits.TAGS
        if part.count(b"<") > most:
            raise Unimportable(BOMB.format(most=limits.UNPACKED_BYTES // limits.MEGABYTE))

    def _check_sizes(self, packed: int) -> None:
        entries = self._zip.infolist()
        if len(entries) > limits.PACKED_PARTS:
            raise Unimportable(TOO_MANY_PARTS.format(most=counted(limits.PACKED_PARTS)))
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise Unimportable(PROTECTED)
        unpacked = sum(entry.file_size for entry in entries)
        most = max(limits.REPETITIVE_BYTES, limits.PACKING_RATIO * packed)
        if unpacked > min(limits.UNPACKED_BYTES, most):
            raise Unimportable(BOMB.format(most=limits.UNPACKED_BYTES // limits.MEGABYTE))
