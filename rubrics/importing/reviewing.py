"""What a person decides about what was found: accepted, merged, left out, changed first, one or many."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from hiring.foundations.capabilities import require
from hiring.foundations.each import Outcome, for_each
from hiring.foundations.errors import DomainError, Invalid, Stale
from hiring.foundations.tenancy import same_organization
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.importing.accepting import put_into_library
from rubrics.importing.merging import merge_into
from rubrics.importing.models import ImportDraft
from rubrics.importing.proposals import proposal_of
from rubrics.importing.services import can_change
from rubrics.importing.states import DraftKind, DraftStatus
from rubrics.library.drafts import CHANGED_MEANWHILE
from rubrics.library.models import Question

MERGEABLE = {DraftKind.QUESTION, DraftKind.EXCHANGE, DraftKind.EXERCISE}
OF_EXERCISES = {"materials", "timings"}
CHANGED_SINCE = "This changed since you read it. Read it again, then decide."

Versions = Mapping[int, int]
Outcomes = list[Outcome[ImportDraft]]


@transaction.atomic
def accept_draft(draft: ImportDraft, *, version: int | None = None, by: Member) -> ImportDraft:
    """Take it into the library: as a draft of the acting member, never approved; a library file as it was.

    `version` is the state of the draft that was read; without it, the draft is taken as it stands.
    """
    row = _waiting(draft, version=version, by=by)
    return _decided(row, DraftStatus.ACCEPTED, by=by, **put_into_library(row, by=by))


@transaction.atomic
def merge_draft(
    draft: ImportDraft, *, question: Question | None = None, version: int | None = None, by: Member
) -> ImportDraft:
    """Add what the library's question lacks to it, as a revision; nothing that it says is overwritten."""
    row = _waiting(draft, version=version, by=by)
    target = question or row.match
    if row.kind not in MERGEABLE or target is None:
        raise DomainError("There is no question to merge this with. Accept it, or leave it out.", "no_match")
    same_organization(target, as_=by, field="question")
    merge_into(locked(target), row, by=by)
    return _decided(row, DraftStatus.MERGED, by=by, question=target)


@transaction.atomic
def dismiss_draft(draft: ImportDraft, *, version: int | None = None, by: Member) -> ImportDraft:
    """Leave it out; it can be brought back."""
    return _decided(_waiting(draft, version=version, by=by), DraftStatus.DISMISSED, by=by)


@transaction.atomic
def bring_back_draft(draft: ImportDraft, *, by: Member) -> ImportDraft:
    """Let something wait again that was left out."""
    row = _held(draft, by=by)
    return move(
        row,
        to=DraftStatus.WAITING,
        by=by,
        setting={"decided_by": None, "decided_at": None},
        organization_id=by.organization_id,
    )


@transaction.atomic
def revise_draft(draft: ImportDraft, changes: Mapping[str, Any], *, version: int, by: Member) -> ImportDraft:
    """Change what accepting would write; what was found is kept beside it."""
    row = _changed(draft, changes, version=version, by=by)
    record("importdraft.revised", row, by=by, organization_id=by.organization_id)
    return row


@transaction.atomic
def revise_and_accept(
    draft: ImportDraft, changes: Mapping[str, Any], *, version: int, by: Member
) -> ImportDraft:
    """Both at once, or neither."""
    row = _changed(draft, changes, version=version, by=by)
    # Before anything is recorded, for the library files new words before it holds the journal.
    links = put_into_library(row, by=by)
    record("importdraft.revised", row, by=by, organization_id=by.organization_id)
    return _decided(row, DraftStatus.ACCEPTED, by=by, **links)


def accept_drafts(drafts: Iterable[ImportDraft], *, versions: Versions, by: Member) -> Outcomes:
    """Accept each as it was read; what is refused tells why, and stops none of the others.

    `versions` holds by the draft's id the version that was read; a draft that it leaves out is taken as it
    stands.
    """
    return for_each(drafts, lambda draft: accept_draft(draft, version=versions.get(draft.pk), by=by))


def merge_drafts(drafts: Iterable[ImportDraft], *, versions: Versions, by: Member) -> Outcomes:
    """Merge each, as it was read, with the question it was matched with."""
    return for_each(drafts, lambda draft: merge_draft(draft, version=versions.get(draft.pk), by=by))


def dismiss_drafts(drafts: Iterable[ImportDraft], *, versions: Versions, by: Member) -> Outcomes:
    """Leave each out, as it was read."""
    return for_each(drafts, lambda draft: dismiss_draft(draft, version=versions.get(draft.pk), by=by))


def bring_back_drafts(drafts: Iterable[ImportDraft], *, by: Member) -> Outcomes:
    """Let each wait again."""
    return for_each(drafts, lambda draft: bring_back_draft(draft, by=by))


def _held(draft: ImportDraft, *, by: Member) -> ImportDraft:
    require(can_change(by, draft.document))
    row = locked(draft)
    row.document = draft.document
    return row


def _waiting(
    draft: ImportDraft, *, version: int | None = None, or_else: str = CHANGED_SINCE, by: Member
) -> ImportDraft:
    row = _held(draft, by=by)
    if row.status != DraftStatus.WAITING:
        raise DomainError(
            f"This was {row.get_status_display().lower()} already. Reload the page.", "already_decided"
        )
    if version not in (None, row.version):
        raise Stale(or_else)
    return row


def _changed(draft: ImportDraft, changes: Mapping[str, Any], *, version: int, by: Member) -> ImportDraft:
    row = _waiting(draft, version=version, or_else=CHANGED_MEANWHILE, by=by)
    if "entry" in row.content:
        raise DomainError(
            "What comes from a library file is taken back as it was. Accept it, then change it there.",
            "filed_entry",
        )
    _check_names(row, changes)
    row.content = {**row.content, "changed": {**row.content.get("changed", {}), **changes}}
    row.version += 1
    row.save(update_fields=["content", "version"])
    return row


def _check_names(row: ImportDraft, changes: Mapping[str, Any]) -> None:
    """Raise `Invalid` for the first name that nothing of this kind has; it would be lost without a word."""
    known = set(proposal_of(row.kind, row.content, round_kind=row.document.round_kind))
    if row.kind in {DraftKind.QUESTION, DraftKind.EXCHANGE}:
        known -= OF_EXERCISES
    if strange := next((name for name in changes if name not in known), None):
        kind = row.get_kind_display().lower()
        raise Invalid(f"There is no such field for this kind of draft ({kind}). Leave it out.", field=strange)


def _decided(row: ImportDraft, to: DraftStatus, *, by: Member, **links: Any) -> ImportDraft:
    return move(
        row,
        to=to,
        by=by,
        setting={**links, "decided_by": by, "decided_at": timezone.now()},
        organization_id=by.organization_id,
        document=row.document_id,
    )
