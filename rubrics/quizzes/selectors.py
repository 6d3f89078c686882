"""What the pages of quiz items show."""

from django.db.models import Q, QuerySet

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from rubrics.library.states import QuestionStatus
from rubrics.quizzes.models import QuizItem


def items_of(reader: Member) -> QuerySet[QuizItem]:
    """The organization's items, with whoever wrote and judged them."""
    people = ("author__user", "reviewer__user", "revised_by__user")
    return QuizItem.objects.visible_to(reader).select_related(*people).prefetch_related("competencies")


def with_words(items: QuerySet[QuizItem], words: str) -> QuerySet[QuizItem]:
    """Those items that carry every word, in the prompt or in the explanation."""
    for word in words.split():
        items = items.filter(Q(prompt__icontains=word) | Q(explanation__icontains=word))
    return items


def items_page(
    reader: Member, *, words: str = "", status: str = "", before: int | None = None
) -> Page[QuizItem]:
    """What a search found, newest first; retired items only when they are asked for."""
    found = with_words(items_of(reader), words)
    found = found.filter(status=status) if status else found.exclude(status=QuestionStatus.RETIRED)
    return page_of(found, before=before)
