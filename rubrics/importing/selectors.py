"""What the pages of imports show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hiring.foundations.errors import DomainError
from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from rubrics.competencies.round_kinds import RoundKind
from rubrics.importing.merging import before_and_after
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.proposals import Proposal, proposal_of, words_of
from rubrics.importing.restoring import can_vouch
from rubrics.importing.reviewing import MERGEABLE
from rubrics.importing.states import DraftKind, DraftStatus
from rubrics.library.drafts import QuestionDraft
from rubrics.library.models import Question
from rubrics.library.selectors import LABELS

DRAFTS_A_PAGE = 50
# How drafts may stand instead of in the document's order.
ORDERS = {"unsure": "confidence", "sure": "-confidence"}
PLURALS = {
    DraftKind.QUESTION: _("Questions"),
    DraftKind.EXCHANGE: _("Exchanges"),
    DraftKind.EXERCISE: _("Exercises"),
    DraftKind.QUIZ_ITEM: _("Quiz items"),
    DraftKind.CRITERION: _("Criteria"),
    DraftKind.RED_FLAG: _("Red flags"),
}


def documents_of(reader: Member) -> QuerySet[ImportedDocument]:
    """The documents that the reader may decide about, with their jobs; without bytes."""
    documents = ImportedDocument.objects.visible_to(reader).light()
    return documents.select_related("job", "imported_by__user").annotate(
        found=Count("drafts"), waiting=Count("drafts", filter=Q(drafts__status=DraftStatus.WAITING))
    )


def documents_page(reader: Member, *, before: int | None = None) -> Page[ImportedDocument]:
    """The newest documents, in one query."""
    return page_of(documents_of(reader), before=before)


def drafts_of(reader: Member) -> QuerySet[ImportDraft]:
    """The drafts that the reader may decide about, with whatever a row shows of them."""
    rows = ImportDraft.objects.visible_to(reader).light()
    return rows.select_related("match", "question", "quiz_item", "red_flag", "rubric")


@dataclass(frozen=True)
class DraftShown:
    """A draft as a row: what accepting would write, and whether it can be merged."""

    draft: ImportDraft
    proposal: Proposal
    refusal: str = ""

    @property
    def words(self) -> str:
        return words_of(self.draft.kind, self.proposal)

    @property
    def percent(self) -> int:
        return round(self.draft.confidence * 100)

    @property
    def is_waiting(self) -> bool:
        return self.draft.status == DraftStatus.WAITING

    @property
    def is_filed(self) -> bool:
        return "entry" in self.draft.content

    @property
    def says_its_kind(self) -> bool:
        """Whether the document said which kind of round it is for, or the import did."""
        return self.is_filed or bool(self.draft.content.get("kind") or self.draft.content.get("changed"))

    @property
    def kind_label(self) -> str:
        """The round kind in words; empty for what belongs to none."""
        kind = self.proposal.get("round_kind")
        return str(RoundKind(kind).label) if kind else ""

    @property
    def can_merge(self) -> bool:
        return self.is_waiting and self.draft.kind in MERGEABLE and self.draft.match_id is not None

    @property
    def became(self) -> Any:
        """What it is in the library now."""
        links = (self.draft.question, self.draft.quiz_item, self.draft.rubric, self.draft.red_flag)
        return next((row for row in links if row is not None), None)


def draft_shown(draft: ImportDraft, *, refusal: str = "") -> DraftShown:
    proposal = proposal_of(draft.kind, draft.content, round_kind=draft.document.round_kind)
    return DraftShown(draft, proposal, refusal)


@dataclass(frozen=True)
class Review:
    """One page of a document's drafts; `counts` says how many there are in each state.

    `waits_for_review`: what a library file calls approved is not so at once when this reader accepts it.
    """

    groups: Sequence[tuple[Promise, Sequence[DraftShown]]]
    counts: Mapping[str, int]
    number: int
    pages: int
    first: int
    last: int
    total: int
    waits_for_review: bool


def counts_of(document: ImportedDocument) -> dict[str, int]:
    """How many drafts of the document are in each state, none left out, in one query."""
    told = dict(document.drafts.order_by().values_list("status").annotate(Count("pk")))
    return {status: told.get(status, 0) for status in DraftStatus.values}


def review_of(
    document: ImportedDocument,
    *,
    reader: Member,
    status: str = "",
    kind: str = "",
    order: str = "",
    number: int = 1,
) -> Review:
    """The drafts that this page shows, by kind, in two queries and a count.

    They stand in the document's order, or in one of the `ORDERS`.
    """
    rows = drafts_of(reader).filter(document=document)
    rows = rows.filter(status=status) if status else rows
    rows = rows.filter(kind=kind) if kind else rows
    total = rows.count()
    pages = max(1, -(-total // DRAFTS_A_PAGE))
    number = min(max(1, number), pages)
    begin = (number - 1) * DRAFTS_A_PAGE
    ordered = rows.order_by(*filter(None, [ORDERS.get(order)]), "position")
    shown = [draft_shown(draft) for draft in ordered[begin : begin + DRAFTS_A_PAGE]]
    return Review(
        groups=_grouped(shown),
        counts=counts_of(document),
        number=number,
        pages=pages,
        first=begin + 1 if shown else 0,
        last=begin + len(shown),
        total=total,
        waits_for_review=any(row.is_filed for row in shown) and not can_vouch(reader),
    )


def _grouped(shown: Sequence[DraftShown]) -> list[tuple[Promise, list[DraftShown]]]:
    groups: dict[str, list[DraftShown]] = {}
    for row in shown:
        groups.setdefault(row.draft.kind, []).append(row)
    return [(PLURALS[DraftKind(kind)], rows) for kind, rows in groups.items()]


@dataclass(frozen=True)
class MergeShown:
    """A draft beside the library's question: how each stands, and how it would read once merged."""

    shown: DraftShown
    question: Question
    stands: QuestionDraft
    added: Mapping[Promise, Sequence[str]]


def merge_shown(draft: ImportDraft, *, reader: Member) -> MergeShown:
    """Raises `DomainError` when the question that the draft was matched with has no text."""
    question = draft.match
    if question is None:
        raise DomainError("There is no question to merge this with. Accept it, or leave it out.", "no_match")
    stands, merged = before_and_after(question, draft, by=reader)
    added = {LABELS[name]: _difference(getattr(stands, name), getattr(merged, name)) for name in ADDABLE}
    return MergeShown(
        shown=draft_shown(draft),
        question=question,
        stands=stands,
        added={label: lines for label, lines in added.items() if lines},
    )


ADDABLE = (
    "sample_answer",
    "context",
    "follow_ups",
    "strong_signals",
    "weak_signals",
    "materials",
    "competencies",
    "red_flags",
)


def _difference(before: Any, after: Any) -> list[str]:
    if isinstance(after, str):
        return [after.removeprefix(before).strip()] if after != before else []
    return [str(line) for line in after[len(before) :]]
