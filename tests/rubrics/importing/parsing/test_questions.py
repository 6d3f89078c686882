"""Questions are found by the structure around them: once each, with their own answers."""

import pytest

from tests.rubrics.importing.parsing.texts import answers, found_in, prompts, skipped


@pytest.mark.parametrize(
    "line",
    [
        "Q: How does a cache go stale?",
        "Q. How does a cache go stale?",
        "Q1. How does a cache go stale?",
        "Q1.) How does a cache go stale?",
        "Question 7: How does a cache go stale?",
        "QUESTION #7 - How does a cache go stale?",
        "**Q7:** How does a cache go stale?",
        "## Q7) How does a cache go stale?",
        "**How does a cache go stale?**",
        "How does a cache go stale?",
        "🧠 1️⃣ How does a cache go stale?",
        "Frage 3: How does a cache go stale?",
        "How does a cache go stale? (advanced)",
    ],
)
def test_a_question_loses_its_mark_and_none_of_its_words(line: str) -> None:
    assert answers(f"{line}\n\nWhen nobody tells it that the world has changed.") == {
        "How does a cache go stale?": "When nobody tells it that the world has changed."
    }


def test_a_formula_in_an_answer_is_no_heading() -> None:
    found = answers(
        "Q: How is a shift measured?\nA: By PSI.\n\nPSI = sum((a - e) * ln(a / e))\n\nQ: And when?\nA: Daily."
    )

    assert found["How is a shift measured?"] == "By PSI.\n\nPSI = sum((a - e) * ln(a / e))"


def test_a_table_of_questions_stands_for_itself_below_a_question() -> None:
    found = answers(
        """
        Q: How do you roll back?
        A: Switch the traffic.

        | Question | Answer |
        |---|---|
        | What is a canary? | One percent first. |
        | What is a shadow? | Copies, answers unused. |
        """
    )

    assert found == {
        "How do you roll back?": "Switch the traffic.",
        "What is a canary?": "One percent first.",
        "What is a shadow?": "Copies, answers unused.",
    }


def test_steps_of_an_answer_are_no_questions_even_where_they_count_on() -> None:
    found = answers(
        """
        7. How do you roll a model out?
        Like this:
        1. Build an image
        2. Shadow it
        3. Send one percent
        4. Explain the numbers to the team
        5. Is anything on fire? Roll back

        8. What do you do at night?
        Sleep.

        9. What is a canary?
        A bird, and a release.
        """
    )

    assert list(found) == ["How do you roll a model out?", "What do you do at night?", "What is a canary?"]
    assert "5. Is anything on fire? Roll back" in found["How do you roll a model out?"]


def test_questions_that_an_answer_lists_are_part_of_it() -> None:
    found = answers(
        """
        Q1. Design a feed.
        I would ask first:
        1. How many users are there?
        2. How fresh must it be?
        Then I would draw.

        Q2. Design a search.
        Start with an index.
        """
    )

    assert list(found) == ["Design a feed.", "Design a search."]
    assert "2. How fresh must it be?\nThen I would draw." in found["Design a feed."]


def test_numbers_may_begin_again_in_each_section_and_one_may_be_missing() -> None:
    text = """
        ## Storage questions

        Q1. What is a page?
        A piece of a file.
        Q3. What is a log?
        A list of what was done.

        ## Network questions

        Q1. What is a socket?
        An end of a talk.
        """

    assert prompts(text) == ["What is a page?", "What is a log?", "What is a socket?"]
    assert [question.topic for question in found_in(text).questions] == [
        "Storage questions",
        "Storage questions",
        "Network questions",
    ]


def test_a_heading_may_hold_two_questions() -> None:
    assert prompts("## What is precision? And what is recall?\n\nBoth are shares.") == [
        "What is precision? And what is recall?"
    ]


def test_a_question_may_tell_a_situation_over_several_lines_before_it_asks() -> None:
    assert answers("Q3. You own a model.\nIts inputs changed last night.\nWhat do you do first?\nLook.") == {
        "You own a model. Its inputs changed last night. What do you do first?": "Look."
    }


def test_wrapped_lines_are_one_question_and_words_divided_at_the_end_are_whole() -> None:
    found = answers(
        """
        1. A service answers within a second on most days, but not on the first one of each
        month. Where do you begin to look, and whom do you ask before you touch any para-
        meter of it?
        At what runs on that day only. Most of the time some report was scheduled at midnight
        by somebody who has left since.
        """
    )

    (prompt,) = found
    assert prompt.startswith(
        "A service answers within a second on most days, but not on the first one of each month."
    )
    assert prompt.endswith("whom do you ask before you touch any parameter of it?")


def test_contents_name_each_question_without_asking_it_twice() -> None:
    text = """
        Contents
        1. What is a shard? ........ 3
        2. What is a quorum? ....... 4

        Questions

        1. What is a shard?
        A part of the rows.

        2. What is a quorum?
        More than half.
        """

    assert prompts(text) == ["What is a shard?", "What is a quorum?"]
    assert {"table of contents"} == set(skipped(text).values())


def test_a_question_repeated_in_the_body_is_found_once() -> None:
    assert answers("## What is a shard?\n\nQ: What is a shard?\nA: A part of the rows.") == {
        "What is a shard?": "A part of the rows."
    }


@pytest.mark.parametrize(
    "question",
    [
        "What is the average salary of an ML engineer?",
        "Should I get a certification?",
        "How much does it cost to hire one?",
        "What does an MLOps engineer do?",
    ],
)
def test_what_is_asked_about_jobs_is_left_out_with_its_reason(question: str) -> None:
    text = f"Q: What is drift?\nA: A change.\n\n## FAQ\n\n### {question}\n\nThat depends."

    assert prompts(text) == ["What is drift?"]
    assert any("job" in reason for reason in skipped(text).values())


def test_what_is_asked_about_the_craft_is_kept_even_under_frequent_questions() -> None:
    text = "## FAQ\n\n### How does a feature store prevent training-serving skew?\n\nOne definition for both."

    assert prompts(text) == ["How does a feature store prevent training-serving skew?"]


def test_tips_are_no_questions() -> None:
    text = """
        # 10 tips for machine learning interviews

        1. Explain your reasoning
        Nobody can read minds.

        2. Ask clarifying questions
        Do they have users? Ask.

        3. Describe trade-offs
        There are always two sides.
        """

    assert prompts(text) == []


def test_a_letter_inside_prose_begins_nothing() -> None:
    assert prompts("Revenue fell in Q3. The reason was Q. Smith, who had left. Nobody knew.") == []


def test_what_disturbs_an_answer_is_left_out_of_it() -> None:
    text = """
        Q: What is drift?

        Advertisement

        A: A change of the inputs.

        Subscribe to our newsletter!

        Q: What is skew?
        A: Two definitions of one thing.
        """

    assert answers(text) == {
        "What is drift?": "A change of the inputs.",
        "What is skew?": "Two definitions of one thing.",
    }
    assert set(skipped(text).values()) >= {"advertisement"}


def test_imperatives_count_where_they_are_marked_or_stand_among_questions() -> None:
    assert prompts("Q: Explain the trade-off.\nA: More of one is less of the other.") == [
        "Explain the trade-off."
    ]
    assert prompts("Behavioural questions\nTell me about a time you failed.\nDescribe a conflict.") == [
        "Tell me about a time you failed.",
        "Describe a conflict.",
    ]
    assert prompts("Your tasks\n- Build pipelines\n- Explain results to the board") == []


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Q: What is drift? (beginner)\nA: A change.", 1),
        ("Q: What is drift?\nDifficulty: 4/5\nA: A change.", 4),
        ("Q: What is drift?\nDifficulty: ★★★☆☆\nA: A change.", 3),
        ("advanced\n\nWhat is drift, and why does it matter?\n\nA change of the inputs.", 4),
        ("## Expert questions\n\nQ: What is drift?\nA: A change.", 5),
        ("## Basic questions\n\nQ: What is drift?\nA: A change.", 2),
        ("Q: What is drift?\nA: A change.", None),
    ],
)
def test_difficulty_is_read_where_people_write_it(text: str, level: int | None) -> None:
    assert [question.difficulty for question in found_in(text).questions] == [level]


def test_signals_and_follow_ups_go_to_their_question() -> None:
    first, second = found_in(
        """
        1. How do you shard a table?
        By what is asked together.
        What a good answer includes:
        - names a key
        - speaks of moving rows
        Red flags:
        - shards by date only
        Follow-up: What about a hot key?

        2. How do you index it?
        With care.
        Red flags:
        - indexes everything
        """
    ).questions

    assert first.answer == "By what is asked together."
    assert first.strong_signals == ("names a key", "speaks of moving rows")
    assert first.weak_signals == ("shards by date only",)
    assert first.follow_ups == ("What about a hot key?",)
    assert second.weak_signals == ("indexes everything",)


def test_an_answer_keeps_lists_sub_headings_and_code() -> None:
    (question,) = found_in(
        "## What is a retry?\n\nAnother try.\n\n### Example\n\n```python\nretry(3)  # why?\n```\n\n- wait"
    ).questions

    assert question.answer == "Another try.\n\nExample\n\nretry(3)  # why?\n\n- wait"


def test_questions_in_scripts_that_mark_them_otherwise() -> None:
    assert answers(
        "1. 什么是过拟合？\n模型记住了噪声。\n2. 如何部署模型？\n用容器。\n3. 什么是漂移？\n分布变化。"
    ) == {
        "什么是过拟合？": "模型记住了噪声。",
        "如何部署模型？": "用容器。",
        "什么是漂移？": "分布变化。",
    }


def test_how_sure_the_parser_is_follows_how_much_speaks_for_a_question() -> None:
    (marked,) = found_in("Q1. How do you detect drift?\nAnswer: By comparing windows.").questions
    (bare,) = found_in("How do they paint ships?\n\nFrom below, mostly in dry docks.").questions

    assert 0 < bare.confidence < marked.confidence <= 1


@pytest.mark.parametrize("heading", ["Model Evaluation", "Causal inference", "Deployment"])
@pytest.mark.parametrize("between", ["", "\n", "\n\n"], ids=["no blank line", "a line end", "a blank line"])
def test_a_heading_right_below_an_advertisement_heads_what_follows(heading: str, between: str) -> None:
    text = (
        "How we hire\n\nStatistics\n\nQ: What is a p-value?\nA: How likely such a result is by chance.\n\n"
        f"Subscribe to our newsletter for weekly hiring tips.{between or chr(10)}{heading}\n\n"
        "Q: When is a mean misleading?\nA: When a few are far away from all others.\n"
    )
    found = found_in(text)

    assert [question.topic for question in found.questions] == ["Statistics", heading]
    assert "Subscribe to our newsletter for weekly hiring tips." in skipped(text)


ASKING_BACK = (
    "1. How do you debug a drop?\nI look at the inputs.\nDid the schema change?\nDid a feature vanish?\n"
    "Then labels.\n\n2. What is drift?\nInputs move.\n\n3. What is skew?\nTwo paths differ.\n"
    "Which one is right?\nNeither, at first.\n"
)


def test_what_an_answer_asks_on_lines_of_its_own_is_no_question_where_blank_lines_part_the_numbers() -> None:
    found = answers(ASKING_BACK)

    assert list(found) == ["How do you debug a drop?", "What is drift?", "What is skew?"]
    assert "Did the schema change?\nDid a feature vanish?" in found["How do you debug a drop?"]
    assert found["What is skew?"].endswith("Which one is right?\nNeither, at first.")


def test_a_bare_question_between_numbered_ones_is_one_where_it_stands_apart() -> None:
    text = ASKING_BACK.replace(
        "3. What", "Why does a score need a version?\nSo that it can be traced.\n\n3. What"
    )

    assert "Why does a score need a version?" in prompts(text)
