"""Multiple-choice items, however their options and their key are written."""

import pytest

from rubrics.importing.findings import FoundQuizItem
from tests.rubrics.importing.parsing.texts import found_in

OPTIONS = ("Rows", "Columns", "Trees")


def only_item(text: str) -> FoundQuizItem:
    (item,) = found_in(text).quiz_items
    return item


@pytest.mark.parametrize(
    "listed",
    [
        "- Rows\n- Columns\n- Trees\nAnswer: B",
        "a) Rows\nb) Columns\nc) Trees\nCorrect answer: b",
        "A. Rows\nB. Columns\nC. Trees\nAnswer: B. Columns",
        "(a) Rows\n(b) Columns\n(c) Trees\nAnswer: (b)",
        "a) Rows  b) Columns  c) Trees\nAnswer: b",
        "- Rows\n- **Columns**\n- Trees",
        "- Rows\n- Columns ✔\n- Trees",
        "- Rows\n- Columns (correct)\n- Trees",
        "* Rows\n* Columns\n* Trees\n\n**Answer: Columns**",
    ],
)
def test_options_and_answer_are_found(listed: str) -> None:
    item = only_item(f"Quiz\n\n1. What does this store keep together?\n{listed}")

    assert (item.prompt, item.options, item.answer) == (
        "What does this store keep together?",
        OPTIONS,
        "Columns",
    )


@pytest.mark.parametrize("key", ["1. B 2. A", "1-B, 2-A", "1: b\n2: a", "1) B\n2) A", "1 - B; 2 - A"])
def test_a_key_at_the_end_answers(key: str) -> None:
    items = found_in(
        f"Quiz\n\n1. One?\na) no\nb) yes\n\n2. Two?\na) two\nb) three\n\nAnswer key\n\n{key}"
    ).quiz_items

    assert [item.answer for item in items] == ["yes", "two"]


def test_without_a_key_the_answer_stays_open() -> None:
    assert only_item("Quiz\n\n1. One?\na) no\nb) yes").answer is None


def test_an_explanation_is_kept_beside_the_answer() -> None:
    item = only_item("1. One?\na) no\nb) yes\nAnswer: B\nExplanation: Because it is.")

    assert (item.answer, item.explanation) == ("yes", "Because it is.")


def test_a_list_in_an_answer_offers_no_options() -> None:
    findings = found_in(
        "Q1. What do you watch?\n- latency\n- errors\n- money\n\nQ2. And at night?\nThe pager."
    )

    assert not findings.quiz_items
    assert [question.prompt for question in findings.questions] == ["What do you watch?", "And at night?"]


def test_lettered_steps_that_explain_themselves_are_an_answer() -> None:
    findings = found_in(
        "Q3. What are the stages of a release?\n"
        "a. Build: make the image.\nb. Shadow: send copies.\nc. Canary: send one percent.\n\n"
        "Q4. And then?\nWe wait."
    )

    assert not findings.quiz_items
    assert [question.answer for question in findings.questions] == [
        "a. Build: make the image.\nb. Shadow: send copies.\nc. Canary: send one percent.",
        "We wait.",
    ]


@pytest.mark.parametrize("head", ["Answer key", "Answers", "Correct answers", "Lösungen"])
def test_a_key_on_one_line_is_the_quizs_whatever_question_stands_above_it(head: str) -> None:
    text = f"""
        1. Which one ranks?
           A. NDCG
           B. RMSE
           C. Recall

        2. Which one is a loss?
           A. Recall
           B. Log loss
           C. Accuracy

        3. How would you explain recall to a manager?

        {head}: 1-A, 2-B
        """
    findings = found_in(text)

    assert [item.answer for item in findings.quiz_items] == ["NDCG", "Log loss"]
    assert [question.answer for question in findings.questions] == [""]
