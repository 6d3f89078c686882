"""Drafts to compose: rounds as they are wanted, and a library to choose from."""

from collections.abc import Sequence

from hiring.candidates.models import Candidate
from hiring.people.models import Member, Organization
from interviews.loops.models import Loop, Round
from interviews.loops.services import add_round, create_loop
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.entries import index_questions
from rubrics.library.states import QuestionStatus
from tests.making import make_candidacy, make_opening, make_rubric


def make_draft(
    by: Member, *, must_have: Sequence[Competency] = (), candidate: Candidate | None = None
) -> Loop:
    """A draft without rounds, for an opening that asks for these."""
    opening = make_opening(by.organization, must_have=must_have, by=by)
    return create_loop(make_candidacy(opening, candidate=candidate, by=by), by=by)


def plan_round(
    loop: Loop,
    *,
    by: Member,
    kind: str = RoundKind.MLOPS,
    title: str = "MLOps",
    judging: Sequence[Competency] = (),
    asking: Sequence[Competency] = (),
    minutes: int = 60,
    question_count: int = 3,
) -> Round:
    """A round of an hour for three questions, if it is not told otherwise, without any chosen."""
    rubric = make_rubric(loop.organization, kind=kind, competencies=judging)
    planned: Round = add_round(
        loop,
        kind=kind,
        title=title,
        minutes=minutes,
        question_count=question_count,
        competencies=asking,
        rubric=rubric,
        by=by,
    )
    return planned


def stock_questions(
    organization: Organization, count: int, *, competencies: Sequence[Competency] = (), **written: object
) -> list[Question]:
    """So many approved MLOps questions at once, that differ in nothing but their titles."""
    first = Question.objects.count()
    questions = Question.objects.bulk_create(
        Question(
            organization=organization,
            slug=f"stock-{first + n}",
            title=f"Question {first + n}",
            round_kind=RoundKind.MLOPS,
        )
        for n in range(count)
    )
    said = {"number": 1, "status": QuestionStatus.APPROVED, "prompt": "Why?", "minutes": 20, "difficulty": 3}
    versions = QuestionVersion.objects.bulk_create(
        QuestionVersion(question=question, title=question.title, **{**said, **written})
        for question in questions
    )
    through = QuestionVersion.competencies.through
    through.objects.bulk_create(
        through(questionversion_id=version.pk, competency_id=competency.pk)
        for version in versions
        for competency in competencies
    )
    for question, version in zip(questions, versions, strict=True):
        question.current = version
    Question.objects.bulk_update(questions, ["current"], batch_size=500)
    index_questions([question.pk for question in questions])
    return questions
