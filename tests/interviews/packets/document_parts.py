"""Reading a tagged PDF the way a screen reader does: by its structure tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


@dataclass
class Element:
    """One element of the structure tree: its tag, its own attributes, and the texts inside it in order."""

    tag: str
    attributes: DictionaryObject
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *tags: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag in tags]


def reader_of(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


def root_of(reader: PdfReader) -> DictionaryObject:
    return reader.trailer["/Root"].get_object()  # type: ignore[return-value]


def structure_of(reader: PdfReader) -> Element:
    """The document's structure tree; each element's text is put together from its marked content."""
    texts = {
        page.indirect_reference.idnum: _marked_texts(page) for page in reader.pages if page.indirect_reference
    }
    (document,) = root_of(reader)["/StructTreeRoot"]["/K"]  # type: ignore[index]
    return _element(document.get_object(), texts)


def _element(node: DictionaryObject, texts: dict[int, dict[int, str]]) -> Element:
    element = Element(str(node["/S"]).lstrip("/"), node)
    page = node.raw_get("/Pg").idnum if "/Pg" in node else None
    kids = node.get("/K", ArrayObject())
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object()
        if isinstance(inner, int):
            element.text += texts[page].get(inner, "") if page else ""
        elif "/S" in inner:
            child = _element(inner, texts)
            element.children.append(child)
            element.text += child.text
    return element


def _marked_texts(page: Any) -> dict[int, str]:
    """The text of each marked content of the page, by its number."""
    texts: dict[int, str] = {}
    current: list[int] = []

    def before(operator: bytes, operands: list[Any], _matrix: Any, _text_matrix: Any) -> None:
        if operator == b"BDC":
            current.append(int(operands[1].get("/MCID", -1)) if hasattr(operands[1], "get") else -1)
        elif operator == b"BMC":
            current.append(-1)
        elif operator == b"EMC":
            current.pop()
        elif operator in {b"Tj", b"TJ"} and current:
            shown.append(current[-1])

    def text(said: str, *_: Any) -> None:
        if shown:
            texts[shown[-1]] = texts.get(shown[-1], "") + said

    shown: list[int] = []
    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return texts
