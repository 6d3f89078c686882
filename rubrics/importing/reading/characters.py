"""Text without the characters that nobody sees: they split words, reorder lines and break comparisons."""

import re

# Private signs that Word and PDFs use for the bullets of the Symbol and Wingdings fonts.
BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-", 0xF06F: "○"}
SPACES = dict.fromkeys((0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
# Zero-width spaces, soft hyphens, byte order marks; marks, overrides and isolates of writing direction.
UNSEEN = dict.fromkeys(
    (0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
)
CONTROLS = dict.fromkeys((*range(9), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)))
SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
CLEAN = {**SURROGATES, **CONTROLS, **UNSEEN, **SPACES, **BULLETS}

# Joiners shape Persian, Indic scripts and emoji; beside Latin letters they are only there to deceive.
STRAY_JOINER = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
LINE_END = re.compile(r"\r\n|\n|\r")
SOFT_END = re.compile("[\x0b\x0c\x85\u2028\u2029]")
WHITESPACE = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """The text with every kind of space as a space and without unseen or forbidden characters.

    Tabs and line ends stay. A lone surrogate becomes U+FFFD, so that any store takes the text.
    """
    return STRAY_JOINER.sub("", text.translate(CLEAN))


def one_line(text: str) -> str:
    """The cleaned text on one line, with single spaces."""
    return WHITESPACE.sub(" ", cleaned(text)).strip()


def source_lines(text: str) -> list[tuple[int, str]]:
    """The cleaned text's lines with their numbers, from 1.

    A number counts what an editor counts; a line broken by a softer sign (as Word does with Shift+Enter)
    gives several lines of the same number.
    """
    return [
        (number, part.rstrip())
        for number, line in enumerate(LINE_END.split(cleaned(text)), start=1)
        for part in SOFT_END.split(line)
    ]
