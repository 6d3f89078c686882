"""What the pages of the library show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.states import QuestionStatus
from rubrics.scales.models import RedFlag


def found_questions(
    reader: Member,
    *,
    words: str = "",
    kind: str = "",
    competency: Competency | None = None,
    difficulty: int | None = None,
) -> "QuerySet[Question]":
    """The organization's questions in use that carry every word and every mark asked for."""
    rows = (
        Question.objects.visible_to(reader)
        .exclude(current=None)
        .exclude(current__status=QuestionStatus.RETIRED)
        .select_related("current")
        .prefetch_related("current__competencies")
    )
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(current__prompt__icontains=word))
    if kind:
        rows = rows.filter(round_kind=kind)
    if competency:
        rows = rows.filter(current__competencies=competency)
    if difficulty:
        rows = rows.filter(current__difficulty=difficulty)
    return rows


def questions_page(
    reader: Member,
    *,
    words: str = "",
    kind: str = "",
    competency: Competency | None = None,
    difficulty: int | None = None,
    before: int | None = None,
) -> Page[Question]:
    """What a search found, newest first."""
    found = found_questions(reader, words=words, kind=kind, competency=competency, difficulty=difficulty)
    return page_of(found, before=before)


@dataclass(frozen=True)
class QuestionShown:
    question: Question
    version: QuestionVersion
    competencies: Sequence[Competency]
    red_flags: Sequence[RedFlag]
    versions: Sequence[QuestionVersion]


def question_shown(question: Question) -> QuestionShown | None:
    """The question as it is asked from today on; None when no version of it is current."""
    version = question.current
    if version is None:
        return None
    return QuestionShown(
        question=question,
        version=version,
        competencies=list(version.competencies.all()),
        red_flags=list(version.red_flags.all()),
        versions=list(question.versions.order_by("-number")),
    )
