"""Criteria, red flags and exercises stand in sections of their own."""

from tests.rubrics.importing.parsing.texts import found_in


def test_a_grading_table_gives_levels_from_the_weakest_to_the_strongest() -> None:
    (criterion,) = found_in(
        """
        | Criterion | Excellent | Good | Poor |
        |---|---|---|---|
        | Testing | writes them first | writes them | breaks them |
        """
    ).criteria

    assert criterion.name == "Testing"
    assert criterion.levels == ("breaks them", "writes them", "writes them first")


def test_a_table_with_weights_gives_descriptions_and_signals() -> None:
    (criterion,) = found_in(
        "| Criterion | Weight | What to look for |\n|---|---|---|\n| Testing | 30 % | a test that failed |"
    ).criteria

    assert (criterion.description, criterion.strong_signals) == ("30 %", ("a test that failed",))


def test_pitfall_and_mitigation_are_what_to_hear_and_not_to_hear() -> None:
    (criterion,) = found_in(
        "| Concept | Pitfall | Mitigation |\n|---|---|---|\n| Leakage | too good | split early |"
    ).criteria

    assert (criterion.weak_signals, criterion.strong_signals) == (("too good",), ("split early",))


def test_a_table_that_neither_asks_nor_grades_is_listed_as_skipped() -> None:
    findings = found_in("| Plan | Price |\n|---|---|\n| Team | 40 |")

    assert not findings.criteria
    assert [entry.line for entry in findings.skipped] == [1]


def test_a_table_of_questions_gives_each_with_its_answer() -> None:
    (question,) = found_in(
        "| # | Prompt | Answer | Level |\n|---|---|---|---|\n| 1 | What is fsync for? | Disks | 3 |"
    ).questions

    assert (question.prompt, question.answer, question.line) == ("What is fsync for?", "Disks", 3)


def test_lists_under_such_headings_become_criteria_and_red_flags() -> None:
    findings = found_in(
        """
        Q: What is drift?
        A: A change.

        Q: What is skew?
        A: Two definitions.

        Q: What is lag?
        A: Lateness.

        ## What strong answers have

        - Figures: without being asked
        - A way back

        ## Red flags

        - Never looked
        - Blames others
        """
    )

    assert [criterion.name for criterion in findings.criteria] == ["Figures", "A way back"]
    assert [flag.statement for flag in findings.red_flags] == ["Never looked", "Blames others"]
    assert all(not question.weak_signals for question in findings.questions)


def test_an_exercise_has_brief_time_and_what_it_is_judged_on() -> None:
    (exercise,) = found_in(
        """
        ## Real assessment 1: Repair a pipeline

        You have 90 minutes. What would you look at first?

        Materials:
        - a repository

        Timing:
        - 10 minutes: reading
        - 80 minutes: work

        Evaluation criteria:
        - reads the logs
        """
    ).exercises

    assert (exercise.title, exercise.minutes) == ("Repair a pipeline", 90)
    assert "What would you look at first?" in exercise.brief
    assert exercise.materials == ("a repository",)
    assert exercise.timings == ("10 minutes: reading", "80 minutes: work")
    assert exercise.looks_for == ("reads the logs",)


TITLED = """
    Q: What is a rollback?
    A: The last good version comes back.

    Q: What is a canary release?
    A: A small share of traffic goes to the new version first.

    {title}

    {first} | Junior | Senior
    Python | Writes scripts | Designs packages
    SQL | Simple selects | Tunes queries

    Q: And a shadow release?
    A: One whose answers nobody sees.
    """


def test_a_titled_table_of_skills_is_no_part_of_the_answer_above() -> None:
    findings = found_in(TITLED.format(title="Skills Comparison", first="Skill"))

    assert [criterion.name for criterion in findings.criteria] == ["Python", "SQL"]
    assert [criterion.topic for criterion in findings.criteria] == ["Skills Comparison"] * 2
    assert findings.questions[1].answer.endswith("the new version first.")


def test_a_titled_table_that_compares_other_things_is() -> None:
    findings = found_in(TITLED.format(title="Two of them", first="Aspect"))

    assert not findings.criteria
    assert "Tunes queries" in findings.questions[1].answer


def test_the_title_of_a_table_below_red_flags_is_none_of_them() -> None:
    findings = found_in(
        """
        Red flags
        Cannot name a metric they have used
        Blames the data for everything

        Skills comparison
        | Skill | Junior | Senior |
        |---|---|---|
        | SQL | Simple selects | Tunes queries |
        """
    )

    assert [flag.statement for flag in findings.red_flags] == [
        "Cannot name a metric they have used",
        "Blames the data for everything",
    ]
    assert [criterion.topic for criterion in findings.criteria] == ["Skills comparison"]
