"""HTML: what a page says, in lines; what stands around it is kept as an aside.

Parsed by libxml2 in lxml, which took 0.1 s for hostile markup on which Python's own parser took 20 s (it is
quadratic in unfinished tags), with entities of its own, network and huge trees off.
"""

import re

from lxml import etree
from lxml.etree import _Element as Element

from rubrics.importing.lines import Line
from rubrics.importing.reading import limits
from rubrics.importing.reading.pagewalk import PageWalk
from rubrics.importing.reading.refusals import Unimportable, counted

XML_DECLARATION = re.compile(r"^\s*<\?xml[^<>]*\?>")
NO_TEXT = "The web page holds no text. Save the page once it is shown in full, or paste its text into a file."
TOO_MANY_TAGS = "The web page has more than {most} tags. Save its text as a .txt file, then import that."


def page_lines(text: str) -> tuple[Line, ...]:
    """The lines of an HTML page; numbers are those of the source.

    An ordered list's numbers are its items' markers; a term (`dt`) and a `summary` are strong. Raises
    Unimportable for a page without text, with too many tags, or too long lines.
    """
    if text.count("<") > limits.TAGS:
        raise Unimportable(TOO_MANY_TAGS.format(most=counted(limits.TAGS)))
    root = _root(XML_DECLARATION.sub(_as_blank, text.replace("\r\n", "\n").replace("\r", "\n")))
    if root is None:
        raise Unimportable(NO_TEXT)
    made = PageWalk(root).lines.made
    if not any(line.text and not line.is_aside for line in made):
        raise Unimportable(NO_TEXT)
    return tuple(made)


def _as_blank(declaration: re.Match[str]) -> str:
    return "\n" * declaration[0].count("\n")


def _root(text: str) -> Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError):
        return None
