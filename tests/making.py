"""Makes real rows for tests, through the product's own services wherever a rule is at stake."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from hiring.candidates.models import Candidacy, Candidate, Opening
from hiring.candidates.services import consider, create_candidate
from hiring.connections.services import issue_token
from hiring.people.models import Member, Organization, Role
from hiring.people.services import account_for, roles_as_fields
from interviews.composer.evaluation import evaluated
from interviews.composer.services import publish_loop, waive_gap
from interviews.debriefs.models import Debrief
from interviews.debriefs.services import open_debrief
from interviews.loops.models import Loop, Round
from interviews.loops.services import add_round, choose_question, create_loop
from interviews.scorecards.content import Answer, Content
from interviews.scorecards.models import Scorecard
from interviews.scorecards.services import save_scorecard, sheet_of, submit_scorecard
from interviews.staffing.models import Seat
from interviews.staffing.services import seat_member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.competencies.services import open_opening
from rubrics.importing.models import ImportedDocument
from rubrics.importing.services import import_document
from rubrics.importing.working import read_document
from rubrics.library.models import Question, QuestionVersion
from rubrics.library.searching.entries import index_questions
from rubrics.library.states import IN_WORK, QuestionStatus
from rubrics.quizzes.drafts import QuizDraft
from rubrics.quizzes.models import QuizItem
from rubrics.quizzes.services import propose_quiz_item
from rubrics.scales.models import Anchor, Criterion, RedFlag, Rubric, RubricVersion

_number = count(1)


def make_organization(name: str = "Acorn") -> Organization:
    n = next(_number)
    return Organization.objects.create(name=f"{name} {n}", slug=f"acorn-{n}")


def make_member(organization: Organization, *roles: Role | str, name: str = "", email: str = "") -> Member:
    """A member with these roles; an interviewer unless told otherwise."""
    n = next(_number)
    return Member.objects.create(
        organization=organization,
        user=account_for(email=email or f"person{n}@example.org", name=name or f"Person {n}"),
        name=name or f"Person {n}",
        time_zone="Europe/Berlin",
        **roles_as_fields([Role(role).value for role in roles or (Role.INTERVIEWER,)]),
    )


def make_token(member: Member) -> str:
    _, text = issue_token(label="Test", by=member)
    return text


def make_competency(organization: Organization, name: str = "") -> Competency:
    n = next(_number)
    return Competency.objects.create(
        organization=organization, slug=f"competency-{n}", name=name or f"Competency {n}"
    )


def make_rubric(
    organization: Organization, *, kind: str = RoundKind.CODING, competencies: Sequence[Competency] = ()
) -> Rubric:
    """A rubric with one criterion for each competency (two new ones by default), anchors and a red flag."""
    n = next(_number)
    rubric = Rubric.objects.create(
        organization=organization, slug=f"rubric-{n}", name=f"Rubric {n}", round_kind=kind
    )
    version = RubricVersion.objects.create(rubric=rubric, number=1)
    competencies = competencies or [make_competency(organization) for _ in range(2)]
    for position, competency in enumerate(competencies, start=1):
        criterion = Criterion.objects.create(
            version=version, position=position, name=f"Criterion {n}.{position}", competency=competency
        )
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, level=level, text=f"What level {level} looks like")
            for level in (1, 2, 3, 4)
        )
    version.red_flags.add(
        RedFlag.objects.create(organization=organization, slug=f"flag-{n}", statement=f"Red flag {n}")
    )
    rubric.current = version
    rubric.save()
    return rubric


def make_question(
    organization: Organization,
    *,
    kind: str = RoundKind.CODING,
    competencies: Sequence[Competency] = (),
    status: str = QuestionStatus.APPROVED,
    title: str = "",
    tags: Sequence[str] = (),
    **written: Any,
) -> Question:
    """A question as the starter library has it, by nobody; `written` are fields of its version."""
    n = next(_number)
    question = Question.objects.create(
        organization=organization,
        slug=f"question-{n}",
        title=title or f"Question {n}",
        round_kind=kind,
        tags=list(tags),
    )
    said = {
        "prompt": f"What would you do about {n}?",
        "follow_ups": ["And then?"],
        "strong_signals": ["Names a number"],
        "weak_signals": ["Names no number"],
        "minutes": 20,
        "difficulty": 3,
    }
    version = QuestionVersion.objects.create(
        question=question, number=1, status=status, title=question.title, **{**said, **written}
    )
    version.competencies.set(competencies)
    if status not in IN_WORK:
        question.current = version
        question.save()
    index_questions([question.pk])
    return question


def make_quiz_item(author: Member, *, prompt: str = "") -> QuizItem:
    """A draft of its author with a right answer."""
    draft = QuizDraft(
        prompt=prompt or f"What is {next(_number)} and one?", options=["Less", "One more"], answer=1
    )
    return propose_quiz_item(draft, by=author)


def make_import(
    by: Member, content: str = "Q: Why is {n} odd?\nA: It is not.\n", *, name: str = "guide.md"
) -> ImportedDocument:
    """A document as a worker has left it: what was found in it waits, or its columns do."""
    n = next(_number)
    document = import_document(name, content.replace("{n}", str(n)).encode(), by=by)
    read_document(str(document.job_id))
    return ImportedDocument.objects.select_related("job").get(pk=document.pk)


def make_opening(
    organization: Organization,
    *,
    hiring_manager: Member | None = None,
    committee: Sequence[Member] = (),
    must_have: Sequence[Competency] = (),
    by: Member | None = None,
) -> Opening:
    by = by or make_member(organization, Role.RECRUITER)
    return open_opening(
        title=f"ML engineer {next(_number)}",
        level="senior",
        hiring_manager=hiring_manager or make_member(organization, Role.HIRING_MANAGER),
        committee=committee,
        must_have=must_have,
        by=by,
    )


def make_candidate(organization: Organization, *, name: str = "", by: Member | None = None) -> Candidate:
    n = next(_number)
    by = by or make_member(organization, Role.RECRUITER)
    return create_candidate(name=name or f"Candidate {n}", email=f"candidate{n}@example.org", by=by)


def make_candidacy(
    opening: Opening, *, candidate: Candidate | None = None, by: Member | None = None
) -> Candidacy:
    by = by or make_member(opening.organization, Role.RECRUITER)
    return consider(candidate or make_candidate(opening.organization, by=by), opening=opening, by=by)


def make_round(
    loop: Loop, *, by: Member, kind: str = RoundKind.CODING, rubric: Rubric | None = None, panel_size: int = 1
) -> Round:
    """A round with a rubric and one question, nobody seated."""
    organization = loop.organization
    rubric = rubric or make_rubric(organization, kind=kind)
    added = add_round(
        loop,
        kind=kind,
        title=f"Round {next(_number)}",
        minutes=60,
        rubric=rubric,
        panel_size=panel_size,
        by=by,
    )
    choose_question(added, question=make_question(organization, kind=kind), by=by)
    return added


def make_loop(
    organization: Organization,
    *,
    opening: Opening | None = None,
    interviewers: Sequence[Member] = (),
    published: bool = True,
    starts_at: datetime | None = None,
    by: Member | None = None,
) -> Loop:
    """A loop with one round for each interviewer (two new ones by default), each of them its lead."""
    by = by or make_member(organization, Role.RECRUITER)
    opening = opening or make_opening(organization, by=by)
    loop = create_loop(make_candidacy(opening, by=by), title=f"Loop {next(_number)}", by=by)
    for offset, interviewer in enumerate(interviewers or [make_member(organization) for _ in range(2)]):
        planned = make_round(loop, by=by)
        if starts_at:
            planned.starts_at = starts_at + timedelta(hours=2 * offset)
            planned.save()
        seat_member(planned, member=interviewer, by=by)
    if published:
        loop = publish_loop(loop, by=by)
    return loop


def make_waived_loop(
    opening: Opening,
    *,
    interviewers: Sequence[Member] = (),
    starts_at: datetime | None = None,
    reason: str = "They did this for us before.",
    by: Member | None = None,
) -> Loop:
    """A published loop that leaves out what its opening asks for; the hiring manager answers for the gaps."""
    by = by or make_member(opening.organization, Role.RECRUITER)
    loop = make_loop(
        opening.organization,
        opening=opening,
        interviewers=interviewers,
        published=False,
        starts_at=starts_at,
        by=by,
    )
    for gap in evaluated(loop).open_gaps:
        waive_gap(loop, gap=gap.key, reason=reason, by=opening.hiring_manager)
    return publish_loop(loop, by=by)


def content_for(
    seat: Seat,
    *,
    value: int = 3,
    words: str = "Explained the trade-off with numbers.",
    recommendation: str = "yes",
) -> Content:
    """A complete scorecard for the seat."""
    sheet = sheet_of(seat)
    return Content(
        answers={criterion: Answer(value=value, evidence=words) for criterion in sheet.criteria},
        recommendation=recommendation,
        summary=words,
    )


def make_submission(seat: Seat, **said: object) -> Scorecard:
    """The seat's scorecard, filled and submitted."""
    saved = save_scorecard(
        seat,
        content=content_for(seat, **said),  # type: ignore[arg-type]
        version=0,
        mutation_id=f"mutation-{next(_number)}",
        by=seat.member,
    )
    return submit_scorecard(saved.scorecard, version=saved.scorecard.version, by=seat.member)


def seats_of(loop: Loop) -> list[Seat]:
    return list(
        Seat.objects.filter(round__loop=loop)
        .select_related(
            "round__loop__candidacy__opening", "round__rubric_version", "member__user", "member__organization"
        )
        .order_by("round__position", "pk")
    )


def make_debrief(
    organization: Organization, *, loop: Loop | None = None, by: Member | None = None
) -> Debrief:
    """A debrief of a loop whose scorecards are all in."""
    by = by or make_member(organization, Role.RECRUITER)
    loop = loop or make_loop(organization, by=by)
    for seat in seats_of(loop):
        make_submission(seat)
    return open_debrief(loop, by=by)


def on_a_monday(weeks: int, hour: int = 10) -> datetime:
    """That hour UTC on the Monday of the week so many weeks from now."""
    day = in_days(7 * weeks, hour)
    return day - timedelta(days=day.weekday())


def in_days(days: int, hour: int = 10) -> datetime:
    """That hour UTC, so many days from now."""
    return (timezone.now() + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
