"""WebVTT and SubRip transcripts: cues become lines, "Speaker: text" where the speaker is known."""

import html
import re
from collections.abc import Iterator

from rubrics.importing.lines import Line, Shape
from rubrics.importing.reading.characters import one_line, source_lines
from rubrics.importing.reading.inline import ENTITY
from rubrics.importing.reading.refusals import Unimportable

TIMING = re.compile(
    r"\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}.*"
)
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]+)>")
CUE_TAG = re.compile(
    r"</?(?:[cibuv]|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\an?\d\}", re.IGNORECASE
)
LABEL = re.compile(r"([^\W\d_][^:.!?]{0,39}):\s+(?=\S)")

NO_CUES = "The subtitles hold no text. Export the transcript with its captions, then import it again."


def is_subtitles(text: str) -> str | None:
    """ "vtt" or "srt" for text that is such a file."""
    if text.lstrip().startswith("WEBVTT"):
        return "vtt"
    first = [line for line in text.lstrip()[:500].splitlines() if line.strip()][:2]
    return "srt" if len(first) == 2 and first[0].strip().isdecimal() and TIMING.fullmatch(first[1]) else None


def cue_lines(text: str) -> tuple[Line, ...]:
    """The cues' lines. A speaker is named where another one begins, not at each of their cues.

    Raises Unimportable where there is no cue with text.
    """
    lines = tuple(_lines(source_lines(text)))
    if not lines:
        raise Unimportable(NO_CUES)
    return lines


def _lines(sources: list[tuple[int, str]]) -> Iterator[Line]:
    is_cue, speaker = False, ""
    for number, source in sources:
        if TIMING.fullmatch(source):
            is_cue = True
        elif not source.strip():
            is_cue = False
        elif is_cue:
            said_by, said = _said(source)
            if said:
                is_new = bool(said_by) and said_by != speaker
                speaker = said_by or speaker
                yield Line(number=number, text=f"{said_by}: {said}" if is_new else said, shape=Shape.PLAIN)


def _said(source: str) -> tuple[str, str]:
    voice = VOICE.search(source)
    text = one_line(
        ENTITY.sub(lambda entity: html.unescape(entity[0]), CUE_TAG.sub("", VOICE.sub("", source)))
    )
    if voice:
        return one_line(voice[1]), text
    label = LABEL.match(text)
    return (label[1].strip(), text[label.end() :]) if label else ("", text)
