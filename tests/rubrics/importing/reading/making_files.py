"""Files of every format, made by the programs' own libraries where there are any."""

import io
import zipfile
from collections.abc import Iterable, Sequence

import weasyprint
from openpyxl import Workbook

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
STYLES = (
    f'<w:styles xmlns:w="{WORD}">'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    "</w:styles>"
)
NUMBERING = (
    f'<w:numbering xmlns:w="{WORD}">'
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Question %1:"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>'
    "</w:numbering>"
)


def paragraph(
    text: str, *, style: str = "", number: tuple[int, int] | None = None, is_bold: bool = False
) -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{bold}<w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: Iterable[Sequence[str]], *, columns: int) -> str:
    grid = "<w:tblGrid>" + "<w:gridCol/>" * columns + "</w:tblGrid>"
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{grid}{body}</w:tbl>"


def docx(*blocks: str, prolog: str = "", **parts: str | bytes) -> bytes:
    """A Word file of these blocks of XML; `parts` adds or replaces others ("word__styles_xml")."""
    body = f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{"".join(blocks)}</w:body></w:document>'
    held: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": body,
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
    }
    return zipped(
        held | {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def xlsx(*sheets: Iterable[Sequence[object]]) -> bytes:
    workbook = Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    workbook.save(packed)
    return packed.getvalue()


def repacked(archive: bytes, **replaced: bytes) -> bytes:
    """The archive with parts replaced whose names end so (without the dot and what follows)."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for ending, part in replaced.items():
        name = next((name for name in parts if name.endswith(f"{ending}.xml")), f"xl/{ending}.xml")
        parts[name] = part
    return zipped(dict(parts))


def pdf(body: str, *, css: str = "", **options: bool) -> bytes:
    page = "@page { size: A4; margin: 2cm } body { font: 11pt serif }"
    sizes = "h1 { font-size: 20pt } h2 { font-size: 15pt }"
    made = weasyprint.HTML(string=f"<style>{page}{sizes}{css}</style>{body}").write_pdf(**options)
    assert isinstance(made, bytes)
    return made
