"""Guides as people save them: each gives the questions that a reader would find in it, and nothing else.

All documents are our own. What each is expected to give is told in expectations.py.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rubrics.importing.findings import Findings
from rubrics.importing.lines import Document
from rubrics.importing.parsing import parse
from rubrics.importing.reading.files import read
from rubrics.importing.reading.plain import lines_of
from rubrics.importing.reading.webpage import page_lines
from tests.rubrics.importing.expectations import (
    KNOWN_BY,
    documents,
    expected_of,
    plainly,
    shortcomings,
    unmeetable,
)
from tests.rubrics.importing.reading.making_files import docx, paragraph, word_table


def parsed(text: str, form: str = ".md") -> Findings:
    lines = page_lines(text) if form == ".html" else lines_of(text)
    return parse(Document(format=form.lstrip("."), lines=lines))


def text_of(path: Path) -> str:
    return path.read_bytes().decode().replace("\r\n", "\n")


NEIGHBOURS = {"short-guide-pairs.txt", "question-headings.md", "nested-bullets.md"}


def side_by_side() -> list[tuple[Path, Path]]:
    """Documents of text in which there is something to find, each with three others."""
    texts = [path for path in documents() if path.suffix != ".html"]
    telling = [path for path in texts if KNOWN_BY.keys() & expected_of(path).keys()]
    return [(path, other) for path in telling for other in telling if other.name in NEIGHBOURS - {path.name}]


def findings_in(path: Path) -> tuple[Findings, str]:
    text = path.read_bytes().decode()
    return parsed(text, path.suffix), text


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_a_document_gives_what_a_reader_would_find_in_it(path: Path) -> None:
    findings, text = findings_in(path)

    assert shortcomings(expected_of(path), findings, text) == []


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_nothing_is_expected_that_a_document_does_not_say(path: Path) -> None:
    assert unmeetable(expected_of(path), path.read_bytes().decode()) == []


SAVED_OTHERWISE: dict[str, Callable[[str], str]] = {
    "with Windows line ends": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "with spaces at line ends": lambda text: text.replace("\n", "  \n"),
    "with hard spaces after commas": lambda text: text.replace(", ", ",\u00a0"),
    "with a byte order mark": lambda text: f"\ufeff{text}",
    "with more blank lines": lambda text: text.replace("\n\n", "\n\n\n"),
    "without a line end": lambda text: text.rstrip("\n"),
}


@pytest.mark.parametrize("change", SAVED_OTHERWISE.values(), ids=SAVED_OTHERWISE)
@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_how_a_document_was_saved_changes_nothing(path: Path, change: Callable[[str], str]) -> None:
    findings, text = findings_in(path)

    assert told_by(parsed(change(text), path.suffix)) == told_by(findings)


@pytest.mark.parametrize(("path", "neighbour"), side_by_side(), ids=lambda path: path.name)
def test_two_guides_in_one_file_give_what_each_of_them_gives(path: Path, neighbour: Path) -> None:
    here, there = text_of(path), text_of(neighbour)
    divided = "\n\n\n# The next guide\n\n"

    both = sorted(told_by(parsed(here)) + told_by(parsed(there)))

    assert sorted(told_by(parsed(here + divided + there))) == both
    assert sorted(told_by(parsed(there + divided + here))) == both


def test_a_word_guide_with_tables_gives_what_each_of_them_is_for() -> None:
    file = docx(
        paragraph("Hiring a data engineer", style="berschrift1"),
        paragraph("This guide is for the panel."),
        paragraph("Pipelines", style="Own"),
        paragraph("What makes a job idempotent?", number=(3, 0)),
        paragraph("Running it twice leaves the same result."),
        paragraph("Why would it not? Because it appends."),
        paragraph("How do you backfill a year?", number=(3, 0)),
        paragraph("In slices, beside the running job:"),
        word_table([("Slice", "Cost"), ("Day", "low"), ("Month", "high")], columns=2),
        paragraph("Rapid fire", style="Own"),
        word_table([("Question", "Expected answer"), ("What is a sink?", "The end."),
                    ("What is a watermark?", "How far time has come.")], columns=2),
        paragraph("Scorecard", style="Own"),
        word_table([("Skill", "1", "2", "3", "4"), ("SQL", "None", "Selects", "Joins", "Tunes")], columns=5),
        paragraph("Red flags", style="Own"),
        paragraph("Has never been on call", number=(2, 0)),
    )  # fmt: skip
    findings = parse(read("guide.docx", file))

    assert {question.prompt: question.answer for question in findings.questions} == {
        "What makes a job idempotent?": "Running it twice leaves the same result.\n\n"
        "Why would it not? Because it appends.",
        "How do you backfill a year?": "In slices, beside the running job:\n\n"
        "Slice | Cost\nDay | low\nMonth | high",
        "What is a sink?": "The end.",
        "What is a watermark?": "How far time has come.",
    }
    assert [criterion.levels for criterion in findings.criteria] == [("None", "Selects", "Joins", "Tunes")]
    assert [flag.statement for flag in findings.red_flags] == ["Has never been on call"]


def told_by(findings: Findings) -> list[tuple[str, str]]:
    """All names and answers, without their places."""
    named = [
        (listed, plainly(getattr(finding, field)))
        for listed, field in KNOWN_BY.items()
        for finding in getattr(findings, listed)
    ]
    return [*named, *(("answer", plainly(question.answer)) for question in findings.questions)]


def test_the_corpus_is_varied_enough_to_mean_something() -> None:
    assert len(documents()) >= 25
    assert len({expected_of(path)["about"] for path in documents()}) == len(documents())


GUIDE = documents()[0].parent / "short-guide-pairs.txt"


def test_a_question_that_was_overlooked_is_noticed() -> None:
    findings, text = findings_in(GUIDE)

    told = shortcomings(expected_of(GUIDE), replace(findings, questions=findings.questions[1:]), text)

    assert told == [f"questions: missing {findings.questions[0].prompt!r}"]


def test_an_answer_that_swallowed_its_neighbour_is_noticed() -> None:
    findings, text = findings_in(GUIDE)
    first, second, *others = findings.questions
    greedy = replace(first, answer=f"{first.answer}\n{second.prompt}\n{second.answer}")

    told = shortcomings(expected_of(GUIDE), replace(findings, questions=[greedy, second, *others]), text)

    assert f"answer of {first.prompt!r} holds the question {second.prompt!r}" in told


def test_a_question_made_of_marketing_is_noticed() -> None:
    findings, text = findings_in(GUIDE)
    stray = replace(findings.questions[0], prompt="Anyone can train a model on a laptop", line=3)

    told = shortcomings(expected_of(GUIDE), replace(findings, questions=[stray, *findings.questions]), text)

    assert "questions: spurious 'Anyone can train a model on a laptop'" in told


def test_a_wrong_line_number_is_noticed() -> None:
    findings, text = findings_in(GUIDE)
    first, *others = findings.questions

    told = shortcomings(
        expected_of(GUIDE), replace(findings, questions=[replace(first, line=2), *others]), text
    )

    assert told == [f"questions: line 2 is not where {first.prompt!r} begins"]
