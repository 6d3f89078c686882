"""What changed between two versions of a rubric, criterion by criterion."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hiring.foundations.differences import Line, differences
from rubrics.scales.drafts import LEVELS, CriterionDraft, RubricDraft

Pair = tuple[CriterionDraft | None, CriterionDraft | None]
Said = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Change:
    """A part that two versions say differently, and its lines."""

    name: str
    label: str
    lines: Sequence[Line]


def changes_between(old: RubricDraft, new: RubricDraft) -> list[Change]:
    """Part by part what the new text says otherwise than the old one."""
    pairs = list(_paired(list(old.criteria), list(new.criteria)))
    labels = {
        "name": _("Name"),
        "round_kind": _("Round kind"),
        "guidance": _("Guidance"),
        "criteria": _("Criteria, in their order"),
        "red_flags": _("Red flags"),
        **{_name_of(place): _label_of(pair) for place, pair in enumerate(pairs)},
    }
    before = _as_read(old, [pair[0] for pair in pairs])
    after = _as_read(new, [pair[1] for pair in pairs])
    return [Change(found.name, labels[found.name], found.lines) for found in differences(before, after)]


def _as_read(draft: RubricDraft, criteria: Sequence[CriterionDraft | None]) -> Said:
    """The text by its parts; a criterion that the other text alone has says nothing here."""
    return {
        "name": draft.name,
        "round_kind": draft.round_kind,
        "guidance": draft.guidance,
        "criteria": [criterion.name for criterion in draft.criteria],
        **{_name_of(place): _lines_of(criterion) for place, criterion in enumerate(criteria)},
        "red_flags": sorted(flag.statement for flag in draft.red_flags),
    }


def _name_of(place: int) -> str:
    return f"criterion-{place}"


def _label_of(pair: Pair) -> str:
    return next(criterion.name for criterion in reversed(pair) if criterion)


def _lines_of(criterion: CriterionDraft | None) -> list[str]:
    if criterion is None:
        return []
    judges = criterion.competency.name
    if criterion.weight:
        judges = _("%(competency)s · weight %(weight)d") % {"competency": judges, "weight": criterion.weight}
    anchors = [f"{level}: {text}" for level, text in zip(LEVELS, criterion.anchors, strict=True) if text]
    lines = [criterion.name, criterion.description, judges, *anchors]
    return [line for line in lines if line]


def _paired(old: list[CriterionDraft], new: list[CriterionDraft]) -> Iterator[Pair]:
    """Criteria of one name belong together; what is left, one that came to the first one that went."""
    by_name = {criterion.name: criterion for criterion in old}
    came = [criterion for criterion in new if criterion.name not in by_name]
    names = {criterion.name for criterion in new}
    went = [criterion for criterion in old if criterion.name not in names]
    renamed = dict(zip((criterion.name for criterion in came), went, strict=False))
    for criterion in new:
        yield by_name.get(criterion.name) or renamed.get(criterion.name), criterion
    yield from ((criterion, None) for criterion in went[len(came) :])
