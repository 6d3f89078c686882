"""One of everything that the API shows, in one organization, with somebody in every role."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from hiring.candidates.models import Opening
from hiring.connections.models import ApiToken
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import DecisionOutcome, Phase
from interviews.debriefs.services import cast_vote, decide
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.packets.services import request_packet
from interviews.scorecards.models import Scorecard
from interviews.staffing.models import Qualification, Stage
from interviews.staffing.services import qualify
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales.models import RedFlag
from tests.making import (
    make_candidacy,
    make_competency,
    make_debrief,
    make_import,
    make_loop,
    make_member,
    make_opening,
    make_question,
    make_quiz_item,
    make_rubric,
    make_token,
    make_waived_loop,
    seats_of,
)

_number = count(1)


@dataclass(frozen=True)
class Everything:
    """People by role, and one row of each resource by its address under /api/v1/.

    `unfinished` holds second rows, of those resources whose first is too far on to be changed.
    """

    organization: Organization
    people: dict[Role, Member]
    rows: dict[str, Any]
    unfinished: dict[str, Any]


def make_template(organization: Organization) -> LoopTemplate:
    """A template of one coding round."""
    n = next(_number)
    template = LoopTemplate.objects.create(
        organization=organization, slug=f"template-{n}", name=f"Template {n}", level="senior"
    )
    version = LoopTemplateVersion.objects.create(template=template, number=1)
    TemplateRound.objects.create(
        version=version,
        position=1,
        kind=RoundKind.CODING,
        title="Coding",
        minutes=60,
        rubric=make_rubric(organization),
    )
    template.current = version
    template.save()
    return template


def make_people(organization: Organization) -> dict[Role, Member]:
    return {role: make_member(organization, role) for role in Role}


def make_everything(organization: Organization, people: dict[Role, Member] | None = None) -> Everything:
    """A loop on its way to a decision, everything around it, and a draft beside it."""
    people = people or make_people(organization)
    recruiter, manager = people[Role.RECRUITER], people[Role.HIRING_MANAGER]
    must_have, nice_to_have = (make_competency(organization) for _ in range(2))
    opening = make_opening(
        organization,
        hiring_manager=manager,
        committee=[people[Role.COMMITTEE]],
        must_have=[must_have],
        by=recruiter,
    )
    loop = make_waived_loop(opening, interviewers=[people[Role.INTERVIEWER]], by=recruiter)
    debrief = make_debrief(organization, loop=loop, by=recruiter)
    vote = cast_vote(
        debrief, phase=Phase.PRE_VOTE, value="yes", sentence="Clear numbers.", by=people[Role.COMMITTEE]
    )
    decision = decide(debrief, outcome=DecisionOutcome.MORE_EVIDENCE, rationale="One more round.", by=manager)
    packet, _ = request_packet(debrief, by=recruiter)
    for kind in (RoundKind.CODING, RoundKind.ORAL):
        qualify(make_member(organization), round_kind=kind, stage=Stage.SHADOW, by=recruiter)
    make_token(people[Role.ADMIN])
    round = loop.rounds.get()
    rows = {
        "members": people[Role.INTERVIEWER],
        "competencies": must_have,
        "openings": opening,
        "candidates": loop.candidacy.candidate,
        "candidacies": loop.candidacy,
        "rubrics": round.rubric_version.rubric,
        "red-flags": RedFlag.objects.filter(organization=organization).latest("pk"),
        "questions": make_question(organization, competencies=[nice_to_have]),
        "quiz-items": make_quiz_item(people[Role.INTERVIEWER]),
        "imports": (imported := make_import(people[Role.INTERVIEWER])),
        "import-drafts": imported.drafts.get(),
        "loop-templates": make_template(organization),
        "loops": loop,
        "rounds": round,
        "seats": round.seats.get(),
        "qualifications": Qualification.objects.latest("pk"),
        "scorecards": Scorecard.objects.latest("pk"),
        "debriefs": debrief,
        "votes": vote,
        "decisions": decision,
        "packets": packet,
        "tokens": ApiToken.objects.latest("pk"),
        "events": Event.objects.filter(organization=organization).latest("pk"),
    }
    return Everything(organization, people, rows, _unfinished(opening, people))


def _unfinished(opening: Opening, people: dict[Role, Member]) -> dict[str, Any]:
    recruiter, interviewers = people[Role.RECRUITER], [people[Role.INTERVIEWER]]
    draft = make_loop(
        opening.organization, opening=opening, interviewers=interviewers, published=False, by=recruiter
    )
    running = make_waived_loop(opening, interviewers=interviewers, by=recruiter)
    return {
        "candidacies": make_candidacy(opening, by=recruiter),
        "loops": draft,
        "rounds": draft.rounds.get(),
        "seats": seats_of(running)[0],
    }
