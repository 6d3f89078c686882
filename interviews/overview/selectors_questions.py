"""What the pages say of a question's use: where it is planned, where it was asked, how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q
from django.utils import timezone

from hiring.people.models import Member
from interviews.exposure.models import Asking
from interviews.exposure.services import WINDOW, within_window
from interviews.loops.models import Loop
from interviews.loops.states import LoopStatus
from rubrics.library.models import Question

# The page lists this many askings, the newest first; the counts are of all.
LONGEST_LIST = 100
OPEN = (LoopStatus.DRAFT, LoopStatus.PUBLISHED)


@dataclass(frozen=True)
class QuestionUse:
    """How much a question is used, and the askings in loops that the reader may see."""

    question: Question
    limit: int | None
    in_window: int
    asked: int
    planned: int
    candidates: int
    last_asked_at: datetime | None
    askings: Sequence[Asking]
    window_days: int = WINDOW.days

    @property
    def elsewhere(self) -> int:
        """Askings that the reader only sees counted: others' loops, and what the list is too short for."""
        return self.asked + self.planned - len(self.askings)

    @property
    def is_at_limit(self) -> bool:
        return self.limit is not None and self.in_window >= self.limit


def question_use(question: Question, *, reader: Member) -> QuestionUse:
    """The question's ledger as this member may read it."""
    rows = Asking.objects.visible_to(reader).filter(question=question)
    counted = rows.aggregate(
        in_window=Count("pk", filter=within_window(timezone.now())),
        asked=Count("pk", filter=Q(asked_at__isnull=False)),
        planned=Count("pk", filter=Q(asked_at=None)),
        candidates=Count("candidate", distinct=True),
        last_asked_at=Max("asked_at"),
    )
    seen = rows.filter(round__loop__in=Loop.objects.visible_to(reader))
    askings = seen.select_related("round__loop__candidacy__candidate", "question_version").order_by("-pk")
    limit = question.current.exposure_limit if question.current else None
    return QuestionUse(question=question, limit=limit, askings=list(askings[:LONGEST_LIST]), **counted)


@dataclass(frozen=True)
class OpenUse:
    """A question, the open loops of the reader's that ask it, and how many more there are."""

    question: Question
    loops: Sequence[Loop]
    elsewhere: int


def open_uses(questions: Sequence[Question], *, reader: Member) -> list[OpenUse]:
    """For each question the open loops that ask it; three queries, however many questions there are."""
    rows = Asking.objects.visible_to(reader).filter(question__in=questions, round__loop__status__in=OPEN)
    pairs = rows.values_list("question", "round__loop").distinct()
    asking: dict[int, set[int]] = {question.pk: set() for question in questions}
    for question, loop in pairs:
        asking[question].add(loop)
    wanted = set().union(*asking.values()) if asking else set()
    seen = Loop.objects.visible_to(reader).filter(pk__in=wanted).order_by("-pk")
    loops = {loop.pk: loop for loop in seen.select_related("candidacy__candidate")}
    return [
        OpenUse(
            question=question,
            loops=[loop for pk, loop in loops.items() if pk in asking[question.pk]],
            elsewhere=len(asking[question.pk] - loops.keys()),
        )
        for question in questions
    ]
