"""Giving an organization the loop templates to begin with."""

from dataclasses import dataclass

from django.db import transaction

from hiring.foundations.capabilities import Capability, require
from hiring.journal.services import record
from hiring.people.models import Member, Organization
from interviews.loop_templates.blueprints import Blueprint, RoundBlueprint, read_blueprints
from interviews.loop_templates.drafts import WRITTEN_FIELDS, RoundDraft
from interviews.loop_templates.models import LoopTemplate
from interviews.loop_templates.versions import write_version
from rubrics.competencies.models import Competency
from rubrics.scales.models import Rubric


@dataclass(frozen=True)
class Shelf:
    """What rounds may name, by slugs."""

    rubrics: dict[str, Rubric]
    competencies: dict[str, Competency]

    @classmethod
    def of(cls, organization: Organization) -> "Shelf":
        rubrics = Rubric.objects.filter(organization=organization).select_related("current")
        competencies = Competency.objects.filter(organization=organization)
        return cls(
            rubrics={rubric.slug: rubric for rubric in rubrics},
            competencies={competency.slug: competency for competency in competencies},
        )

    def draft_of(self, planned: RoundBlueprint) -> RoundDraft:
        return RoundDraft(
            **{field: getattr(planned, field) for field in WRITTEN_FIELDS},
            rubric=self.rubrics[planned.rubric],
            competencies=[self.competencies[slug] for slug in planned.competencies],
        )


@transaction.atomic
def stock_templates(organization: Organization, *, by: Member | None = None) -> int:
    """Give the organization each starter template whose slug it lacks, and say how many those were.

    Rounds name rubrics and competencies, which must be there. Raises `ContentFault` when one is missing.
    """
    require(by is None or (by.may(Capability.WRITE_LIBRARY) and by.organization_id == organization.pk))
    shelf = Shelf.of(organization)
    known = set(LoopTemplate.objects.filter(organization=organization).values_list("slug", flat=True))
    blueprints = read_blueprints(shelf.rubrics, shelf.competencies)
    missing = [blueprint for blueprint in blueprints if blueprint.slug not in known]
    for blueprint in missing:
        _put_template(organization, blueprint, shelf)
    if missing:
        record("templates.stocked", organization, by=by, organization_id=organization.pk, added=len(missing))
    return len(missing)


def _put_template(organization: Organization, blueprint: Blueprint, shelf: Shelf) -> None:
    template = LoopTemplate.objects.create(
        organization=organization, slug=blueprint.slug, name=blueprint.name, level=blueprint.level
    )
    write_version(template, [shelf.draft_of(planned) for planned in blueprint.rounds], by=None)
