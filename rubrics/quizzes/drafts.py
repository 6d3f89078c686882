"""What an author writes of a quiz item."""

from collections.abc import Sequence
from dataclasses import dataclass

from rubrics.competencies.models import Competency
from rubrics.quizzes.models import QuizItem


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizDraft:
    """`answer` is the right option's place, from 0, or None while nobody knows; `difficulty` is 1 to 5."""

    prompt: str
    options: Sequence[str]
    answer: int | None = None
    explanation: str = ""
    difficulty: int = 2
    tags: Sequence[str] = ()
    competencies: Sequence[Competency] = ()

    @classmethod
    def of(cls, item: QuizItem) -> "QuizDraft":
        """The item as somebody begins to change it."""
        return cls(
            prompt=item.prompt,
            options=tuple(item.options),
            answer=item.answer,
            explanation=item.explanation,
            difficulty=item.difficulty,
            tags=tuple(item.tags),
            competencies=tuple(item.competencies.all()),
        )
