"""Filling an organization's shelves: competencies, red flags, rubrics and approved questions."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from django.db import transaction

from hiring.foundations.capabilities import Capability, require
from hiring.journal.services import record
from hiring.people.models import Member, Organization
from rubrics.competencies.models import Competency
from rubrics.library import starter
from rubrics.library.drafts import tidy_tags
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.entries import index_questions
from rubrics.library.states import QuestionStatus
from rubrics.scales.models import LOWEST_LEVEL, Anchor, Criterion, RedFlag, Rubric, RubricVersion

Item = TypeVar("Item", starter.Competency, starter.RedFlag, starter.Rubric, starter.Question)


@transaction.atomic
def stock_library(organization: Organization, library: starter.Library, *, by: Member | None = None) -> int:
    """Give the organization everything of the library whose slug it lacks; what it has stays as it is.

    Returns how many competencies, red flags, rubrics and questions are new.
    """
    require(by is None or (by.may(Capability.WRITE_LIBRARY) and by.organization_id == organization.pk))
    added = _stock_competencies(organization, library) + _stock_red_flags(organization, library)
    competencies = {row.slug: row for row in Competency.objects.filter(organization=organization)}
    red_flags = {row.slug: row for row in RedFlag.objects.filter(organization=organization)}
    for rubric in _missing(Rubric, organization, library.rubrics):
        _put_rubric(organization, rubric, competencies, red_flags)
        added += 1
    questions = [
        _put_question(organization, question, competencies, red_flags)
        for question in _missing(Question, organization, library.questions)
    ]
    index_questions([question.pk for question in questions])
    added += len(questions)
    if added:
        record("library.stocked", organization, by=by, organization_id=organization.pk, added=added)
    return added


def _missing(
    model: type[Competency | RedFlag | Rubric | Question], organization: Organization, items: Sequence[Item]
) -> list[Item]:
    """The items whose slug the organization does not have."""
    slugs = set(model.objects.filter(organization=organization).values_list("slug", flat=True))
    return [item for item in items if item.slug not in slugs]


def _stock_competencies(organization: Organization, library: starter.Library) -> int:
    rows = [
        Competency(organization=organization, slug=item.slug, name=item.name, description=item.description)
        for item in _missing(Competency, organization, library.competencies)
    ]
    return len(Competency.objects.bulk_create(rows))


def _stock_red_flags(organization: Organization, library: starter.Library) -> int:
    rows = [
        RedFlag(
            organization=organization,
            slug=item.slug,
            statement=item.statement,
            description=item.description,
            source_refs=list(item.source_refs),
        )
        for item in _missing(RedFlag, organization, library.red_flags)
    ]
    return len(RedFlag.objects.bulk_create(rows))


def _put_rubric(
    organization: Organization,
    item: starter.Rubric,
    competencies: Mapping[str, Competency],
    red_flags: Mapping[str, RedFlag],
) -> None:
    rubric = Rubric.objects.create(
        organization=organization, slug=item.slug, name=item.name, round_kind=item.round_kind
    )
    version = RubricVersion.objects.create(
        rubric=rubric, number=1, guidance=item.guidance, source_refs=list(item.source_refs)
    )
    version.red_flags.set([red_flags[slug] for slug in item.red_flags])
    criteria = Criterion.objects.bulk_create(
        Criterion(
            version=version,
            position=position,
            name=line.name,
            description=line.description,
            competency=competencies[line.competency],
            weight=line.weight,
            source_refs=list(line.source_refs),
        )
        for position, line in enumerate(item.criteria, start=1)
    )
    Anchor.objects.bulk_create(
        Anchor(criterion=criterion, level=level, text=text)
        for criterion, line in zip(criteria, item.criteria, strict=True)
        for level, text in enumerate(line.anchors, start=LOWEST_LEVEL)
    )
    rubric.current = version
    rubric.save(update_fields=["current"])


def _put_question(
    organization: Organization,
    item: starter.Question,
    competencies: Mapping[str, Competency],
    red_flags: Mapping[str, RedFlag],
) -> Question:
    question = Question.objects.create(
        organization=organization,
        slug=item.slug,
        title=item.title,
        round_kind=item.round_kind,
        form=item.form,
        tags=tidy_tags(item.tags),
    )
    # It comes reviewed with the product: nobody of the organization is named as author or reviewer.
    version = QuestionVersion.objects.create(
        question=question,
        number=1,
        status=QuestionStatus.APPROVED,
        title=item.title,
        prompt=item.prompt,
        context=item.context,
        follow_ups=list(item.follow_ups),
        strong_signals=list(item.strong_signals),
        weak_signals=list(item.weak_signals),
        materials=list(item.materials),
        timings=[timing.model_dump() for timing in item.timings],
        minutes=item.minutes,
        difficulty=item.difficulty,
        exposure_limit=item.exposure_limit,
        source_refs=list(item.source_refs),
    )
    version.competencies.set([competencies[slug] for slug in item.competencies])
    version.red_flags.set([red_flags[slug] for slug in item.red_flags])
    question.current = version
    question.save(update_fields=["current"])
    return question
