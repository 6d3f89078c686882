"""What tests of the library write: a question as an author would, and what a review makes of it."""

from dataclasses import replace
from typing import Any

from hiring.people.models import Member
from rubrics.library.drafts import QuestionDraft
from rubrics.library.models import Question
from rubrics.library.services import approve_question, propose_question, submit_question
from tests.making import make_competency

TITLE = "Roll back a model"


def draft_by(author: Member, **changed: Any) -> QuestionDraft:
    """A question that a reviewer has everything of; parts of it changed."""
    draft = QuestionDraft(
        title=TITLE,
        round_kind="mlops",
        prompt="A release halves conversion. What do you do in the first hour?",
        minutes=20,
        difficulty=3,
        strong_signals=("Names who is told first",),
        weak_signals=("Retrains at once",),
        competencies=(make_competency(author.organization),),
    )
    return replace(draft, **changed)


def proposed_by(author: Member, **changed: Any) -> Question:
    return propose_question(draft_by(author, **changed), by=author)


def submitted_by(author: Member, **changed: Any) -> Question:
    question = proposed_by(author, **changed)
    submit_question(question, by=author)
    return question


def approved(author: Member, *, reviewer: Member, **changed: Any) -> Question:
    question = submitted_by(author, **changed)
    approve_question(question, version=1, by=reviewer)
    question.refresh_from_db()
    return question
