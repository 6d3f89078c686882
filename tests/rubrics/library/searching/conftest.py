from collections.abc import Callable, Sequence
from typing import Any

import pytest

from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.drafts import QuestionDraft
from rubrics.library.models import Question
from rubrics.library.services import propose_question

Write = Callable[..., Question]


@pytest.fixture
def write(recruiter: Member) -> Write:
    """Proposes a question with these words, as a draft of the recruiter unless told otherwise."""

    def propose(
        title: str,
        *,
        prompt: str = "Please go on.",
        kind: str = RoundKind.CODING,
        tags: Sequence[str] = (),
        competencies: Sequence[Competency] = (),
        by: Member = recruiter,
        **written: Any,
    ) -> Question:
        draft = QuestionDraft(
            title=title,
            prompt=prompt,
            round_kind=kind,
            **{"minutes": 20, "difficulty": 3, "competencies": competencies} | written,
        )
        return propose_question(draft, tags=tags, by=by)

    return propose
