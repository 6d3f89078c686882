"""Whatever becomes of a file on its way, importing it is whole, or refused with a sentence: never half.

FAIRLOOP_MUTATIONS=10000 tries more of them.
"""

import os
import random
from collections import Counter

import pytest

from hiring.background.models import JobStatus
from hiring.foundations.errors import Invalid
from hiring.journal.models import Event
from hiring.people.models import Member
from rubrics.importing.models import ImportedDocument
from rubrics.importing.reviewing import accept_drafts
from rubrics.importing.services import confirm_columns, import_document
from rubrics.importing.working import read_document
from tests.making import make_question
from tests.rubrics.importing.conftest import GUIDE
from tests.rubrics.importing.reading.test_mutations import SEEDS, mutated, mutated_within

MUTATIONS = int(os.environ.get("FAIRLOOP_MUTATIONS", "300"))
# Every so many, what was found is accepted too.
ACCEPTED = 10
LIBRARY = b"""{"format": "library/1",
"competencies": [
{"slug": "mlops", "name": "MLOps", "description": ""}
],
"red_flags": [
],
"questions": [
],
"quiz_items": [
{"slug": "sum", "status": "draft", "tags": [], "prompt": "2 + 2?", "options": ["3", "4"], "answer": 1, \
"explanation": "", "difficulty": 1, "source_refs": [], "competencies": ["mlops"]}
]
}
"""
FILES = {**SEEDS, "long.md": GUIDE.encode(), "library.json": LIBRARY}


def file_of(number: int) -> tuple[str, bytes]:
    chance = random.Random(number)
    name = chance.choice(sorted(FILES))
    is_packed = name.endswith((".docx", ".xlsx")) and chance.random() < 0.5
    return name, (mutated_within if is_packed else mutated)(FILES[name], chance)


def outcome_of(name: str, content: bytes, *, by: Member) -> str:
    """What came of the import: refused at the door, found, waiting for columns, or failed with a sentence."""
    before = ImportedDocument.objects.count()
    try:
        document = import_document(name, content, by=by)
    except Invalid:
        assert ImportedDocument.objects.count() == before
        return "refused"
    read_document(str(document.job_id))
    document = ImportedDocument.objects.select_related("job").get(pk=document.pk)
    if document.wants_columns:
        proposed = (document.preview or {})["proposed"]
        if "prompt" not in proposed:
            return "columns"
        confirm_columns(document, proposed, by=by)
        read_document(str(document.job_id))
        document = ImportedDocument.objects.select_related("job").get(pk=document.pk)
    return _told(document)


def _told(document: ImportedDocument) -> str:
    written = document.drafts.count()
    said = Event.objects.filter(kind="document.read", subject_id=str(document.pk)).values_list("payload")
    if document.job.status == JobStatus.DONE:
        assert [(payload["drafts"], payload["skipped"]) for (payload,) in said] == [
            (written, len(document.skipped))
        ]
        return "found"
    # A sentence that tells what to do; a crash would call itself unexpected, or wait for another try.
    assert document.job.status == JobStatus.FAILED
    assert "unexpected" not in document.job.error
    assert not document.job.error.startswith(("The file could not be read", "Reading stopped"))
    assert (written, list(said)) == (0, [])
    return "failed"


@pytest.mark.django_db
def test_a_mutated_file_is_imported_whole_or_refused(recruiter: Member) -> None:
    make_question(recruiter.organization)
    outcomes: Counter[str] = Counter()
    for number in range(MUTATIONS):
        name, content = file_of(number)
        outcome = outcome_of(name, content, by=recruiter)
        outcomes[outcome] += 1
        if outcome == "found" and number % ACCEPTED == 0:
            document = ImportedDocument.objects.latest("pk")
            accept_drafts(document.drafts.select_related("document"), versions={}, by=recruiter)

    assert sum(outcomes.values()) == MUTATIONS
    assert min(outcomes[outcome] for outcome in ("found", "refused", "failed")) > 0, outcomes
