"""Reading a document, in a worker: found, compared with the library, and written down all at once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from hiring.background.models import Job
from hiring.background.services import Hopeless, carry_out, perform, report_progress
from hiring.journal.services import record
from hiring.people.models import Member
from rubrics.importing.finding import Found, find_behind_wall
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.reading.refusals import Unimportable, counted
from rubrics.importing.reviewing import MERGEABLE
from rubrics.importing.states import DraftKind
from rubrics.library.searching.similar import similar

MOST_DRAFTS = 5_000
BATCH = 25
# Where reading ends and comparing begins, and where it ends, in per cent.
IS_READ, IS_COMPARED = 40, 95

# In the order in which a page shows them; the name of the list that holds them, and of what a row says.
LISTS = (
    (DraftKind.QUESTION, "questions"),
    (DraftKind.EXCHANGE, "exchanges"),
    (DraftKind.EXERCISE, "exercises"),
    (DraftKind.QUIZ_ITEM, "quiz_items"),
    (DraftKind.CRITERION, "criteria"),
    (DraftKind.RED_FLAG, "red_flags"),
)
SHOWN_AS = {DraftKind.EXCHANGE: "question", DraftKind.EXERCISE: "brief"}

TOO_MANY = (
    "The document holds {number} things, more than the {most} of one import. Split it, then import the parts."
)

Report = Callable[[str, int], None]


@dataclass(frozen=True)
class Harvest:
    found: Found
    drafts: Sequence[ImportDraft]


def read_document(job_id: str) -> None:
    """Read the job's document, unless that is done or being done; called by workers only."""
    perform(job_id, work=_work, conclude=_conclude)


def _work(job: Job) -> Harvest:
    document = ImportedDocument.objects.select_related("imported_by").get(job=job)

    def report(step: str, percent: int) -> None:
        report_progress(job, percent, step)

    try:
        found = find_behind_wall(
            document.name, bytes(document.content), columns=document.columns, report=report
        )
        return harvest(document, found, report=report)
    except Unimportable as refused:
        raise Hopeless(refused.message, "unimportable") from refused


def store_found(job: Job, document: ImportedDocument, found: Found) -> None:
    """The same for a file that this process has read itself, and whose job it has claimed."""

    def work(job: Job) -> Harvest:
        return harvest(document, found, report=lambda step, percent: report_progress(job, percent, step))

    carry_out(job, work=work, conclude=_conclude)


def harvest(document: ImportedDocument, found: Found, *, report: Report) -> Harvest:
    """What was found as drafts, compared with the library, nothing of it stored. Raises `Unimportable`."""
    drafts = [
        ImportDraft(document=document, position=position, **fields)
        for position, fields in enumerate(_fields_of(found), start=1)
    ]
    if len(drafts) > MOST_DRAFTS:
        raise Unimportable(TOO_MANY.format(number=counted(len(drafts)), most=counted(MOST_DRAFTS)))
    compare(drafts, reader=document.imported_by, report=report)
    return Harvest(found, drafts)


def _fields_of(found: Found) -> Iterator[dict[str, Any]]:
    for kind, listed in LISTS:
        for finding in getattr(found.findings, listed):
            content = asdict(finding)
            line, confidence = content.pop("line"), content.pop("confidence")
            yield {"kind": kind, "line": line, "confidence": confidence, "content": content}
    for filed in found.filed:
        yield {"kind": filed.kind, "line": filed.line, "confidence": 1.0, "content": filed.content}


def compare(drafts: Sequence[ImportDraft], *, reader: Member, report: Report) -> None:
    """Note on each draft which question of the library says much the same, if one does."""
    compared = [draft for draft in drafts if draft.kind in MERGEABLE]
    for begin in range(0, len(compared), BATCH):
        share = begin / len(compared)
        report(
            f"Comparing {counted(begin + 1)} of {counted(len(compared))} with the library",
            IS_READ + round(share * (IS_COMPARED - IS_READ)),
        )
        for draft in compared[begin : begin + BATCH]:
            found = similar(reader, prompt_of(draft))
            if found:
                draft.match, draft.match_percent = found[0]


def prompt_of(draft: ImportDraft) -> str:
    """The words by which a draft is compared."""
    content = draft.content.get("entry", draft.content)
    if "entry" in draft.content:
        return str(content["prompt"])
    return str(content[SHOWN_AS.get(DraftKind(draft.kind), "prompt")])


def _conclude(job: Job, harvested: Harvest) -> None:
    """Write everything that was found, or nothing: in the transaction that says it is done."""
    document = ImportedDocument.objects.select_for_update().get(job=job)
    found = harvested.found
    document.format = found.format
    if found.preview:
        document.preview = asdict(found.preview)
        document.save(update_fields=["format", "preview"])
        record("document.columns_wanted", document, by=None)
        return
    ImportDraft.objects.bulk_create(harvested.drafts, batch_size=500)
    document.skipped = [asdict(skipped) for skipped in found.findings.skipped]
    document.content = b""
    document.save(update_fields=["format", "skipped", "content"])
    counts = {"drafts": len(harvested.drafts), "skipped": len(document.skipped)}
    record("document.read", document, by=None, **counts)
