"""How a document gets in: taken, read by a worker (`working.py`), its columns confirmed, tried again."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from uuid import uuid4

from django.db import transaction

from hiring.background.services import enqueue, retry
from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError, Invalid
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.competencies.round_kinds import RoundKind
from rubrics.importing.models import ImportedDocument
from rubrics.importing.reading.checking import check
from rubrics.importing.reading.columns import FIELDS
from rubrics.importing.reading.refusals import Unimportable
from rubrics.library.services import can_propose

READ = "rubrics.importing.tasks.read_document"
LONGEST_NAME = 200


def can_import(member: Member) -> bool:
    """Whoever may propose questions may bring documents along, and decide what becomes of what is in them."""
    return can_propose(member)


@transaction.atomic
def import_document(
    name: str, content: bytes, *, round_kind: str = RoundKind.ML_FOUNDATIONS, by: Member
) -> ImportedDocument:
    """Take a file that looks as if it could be read; a worker reads it once this commits.

    `round_kind` is for whatever in it does not name its own. Raises `Invalid` about `file` and keeps nothing
    when it cannot be read.
    """
    require(can_import(by))
    named = PurePath(name).name[-LONGEST_NAME:] or "document"
    try:
        format_found = check(named, content)
    except Unimportable as refused:
        raise Invalid(refused.message, field="file", code="unimportable") from refused
    job, _ = enqueue(READ, dedupe=f"import:{uuid4().hex}", organization_id=by.organization_id)
    document = ImportedDocument.objects.create(
        organization_id=by.organization_id,
        name=named,
        format=format_found,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        round_kind=round_kind,
        job=job,
        imported_by=by,
    )
    record("document.imported", document, by=by, sha256=document.sha256)
    return document


@transaction.atomic
def confirm_columns(
    document: ImportedDocument, columns: Mapping[str, int], *, by: Member
) -> ImportedDocument:
    """Say which column of a table is what, by field and counted from 0; a worker then reads its rows."""
    require(can_change(by, document))
    row = locked(document)
    if not row.wants_columns or row.preview is None:
        raise DomainError(
            "This document does not wait for its columns. Reload the page.", "columns_not_wanted"
        )
    _check_columns(columns, len(row.preview["header"]))
    row.columns = dict(columns)
    row.save(update_fields=["columns"])
    retry(row.job, although_done=True)
    record("document.columns_confirmed", row, by=by)
    return row


def _check_columns(columns: Mapping[str, int], count: int) -> None:
    if "prompt" not in columns:
        raise Invalid("Say which column holds the question. Nothing is found without it.", field="prompt")
    for name, column in columns.items():
        if name not in FIELDS:
            raise Invalid("There is no such field. Leave it out, or mend its name.", field=name)
        if not 0 <= column < count:
            raise Invalid(f"The table has {count} columns, counted from 0. Choose one of them.", field=name)
    twice = [name for name, column in columns.items() if list(columns.values()).count(column) > 1]
    if twice:
        raise Invalid(
            "Two fields cannot stand in one column. Choose another for one of them.", field=twice[-1]
        )


@transaction.atomic
def retry_import(document: ImportedDocument, *, by: Member) -> None:
    """Read a document again that could not be read."""
    require(can_change(by, document))
    retry(document.job)
    record("document.retried", document, by=by)


def can_change(member: Member, document: ImportedDocument) -> bool:
    """Whether the member decides about the document: any colleague who may import."""
    return member.organization_id == document.organization_id and can_import(member)
