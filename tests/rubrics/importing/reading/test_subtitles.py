"""WebVTT and SubRip: who says what, without the times."""

import pytest

from rubrics.importing.reading.files import read
from rubrics.importing.reading.refusals import Unimportable

VTT = """WEBVTT - Interview

NOTE recorded
by us

STYLE
::cue { color: red }

1
00:00:01.000 --> 00:00:02.000 align:start
<v.loud Ada Interviewer>What is <i>drift</i>?</v>

00:00:02.000 --> 00:00:03.000
<v Bo>It &amp; shifts</v>
<v Bo>over time.</v>
"""
SRT = """1
00:00:01,000 --> 00:00:02,000
Interviewer: What is drift?

2
00:00:02,000 --> 00:00:03,000
Candidate: It shifts

3
00:00:03,000 --> 00:00:04,000
Candidate: over time.
"""


def test_voices_become_labels_where_the_speaker_changes():
    made = read("talk.vtt", VTT.encode())

    assert (made.format, [(line.number, line.text) for line in made.lines]) == (
        "vtt",
        [(11, "Ada Interviewer: What is drift?"), (14, "Bo: It & shifts"), (15, "over time.")],
    )


def test_labels_in_the_text_do_as_well():
    made = read("talk.srt", SRT.encode())

    assert (made.format, [line.text for line in made.lines]) == (
        "srt",
        ["Interviewer: What is drift?", "Candidate: It shifts", "over time."],
    )


def test_the_bytes_decide_whatever_the_name():
    assert read("talk.txt", SRT.encode()).format == "srt"


def test_a_transcript_without_cues_is_refused():
    with pytest.raises(Unimportable, match="no text"):
        read("talk.vtt", b"WEBVTT\n\nNOTE nothing\n")
