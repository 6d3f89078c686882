"""What an accepted draft becomes: a draft in the library, a red flag, a line of the document's rubric."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from django.db.models import Model, QuerySet
from django.utils.text import slugify

from hiring.foundations.capabilities import require
from hiring.foundations.errors import Invalid
from hiring.journal.lifecycle import locked
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.proposals import Proposal, clipped, proposal_of, tags_of
from rubrics.importing.restoring import restore_question, restore_quiz_item
from rubrics.importing.states import DraftKind
from rubrics.library import widths as library
from rubrics.library.drafts import MOST_TAGS, QuestionDraft
from rubrics.library.services import propose_question
from rubrics.library.states import QuestionForm
from rubrics.quizzes.drafts import QuizDraft
from rubrics.quizzes.services import propose_quiz_item
from rubrics.scales import widths as scales
from rubrics.scales.drafts import MOST_CRITERIA, CriterionDraft, RubricDraft
from rubrics.scales.flags import add_flag, can_write_flags
from rubrics.scales.models import RedFlag, Rubric, RubricVersion
from rubrics.scales.services import in_work, propose_rubric, revise_rubric
from rubrics.scales.states import ScaleStatus

LIMITS = {
    "title": library.TITLE,
    "prompt": library.PROMPT,
    "context": library.CONTEXT,
    "sample_answer": library.SAMPLE_ANSWER,
    "statement": scales.STATEMENT,
    "name": scales.NAME,
    "description": scales.DESCRIPTION,
}

Row = TypeVar("Row", bound=Model)

FLAGS_ARE_FOR_WRITERS = (
    "An accepted red flag is in everybody’s list at once. Ask a colleague who writes the library to do it."
)


def put_into_library(draft: ImportDraft, *, by: Member) -> dict[str, Any]:
    """Write what the draft says into the library; returns which of the draft's links now leads there."""
    if "entry" in draft.content:
        return _restored(draft, by=by)
    proposal = proposal_of(draft.kind, draft.content, round_kind=draft.document.round_kind)
    for name, most in LIMITS.items():
        if len(text := proposal.get(name) or "") > most:
            raise Invalid(f"This has {len(text):,} characters; {most:,} fit. Shorten it.", field=name)
    if draft.kind == DraftKind.QUIZ_ITEM:
        return {"quiz_item": propose_quiz_item(_quiz_draft(proposal, by=by), by=by)}
    if draft.kind == DraftKind.RED_FLAG:
        return {"red_flag": _red_flag(proposal, by=by)}
    if draft.kind == DraftKind.CRITERION:
        return {"rubric": _rubric_with(proposal, draft.document, by=by)}
    is_exercise = draft.kind == DraftKind.EXERCISE
    unknown = named_among(Competency.objects.visible_to(by), proposal["competencies"])[1]
    written = question_draft(proposal, is_exercise=is_exercise, by=by)
    tags = tags_of([*proposal["tags"], *unknown], "")
    return {"question": propose_question(written, tags=tags[:MOST_TAGS], by=by)}


def _restored(draft: ImportDraft, *, by: Member) -> dict[str, Any]:
    if draft.kind == DraftKind.QUIZ_ITEM:
        return {"quiz_item": restore_quiz_item(draft.content, by=by)}
    return {"question": restore_question(draft.content, by=by)}


def question_draft(proposal: Proposal, *, is_exercise: bool, by: Member) -> QuestionDraft:
    """What the library writes down; a red flag that its list does not have is kept as a weak signal."""
    known, unknown = named_among(RedFlag.objects.visible_to(by), proposal["red_flags"])
    return QuestionDraft(
        title=proposal["title"] or clipped(proposal["prompt"], 120),
        round_kind=proposal["round_kind"],
        form=QuestionForm.EXERCISE if is_exercise else QuestionForm.QUESTION,
        prompt=proposal["prompt"],
        context=proposal["context"],
        sample_answer=proposal["sample_answer"],
        follow_ups=list(proposal["follow_ups"]),
        strong_signals=list(proposal["strong_signals"]),
        weak_signals=[*proposal["weak_signals"], *unknown],
        materials=list(proposal["materials"]),
        timings=list(proposal["timings"]),
        minutes=proposal["minutes"],
        difficulty=proposal["difficulty"],
        exposure_limit=proposal["exposure_limit"],
        competencies=competencies_named(proposal["competencies"], by=by),
        red_flags=known,
    )


def competencies_named(names: Sequence[str], *, by: Member) -> list[Competency]:
    """The organization's competencies that these are the names or the slugs of."""
    return named_among(Competency.objects.visible_to(by), names)[0]


def named_among(rows: "QuerySet[Row]", names: Sequence[str]) -> tuple[list[Row], list[str]]:
    """The rows that these are the names or the slugs of, each once, and the names that are nobody's."""
    known = {name: row for row in rows for name in (_slug_of(row), slugify(str(row)), str(row).casefold())}
    found = {name: known.get(name.casefold()) or known.get(slugify(name)) for name in names if name}
    named = {row.pk: row for row in found.values() if row is not None}
    return list(named.values()), [name for name, row in found.items() if row is None]


def _slug_of(row: Any) -> str:
    return str(row.slug)


def _quiz_draft(proposal: Proposal, *, by: Member) -> QuizDraft:
    named = competencies_named(proposal["competencies"], by=by)
    return QuizDraft(**cast("dict[str, Any]", {**proposal, "competencies": named}))


def _red_flag(proposal: Proposal, *, by: Member) -> RedFlag:
    """The organization's flag that says the same, or a new one."""
    require(can_write_flags(by), FLAGS_ARE_FOR_WRITERS)
    flags = RedFlag.objects.visible_to(by).filter(status=ScaleStatus.IN_USE)
    if same := flags.filter(statement__iexact=proposal["statement"]).first():
        return same
    return add_flag(statement=proposal["statement"], description=proposal["description"], by=by)


def _rubric_with(proposal: Proposal, document: ImportedDocument, *, by: Member) -> Rubric:
    """The document's rubric with this criterion as its last; no round uses it before it is published."""
    named = competencies_named([proposal["competency"]], by=by)
    if not named:
        raise Invalid("Choose the competency that this criterion judges, then accept it.", field="competency")
    criterion = CriterionDraft(
        name=proposal["name"],
        description=proposal["description"],
        competency=named[0],
        anchors=tuple(proposal["levels"]),
    )
    locked(document)
    begun = _begun_rubric(document)
    if begun is None:
        name = clipped(document.name.rsplit(".", 1)[0].replace("_", " ") or document.name, scales.NAME)
        draft = RubricDraft(name=name, round_kind=document.round_kind, criteria=[criterion])
        return propose_rubric(draft, by=by)
    stands = RubricDraft.of(begun)
    longer = replace(stands, criteria=[*stands.criteria, criterion])
    return revise_rubric(begun.rubric, longer, version=begun.version, by=by).rubric


def _begun_rubric(document: ImportedDocument) -> RubricVersion | None:
    """The version in work that this document's criteria gather in, while there is room in it."""
    drafts = document.drafts.filter(rubric__isnull=False, rubric__current=None).order_by("-decided_at")
    begun = next((draft.rubric for draft in drafts.select_related("rubric")[:1]), None)
    work = in_work(begun) if begun else None
    return work if work and work.criteria.count() < MOST_CRITERIA else None
