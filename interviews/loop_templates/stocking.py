"""Giving an organization the loop templates to begin with."""

from django.db import transaction

from hiring.foundations.capabilities import Capability, require
from hiring.journal.services import record
from hiring.people.models import Member, Organization
from interviews.loop_templates.blueprints import Blueprint, read_blueprints
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from rubrics.scales.models import Rubric


@transaction.atomic
def stock_templates(organization: Organization, *, by: Member | None = None) -> int:
    """Give the organization each starter template whose slug it lacks, and say how many those were.

    Its rubrics must be stocked first: rounds name them. Raises `ContentFault` when one is missing.
    """
    require(by is None or (by.may(Capability.WRITE_LIBRARY) and by.organization_id == organization.pk))
    rubrics = {rubric.slug: rubric for rubric in Rubric.objects.filter(organization=organization)}
    known = set(LoopTemplate.objects.filter(organization=organization).values_list("slug", flat=True))
    missing = [blueprint for blueprint in read_blueprints(rubrics.keys()) if blueprint.slug not in known]
    for blueprint in missing:
        _put_template(organization, blueprint, rubrics)
    if missing:
        record("templates.stocked", organization, by=by, organization_id=organization.pk, added=len(missing))
    return len(missing)


def _put_template(organization: Organization, blueprint: Blueprint, rubrics: dict[str, Rubric]) -> None:
    template = LoopTemplate.objects.create(
        organization=organization, slug=blueprint.slug, name=blueprint.name, level=blueprint.level
    )
    version = LoopTemplateVersion.objects.create(template=template, number=1)
    TemplateRound.objects.bulk_create(
        TemplateRound(
            version=version,
            position=position,
            kind=planned.kind,
            title=planned.title,
            brief=planned.brief,
            minutes=planned.minutes,
            panel_size=planned.panel_size,
            difficulty=planned.difficulty,
            question_count=planned.question_count,
            rubric=rubrics[planned.rubric],
        )
        for position, planned in enumerate(blueprint.rounds, start=1)
    )
    template.current = version
    template.save(update_fields=["current"])
