"""The face of this app towards Django: its rooms' models, in one migration history."""

from rubrics.competencies.models import Competency, Requirement
from rubrics.library.models import Question, QuestionVersion
from rubrics.scales.models import Anchor, Criterion, RedFlag, Rubric, RubricVersion

__all__ = [
    "Anchor",
    "Competency",
    "Criterion",
    "Question",
    "QuestionVersion",
    "RedFlag",
    "Requirement",
    "Rubric",
    "RubricVersion",
]
