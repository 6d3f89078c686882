"""What HTML's tags say about lines: which are blocks, which show nothing, which emphasise."""

import re

SILENT = frozenset(
    (
        "script",
        "style",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "map",
        "datalist",
        "textarea",
    )
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
PARAGRAPHS = frozenset(
    (
        *HEADINGS,
        "p",
        "blockquote",
        "pre",
        "table",
        "ul",
        "ol",
        "dl",
        "figure",
        "hr",
        "section",
        "article",
        "details",
    )
)
BLOCKS = PARAGRAPHS | frozenset(
    (
        "address",
        "aside",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "dialog",
        "div",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "header",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "noscript",
        "optgroup",
        "option",
        "select",
        "summary",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
    )
)
STRONG_TAGS = frozenset(("b", "strong", "th", "dt", "summary"))
STRONG_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
