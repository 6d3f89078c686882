"""Which parts of a page stand around its text: navigation, headers and footers, forms, advertisements."""

import re
from collections import Counter

from lxml import etree
from lxml.etree import _Element as Element

AROUND = frozenset(
    ("nav", "header", "footer", "aside", "form", "button", "noscript", "select", "dialog", "menu")
)
ROLES = frozenset(
    (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "dialog",
        "alert",
        "menu",
        "menubar",
        "toolbar",
    )
)
NAMES = re.compile(
    r"(?:(?:site|main|page|top|side|global|mobile|header|footer|social|cookie|post|entry)[-_])?"
    r"(?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|footer|cookies?|consent|share|sharing|social"
    r"|newsletter|subscribe|related|comments?|toc|table-of-contents|advert|advertisement|ads|promo|banner"
    r"|popup|modal|skip-link|pagination|author-bio)"
    r"(?:[-_](?:list|wrapper|container|bar|links?|menu|area|widget|box|form|items?|posts?|buttons?|banner))?",
    re.IGNORECASE,
)
TEXT_SECTIONS = frozenset(("article", "main", "section"))
IN_TEXT = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"))
MOST_OF_TEXT = 0.5  # what holds more of the page's text than this is the text, whatever it is called


def asides_of(root: Element) -> frozenset[Element]:
    """The outermost elements that stand around the page's text."""
    sizes = _text_sizes(root)
    whole = sizes[root] or 1
    found: set[Element] = set()
    inside = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            inside -= element in found
        elif not inside and sizes[element] <= MOST_OF_TEXT * whole and _stands_around(element):
            found.add(element)
            inside += 1
    return frozenset(found)


def _text_sizes(root: Element) -> Counter[Element]:
    """How many letters each element holds, those of its children included."""
    sizes: Counter[Element] = Counter()
    for _, element in etree.iterwalk(root, events=("end",)):
        own = "" if element.tag in {"script", "style"} else (element.text or "").strip()
        sizes[element] += len(own)
        parent = element.getparent()
        if parent is not None:
            sizes[parent] += sizes[element] + len((element.tail or "").strip())
    return sizes


def _stands_around(element: Element) -> bool:
    tag = element.tag
    if tag in {"html", "body", "main", "article"} or tag in IN_TEXT:
        return False
    if tag == "header":
        return next(element.iterancestors(*TEXT_SECTIONS), None) is None
    if tag == "button":
        return not _is_heading(element)
    names = f"{element.get('class', '')} {element.get('id', '')}"[:500].split()
    is_named = any(map(NAMES.fullmatch, names))
    return tag in AROUND or element.get("role", "") in ROLES or is_named


def _is_heading(button: Element) -> bool:
    """Whether the button opens an answer, as the questions of a folded list do."""
    text = "".join(button.itertext()).strip()
    return text.endswith("?") or button.get("aria-expanded") is not None or button.getparent().tag in IN_TEXT
