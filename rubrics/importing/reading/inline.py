"""The marks inside a line: emphasis, links, images, code and tags give way to the text that they mark.

Made for Markdown, and careful enough for text that never was Markdown: `snake_case`, `2 * 3`, `__init__` and
`a < b` stay. Every pattern runs in time proportional to the line's length.
"""

import html
import re

from rubrics.importing.reading.characters import cleaned, one_line

CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`]+)\1(?!`)")
ESCAPED = re.compile(r"\\([*_`#.+>|~!-])")
IMAGE = re.compile(r"!\[([^\[\]]*)\](?:\([^()\n]*\)|\[[^\[\]]*\])")
LINK = re.compile(r"\[([^\[\]]*)\]\((?=[^()\s]*[/.#:])[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
REFERENCE = re.compile(r"(?<![\w\]])\[([^\[\]]+)\]\[[\w -]*\]")
FOOTNOTE = re.compile(r"(?<=\S)\[\^[\w-]+\](?!:)")
ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
BOLD_TAG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)
BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|center|cite|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|img|ins|kbd"
    r"|li|mark|ol|p|picture|pre|q|s|samp|small|source|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|u"
    r"|ul|var)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,32});")

TRIPLE = re.compile(r"(?<![\w*])\*\*\*(?![\s*])([^*]+)(?<!\s)\*\*\*(?!\*)")
ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])([^*]+)(?<!\s)\*(?![\w*])")
BOLD = re.compile(r"(?<![\w*])\*\*(?![\s*])([^*]+)(?<!\s)\*\*(?!\*)")
BOLD_LOW = re.compile(r"(?<!\w)__(?![\s_])((?![a-z0-9]+__)[^_]+(?:_[^_]+)*)(?<!\s)__(?!\w)")
ITALIC_LOW = re.compile(r"(?<!\w)_(?![\s_])([^_]+)(?<!\s)_(?!\w)")
STRUCK = re.compile(r"~~(?![\s~])([^~]+)(?<!\s)~~")
STRONG = re.compile(r"\s*(\*\*\*|\*\*|__)(?=\S)(.+)(?<=\S)\1[:?.!]?\s*")

# Control characters are gone from the text by now, so these can stand in for what must not be touched.
KEPT, END = "\x01", "\x02"
KEPT_PART = re.compile(f"{KEPT}(\\d+){END}")


def without_marks(text: str) -> str:
    """The line's text as a reader of the rendered page would see it, with single spaces."""
    return one_line(_bare(cleaned(text)))


def cell_text(text: str) -> str:
    """A table cell's text; its forced line breaks stay."""
    return "\n".join(filter(None, map(without_marks, BREAK_TAG.split(text))))


def is_strong(text: str) -> bool:
    """Whether the whole line is bold; a closing colon or question mark may stand outside."""
    marked = STRONG.fullmatch(BOLD_TAG.sub("**", text))
    return marked is not None and marked[1] not in marked[2] and any(map(str.isalnum, marked[2]))


def _bare(text: str) -> str:
    kept: list[str] = []

    def keep(part: str) -> str:
        kept.append(part)
        return f"{KEPT}{len(kept) - 1}{END}"

    text = CODE.sub(lambda code: keep(code[2]), text)
    text = ESCAPED.sub(lambda escape: keep(escape[1]), text)
    text = ADDRESS.sub(lambda address: keep(address[1]), text)
    text = IMAGE.sub(r"\1", text)
    text = LINK.sub(r"\1", text)
    text = FOOTNOTE.sub("", REFERENCE.sub(r"\1", text))
    text = _without_tags(text)
    text = _without_emphasis(text)
    text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return KEPT_PART.sub(lambda part: kept[int(part[1])], text)


def _without_tags(text: str) -> str:
    return TAG.sub("", BREAK_TAG.sub(" ", BOLD_TAG.sub("**", text)))


def _without_emphasis(text: str) -> str:
    for mark in (TRIPLE, ITALIC, BOLD, BOLD_LOW, ITALIC_LOW, STRUCK):
        text = mark.sub(r"\1", text)
    return text
