"""Questions as rows of a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from hiring.people.models import Member
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.faces import STATE_LABELS, face_of, state_of, with_faces
from rubrics.library.searching.wanted import APPROVED
from rubrics.library.states import IN_WORK, QuestionStatus


@dataclass(frozen=True)
class QuestionRow:
    """A question by the version it shows itself by; `work` is one that is in work, that one or beside it."""

    question: Question
    version: QuestionVersion
    state: str
    work: QuestionVersion | None

    @property
    def state_label(self) -> str:
        return str(STATE_LABELS[self.state])

    @property
    def is_plain(self) -> bool:
        """Whether nothing about its state is worth a word: loops can choose it as it is."""
        return self.state == APPROVED

    @property
    def next_version(self) -> QuestionVersion | None:
        """What is in work beside the version that is shown."""
        return self.work if self.work and self.work.pk != self.version.pk else None

    @property
    def use(self) -> str:
        """How often it is asked within the window, against its limit."""
        return use_in_words(self.question.asked_count, self.version.exposure_limit)

    @property
    def opening(self) -> str:
        """The first line of the prompt that says something."""
        return next((line.strip() for line in self.version.prompt.splitlines() if line.strip()), "")


def use_in_words(asked: int, limit: int | None) -> str:
    """How often a question is asked within the window, against its limit."""
    if limit is not None:
        return gettext("asked %(asked)s of %(limit)s") % {"asked": asked, "limit": limit}
    if not asked:
        return gettext("not asked yet")
    return ngettext("asked once", "asked %(asked)s times", asked) % {"asked": asked}


def rows_of(questions: Iterable[Question]) -> Sequence[QuestionRow]:
    """The questions, which were read by `with_faces`, as rows in the same order."""
    rows = []
    for question in questions:
        version = face_of(question)
        if version is None:
            continue
        work = next((one for one in vars(question)["versions_in_work"] if one.status in IN_WORK), None)
        rows.append(QuestionRow(question, version, state_of(question, version), work))
    return rows


def in_review(reader: Member) -> "QuerySet[Question]":
    """The questions of which a version waits for somebody's judgement."""
    waiting = QuestionVersion.objects.filter(status=QuestionStatus.IN_REVIEW)
    return with_faces(Question.objects.visible_to(reader).filter(pk__in=waiting.values("question")))
