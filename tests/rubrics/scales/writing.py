"""What tests of rubrics write: a rubric as an author would, and what publishing makes of it."""

from dataclasses import replace
from typing import Any

from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.scales.drafts import CriterionDraft, RubricDraft
from rubrics.scales.models import Rubric, RubricVersion
from rubrics.scales.services import propose_rubric, publish_rubric, revise_rubric
from tests.making import make_competency

NAME = "On call"
ANCHORS = (
    "Starts to debug while customers wait",
    "Thinks of the way back when asked what users see",
    "Asks who is affected, then chooses how to contain it",
    "Says what the containment may break, and tells those who must know",
)


def criterion_of(competency: Competency, **changed: Any) -> CriterionDraft:
    return replace(
        CriterionDraft(name="Protects users first", competency=competency, anchors=ANCHORS), **changed
    )


def draft_by(author: Member, **changed: Any) -> RubricDraft:
    """A rubric that can be published as it stands; parts of it changed."""
    draft = RubricDraft(
        name=NAME,
        round_kind="production",
        guidance="Play the incident as a game master.",
        criteria=(criterion_of(make_competency(author.organization)),),
    )
    return replace(draft, **changed)


def proposed_by(author: Member, **changed: Any) -> Rubric:
    return propose_rubric(draft_by(author, **changed), by=author)


def published(author: Member, **changed: Any) -> Rubric:
    """Written and published by a writer of the library."""
    rubric = proposed_by(author, **changed)
    publish_rubric(rubric, version=1, by=author)
    rubric.refresh_from_db()
    return rubric


def next_version(rubric: Rubric, *, by: Member, **changed: Any) -> RubricVersion:
    """The next version in work, which says the same but for these parts."""
    assert rubric.current
    draft = replace(RubricDraft.of(rubric.current), **changed)
    return revise_rubric(rubric, draft, version=0, by=by)
