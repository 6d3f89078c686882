"""Short texts as tests write them, parsed."""

from textwrap import dedent

from rubrics.importing.findings import Findings
from rubrics.importing.lines import Document
from rubrics.importing.parsing import parse
from rubrics.importing.reading.plain import lines_of


def document(text: str) -> Document:
    return Document(format="text", lines=lines_of(dedent(text).strip("\n")))


def found_in(text: str) -> Findings:
    return parse(document(text))


def prompts(text: str) -> list[str]:
    return [question.prompt for question in found_in(text).questions]


def answers(text: str) -> dict[str, str]:
    return {question.prompt: question.answer for question in found_in(text).questions}


def skipped(text: str) -> dict[str, str]:
    """The reason for each skipped text."""
    return {entry.text: entry.reason for entry in found_in(text).skipped}
