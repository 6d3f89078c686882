"""A text that one door takes fits through all others: column, page, API, change of a draft, library file."""

from collections.abc import Iterator
from typing import Any

import pytest
from annotated_types import MaxLen

from rubrics.importing.accepting import LIMITS
from rubrics.importing.changes import DraftChange
from rubrics.importing.library_file import QuestionEntry, QuizItemEntry, RedFlagEntry
from rubrics.library.api_bodies import NewQuestion
from rubrics.library.draft_forms import QuestionFields
from rubrics.library.models import QuestionVersion
from rubrics.quizzes.api import NewQuizItem
from rubrics.quizzes.forms import QuizFields
from rubrics.quizzes.models import QuizItem
from rubrics.scales.forms import FlagFields
from rubrics.scales.models import RedFlag


def in_file(entry: Any, name: str) -> int:
    [most] = [limit.max_length for limit in entry.model_fields[name].metadata if isinstance(limit, MaxLen)]
    return int(most)


def widths_of(name: str) -> Iterator[int]:
    """What a question's text may be wherever it is taken."""
    yield QuestionFields.base_fields[name].max_length  # type: ignore[attr-defined]
    yield NewQuestion().fields[name].max_length
    yield DraftChange().fields[name].max_length
    yield in_file(QuestionEntry, name)
    yield LIMITS[name]


@pytest.mark.parametrize("name", ["title", "prompt", "context", "sample_answer"])
def test_a_question_is_as_wide_everywhere_as_its_column(name: str) -> None:
    assert set(widths_of(name)) == {QuestionVersion._meta.get_field(name).max_length}


@pytest.mark.parametrize("name", ["prompt", "explanation"])
def test_a_quiz_item_is_as_wide_everywhere_as_its_column(name: str) -> None:
    form: Any = QuizFields.base_fields[name]

    assert {form.max_length, NewQuizItem().fields[name].max_length, in_file(QuizItemEntry, name)} == {
        QuizItem._meta.get_field(name).max_length
    }


@pytest.mark.parametrize("name", ["statement", "description"])
def test_a_red_flag_is_as_wide_everywhere_as_its_column(name: str) -> None:
    form: Any = FlagFields.base_fields[name]

    assert {form.max_length, in_file(RedFlagEntry, name), LIMITS[name]} == {
        RedFlag._meta.get_field(name).max_length
    }
