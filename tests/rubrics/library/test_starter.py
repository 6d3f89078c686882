"""The starter content can be used as it stands, and a fault in it is named with file and item."""

import re
import shutil
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest

from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.content import ContentFault
from rubrics.library.starter import ROUND_KINDS, STARTER, Library, read_library

NAMED_BY_THE_GRADING_GUIDES = {f"S0-G{n}" for n in range(1, 6)}
RED_FLAGS = {f"S0-R{n}" for n in range(1, 6)} | {f"S3-R{n}" for n in range(1, 7)}
COMPETENCIES = {f"S3-C{n}" for n in range(1, 7)}


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the content that a test may damage."""
    return Path(shutil.copytree(STARTER, tmp_path / "starter"))


def test_every_kind_of_interview_has_a_rubric_and_at_least_four_questions(library: Library) -> None:
    questions = Counter(question.round_kind for question in library.questions)

    assert set(ROUND_KINDS) == set(RoundKind.values) - {RoundKind.QUIZ}
    assert {rubric.round_kind for rubric in library.rubrics} == set(ROUND_KINDS)
    assert {kind for kind in ROUND_KINDS if questions[kind] >= 4} == set(ROUND_KINDS)
    assert len(library.questions) >= 28


def test_the_named_dimensions_flags_and_competencies_are_there(library: Library) -> None:
    graded = {ref for rubric in library.rubrics for line in rubric.criteria for ref in line.source_refs}

    assert graded >= NAMED_BY_THE_GRADING_GUIDES
    assert {ref for flag in library.red_flags for ref in flag.source_refs} == RED_FLAGS
    assert {ref for one in library.competencies for ref in one.source_refs} >= COMPETENCIES


def test_each_competency_is_judged_by_a_criterion_and_fed_by_a_question(library: Library) -> None:
    slugs = {one.slug for one in library.competencies}

    assert {line.competency for rubric in library.rubrics for line in rubric.criteria} == slugs
    assert {slug for question in library.questions for slug in question.competencies} == slugs


def test_anchors_of_a_criterion_differ_in_more_than_an_adverb(library: Library) -> None:
    def plain_words(text: str) -> set[str]:
        return {word for word in re.findall(r"[a-z]+", text.lower()) if not word.endswith("ly")}

    alike = [
        (line.name, first, second)
        for rubric in library.rubrics
        for line in rubric.criteria
        for first, second in combinations(line.anchors, 2)
        if len(plain_words(first) & plain_words(second)) > 0.6 * len(plain_words(first) | plain_words(second))
    ]

    assert alike == []


def test_a_rubric_offers_every_red_flag_that_its_questions_watch_for(library: Library) -> None:
    offered = {rubric.round_kind: set(rubric.red_flags) for rubric in library.rubrics}

    out_of_reach = {
        (question.slug, flag)
        for question in library.questions
        for flag in question.red_flags
        if flag not in offered[question.round_kind]
    }

    assert out_of_reach == set()


@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        (
            "questions/coding.yaml",
            "minutes: 25",
            "minutes: soon",
            "coding.yaml, sessions-from-events: minutes",
        ),
        ("questions/coding.yaml", "difficulty: 3", "difficulty: 6", "difficulty must be at most 5"),
        (
            "questions/coding.yaml",
            "[software-engineering, ",
            "[sorcery, ",
            "competencies[0] names sorcery, which does not exist",
        ),
        ("questions/coding.yaml", "  prompt:", "  promt:", "sessions-from-events: prompt is missing"),
        ("questions/coding.yaml", "  minutes: 25\n", "  minutes: 25\n  minutes: 30\n", "given twice"),
        ("questions/mlops.yaml", "slug: which-model-is-live", "slug: sessions-from-events", "used twice"),
        ("questions/mlops.yaml", "S1-10", "X-10", "X-10, which is no topic key"),
        ("rubrics.yaml", "        3:", "        5:", "levels 1, 2, 3, 4"),
        (
            "rubrics.yaml",
            "round_kind: coding",
            "round_kind: chess",
            "coding: round_kind must be",
        ),
        ("red_flags.yaml", "statement: ", "statment: ", "no-incident-to-tell: statement is missing"),
        (
            "competencies.yaml",
            "  name: ML fundamentals",
            "  name: ML fundamentals\n  mark: 3",
            "mark is unknown",
        ),
        ("competencies.yaml", "slug: ml-fundamentals", "slug: ML Fundamentals", "lower-case words"),
        ("competencies.yaml", "- slug", "- {slug", "is no valid YAML"),
    ],
)
def test_a_fault_names_file_and_item(folder: Path, file: str, before: str, after: str, says: str) -> None:
    path = folder / file
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))

    with pytest.raises(ContentFault, match=re.escape(says)) as raised:
        read_library(folder)

    assert str(raised.value).startswith(path.name)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "red_flags.yaml").unlink()

    with pytest.raises(ContentFault, match=r"^red_flags\.yaml: cannot be read\.$"):
        read_library(folder)


def test_a_question_file_must_be_named_after_a_kind(folder: Path) -> None:
    (folder / "questions" / "coding.yaml").rename(folder / "questions" / "riddles.yaml")

    with pytest.raises(ContentFault, match=r"^riddles\.yaml, sessions-from-events: its file’s name must be"):
        read_library(folder)
