"""What a program may change of a draft before it is accepted: the names of a proposal, each within limits."""

from typing import Any

from rest_framework import serializers

from hiring.foundations.api import Change
from hiring.foundations.forms import LARGEST_INTEGER
from rubrics.competencies.round_kinds import RoundKind
from rubrics.competencies.widths import NAME
from rubrics.library import widths as library
from rubrics.library.drafts import LONGEST_ACTIVITY, LONGEST_LINE, LONGEST_TAG, MOST_LINES
from rubrics.library.models import LEAST_DIFFICULTY, LONGEST_MINUTES, MOST_DIFFICULTY
from rubrics.quizzes import widths as quizzes
from rubrics.quizzes.models import MOST_OPTIONS
from rubrics.scales import widths as scales
from rubrics.scales.models import HIGHEST_LEVEL


class Words(serializers.CharField):
    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(max_length=most, **options)


class Lines(serializers.ListField):
    def __init__(self, most: int = LONGEST_LINE, **options: Any) -> None:
        super().__init__(
            child=serializers.CharField(max_length=most), **{"max_length": MOST_LINES, **options}
        )


class Part(serializers.Serializer[Any]):
    minutes = serializers.IntegerField(min_value=1, max_value=LONGEST_MINUTES)
    activity = serializers.CharField(max_length=LONGEST_ACTIVITY)


class DraftChange(Change):
    """Competencies and red flags go by name. A field that the draft's kind does not have is refused."""

    title = Words(library.TITLE)
    prompt = Words(library.PROMPT)
    # The framework takes fields out of the class, so that its own `context` stays what it is.
    context = Words(library.CONTEXT, allow_blank=True)  # type: ignore[assignment]
    sample_answer = Words(library.SAMPLE_ANSWER, allow_blank=True)
    round_kind = serializers.ChoiceField(RoundKind.choices)
    minutes = serializers.IntegerField(min_value=1, max_value=LONGEST_MINUTES)
    difficulty = serializers.IntegerField(min_value=LEAST_DIFFICULTY, max_value=MOST_DIFFICULTY)
    exposure_limit = serializers.IntegerField(min_value=1, max_value=LARGEST_INTEGER, allow_null=True)
    follow_ups = Lines()
    strong_signals = Lines()
    weak_signals = Lines()
    materials = Lines()
    timings = Part(many=True)
    competencies = Lines(NAME)
    red_flags = Lines(scales.STATEMENT)
    tags = Lines(LONGEST_TAG)
    options = Lines(quizzes.OPTION, max_length=MOST_OPTIONS)
    answer = serializers.IntegerField(min_value=0, max_value=MOST_OPTIONS - 1, allow_null=True)
    explanation = Words(quizzes.EXPLANATION, allow_blank=True)
    statement = Words(scales.STATEMENT)
    description = Words(scales.DESCRIPTION, allow_blank=True)
    name = Words(scales.NAME)
    competency = Words(NAME)
    levels = serializers.ListField(
        child=serializers.CharField(max_length=scales.ANCHOR, allow_blank=True),
        min_length=HIGHEST_LEVEL,
        max_length=HIGHEST_LEVEL,
    )
