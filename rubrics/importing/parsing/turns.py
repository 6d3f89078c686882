"""The turns of a transcript: who speaks, and what is said until somebody else does."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rubrics.importing.lines import Line, Shape
from rubrics.importing.parsing.marks import undecorated
from rubrics.importing.parsing.phrases import plain
from rubrics.importing.parsing.rendering import shown
from rubrics.importing.parsing.units import Unit
from rubrics.importing.parsing.wording.talk import ANSWERERS, INTERVIEWERS, NO_SPEAKERS

CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
TIME = re.compile(rf"[\[(<]?\s?{CLOCK}(?:\s?(?:-->|[–—-])\s?{CLOCK})?\s?[\])>]?\s?(?:[-–—|]\s)?")
VOICE = re.compile(r"<v(?:\.\w+)?\s+([^<>]{1,40})>")
NAME = r"[^\W\d_][\w.'’-]*(?:\s[^\W_][\w.'’-]*){0,3}"
SPEAKER = re.compile(
    rf"(?P<name>{NAME})(?:\s?[(\[][^()\[\]]{{1,40}}[)\]])?(?:\s{{0,2}}[-–—|,]?\s?[\[(]?{CLOCK}[\])]?)?"
    r"\s?(?:[:：]|\s[–—-]|>)(?:\s+|$)(?P<said>.*)",
    re.DOTALL,
)
TIMED = re.compile(
    rf"(?P<name>{NAME})(?:\s?[(\[][^()\[\]]{{1,40}}[)\]])?\s{{1,3}}[\[(]?{CLOCK}[\])]?(?P<said>)"
)
ALONE = re.compile(NAME)
NUMBERED = re.compile(r"\d")
ANONYMOUS = re.compile(r"(?:speaker|person|voice|participant|sprecher|locuteur|hablante)\b", re.IGNORECASE)
CUE = re.compile(rf"{CLOCK}\s?-->\s?{CLOCK}.*|WEBVTT.*|\d{{1,5}}|NOTE\b.*")
LONGEST_HEAD = 100


@dataclass(frozen=True, slots=True)
class Said:
    """One unit of a turn: the unit, and its text without speaker and clock."""

    unit: Unit
    text: str


@dataclass(slots=True)
class Turn:
    speaker: str
    said: list[Said] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(said.text for said in self.said if said.text)


def speakers_of(lines: Sequence[Line]) -> frozenset[str]:
    """The names (in `plain` form) of those who speak in the document; empty where nobody talks.

    Known words ("Interviewer", "Candidate") need a partner; other names need three turns, and that turns
    alternate.
    """
    heads = [head for line in lines if (head := _head(line)) is not None]
    known = Counter(name for name, is_known in heads if is_known)
    if any(map(_interviews, known)) and any(map(_answers, known)):
        asking = frozenset(name for name in known if _interviews(name) or _answers(name))
        return asking | _names(heads, at_least=3)
    if known and sum(known.values()) >= 2:
        partners = _names(heads, at_least=2)
        return frozenset(known) | partners if partners else frozenset()
    named = _names(heads, at_least=3)
    return named if 2 <= len(named) <= 4 and _alternate(heads, named) else frozenset()


def _names(heads: Sequence[tuple[str, bool]], *, at_least: int) -> frozenset[str]:
    counts = Counter(name for name, is_known in heads if not is_known)
    return frozenset(name for name, count in counts.items() if count >= at_least)


def _alternate(heads: Sequence[tuple[str, bool]], named: frozenset[str]) -> bool:
    order = [name for name, _ in heads if name in named]
    changes = sum(one != other for one, other in itertools.pairwise(order))
    return changes * 10 >= (len(order) - 1) * 6 and len(order) * 10 >= len(heads) * 6


def _head(line: Line) -> tuple[str, bool] | None:
    if line.shape in {Shape.BLANK, Shape.CODE, Shape.ROW}:
        return None
    parted = _parted(line.text, _may_speak)
    return None if parted is None else (plain(parted[0]), _is_known(parted[0]))


def _may_speak(name: str) -> bool:
    return _is_known(name) or _is_name(name)


def _is_known(name: str) -> bool:
    words = plain(name)
    return INTERVIEWERS.are(words) or ANSWERERS.are(words)


def _is_name(name: str) -> bool:
    if NO_SPEAKERS.are(plain(name)) or (NUMBERED.search(name) and not ANONYMOUS.match(name)):
        return False
    return all(word[:1].isupper() for word in name.split()) and len(name) <= 30


def _interviews(name: str) -> bool:
    return INTERVIEWERS.are(name)


def _answers(name: str) -> bool:
    return ANSWERERS.are(name) and not INTERVIEWERS.are(name)


def _parted(text: str, is_speaker: Callable[[str], bool]) -> tuple[str, str] | None:
    """The speaker's name as written and what is said on the same line, or None."""
    bare = undecorated(text)
    if voice := VOICE.match(bare):
        return voice[1].strip(), bare[voice.end() :].replace("</v>", "").strip()
    time = TIME.match(bare)
    if time is not None:
        bare = undecorated(bare[time.end() :])
        if ALONE.fullmatch(bare[:LONGEST_HEAD]) and is_speaker(bare):
            return bare, ""
    head = bare[:LONGEST_HEAD]
    match = SPEAKER.fullmatch(head) or TIMED.fullmatch(head)
    if match is not None and (name := _role_or_name(match, is_speaker)):
        return name, bare[match.start("said") :].lstrip("*_ ").strip()
    alone = head.strip("*_[]() .")
    if len(bare) <= 30 and _is_role(alone) and is_speaker(alone):
        return alone, ""
    return None


def _role_or_name(match: re.Match[str], is_speaker: Callable[[str], bool]) -> str | None:
    """The name, or the role in brackets behind it ("Sam (Interviewer)")."""
    name = match["name"].strip()
    bracketed = re.search(
        r"[(\[]([^()\[\]]{1,40})[)\]]", match.string[match.end("name") : match.start("said")]
    )
    if bracketed and _is_known(bracketed[1]) and is_speaker(bracketed[1]):
        return bracketed[1]
    return name if is_speaker(name) else None


def _is_role(name: str) -> bool:
    return _is_known(name) and len(name) > 4 and name[:1].isupper()


def begins_turn(text: str, names: frozenset[str]) -> bool:
    """Whether a line begins with the name of one of the speakers."""
    return bool(names) and _parted(text, lambda name: plain(name) in names) is not None


def is_cue(text: str) -> bool:
    """Whether a line is only a subtitle's number or time."""
    return CUE.fullmatch(text.strip()) is not None


def without_time(text: str) -> str:
    time = TIME.match(text)
    return (
        text[time.end() :].strip()
        if time and ("[" in time[0] or "(" in time[0] or "-->" in time[0])
        else text
    )


def turns_of(units: Sequence[Unit], names: frozenset[str], ends: Callable[[Unit], bool]) -> list[Turn]:
    """The turns in order; neighbouring turns of one speaker are one. A turn lasts until `ends(unit)`."""
    turns: list[Turn] = []
    is_open = False
    for unit in units:
        is_prose = unit.shape not in {Shape.CODE, Shape.ROW}
        parted = _parted(unit.text, lambda name: plain(name) in names) if is_prose else None
        if parted is not None:
            name = plain(parted[0])
            if not (is_open and turns and turns[-1].speaker == name):
                turns.append(Turn(name))
            turns[-1].said.append(Said(unit, parted[1]))
            is_open = True
        elif is_open and ends(unit):
            is_open = False
        elif is_open:
            turns[-1].said.append(Said(unit, _continued(unit)))
    return turns


def _continued(unit: Unit) -> str:
    if is_cue(unit.text):
        return ""
    return shown(unit) if unit.shape in {Shape.CODE, Shape.ITEM, Shape.ROW} else without_time(unit.text)
