"""What the pages of rubrics show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from rubrics.scales.models import HIGHEST_LEVEL, LOWEST_LEVEL, Criterion, RedFlag, Rubric, RubricVersion


def rubrics_page(reader: Member, *, before: int | None = None) -> Page[Rubric]:
    """The organization's rubrics, newest first; `criteria` says how many lines the current version has."""
    rows = Rubric.objects.visible_to(reader).select_related("current")
    return page_of(rows.annotate(criteria=Count("current__criteria")), before=before)


@dataclass(frozen=True)
class CriterionShown:
    """A criterion with its anchors from the lowest level to the highest; a level without one is empty."""

    criterion: Criterion
    anchors: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class RubricShown:
    rubric: Rubric
    version: RubricVersion | None
    criteria: Sequence[CriterionShown]
    red_flags: Sequence[RedFlag]
    levels: Sequence[int] = tuple(range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))


def rubric_shown(rubric: Rubric) -> RubricShown:
    """The rubric as it is used from today on."""
    version = rubric.current
    if version is None:
        return RubricShown(rubric=rubric, version=None, criteria=(), red_flags=())
    criteria = version.criteria.select_related("competency").prefetch_related("anchors").order_by("position")
    return RubricShown(
        rubric=rubric,
        version=version,
        criteria=[_laid_out(criterion) for criterion in criteria],
        red_flags=list(version.red_flags.all()),
    )


def _laid_out(criterion: Criterion) -> CriterionShown:
    texts = {anchor.level: anchor.text for anchor in criterion.anchors.all()}
    levels = range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
    return CriterionShown(criterion, anchors=[(level, texts.get(level, "")) for level in levels])
