"""What accepting would write: the document's own words, and sensible ones where it has none."""

from dataclasses import asdict
from typing import Any

import pytest

from rubrics.importing.findings import (
    FoundCriterion,
    FoundExchange,
    FoundExercise,
    FoundQuestion,
    FoundQuizItem,
    FoundRedFlag,
)
from rubrics.importing.proposals import clipped, first_sentence, levels_of, proposal_of


def proposed(kind: str, found: Any, **changed: Any) -> dict[str, Any]:
    content = asdict(found) | ({"changed": changed} if changed else {})
    return proposal_of(kind, content, round_kind="coding")


def test_a_bare_question_gets_what_a_question_needs() -> None:
    found = FoundQuestion(prompt="What is drift? Think of inputs.", line=1, confidence=1.0)

    proposal = proposed("question", found)

    assert proposal["title"] == "What is drift?"
    assert (proposal["round_kind"], proposal["minutes"], proposal["difficulty"]) == ("coding", 10, 3)


def test_what_the_document_says_goes_before_what_is_proposed() -> None:
    found = FoundQuestion(
        prompt="What is drift?",
        line=1,
        confidence=1.0,
        kind="mlops",
        minutes=25,
        difficulty=5,
        topic="Monitoring",
        answer="It moves.",
    )

    proposal = proposed("question", found)

    assert (proposal["round_kind"], proposal["minutes"], proposal["difficulty"]) == ("mlops", 25, 5)
    assert (proposal["sample_answer"], proposal["tags"]) == ("It moves.", ["Monitoring"])


def test_what_a_person_changed_goes_before_both() -> None:
    found = FoundQuestion(prompt="What is drift?", line=1, confidence=1.0, difficulty=5)

    assert proposed("question", found, difficulty=2)["difficulty"] == 2


def test_an_exchange_is_asked_orally_and_its_answer_a_sample() -> None:
    found = FoundExchange(question="How did you start?", answer="With a baseline.", line=1, confidence=1.0)

    proposal = proposed("exchange", found)

    assert (proposal["prompt"], proposal["sample_answer"]) == ("How did you start?", "With a baseline.")
    assert proposal["round_kind"] == "oral"


@pytest.mark.parametrize(
    ("timings", "kept", "minutes", "brief"),
    [
        (("10 minutes: read", "Build (35 min)"), [10, 35], 45, "Do it."),
        (("10 min - read", "the rest: build"), [], 60, "Do it.\n\n10 min - read\nthe rest: build"),
        ((), [], 60, "Do it."),
    ],
)
def test_an_exercises_time_is_parted_where_every_part_has_some(
    timings: tuple[str, ...], kept: list[int], minutes: int, brief: str
) -> None:
    found = FoundExercise(title="Task", brief="Do it.", line=1, confidence=1.0, timings=timings)

    proposal = proposed("exercise", found)

    assert [part["minutes"] for part in proposal["timings"]] == kept
    assert (proposal["minutes"], proposal["prompt"]) == (minutes, brief)


def test_an_exercises_parts_say_what_is_done() -> None:
    timings = ("10 minutes: read", "Build the service (35 min)", "5' questions")
    found = FoundExercise(title="Task", brief="Do it.", line=1, confidence=1.0, timings=timings)

    assert [part["activity"] for part in proposed("exercise", found)["timings"]] == [
        "read",
        "Build the service",
        "questions",
    ]


@pytest.mark.parametrize(("answer", "place"), [("Four", 1), (None, None), ("Five", None)])
def test_a_quiz_items_answer_is_an_options_place(answer: str | None, place: int | None) -> None:
    found = FoundQuizItem(prompt="2 + 2?", line=1, confidence=1.0, options=("Three", "Four"), answer=answer)

    assert proposed("quiz_item", found)["answer"] == place


@pytest.mark.parametrize(
    ("found", "levels"),
    [
        (["a", "b", "c", "d"], ["a", "b", "c", "d"]),
        (["a", "b"], ["a", "", "", "b"]),
        (["a", "b", "c"], ["a", "", "b", "c"]),
        (["a"], ["no", "", "", "a"]),
        ([], ["no", "", "", "yes"]),
        (["a", "b", "c", "d", "e"], ["a", "b", "c\nd", "e"]),
    ],
)
def test_levels_are_spread_from_end_to_end(found: list[str], levels: list[str]) -> None:
    assert levels_of(found, ["yes"], ["no"]) == levels


def test_every_level_that_was_found_is_kept() -> None:
    for count in range(1, 9):
        found = [f"level {n}" for n in range(count)]
        assert "\n".join(filter(None, levels_of(found, [], []))).split("\n") == found


def test_a_long_red_flag_is_told_in_short_and_kept_whole() -> None:
    statement = "Never " + "ever " * 60 + "measured anything"
    proposal = proposed("red_flag", FoundRedFlag(statement=statement, line=1, confidence=1.0))

    assert len(proposal["statement"]) <= 160
    assert proposal["statement"].endswith("…")
    assert proposal["description"] == statement


def test_a_criterion_waits_for_its_competency() -> None:
    assert proposed("criterion", FoundCriterion(name="Depth", line=1, confidence=1.0))["competency"] == ""


def test_words_are_cut_where_a_word_ends() -> None:
    assert clipped("one two three", 9) == "one two…"
    assert clipped("one", 9) == "one"
    assert clipped("x" * 20, 9) == "xxxxxxxx…"


def test_the_first_sentence_of_several_is_told_on_one_line() -> None:
    assert first_sentence("How would\nyou do it? And why?\n\nMore.") == "How would you do it?"
    assert first_sentence("v1.2 is out, what now?") == "v1.2 is out, what now?"
