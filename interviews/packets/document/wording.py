"""How a packet says things: dates, stances, numbers, and other people's texts made safe to print.

Nothing here looks at the clock, the locale or the zone of the machine, so the words never vary.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_CHARACTERS = 20_000
MOST_LINES = 600
LONGEST_NAME = 200

STANCES = {"strong_no": "Strong no", "no": "No", "yes": "Yes", "strong_yes": "Strong yes"}
STANCE_LEVELS = {stance: level for level, stance in enumerate(STANCES, start=1)}
STANCE_SIGNS = {"strong_no": "− −", "no": "−", "yes": "+", "strong_yes": "+ +"}

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Everything a font has no glyph for and a reader no use of; overrides of direction could disguise a text.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LONG_WORD = re.compile(r"\S{25}")
# A few addresses are welcome; a text made of such words takes minutes to lay out unless they may break.
# Scripts that write without spaces (Thai to Khmer, Chinese, Japanese, Korean) break by rules of their own.
_ENDLESS_WORD = re.compile(r"[^\s\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]{41,}")
_MOST_ENDLESS = 800
_BREAK = "\u200b"
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_STRONG = _RIGHT_TO_LEFT | {"L"}


@dataclass(frozen=True, slots=True)
class Printable:
    """A person's text as the packet prints it; `note` says what was left out, and is empty almost always."""

    body: str
    note: str
    direction: str
    has_long_word: bool


def printable(text: str) -> Printable:
    """Clean a text of many lines and shorten it past 20,000 characters or 600 lines, saying so in `note`."""
    cleaned = _UNPRINTABLE.sub("□", _LINE_ENDS.sub("\n", text)).strip()
    lines = cleaned[:MOST_CHARACTERS].split("\n")
    body = "\n".join(lines[:MOST_LINES]).strip()
    note = ""
    if len(body) < len(cleaned):
        printed = f"{thousands(len(body))} of {thousands(len(cleaned))} characters"
        note = f"Shortened for print: {printed} stand here. The attached packet.json holds the whole text."
    return Printable(_breakable(body), note, direction(body), bool(_LONG_WORD.search(body)))


def _breakable(body: str) -> str:
    if sum(map(len, _ENDLESS_WORD.findall(body))) <= _MOST_ENDLESS:
        return body
    return _ENDLESS_WORD.sub(lambda word: re.sub(r".{20}", rf"\g<0>{_BREAK}", word.group()), body)


def name(text: str) -> str:
    """A name or title on one line, of at most 200 characters, ending in an ellipsis when it was longer."""
    line = " ".join(_UNPRINTABLE.sub("□", _LINE_ENDS.sub(" ", text)).split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def excerpt(text: str, most: int = 320) -> str:
    """The beginning of a text on one line, cut at a word within `most` characters, ending in an ellipsis."""
    line = " ".join(_UNPRINTABLE.sub("□", text).split())
    if len(line) <= most:
        return line
    head = line[:most]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head[most // 2 :] else head}…"


def direction(text: str) -> str:
    """`rtl` or `ltr` by the first letter that has a direction (Unicode Standard Annex 9, rule P2)."""
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), "L")
    return "rtl" if first in _RIGHT_TO_LEFT else "ltr"


def initials(text: str) -> str:
    words = name(text).split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words))


def thousands(number: int) -> str:
    return f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """The number with its noun: “1 interviewer”, “3 interviewers”, “no interviewers”."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def shares(counts: tuple[int, ...]) -> str:
    """“1 no, 3 yes, 1 strong yes”, from counts of the four stances; stances nobody took are left out."""
    said = [
        f"{count} {STANCES[stance].lower()}" for stance, count in zip(STANCES, counts, strict=True) if count
    ]
    return ", ".join(said) or "None yet"


def moment(text: str) -> str:
    """“Thu 26 Nov 2026, 14:00 UTC+1”, in the offset that the RFC 3339 instant carries."""
    at = datetime.fromisoformat(text)
    return f"{day(text)}, {at:%H:%M} {_offset(at)}"


def day(text: str) -> str:
    """“Thu 26 Nov 2026”, in the offset that the RFC 3339 instant carries."""
    at = datetime.fromisoformat(text)
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}"


def universal(text: str) -> datetime:
    """The instant in UTC, to the second."""
    return datetime.fromisoformat(text).astimezone(UTC).replace(microsecond=0)


def _offset(at: datetime) -> str:
    minutes = int(at.utcoffset().total_seconds()) // 60 if at.utcoffset() else 0  # type: ignore[union-attr]
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}{f':{rest:02d}' if rest else ''}"
