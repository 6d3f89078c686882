"""Every line of a document is found once, listed as skipped once, or part of the structure."""

import json
import re
from collections import Counter
from dataclasses import asdict

from hypothesis import given, settings
from hypothesis import strategies as st

from rubrics.importing.findings import Findings
from rubrics.importing.lines import Document, Line, Shape
from rubrics.importing.parsing.documents import read
from rubrics.importing.parsing.ledger import Fate, Ledger
from rubrics.importing.reading.plain import lines_of

EFFORT = settings(max_examples=150, derandomize=True, database=None, deadline=None)
TOKEN = re.compile(r"wo\d+rd")
# What people write, with a word of its own on each line.
PATTERNS = (
    "Q: How does {} work?", "A: It works by {}.", "Q{n}. Why {}?", "Question {n}: Explain {}.",
    "{n}. What is {}?", "{n}. Do {} first", "- {}", "- What about {}?", "a) {}", "b) {}", "c) {}",
    "Answer: b {}", "Answer key: 1-b {}", "# {}", "## Questions about {}", "## Quiz {}", "## Red flags {}",
    "### {}", "Red flags {}", "Conclusion {}", "What to look for: {}", "Look for:", "Follow-up: And {}?",
    "Interviewer: Why {}?", "Candidate: Because of {}.", "Interviewer: Okay {}.",
    "| Criterion | Poor | Good | {} |", "|---|---|---|---|", "| a | b | c | {} |", "**What about {}?**",
    "**{}**", "advanced", "The plain text speaks of {} and ends here.", "What is {}, really?", "    {}",
    "FAQ {}", "What is the salary of {}?", "Real assessment 1: {}", "Time: 30 minutes {}",
    "Subscribe to our newsletter {}", "Thanks for reading {}!", "", "", "", "[00:01:02] {}",
    "Table of contents {}", "1-b 2-c {}", "Difficulty: hard {}", "Criterion: {}", "3 - Good: {}",
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    patterns = draw(st.lists(st.sampled_from(PATTERNS), max_size=40))
    return "\n".join(pattern.format(f"wo{n}rd", n=n % 7 + 1) for n, pattern in enumerate(patterns))


def words_found(findings: Findings) -> Counter[str]:
    """In how many findings each word stands; a finding's topic is the heading that it stands under."""
    counted: Counter[str] = Counter()
    for listed, found in asdict(findings).items():
        if listed != "skipped":
            for finding in found:
                without_topic = {name: value for name, value in finding.items() if name != "topic"}
                counted.update(set(TOKEN.findall(json.dumps(without_topic))))
    return counted


def words_by_fate(ledger: Ledger, fate: Fate) -> set[str]:
    return {
        word
        for unit, entry in zip(ledger.units, ledger.entries, strict=True)
        if entry is not None and entry.fate is fate
        for line in unit.lines
        for word in TOKEN.findall(line.text)
    }


@EFFORT
@given(text=texts())
def test_every_word_is_in_one_finding_or_in_one_skipped_line_or_in_the_structure(text: str) -> None:
    reading = read(Document(format="text", lines=lines_of(text)))
    written = {word for line in lines_of(text) for word in TOKEN.findall(line.text)}
    found = words_found(reading.findings)
    skipped = Counter(word for entry in reading.findings.skipped for word in TOKEN.findall(entry.text))
    structure = words_by_fate(reading.ledger, Fate.STRUCTURE)

    assert written == set(found) | set(skipped) | structure
    assert not set(found) & set(skipped)
    assert not set(skipped) & structure
    assert {*found.values(), *skipped.values()} <= {1}


@EFFORT
@given(text=texts())
def test_what_is_entered_as_found_stands_in_a_finding(text: str) -> None:
    reading = read(Document(format="text", lines=lines_of(text)))

    assert words_by_fate(reading.ledger, Fate.FOUND) <= set(words_found(reading.findings))


lines = st.lists(
    st.builds(
        lambda shape, text, depth, marker, strong: (shape, text, depth, marker, strong),
        st.sampled_from(Shape),
        st.sampled_from([pattern.format("it", n=1) for pattern in PATTERNS]) | st.text(max_size=40),
        st.integers(0, 7),
        st.sampled_from(["", "-", "1.", "2.", "a)", "[x]"]),
        st.booleans(),
    ),
    max_size=30,
)


@EFFORT
@given(parts=lines)
def test_each_line_with_something_on_it_is_entered_once(
    parts: list[tuple[Shape, str, int, str, bool]],
) -> None:
    made = tuple(
        Line(number=n, text=text, shape=shape, depth=depth, marker=marker, is_strong=strong)
        for n, (shape, text, depth, marker, strong) in enumerate(parts, start=1)
    )

    ledger = read(Document(format="docx", lines=made)).ledger

    entered = [line.number for unit in ledger.units for line in unit.lines]
    assert entered == [line.number for line in made if line.shape is not Shape.BLANK and line.text.strip()]
    assert all(entry is not None for entry in ledger.entries)


def test_a_line_that_nobody_enters_would_be_noticed() -> None:
    reading = read(Document(format="text", lines=lines_of("Q: Why wo1rd?\nA: Because wo2rd.")))
    ledger = Ledger(reading.ledger.units)
    ledger.find(ledger.units[0])

    assert words_by_fate(ledger, Fate.FOUND) == {"wo1rd"}
    assert ledger.entries[1] is None
