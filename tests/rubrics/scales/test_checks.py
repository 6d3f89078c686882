"""What a rubric's checks find, and what they leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubrics.library.starter import Criterion, read_library
from rubrics.scales.checks import (
    MOST_CRITERIA_TO_RATE,
    SENTENCES,
    CriterionText,
    Fault,
    Finding,
    differ_by_degree,
    findings_in,
)

TOLD_APART = (
    "Names no figure when asked for the load",
    "Repeats the figures of the brief",
    "Splits the budget over the steps",
    "Discards an option because of an estimate",
)
STARTER = [
    pytest.param(line, id=f"{rubric.slug}: {line.name}")
    for rubric in read_library().rubrics
    for line in rubric.criteria
]


def criterion(*anchors: str, name: str = "Numbers", competency: int = 1) -> CriterionText:
    return CriterionText(name, anchors or TOLD_APART, competency, f"Competency {competency}")


def faults(*criteria: CriterionText, fed: frozenset[int] = frozenset({1, 2, 3, 4, 5, 6, 7})) -> list[Fault]:
    return [finding.fault for finding in findings_in(criteria, fed=fed)]


def test_anchors_that_say_what_is_seen_raise_nothing() -> None:
    assert faults(criterion()) == []


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Clearly explains", "Very clearly explains"),
        ("Explains the design clearly", "Explains the design"),
        ("Explains the design", "Explains the design quite well"),
        ("Usually names risks", "Always names risks"),
        ("Names one risk", "Names several risks"),
        ("Names 2 risks", "Names 3 risks"),
        ("Poor knowledge of statistics", "Excellent knowledge of statistics"),
        ("Good", "Outstanding"),
        ("Hardly tests the code.", "Thoroughly tests the code!"),
        ("EXPLAINS the cause", "explains the cause  very clearly"),
        ("Shows some understanding", "Shows a great deal of understanding"),
    ],
)
def test_levels_that_differ_by_degree_are_found(text: str, other: str) -> None:
    assert differ_by_degree(text, other)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Explains the cause", "Does not explain the cause"),
        ("Names no figure", "Names a figure"),
        ("Answers within 50 ms", "Answers within 500 ms"),
        ("Asks who is told", "Asks who is paged"),
        ("Runs on the given input", "Runs on the given input and on an empty one"),
        ("Reads the weekly report", "Reads the daily report"),
        ("Explains before coding", "Explains when asked"),
        ("Names the risk", "Names the risk and what it would cost"),
    ],
)
def test_levels_that_differ_in_what_is_seen_are_left_alone(text: str, other: str) -> None:
    assert not differ_by_degree(text, other)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared_either_way_round(text: str, other: str) -> None:
    assert differ_by_degree(text, other) == differ_by_degree(other, text)
    assert differ_by_degree(text, text)


def test_a_finding_names_the_criterion_and_the_levels() -> None:
    found = findings_in([criterion("Explains", "Explains well", "", "Shows it by a sketch")], fed={1})

    assert found == [
        Finding(Fault.NO_TEXT, ("Numbers",), (3,)),
        Finding(Fault.BY_DEGREE, ("Numbers",), (1, 2)),
    ]
    assert [finding.bars_publishing for finding in found] == [True, False]


def test_levels_that_say_the_same_are_told_once() -> None:
    assert faults(criterion("Explains.", "explains", "Sketches", "Proves")) == [Fault.IDENTICAL]


def test_empty_levels_are_not_compared_with_each_other() -> None:
    assert faults(criterion("", " ", "\n", "")) == [Fault.NO_TEXT]


def test_a_criterion_that_no_question_feeds_is_named_with_its_competency() -> None:
    [found] = findings_in([criterion(competency=9)], fed={1})

    assert found == Finding(Fault.NOT_FED, ("Numbers",), competency="Competency 9")


def test_judging_a_competency_twice_is_information() -> None:
    [found] = findings_in([criterion(name="A"), criterion(name="B")], fed={1})

    assert found == Finding(Fault.JUDGED_TWICE, ("A", "B"), competency="Competency 1")
    assert found.is_information


def test_too_many_criteria_are_counted() -> None:
    few = [criterion(competency=number) for number in range(1, MOST_CRITERIA_TO_RATE + 1)]

    assert faults(*few) == []
    assert faults(*few, criterion(competency=7)) == [Fault.TOO_MANY]


def test_a_rubric_without_criteria_is_one_finding() -> None:
    assert findings_in([], fed=set()) == [Finding(Fault.NO_CRITERIA)]


def test_every_fault_has_its_sentence() -> None:
    assert set(SENTENCES) == set(Fault)


@pytest.mark.parametrize("line", STARTER)
def test_the_starter_rubrics_pass_their_own_check(line: Criterion) -> None:
    text = CriterionText(line.name, line.anchors, 1, line.competency)

    assert findings_in([text], fed={1}) == []
