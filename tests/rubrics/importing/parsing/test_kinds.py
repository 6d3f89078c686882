"""Kinds of round are those of the product, told by a question's words and by the headings above it."""

import pytest

from rubrics.competencies.round_kinds import RoundKind
from rubrics.importing.parsing.kinds import kind_of
from rubrics.importing.parsing.wording.topics import KINDS


def test_every_kind_is_one_of_the_product() -> None:
    assert set(KINDS) | {"quiz"} == set(RoundKind.values)


@pytest.mark.parametrize(
    ("prompt", "headings", "kind"),
    [
        ("Explain the bias-variance trade-off.", (), "ml-foundations"),
        ("Tell me about a time you disagreed with a stakeholder.", (), "behavioural"),
        ("Design a recommendation system for a shop.", (), "system-design"),
        ("How do you monitor a model for drift in production?", (), "production"),
        ("How do you version data in a feature store?", (), "mlops"),
        ("Write a function that merges ranges.", ("Coding",), "coding"),
        ("What do you like?", ("System design questions",), "system-design"),
        ("What do you like?", (), None),
    ],
)
def test_a_kind_is_named_where_words_speak_for_it(
    prompt: str, headings: tuple[str, ...], kind: str | None
) -> None:
    assert kind_of(prompt, headings) == kind
