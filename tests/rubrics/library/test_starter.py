"""The starter content can be used as it stands, and a fault in it is named with file and item."""

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest

from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.content import ContentFault
from rubrics.library.starter import ROUND_KINDS, STARTER, Library, Rubric, read_library
from rubrics.scales.checks import MOST_CRITERIA_TO_RATE

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


def test_every_kind_of_interview_has_a_rubric_and_questions_from_easy_to_hard(library: Library) -> None:
    assert set(ROUND_KINDS) == set(RoundKind.values) - {RoundKind.QUIZ}
    assert {rubric.slug: rubric.round_kind for rubric in usual_rubrics(library)} == {
        kind: kind for kind in RoundKind.values
    }
    for kind in ROUND_KINDS:
        questions = [
            question
            for question in library.questions
            if question.round_kind == kind and question.form == "question"
        ]
        assert len(questions) >= 6, kind
        assert {question.difficulty for question in questions} == {1, 2, 3, 4, 5}, kind


@pytest.mark.parametrize("minutes", [45, 60])
def test_a_round_can_be_filled_in_several_ways(library: Library, minutes: int) -> None:
    """Ten minutes go to welcome and the candidate's own questions, and an interviewer may bring five more."""
    for kind in ROUND_KINDS:
        lengths = [question.minutes for question in library.questions if question.round_kind == kind]
        fillings = [
            chosen
            for count in (1, 2, 3)
            for chosen in combinations(lengths, count)
            if minutes - 15 <= sum(chosen) <= minutes - 5
        ]
        assert len(fillings) >= 5, kind


def test_the_named_dimensions_flags_and_competencies_are_there(library: Library) -> None:
    graded = {ref for rubric in library.rubrics for line in rubric.criteria for ref in line.source_refs}

    assert graded >= NAMED_BY_THE_GRADING_GUIDES
    assert {ref for flag in library.red_flags for ref in flag.source_refs} == RED_FLAGS
    assert {ref for one in library.competencies for ref in one.source_refs} >= COMPETENCIES


def test_each_competency_is_judged_by_a_criterion_and_fed_by_questions_of_two_kinds(library: Library) -> None:
    judged = {line.competency for rubric in library.rubrics for line in rubric.criteria}

    assert judged == {one.slug for one in library.competencies}
    for slug in judged:
        kinds = [question.round_kind for question in library.questions if slug in question.competencies]
        assert len(kinds) >= 4, slug
        assert len(set(kinds)) >= 2, slug


def test_what_a_question_is_mainly_about_is_judged_in_its_kind_of_interview(library: Library) -> None:
    judged = {
        rubric.round_kind: {line.competency for line in rubric.criteria} for rubric in usual_rubrics(library)
    }

    assert [
        question.slug
        for question in library.questions
        if question.competencies[0] not in judged[question.round_kind]
    ] == []


def test_every_question_is_limited_in_exposure_and_can_be_found_by_tags(library: Library) -> None:
    assert [one.slug for one in library.questions if one.exposure_limit is None or len(one.tags) < 3] == []


def test_signals_say_what_is_done_rather_than_what_somebody_is_like(library: Library) -> None:
    too_short = [
        signal
        for question in library.questions
        for signal in (*question.strong_signals, *question.weak_signals)
        if len(signal.split()) < 4
    ]

    assert too_short == []


def usual_rubrics(library: Library) -> list[Rubric]:
    """The rubric of each round kind by which its rounds are judged unless somebody chooses another."""
    return [rubric for rubric in library.rubrics if rubric.slug == rubric.round_kind]


@pytest.mark.parametrize(
    ("slug", "key", "judged_on"),
    [
        (
            "image-classifier-exercise",
            "S3-A1",
            "organisation framework loop error split metric augment loss rate early checkpoint log imbalance",
        ),
        (
            "fraud-design-exercise",
            "S3-A2",
            "clarifying batch real latency volume drift a/b fallback scaling cost",
        ),
    ],
)
def test_what_an_exercise_is_judged_on_has_a_criterion(
    library: Library, slug: str, key: str, judged_on: str
) -> None:
    rubric = next(rubric for rubric in library.rubrics if rubric.slug == slug)
    texts = [(line.name, line.description, *line.anchors) for line in rubric.criteria]
    said = " ".join(text for line in texts for text in line).lower()

    assert [point for point in judged_on.split() if point not in said] == []
    assert all(key in line.source_refs for line in rubric.criteria)
    assert len(rubric.criteria) <= MOST_CRITERIA_TO_RATE


def test_each_grading_dimension_is_a_criterion_of_one_rubric(library: Library) -> None:
    rubric = next(rubric for rubric in library.rubrics if rubric.slug == "production-skills")

    assert [line.source_refs for line in rubric.criteria] == [(f"S0-G{n}",) for n in range(1, 6)]


def test_the_two_assessments_are_full_exercises(library: Library) -> None:
    exercises = {one.source_refs: one for one in library.questions if one.form == "exercise"}
    coding, design = exercises[("S3-A1",)], exercises[("S3-A2",)]

    assert (coding.round_kind, design.round_kind) == ("coding", "system-design")
    assert areas(coding.strong_signals) >= {
        "Code organisation",
        "Framework",
        "Training loop",
        "Errors",
        "Split",
        "Metrics",
        "Augmentation",
        "Loss",
        "Learning rate",
        "Early stopping",
        "Logging",
        "Checkpoints",
        "Class imbalance",
    }
    assert areas(design.strong_signals) >= {
        "Clarifying",
        "Data",
        "Model",
        "Serving",
        "Drift",
        "A/B",
        "Fallback",
        "Scaling",
        "Cost",
    }


def areas(signals: Iterable[str]) -> set[str]:
    """What the signals of an exercise begin with, before the colon."""
    return {area for area, colon, _ in (signal.partition(":") for signal in signals) if colon}


def test_the_quiz_has_an_item_for_each_of_its_topics_and_no_pattern_gives_the_answers_away(
    library: Library,
) -> None:
    refs = [ref for item in library.quiz_items for ref in item.source_refs]
    places = Counter(item.answer for item in library.quiz_items)
    longest = [item for item in library.quiz_items if item.right_option == max(item.options, key=len)]

    assert sorted(refs) == sorted(f"S1-Q{n}" for n in range(1, 21))
    assert set(places) == {1, 2, 3, 4}
    assert max(places.values()) <= 7
    assert len(longest) <= len(library.quiz_items) // 4
    assert not any(re.search(r"\b(all|none|both) of\b", " ".join(one.options)) for one in library.quiz_items)


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
    offered = {rubric.round_kind: set(rubric.red_flags) for rubric in usual_rubrics(library)}

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
        ("questions/coding.yaml", "minutes: 25\n", "minutes: 95\n", "takes more than 90 minutes"),
        (
            "questions/coding.yaml",
            "tags: [streaming, ",
            "tags: [Streams!, ",
            "tags[0] must be lower-case words",
        ),
        (
            "questions/coding.yaml",
            "  minutes: 25\n",
            "  materials: [A board]\n  minutes: 25\n",
            "sessions-from-events: has materials or timings, which only an exercise has",
        ),
        (
            "questions/coding.yaml",
            "  minutes: 150\n",
            "  minutes: 140\n",
            "photos-to-answer-in-an-afternoon: has timings that add up to 150 minutes, not to 140",
        ),
        (
            "questions/system-design.yaml",
            "  minutes: 120\n",
            "  minutes: 190\n",
            "transfers-that-cannot-be-called-back: takes more than 180 minutes",
        ),
        (
            "questions/coding.yaml",
            "title: Sessions from an event stream",
            "title: Sessions\n  form: exercise",
            "sessions-from-events: is an exercise, which needs materials and timings",
        ),
        ("quiz.yaml", "  answer: 2", "  answer: 5", "what-mlops-joins: answer must be at most 4"),
        (
            "quiz.yaml",
            "    - Model licensing and open-source publication\n",
            "",
            "what-mlops-joins: options must hold at least 4 entries",
        ),
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


def test_prose_breaks_where_a_paragraph_ends_and_not_where_the_file_was_wrapped(library: Library) -> None:
    broken_within = re.compile(r"^(?! )(?!.*  )[^\n]{85,}[a-z,;]\n[a-z0-9(]", re.MULTILINE)
    texts = [text for question in library.questions for text in (question.prompt, question.context or "")]

    assert broken_within.search("These words go on and on, " * 4 + "until the file is wrapped,\nand go on")
    assert [text[:60] for text in texts if broken_within.search(text)] == []
