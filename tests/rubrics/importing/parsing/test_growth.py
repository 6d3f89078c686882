"""Work grows with the text's length, for ordinary documents and for ones made to be slow."""

from cProfile import Profile

import pytest

from rubrics.importing.lines import Document, Line
from rubrics.importing.parsing import parse
from rubrics.importing.reading.plain import lines_of

PIECES = {
    "pairs": "Q: How does case {n} work?\nA: Like this.\n\n",
    "numbers": "1. What is case {n}?\n2. Do it\n3. How?\n",
    "plain headings": "Red flags\n\nFAQ\n\nConclusion\n\n",
    "headings": "# FAQ\n\n## Red flags\n\n### What is case {n}?\n\n",
    "options": "1. Case {n} a) b c) d A) B) C)\na) one\nb) two\nAnswer: b\n",
    "turns": "Interviewer: What about case {n}?\nCandidate: Fine.\n\n",
    "names": "Ann Bo: case {n}?\nCy Dee: no\n",
    "copies": "What is the very same question?\n\n",
    "labels": "Q:\nA:\nFollow-up:\nRed flags:\nStrong signals:\n",
    "nested": "- is it?\n  - is it?\n    - is it?\n",
    "tables": "| Question | Answer |\n|---|---|\n| case {n}? | b |\n\n",
    "exercises": "## Real assessment: case {n}\n\nTime: 5 minutes\n\n",
    "prose": "The line of case {n} goes on and on until it is wrapped somewhere, and\nthen goes on. Why?\n",
}


def work_for(text: str) -> int:
    """How many calls the parser makes."""
    document = Document(format="text", lines=lines_of(text))
    profile = Profile()
    profile.runcall(parse, document)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_text_four_times_as_long_takes_about_four_times_the_work(piece: str) -> None:
    short, long = ("".join(piece.format(n=n) for n in range(count)) for count in (60, 240))

    assert work_for(long) < 6 * work_for(short)


@pytest.mark.parametrize(
    "text",
    [
        *(mark * 20_000 for mark in "?(-Q*"),
        *(words * 9_000 for words in ("a: ", "A) ", "Aaa ", "1-b ", "our ", "1. ", "[0:00] ", "x? ")),
        "." * 20_000 + " 7",
        " " * 20_000 + "?",
    ],
)
def test_no_line_is_too_long_or_too_odd(text: str) -> None:
    """A pattern that backtracked without bound would not come back from these."""
    findings = parse(Document(format="text", lines=(Line(number=1, text=text), Line(number=2, text=text))))

    assert len(findings.questions) <= 2


def test_work_that_grew_with_the_square_would_be_noticed() -> None:
    def squared(count: int) -> int:
        profile = Profile()
        profile.runcall(lambda: [min(a, b) for a in range(count) for b in range(count)])
        return sum(entry.callcount for entry in profile.getstats())

    assert squared(240) > 6 * squared(60)
