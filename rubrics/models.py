"""The face of this app towards Django: its rooms' models, in one migration history."""

from rubrics.competencies.models import Competency, Requirement
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.library.models import LeakReport, Question, QuestionVersion
from rubrics.library.searching.models import LooseCard, SearchCard, SearchSheet, SearchShelf, SearchWord
from rubrics.quizzes.models import QuizItem
from rubrics.scales.models import Anchor, AnchorSort, Criterion, RedFlag, Rubric, RubricVersion

__all__ = [
    "Anchor",
    "AnchorSort",
    "Competency",
    "Criterion",
    "ImportDraft",
    "ImportedDocument",
    "LeakReport",
    "LooseCard",
    "Question",
    "QuestionVersion",
    "QuizItem",
    "RedFlag",
    "Requirement",
    "Rubric",
    "RubricVersion",
    "SearchCard",
    "SearchSheet",
    "SearchShelf",
    "SearchWord",
]
