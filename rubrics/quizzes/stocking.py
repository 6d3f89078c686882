"""Giving an organization the quiz items that come with the product."""

from django.db import transaction

from hiring.foundations.capabilities import Capability, require
from hiring.journal.services import record
from hiring.people.models import Member, Organization
from rubrics.competencies.models import Competency
from rubrics.library import starter
from rubrics.library.states import QuestionStatus
from rubrics.quizzes.models import QuizItem


@transaction.atomic
def stock_quiz_items(
    organization: Organization, library: starter.Library, *, by: Member | None = None
) -> int:
    """Give the organization every item whose slug it lacks; its competencies must be there.

    Returns how many are new.
    """
    require(by is None or (by.may(Capability.WRITE_LIBRARY) and by.organization_id == organization.pk))
    taken = set(QuizItem.objects.filter(organization=organization).values_list("slug", flat=True))
    missing = [item for item in library.quiz_items if item.slug not in taken]
    competencies = {row.slug: row for row in Competency.objects.filter(organization=organization)}
    for item in missing:
        # It comes reviewed with the product: nobody of the organization is named as author or reviewer.
        row = QuizItem.objects.create(
            organization=organization,
            slug=item.slug,
            prompt=item.prompt,
            options=list(item.options),
            answer=item.answer - 1,
            explanation=item.explanation,
            difficulty=item.difficulty,
            source_refs=list(item.source_refs),
            status=QuestionStatus.APPROVED,
        )
        row.competencies.set([competencies[slug] for slug in item.competencies])
    if missing:
        record("quizzes.stocked", organization, by=by, organization_id=organization.pk, added=len(missing))
    return len(missing)
