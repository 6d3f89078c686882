import pytest

from rubrics.importing.marks import difficulty_of, kind_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Machine Learning System Design", "system-design"),
        ("ml-foundations", "ml-foundations"),
        ("SYSTEM_DESIGN", "system-design"),
        ("Part 2: MLOps and production", "mlops"),
        ("Production incidents", "production"),
        ("Behavioral questions", "behavioural"),
        ("Live-coding round", "coding"),
        ("Experience deep dive", "oral"),
        ("Multiple choice", "quiz"),
        ("Deep learning theory", "ml-foundations"),
        ("Conception de systèmes", "system-design"),
        ("Missing values", None),
        ("About us", None),
        ("", None),
    ],
)
def test_a_heading_or_cell_names_a_round_kind(text, kind):
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("advanced", 4),
        ("(Advanced)", 4),
        ("Difficulty: Hard", 4),
        ("Level – easy to medium", 3),
        ("medium-hard", 4),
        ("Beginner", 1),
        ("Entry-level", 1),
        ("Intermediate questions", 3),
        ("expert", 5),
        ("3", 3),
        ("L5", 5),
        ("7/10", 4),
        ("4 of 5", 4),
        ("★★★☆☆", 3),
        ("Schwierigkeit: leicht", 2),
        ("Difícil", 4),
    ],
)
def test_a_text_that_only_says_how_hard_gives_one_to_five(text, level):
    assert difficulty_of(text) == level


@pytest.mark.parametrize("text", ["hard work pays off", "6", "0", "", "-", "12/10", "easy " * 20, "Level"])
def test_any_other_text_gives_none(text):
    assert difficulty_of(text) is None
