"""The anchor re-sort check of a version: a sheet of shuffled anchors, and what a reviewer made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.scales.drafts import LEVELS, anchors_of, criteria_of
from rubrics.scales.models import AnchorSort, Criterion, RubricVersion
from rubrics.scales.services import can_propose
from rubrics.scales.sorting import is_an_order, shuffled


@dataclass(frozen=True)
class SheetLine:
    """A criterion with its texts as the sheet shows them; `shown` are their true levels, hidden there."""

    criterion: Criterion
    shown: Sequence[int]
    texts: Sequence[str]


def can_sort(member: Member, version: RubricVersion) -> bool:
    """Whether the member may sort these anchors: they interview, and did not write them."""
    return (
        member.organization_id == version.rubric.organization_id
        and can_propose(member)
        and member.pk not in {version.author_id, version.revised_by_id}
    )


def has_sorted(member: Member, version: RubricVersion) -> bool:
    """Whether the member has sorted the text as it stands."""
    return version.sorts.filter(reviewer=member, state=version.version).exists()


def sheet_for(version: RubricVersion, reviewer: Member) -> list[SheetLine]:
    """The criteria that have a text at every level, each shuffled for this reviewer and this text."""
    sheet = []
    for criterion in criteria_of(version):
        texts = anchors_of(criterion)
        if all(texts):
            key = f"{version.pk} {version.version} {reviewer.pk} {criterion.position}"
            order = shuffled(LEVELS, key=key)
            sheet.append(SheetLine(criterion, order, [texts[level - LEVELS.start] for level in order]))
    return sheet


@transaction.atomic
def sort_anchors(
    version: RubricVersion, *, given: Mapping[int, Sequence[int]], state: int, by: Member
) -> AnchorSort:
    """Keep the levels that the reviewer gave, by the criterion's position, in the order of their sheet.

    `state` is the version's `version` that the sheet was made of. A reviewer sorts a text once.
    """
    locked(version.rubric)
    row = locked(version)
    row.rubric = version.rubric
    if not can_sort(by, row):
        raise NotAllowed(
            "Whoever wrote anchors knows their order. Ask a colleague who interviews to sort them.",
            "own_version",
        )
    if row.version != state:
        raise Stale("The anchors changed while you sorted them. Reload the page, then sort them again.")
    sheet = sheet_for(row, by)
    require(bool(sheet), "No criterion has a text at each level yet. There is nothing to sort.")
    try:
        with transaction.atomic():
            sort = AnchorSort.objects.create(
                version=row, reviewer=by, state=state, placed=[_placed(line, given) for line in sheet]
            )
    except IntegrityError as error:
        raise DomainError("You have sorted these anchors already. The result is kept.", "sorted") from error
    record("rubric.anchors_sorted", row.rubric, by=by, number=row.number)
    return sort


def _placed(line: SheetLine, given: Mapping[int, Sequence[int]]) -> dict[str, object]:
    """The line as it is kept; raises `Invalid` where a level was given twice or not at all."""
    levels = given.get(line.criterion.position, ())
    if not is_an_order(levels, levels=LEVELS):
        raise Invalid(
            f"Give each level once in “{line.criterion.name}”.", field=f"criterion-{line.criterion.position}"
        )
    by_level = dict(zip(line.shown, levels, strict=True))
    return {
        "position": line.criterion.position,
        "name": line.criterion.name,
        "levels": [by_level[level] for level in LEVELS],
    }
