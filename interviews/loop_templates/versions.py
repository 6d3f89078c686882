"""Writing a version down, once and for ever."""

from collections.abc import Sequence

from django.db.models import Max

from hiring.people.models import Member
from interviews.loop_templates.drafts import WRITTEN_FIELDS, RoundDraft
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound


def write_version(
    template: LoopTemplate, rounds: Sequence[RoundDraft], *, note: str = "", by: Member | None
) -> LoopTemplateVersion:
    """The rounds as the template's newest version, from which loops are made from now on."""
    last = template.versions.aggregate(last=Max("number"))["last"] or 0
    version = LoopTemplateVersion.objects.create(template=template, number=last + 1, note=note, created_by=by)
    rows = TemplateRound.objects.bulk_create(
        TemplateRound(
            version=version,
            position=position,
            rubric=planned.rubric,
            **{field: getattr(planned, field) for field in WRITTEN_FIELDS},
        )
        for position, planned in enumerate(rounds, start=1)
    )
    _name_things(rows, rounds)
    template.current = version
    template.save(update_fields=["current", "name", "level"])
    return version


def _name_things(rows: Sequence[TemplateRound], rounds: Sequence[RoundDraft]) -> None:
    """Write down what the rounds must ask about and always ask, in two queries."""
    pairs = list(zip(rows, rounds, strict=True))
    required, asked = TemplateRound.competencies.through, TemplateRound.questions.through
    required.objects.bulk_create(
        required(templateround_id=row.pk, competency_id=one.pk)
        for row, planned in pairs
        for one in set(planned.competencies)
    )
    asked.objects.bulk_create(
        asked(templateround_id=row.pk, question_id=one.pk)
        for row, planned in pairs
        for one in set(planned.questions)
    )
