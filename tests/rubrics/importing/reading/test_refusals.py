"""What is refused: each with a sentence that says what is wrong and what to do."""

import io
import struct
import zipfile

import pytest
from PIL import Image

from rubrics.importing.reading import limits
from rubrics.importing.reading.checking import check
from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable
from tests.rubrics.importing.reading.making_files import docx, paragraph, pdf, repacked, xlsx, zipped

LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


def bomb() -> bytes:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * (limits.UNPACKED_BYTES + 1)}
    return zipped(parts)


def liar() -> bytes:
    """An archive whose sizes are declared to be small."""
    honest = docx(paragraph("text " * 5000))
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return honest.replace(struct.pack("<L", size), struct.pack("<L", 10))


def long_sheet() -> bytes:
    row = '<row><c t="inlineStr"><is><t>What?</t></is></c></row>'
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{name}"><sheetData>{row * 20_002}</sheetData></worksheet>'
    return repacked(xlsx([["question"], ["What?"]]), sheet1=sheet.encode())


def locked_archive() -> bytes:
    content = bytearray(docx(paragraph("text")))
    directory = content.index(b"PK\x01\x02")
    content[directory + 8] |= 1
    return bytes(content)


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(Unimportable) as refused:
        read(name, content)
    return refused.value.message


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.md", b"<!-- only -->\n---\n", "no text"),
        ("a.txt", picture(), "PNG picture"),
        ("a.docx", picture(), "PNG picture"),
        ("a.txt", b"\x7fELF\x02\x01\x01" + bytes(100), "program"),
        ("a.txt", b"GIF89a\x01\x00\x01\x00\x80\x00", "GIF"),
        ("a.txt", b"\x00\x00\x00\x18ftypmp42" + bytes(40), "video"),
        ("a.rtf", b"{\\rtf1 What?}", "RTF"),
        ("a.txt", bytes(range(256)) * 8, "no text"),
        ("a.txt", b"Question\x00one\x00", "no text"),
        ("a.txt", "Größe über Maß\n".encode() + b"\xff\xfe\xff bad", "Line 2"),
        ("a.txt", b"\xff\xfe\x00\xd8\x00\xd8", "Line 1"),
        ("a.xml", b'<?xml version="1.0"?><svg/>', "XML"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        ("a.docx", zipped({"guide.txt": "What?"}), "ZIP archive"),
        ("a.docx", zipped({"ppt/presentation.xml": "<p/>"}), "PowerPoint"),
        ("a.docx", zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        ("a.docx", docx(paragraph("text"))[:-200], "damaged"),
        ("a.docx", locked_archive(), "password"),
        ("a.docx", liar(), "damaged"),
        ("a.docx", bomb(), "unpacks to more"),
        ("a.docx", zipped({f"word/{number}.xml": "" for number in range(limits.PACKED_PARTS + 1)}), "parts"),
        ("a.docx", docx(paragraph("&b;"), prolog=LAUGHS), "entities"),
        ("a.docx", docx(paragraph("&a;"), prolog=EXTERNAL), "entities"),
        ("a.docx", docx(paragraph("text"), word__styles_xml=(LAUGHS + "<w/>").encode("utf-16")), "entities"),
        (
            "a.docm",
            docx(paragraph("text")) and zipped({"[Content_Types].xml": "", "word/vbaProject.bin": "x"}),
            "macros",
        ),
        ("a.docx", docx(paragraph("text"), word__document_xml="<w:document"), "damaged"),
        ("a.docx", docx("<w:p/>" * 400_000), "more than"),
        ("a.docx", docx(paragraph("text") * 20_001), "more than 20,000 paragraphs"),
        ("a.docx", docx(paragraph("long " * 5_000)), "longer than"),
        ("a.xlsx", repacked(xlsx([["question"], ["What?"]]), sheet1=EXTERNAL.encode() + b"<w/>"), "entities"),
        ("a.xlsx", repacked(xlsx([["question"], ["What?"]]), workbook=b"<workbook"), "damaged"),
        ("a.xlsx", xlsx([[]]), "empty"),
        ("a.xlsx", long_sheet(), "more than 20,000 rows"),
        ("a.html", b"<html>" + b"<b>" * 300_001, "tags"),
        ("a.html", b"<html><body><p>" + b"long " * 5_000, "longer than"),
        ("a.txt", b"What?\n" * 20_001, "more than 20,000 paragraphs"),
        ("a.txt", b"One\n" + b"long " * 5_000, "Line 2 is longer"),
        ("a.txt", b"x" * (limits.FILE_BYTES + 1), "larger than 10 MB"),
        ("a.vtt", b"WEBVTT\n", "no text"),
    ],
)
def test_each_wrong_file_has_its_own_sentence(name, content, message):
    sentence = refusal(name, content)

    assert message in sentence
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", b""), ("a.txt", picture()), ("a.docx", zipped({"a": "b"})), ("a.txt", b"\x00" * 50)],
)
def test_the_first_look_refuses_without_reading(name, content):
    with pytest.raises(Unimportable):
        check(name, content)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", b"What is drift?", "text"),
        ("a", b"# Drift\n\nWhat?", "markdown"),
        ("a.md", b"What?", "markdown"),
        ("a.txt", b"<!-- saved --><!DOCTYPE html><p>What?", "html"),
        ("a.txt", b"<p>What?</p><p>That</p>", "html"),
        ("a.md", b"<div align=center>\n\n# Guide\n</div><p></p>", "markdown"),
        ("a.txt", b'[{"question": "What?"}]', "json"),
        ("a.txt", b"[x] done\n[ ] open", "text"),
        ("a.tsv", b"question\tanswer\nWhat?\tThat", "csv"),
        ("a.txt", b"BM25 is what?\n", "text"),
        ("a.bin", pdf("<p>Text</p>"), "pdf"),
        ("a.bin", docx(paragraph("text")), "docx"),
        ("a.bin", xlsx([["question"], ["What?"]]), "xlsx"),
    ],
)
def test_the_bytes_decide_on_the_format(name, content, expected):
    assert check(name, content) == expected
    assert read(name, content).format == expected


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Größe – was heißt „Drift“?"),
        ("utf-8-sig", "Größe – was heißt „Drift“?"),
        ("utf-16", "Größe – was heißt „Drift“?"),
        ("cp1252", "Größe – was heißt „Drift“ für Modelle, und wann würden Sie eingreifen?"),
        ("latin-1", "Überanpassung: Wie erklären Sie sie einem Kollegen, der Wörter zählt?"),
        ("cp1252", "L’évaluation hors ligne suffit-elle ? Où s’arrête-t-elle, à votre avis ?"),
        ("cp1251", "Что такое дрейф данных и как вы его обнаружите в рабочей системе?"),
        ("cp1252", "What is the señal débil of Muñoz?"),
        ("cp1252", "When is naïve Bayes enough?"),
        ("cp1252", "O que é sobreajuste? Não há validação."),
        ("cp1252", "Søren spør: hva er forskjellen på å måle?"),
        ("cp1250", "Co to jest przeuczenie? Różnica między błędem walidacji a błędem treningu."),
        ("cp1250", "Řekněte, co byste změnil, když chyba příliš roste."),
        ("cp1254", "Aşırı öğrenme nedir ve nasıl anlarsınız?"),
        ("cp1253", "Τι είναι η υπερπροσαρμογή;"),
    ],
)
def test_text_is_read_in_its_encoding(encoding, text):
    assert read("a.txt", text.encode(encoding)).lines[0].text == text
