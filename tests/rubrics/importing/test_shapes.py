"""However an author marks questions, each comes back once, with its own answer and no other's."""

import os
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from rubrics.importing.findings import Findings
from rubrics.importing.lines import Document, Line, Shape
from rubrics.importing.parsing import parse
from rubrics.importing.reading.plain import lines_of
from tests.rubrics.importing.expectations import KNOWN_BY, plainly
from tests.rubrics.importing.guides import Guide, Quiz, guides, quizzes, transcripts

# The same cases every time, unless more are asked for.
ASKED_FOR = int(os.environ.get("FAIRLOOP_FUZZ_EXAMPLES", "0"))
EFFORT = settings(max_examples=ASKED_FOR or 60, derandomize=not ASKED_FOR, database=None, deadline=None)
POINT = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+", re.MULTILINE)
PIECES = (
    "Q:", "A:", "Q1.", "Question 7.", "1.", "a)", "- ", "* ", "# ", "### ", "|", "| --- |", "**", "```", "?",
    "Interviewer:", "Candidate:", "Answer key", "Red flags", "Strong signals:", "Answer: b", "[00:01]", "\n",
    "\n\n", "\r\n", "\t", "    ", "\u200b", "\x00", "<p>", "<!--", "FAQ", "What is it?", "Explain this.",
    "---", "1 - 2 - 3", "!", "Real assessment", "What to look for:",
)  # fmt: skip


def parsed(text: str) -> Findings:
    return parse(Document(format="markdown", lines=lines_of(text)))


def words(answer: str) -> str:
    return plainly(POINT.sub("", answer))


@EFFORT
@given(guide=guides())
def test_every_question_comes_back_with_exactly_its_own_answer(guide: Guide) -> None:
    found = [(plainly(question.prompt), words(question.answer)) for question in parsed(guide.text).questions]

    assert found == [(prompt, words(answer)) for prompt, answer in guide.pairs]


@EFFORT
@given(guide=guides())
def test_what_stands_around_the_questions_is_listed_as_skipped(guide: Guide) -> None:
    findings = parsed(guide.text)

    skipped = plainly(" ".join(entry.text for entry in findings.skipped))
    assert [text for text in guide.noise if words(text.splitlines()[0]) not in skipped] == []


@EFFORT
@given(guide=guides())
def test_a_guide_of_questions_holds_nothing_else(guide: Guide) -> None:
    findings = parsed(guide.text)

    assert not findings.quiz_items
    assert not findings.exchanges
    assert not findings.red_flags
    assert not findings.exercises


@EFFORT
@given(guide=guides())
def test_a_question_is_found_at_its_line(guide: Guide) -> None:
    lines = guide.text.split("\n")

    for question in parsed(guide.text).questions:
        assert " ".join(question.prompt.split()[:3]) in lines[question.line - 1]


@EFFORT
@given(transcript=transcripts())
def test_every_exchange_of_a_transcript_comes_back(transcript: Guide) -> None:
    found = [(plainly(one.question), words(one.answer)) for one in parsed(transcript.text).exchanges]

    assert found == [(prompt, words(answer)) for prompt, answer in transcript.pairs]


@EFFORT
@given(quiz=quizzes())
def test_every_quiz_item_comes_back_with_its_options_and_key(quiz: Quiz) -> None:
    found = [(item.prompt, tuple(item.options), item.answer) for item in parsed(quiz.text).quiz_items]

    assert found == list(quiz.items)


def nothing_is_out_of_range(findings: Findings, *, last_line: int) -> None:
    for listed in KNOWN_BY:
        for finding in getattr(findings, listed):
            assert 0 <= finding.confidence <= 1
            assert 1 <= finding.line <= last_line
    for skipped in findings.skipped:
        assert skipped.reason
        assert 1 <= skipped.line <= last_line


@EFFORT
@given(text=st.text(max_size=400) | st.lists(st.sampled_from(PIECES) | st.text(max_size=12)).map(" ".join))
def test_no_text_is_too_odd(text: str) -> None:
    nothing_is_out_of_range(parsed(text), last_line=len(text.splitlines()) + 1)


@EFFORT
@given(
    parts=st.lists(
        st.builds(
            lambda shape, text, depth, marker, cells, is_strong: (
                shape,
                text,
                depth,
                marker,
                cells,
                is_strong,
            ),
            st.sampled_from(Shape),
            st.sampled_from(PIECES) | st.text(max_size=30),
            st.integers(0, 9),
            st.sampled_from(["", "-", "*", "1.", "a)", "[x]", "(iv)", "Q1."]),
            st.lists(st.text(max_size=9), max_size=4).map(tuple),
            st.booleans(),
        ),
        max_size=25,
    )
)
def test_no_lines_are_too_odd(parts: list[tuple[Shape, str, int, str, tuple[str, ...], bool]]) -> None:
    """Whatever a reader of another format may hand on."""
    lines = tuple(
        Line(
            number=number,
            shape=shape,
            text=text,
            depth=depth,
            marker=marker,
            cells=cells,
            is_strong=is_strong,
        )
        for number, (shape, text, depth, marker, cells, is_strong) in enumerate(parts, start=1)
    )

    nothing_is_out_of_range(parse(Document(format="docx", lines=lines)), last_line=len(lines))
