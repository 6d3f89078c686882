"""Openings together with what they ask for."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from hiring.candidates.models import Opening
from hiring.candidates.services import can_plan, change_opening, create_opening
from hiring.foundations.capabilities import require
from hiring.foundations.errors import Invalid
from hiring.foundations.tenancy import same_organization
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.competencies.models import Competency, Requirement


@transaction.atomic
def require_competencies(
    opening: Opening, *, must_have: Iterable[Competency], nice_to_have: Iterable[Competency] = (), by: Member
) -> None:
    """Make these exactly what the opening asks for."""
    require(can_plan(by, opening))
    must_have, nice_to_have = list(must_have), list(nice_to_have)
    same_organization(*must_have, as_=opening, field="must_have")
    same_organization(*nice_to_have, as_=opening, field="nice_to_have")
    if both := set(must_have) & set(nice_to_have):
        names = ", ".join(sorted(competency.name for competency in both))
        raise Invalid(
            f"{names} cannot be must-have and nice to have at once. Keep one.", field="nice_to_have"
        )
    opening.requirements.all().delete()
    Requirement.objects.bulk_create(
        Requirement(opening=opening, competency=competency, is_must_have=is_must_have)
        for is_must_have, competencies in ((True, must_have), (False, nice_to_have))
        for competency in competencies
    )
    record(
        "opening.requirements_set",
        opening,
        by=by,
        must_have=[competency.pk for competency in must_have],
        nice_to_have=[competency.pk for competency in nice_to_have],
    )


@transaction.atomic
def open_opening(
    *, must_have: Iterable[Competency], nice_to_have: Iterable[Competency] = (), by: Member, **fields: Any
) -> Opening:
    """A new opening with what it asks for."""
    opening = create_opening(**fields, by=by)
    require_competencies(opening, must_have=must_have, nice_to_have=nice_to_have, by=by)
    return opening


@transaction.atomic
def revise_opening(
    opening: Opening,
    *,
    must_have: Iterable[Competency],
    nice_to_have: Iterable[Competency] = (),
    by: Member,
    **fields: Any,
) -> Opening:
    """Change an opening and what it asks for in one step."""
    row = change_opening(opening, **fields, by=by)
    require_competencies(row, must_have=must_have, nice_to_have=nice_to_have, by=by)
    return row
