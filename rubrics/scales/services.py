"""How a rubric comes into use, changes, and goes out of it: in work, published, retired."""

from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError, Invalid, Stale
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.scales.drafts import LEVELS, CriterionDraft, RubricDraft, check_draft, criteria_of
from rubrics.scales.models import Anchor, Criterion, Rubric, RubricVersion
from rubrics.scales.states import ScaleStatus

LONGEST_SLUG = 50


def can_propose(member: Member) -> bool:
    """Whether the member may write rubrics that a writer of the library publishes."""
    return member.may(Capability.PROPOSE_QUESTIONS)


def can_write(member: Member, rubric: Rubric) -> bool:
    """Whether the member may publish and retire rubrics such as this one."""
    return member.organization_id == rubric.organization_id and member.may(Capability.WRITE_LIBRARY)


def can_revise(member: Member, rubric: Rubric) -> bool:
    """Whether the member may change what is in work: as a writer, or as its author."""
    if can_write(member, rubric):
        return True
    is_theirs = member.organization_id == rubric.organization_id and can_propose(member)
    work = in_work(rubric)
    return is_theirs and (work is None or work.author_id == member.pk)


def in_work(rubric: Rubric) -> RubricVersion | None:
    """The version that is being written, if there is one: the one after what rounds pin."""
    current = rubric.current
    work = rubric.versions.filter(number__gt=current.number if current else 0).order_by("-number").first()
    if work:
        work.rubric = rubric
    return work


@transaction.atomic
def propose_rubric(draft: RubricDraft, *, by: Member) -> Rubric:
    """A new rubric in work; no round can be judged by it before it is published."""
    require(can_propose(by))
    check_draft(draft, by=by)
    rubric = _new_rubric(draft, by=by)
    _write_version(rubric, draft, by=by)
    record("rubric.proposed", rubric, by=by)
    return rubric


@transaction.atomic
def revise_rubric(rubric: Rubric, draft: RubricDraft, *, version: int, by: Member) -> RubricVersion:
    """Change what is in work, or begin the next version; rounds keep the version they pinned.

    `version` is the state of the work that the author saw; 0 means that nothing was in work. A draft that
    says what is there already changes nothing, and the version that says it is returned.
    """
    row = locked(rubric)
    require(can_propose(by) and by.organization_id == row.organization_id)
    work = in_work(row)
    said = work or row.current
    check_draft(draft, held=list(said.red_flags.all()) if said else (), by=by)
    # Before whose version it is: who wrote meanwhile shall see both texts, not a closed door.
    if version != (work.version if work else 0):
        raise Stale()
    require(can_revise(by, row), "A colleague is writing a version of this. Tell them what you would change.")
    if row.status == ScaleStatus.RETIRED:
        raise DomainError("This rubric is retired. Take it back into use, then change it.", "rubric_retired")
    if row.current_id and draft.round_kind != row.round_kind:
        raise Invalid(
            "Rounds have this rubric under its kind already. Write a new rubric for another kind.",
            field="round_kind",
        )
    if said and draft.says_the_same_as(said):
        return said
    work = _rewrite(work, draft, by=by) if work else _write_version(row, draft, by=by)
    _let_have_name_and_kind(row, draft)
    record("rubric.revised", row, by=by, number=work.number)
    return work


@transaction.atomic
def publish_rubric(rubric: Rubric, *, version: int, by: Member) -> RubricVersion:
    """Let new rounds be judged by what is in work; the versions before stay where rounds have pinned them.

    `version` is the state of the text that was read: nobody publishes what came after.
    """
    row = locked(rubric)
    require(can_write(by, row), "Publishing is for those who write the library. Ask one of them to read it.")
    work = _work_of(row)
    if work.version != version:
        raise Stale("The text changed since you read it. Read it again, then publish.")
    if row.status == ScaleStatus.RETIRED:
        raise DomainError("This rubric is retired. Take it back into use, then publish.", "rubric_retired")
    _refuse_gaps(work)
    work.published_by, work.published_at = by, timezone.now()
    work.save(update_fields=["published_by", "published_at"])
    row.current, row.name = work, work.title
    row.save(update_fields=["current", "name"])
    record("rubric.published", row, by=by, number=work.number)
    return work


@transaction.atomic
def discard_work(rubric: Rubric, *, by: Member) -> Rubric:
    """Throw away the version in work; what rounds pin stays as it is."""
    row = locked(rubric)
    require(can_revise(by, row))
    work = _work_of(row)
    if row.current_id is None:
        raise DomainError("This is the rubric’s only version. Retire the rubric instead.", "only_version")
    number = work.number
    _drop_criteria(work)
    work.delete()
    record("rubric.work_discarded", row, by=by, number=number)
    return row


@transaction.atomic
def retire_rubric(rubric: Rubric, *, by: Member) -> Rubric:
    """No new round takes it; rounds that have it keep their version."""
    require(can_write(by, rubric))
    return move(rubric, to=ScaleStatus.RETIRED, by=by)


@transaction.atomic
def reinstate_rubric(rubric: Rubric, *, by: Member) -> Rubric:
    """Take a retired rubric back into use."""
    require(can_write(by, rubric))
    return move(rubric, to=ScaleStatus.IN_USE, by=by)


def _refuse_gaps(work: RubricVersion) -> None:
    """Raise where a rater would find nothing to rate by."""
    criteria = criteria_of(work)
    if not criteria:
        raise DomainError("This version has no criteria. Add what the round judges.", "no_criteria")
    texts = {
        criterion.name: {anchor.level for anchor in criterion.anchors.all() if anchor.text.strip()}
        for criterion in criteria
    }
    if short := [name for name, written in texts.items() if len(written) < len(LEVELS)]:
        raise DomainError(
            f"Levels without text: {', '.join(short)}. Say what one sees at each, then publish.",
            "levels_without_text",
        )


def _work_of(rubric: Rubric) -> RubricVersion:
    work = in_work(rubric)
    if work is None:
        raise DomainError("Nothing of this rubric is in work. Change it first.", "nothing_in_work")
    return work


def _new_rubric(draft: RubricDraft, *, by: Member) -> Rubric:
    """The row with a slug of its name, or a longer one when another has that already."""
    wanted = slugify(draft.name)[:LONGEST_SLUG].strip("-") or "rubric"
    fields = {"organization_id": by.organization_id, "name": draft.name, "round_kind": draft.round_kind}
    try:
        with transaction.atomic():
            return Rubric.objects.create(slug=wanted, **fields)
    except IntegrityError:
        return Rubric.objects.create(slug=f"{wanted}-{uuid4().hex[:8]}", **fields)


def _let_have_name_and_kind(row: Rubric, draft: RubricDraft) -> None:
    """Until something is published, the rubric is called and used as its draft says."""
    if row.current_id is None:
        row.name, row.round_kind = draft.name, draft.round_kind
        row.save(update_fields=["name", "round_kind"])


def _write_version(rubric: Rubric, draft: RubricDraft, *, by: Member) -> RubricVersion:
    current = rubric.current
    version = RubricVersion.objects.create(
        rubric=rubric,
        number=current.number + 1 if current else 1,
        name=draft.name,
        guidance=draft.guidance,
        note=draft.note,
        author=by,
        source_refs=current.source_refs if current else [],
    )
    _write_lines(version, draft, topics=_topics_of(current) if current else {})
    return version


def _rewrite(version: RubricVersion, draft: RubricDraft, *, by: Member) -> RubricVersion:
    version.name, version.guidance, version.note = draft.name, draft.guidance, draft.note
    version.revised_by = by
    version.version += 1
    version.save()
    topics = _topics_of(version)
    _drop_criteria(version)
    # What was read of it is no longer so.
    fresh = RubricVersion.objects.select_related("rubric__current").get(pk=version.pk)
    _write_lines(fresh, draft, topics=topics)
    return fresh


def _topics_of(version: RubricVersion) -> dict[str, list[str]]:
    """What each criterion covers, by its name: it goes on covering that while it keeps the name."""
    return dict(version.criteria.values_list("name", "source_refs"))


def _drop_criteria(version: RubricVersion) -> None:
    Anchor.objects.filter(criterion__version=version).delete()
    version.criteria.all().delete()


def _write_lines(version: RubricVersion, draft: RubricDraft, *, topics: dict[str, list[str]]) -> None:
    version.red_flags.set(draft.red_flags)
    rows = Criterion.objects.bulk_create(
        Criterion(
            version=version,
            position=position,
            name=line.name,
            description=line.description,
            competency=line.competency,
            weight=line.weight,
            source_refs=topics.get(line.name, []),
        )
        for position, line in enumerate(draft.criteria, start=1)
    )
    Anchor.objects.bulk_create(
        anchor for row, line in zip(rows, draft.criteria, strict=True) for anchor in _anchors(row, line)
    )


def _anchors(row: Criterion, line: CriterionDraft) -> list[Anchor]:
    """A row for each level that says something; an unwritten level has none."""
    return [
        Anchor(criterion=row, level=level, text=text)
        for level, text in zip(LEVELS, line.anchors, strict=True)
        if text.strip()
    ]
