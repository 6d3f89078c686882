"""What an author writes of a rubric: everything that a version holds but its place among the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from hiring.foundations.errors import Invalid
from hiring.foundations.tenancy import same_organization
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.scales import widths
from rubrics.scales.models import (
    HIGHEST_LEVEL,
    LEAST_WEIGHT,
    LOWEST_LEVEL,
    MOST_WEIGHT,
    Criterion,
    RedFlag,
    RubricVersion,
)
from rubrics.scales.states import ScaleStatus

LEVELS = range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
MOST_CRITERIA, MOST_RED_FLAGS = 12, 30
UNWRITTEN = ("",) * len(LEVELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionDraft:
    """One line; `anchors` from the lowest level to the highest, empty where nothing is written yet."""

    name: str
    competency: Competency
    description: str = ""
    weight: int | None = None
    anchors: Sequence[str] = UNWRITTEN

    @classmethod
    def of(cls, criterion: Criterion) -> "CriterionDraft":
        return cls(
            name=criterion.name,
            competency=criterion.competency,
            description=criterion.description,
            weight=criterion.weight,
            anchors=anchors_of(criterion),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricDraft:
    """`round_kind` says what the rubric is for, and stays once published; `note` says what changed."""

    name: str
    round_kind: str
    guidance: str = ""
    note: str = ""
    criteria: Sequence[CriterionDraft] = ()
    red_flags: Sequence[RedFlag] = ()

    @classmethod
    def of(cls, version: RubricVersion) -> "RubricDraft":
        """The version as somebody begins to change it; what it says of itself is kept only while in work."""
        return cls(
            name=version.title,
            round_kind=version.rubric.round_kind,
            guidance=version.guidance,
            note=version.note if version.is_in_work else "",
            criteria=tuple(map(CriterionDraft.of, criteria_of(version))),
            red_flags=tuple(version.red_flags.all()),
        )

    def says_the_same_as(self, version: RubricVersion) -> bool:
        """Whether the version reads as this draft does; a note alone makes no other rubric."""
        there = RubricDraft.of(version)
        return (
            (self.name, self.round_kind, self.guidance) == (there.name, there.round_kind, there.guidance)
            and (not version.is_in_work or self.note == there.note)
            and list(self.criteria) == list(there.criteria)
            and set(self.red_flags) == set(there.red_flags)
        )


def read_whole(versions: Sequence[RubricVersion]) -> None:
    """Fetch everything that the versions say, all together in four queries; what is there stays."""
    lines = Criterion.objects.select_related("competency").prefetch_related("anchors").order_by("position")
    prefetch_related_objects(versions, Prefetch("criteria", lines), "red_flags")


def criteria_of(version: RubricVersion) -> list[Criterion]:
    """The version's criteria from first to last, with competency and anchors."""
    read_whole([version])
    return list(version.criteria.all())


def anchors_of(criterion: Criterion) -> tuple[str, ...]:
    """The texts from the lowest level to the highest; empty for a level that has none."""
    texts = {anchor.level: anchor.text for anchor in criterion.anchors.all()}
    return tuple(texts.get(level, "") for level in LEVELS)


def check_draft(draft: RubricDraft, *, held: Sequence[RedFlag] = (), by: Member) -> None:
    """Raise `Invalid` for the first thing that a rubric cannot be: foreign, endless, out of range.

    `held` are the red flags that the rubric has already: it keeps them though they were retired since.
    """
    same_organization(*(criterion.competency for criterion in draft.criteria), as_=by, field="criteria")
    same_organization(*draft.red_flags, as_=by, field="red_flags")
    if not draft.name.strip():
        raise Invalid("Give the rubric a name.", field="name")
    if len(draft.criteria) > MOST_CRITERIA:
        raise Invalid(f"A rubric has {MOST_CRITERIA} criteria at most. Join or drop some.", field="criteria")
    if len(draft.red_flags) > MOST_RED_FLAGS:
        raise Invalid(f"A rubric has {MOST_RED_FLAGS} red flags at most. Drop some.", field="red_flags")
    if gone := [flag for flag in draft.red_flags if flag.status == ScaleStatus.RETIRED and flag not in held]:
        raise Invalid(f"“{gone[0].statement}” is retired. Choose another red flag.", field="red_flags")
    for criterion in draft.criteria:
        _check_criterion(criterion)


def _check_criterion(criterion: CriterionDraft) -> None:
    texts = [
        (criterion.name, widths.NAME, "name"),
        (criterion.description, widths.DESCRIPTION, "description"),
        *((anchor, widths.ANCHOR, "level") for anchor in criterion.anchors),
    ]
    if not criterion.name.strip():
        raise Invalid("Give each criterion a name.", field="criteria")
    for text, longest, part in texts:
        if len(text) > longest:
            raise Invalid(
                f"A {part} of “{criterion.name[:40]}” has more than {longest} characters. Shorten it.",
                field="criteria",
            )
    if len(criterion.anchors) != len(LEVELS):
        raise Invalid(
            f"A criterion has {len(LEVELS)} levels. Leave one empty rather than out.", field="criteria"
        )
    if criterion.weight is not None and not LEAST_WEIGHT <= criterion.weight <= MOST_WEIGHT:
        raise Invalid(
            f"A weight is a whole number from {LEAST_WEIGHT} to {MOST_WEIGHT}, or none.", field="criteria"
        )
