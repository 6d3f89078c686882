"""The version by which a question shows itself: the one that is asked, else the one that is being written."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.wanted import QUARANTINED
from rubrics.library.states import IN_WORK, QuestionStatus

STATE_LABELS = {**dict(QuestionStatus.choices), QUARANTINED: _("In quarantine")}


# What a version says at length; a row of a list has no place for it.
AT_LENGTH = (
    "context",
    "sample_answer",
    "follow_ups",
    "strong_signals",
    "weak_signals",
    "materials",
    "timings",
    "source_refs",
    "review_note",
)


def with_faces(questions: "QuerySet[Question]") -> "QuerySet[Question]":
    """The questions with all that `face_of` and its competencies need, at a fixed number of queries."""
    return _with(questions, QuestionVersion.objects.all())


def in_short(questions: "QuerySet[Question]") -> "QuerySet[Question]":
    """As `with_faces`, but of every version only what a row of a list says."""
    return _with(questions, QuestionVersion.objects.defer(*AT_LENGTH)).defer(
        *(f"current__{name}" for name in AT_LENGTH)
    )


def _with(questions: "QuerySet[Question]", versions: "QuerySet[QuestionVersion]") -> "QuerySet[Question]":
    in_work = versions.filter(status__in=IN_WORK).prefetch_related("competencies")
    return questions.select_related("current").prefetch_related(
        "current__competencies", Prefetch("versions", queryset=in_work, to_attr="versions_in_work")
    )


def face_of(question: Question) -> QuestionVersion | None:
    """The face of a question that was read by `with_faces`."""
    if question.current:
        return question.current
    return next(iter(_in_work(question)), None)


def is_in_review(question: Question) -> bool:
    """Whether a version of a question that was read by `with_faces` waits for somebody's judgement."""
    return any(version.status == QuestionStatus.IN_REVIEW for version in _in_work(question))


def _in_work(question: Question) -> list[QuestionVersion]:
    in_work: list[QuestionVersion] = vars(question)["versions_in_work"]
    return in_work


def state_of(question: Question, face: QuestionVersion) -> str:
    """Its state as a search knows it."""
    return QUARANTINED if question.is_quarantined else face.status
