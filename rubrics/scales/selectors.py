"""What the pages of a rubric show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales.anchor_sorts import can_sort
from rubrics.scales.checks import CriterionText, Finding, findings_in
from rubrics.scales.comparing import Change, changes_between
from rubrics.scales.drafts import LEVELS, RubricDraft, anchors_of, criteria_of, read_whole
from rubrics.scales.models import AnchorSort, Criterion, RedFlag, Rubric, RubricVersion
from rubrics.scales.services import can_propose, can_write
from rubrics.scales.sorting import Agreement, agreement_of
from rubrics.scales.states import ScaleStatus
from rubrics.scales.wording import sentence_of

APPROVED = "approved"


@dataclass(frozen=True)
class CriterionShown:
    """A criterion with its anchors from the lowest level to the highest; a level without one is empty."""

    criterion: Criterion
    anchors: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Remark:
    """One finding of the checks, as a sentence."""

    finding: Finding
    text: str


@dataclass(frozen=True)
class SortedCriterion:
    """How near one reviewer came to one criterion's levels."""

    name: str
    agreement: Agreement


@dataclass(frozen=True)
class SortShown:
    """What one reviewer made of the shuffled anchors; `is_of_this_text` unless it was changed since."""

    sort: AnchorSort
    lines: Sequence[SortedCriterion]
    agreement: Agreement
    is_of_this_text: bool


@dataclass(frozen=True)
class Doings:
    """What the reader may do with a rubric as it stands; a page offers nothing else."""

    change: bool
    publish: bool
    discard: bool
    write: bool


@dataclass(frozen=True)
class RubricShown:
    """A rubric with all its versions, the newest first; `version` is the one whose text is shown.

    `work` is the version that is being written, `changes` what it would change of the one in use. `remarks`
    are what the checks say of the text shown, `work_remarks` of the one in work.
    """

    rubric: Rubric
    version: RubricVersion
    work: RubricVersion | None
    versions: Sequence[RubricVersion]
    criteria: Sequence[CriterionShown]
    red_flags: Sequence[RedFlag]
    remarks: Sequence[Remark]
    work_remarks: Sequence[Remark]
    changes: Sequence[Change]
    sorts: Sequence[SortShown]
    may: Doings
    may_sort: bool
    levels: Sequence[int] = tuple(LEVELS)

    @property
    def current(self) -> RubricVersion | None:
        return self.rubric.current

    @property
    def is_work(self) -> bool:
        return self.work is not None and self.version.pk == self.work.pk

    @property
    def before_last(self) -> RubricVersion | None:
        return self.versions[1] if len(self.versions) > 1 else None

    @property
    def agreement(self) -> Agreement:
        """Over all who sorted the text as it stands."""
        return agreement_of(
            entry["levels"] for shown in self.sorts if shown.is_of_this_text for entry in shown.sort.placed
        )

    @property
    def reviewers(self) -> int:
        return sum(shown.is_of_this_text for shown in self.sorts)


def rubric_shown(rubric: Rubric, *, reader: Member, number: int | None = None) -> RubricShown | None:
    """The rubric with the text of one version, by default the one in use; None where there is no text."""
    versions = versions_of(rubric)
    current = next((one for one in versions if one.pk == rubric.current_id), None)
    rubric.current = current
    shown = next((one for one in versions if one.number == number), None) if number else current
    version = shown or (versions[0] if versions and not number else None)
    if version is None:
        return None
    work = next((one for one in versions if one.is_in_work), None)
    read_whole([version, *(one for one in (work, current) if one and one.pk != version.pk)])
    prefetch_related_objects([version], Prefetch("sorts", AnchorSort.objects.select_related("reviewer")))
    fed = competencies_fed(reader, kind=rubric.round_kind)
    return RubricShown(
        rubric=rubric,
        version=version,
        work=work,
        versions=versions,
        criteria=[_laid_out(criterion) for criterion in version.criteria.all()],
        red_flags=list(version.red_flags.all()),
        remarks=remarks_on(checked(version), fed=fed),
        work_remarks=remarks_on(checked(work), fed=fed) if work else (),
        changes=changes_between(RubricDraft.of(current), RubricDraft.of(work)) if work and current else (),
        sorts=[_sort_shown(sort, version) for sort in version.sorts.all()],
        may=_doings(reader, rubric, work),
        may_sort=_may_sort(reader, version),
    )


def versions_of(rubric: Rubric) -> list[RubricVersion]:
    """The rubric's versions, the newest first, with who wrote and who published them."""
    rows = rubric.versions.select_related("author", "revised_by", "published_by").order_by("-number")
    versions = list(rows)
    for version in versions:
        version.rubric = rubric
    return versions


def _doings(reader: Member, rubric: Rubric, work: RubricVersion | None) -> Doings:
    is_writer = can_write(reader, rubric)
    is_in_use = rubric.status == ScaleStatus.IN_USE
    may_revise = is_writer or (can_propose(reader) and (work is None or work.author_id == reader.pk))
    return Doings(
        change=may_revise and is_in_use,
        publish=is_writer and is_in_use and work is not None,
        discard=may_revise and work is not None and rubric.current_id is not None,
        write=is_writer,
    )


def _may_sort(reader: Member, version: RubricVersion) -> bool:
    """Whether the reader may sort the anchors of this version, and has not yet."""
    if not can_sort(reader, version) or not (version.is_in_work or version.pk == version.rubric.current_id):
        return False
    return all(sort.reviewer_id != reader.pk or sort.state != version.version for sort in version.sorts.all())


def _laid_out(criterion: Criterion) -> CriterionShown:
    return CriterionShown(criterion, anchors=list(zip(LEVELS, anchors_of(criterion), strict=True)))


def _sort_shown(sort: AnchorSort, version: RubricVersion) -> SortShown:
    return SortShown(
        sort=sort,
        lines=[SortedCriterion(entry["name"], agreement_of([entry["levels"]])) for entry in sort.placed],
        agreement=agreement_of(entry["levels"] for entry in sort.placed),
        is_of_this_text=sort.state == version.version,
    )


def competencies_fed(reader: Member, *, kind: str) -> set[int]:
    """Competencies that something approved of the round kind brings out, in one query.

    Questions and quiz items live in rooms above; competencies know them by their relations' names.
    """
    asked = Q(question_versions__status=APPROVED, question_versions__question__round_kind=kind)
    if kind == RoundKind.QUIZ:
        asked = Q(quiz_items__status=APPROVED)
    rows = Competency.objects.filter(asked, organization=reader.organization_id)
    return set(rows.values_list("pk", flat=True))


def remarks_on(criteria: Sequence[CriterionText], *, fed: set[int]) -> list[Remark]:
    """What the checks say of these criteria."""
    return [Remark(finding, sentence_of(finding)) for finding in findings_in(criteria, fed=fed)]


def checked(version: RubricVersion) -> list[CriterionText]:
    """A version's criteria as the checks read them."""
    return [
        CriterionText(
            name=criterion.name,
            anchors=anchors_of(criterion),
            competency=criterion.competency_id,
            competency_name=criterion.competency.name,
        )
        for criterion in criteria_of(version)
    ]


def flags_page(reader: Member, *, before: int | None = None) -> Page[RedFlag]:
    """The organization's red flags, newest first; `rubrics` says how many rubrics in use offer each."""
    offering = Rubric.objects.filter(status=ScaleStatus.IN_USE, current__red_flags=OuterRef("pk"))
    count = offering.order_by().values("current__red_flags").annotate(count=Count("pk")).values("count")
    rows = RedFlag.objects.visible_to(reader).annotate(rubrics=Coalesce(Subquery(count), 0))
    return page_of(rows, before=before)


def rubrics_with(flag: RedFlag) -> list[Rubric]:
    """The rubrics whose version in use offers the flag."""
    rows = Rubric.objects.filter(organization=flag.organization_id, current__red_flags=flag)
    return list(rows.filter(status=ScaleStatus.IN_USE).order_by("name", "pk"))
