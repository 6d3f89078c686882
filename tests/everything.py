"""One of everything that the API shows, in one organization, with somebody in every role."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from hiring.candidates.models import Opening
from hiring.connections.models import ApiToken
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.availability.calendars import give_calendar_address
from interviews.availability.windows import ask_for_windows, set_windows
from interviews.debriefs.models import DecisionOutcome, Phase
from interviews.debriefs.services import cast_vote, decide
from interviews.interviewers.conflicts import note_conflict
from interviews.interviewers.models import Qualification, Stage
from interviews.interviewers.services import qualify, set_training_path
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loops.models import Loop
from interviews.loops.services import create_loop
from interviews.packets.services import request_packet
from interviews.scheduling.hiring_days import create_hiring_day
from interviews.scheduling.models import HiringDay, Proposal
from interviews.scheduling.proposals import propose
from interviews.scorecards.models import Scorecard
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales.models import RedFlag
from tests.making import (
    in_days,
    make_candidacy,
    make_competency,
    make_debrief,
    make_import,
    make_loop,
    make_member,
    make_opening,
    make_question,
    make_quiz_item,
    make_round,
    make_rubric,
    make_token,
    make_waived_loop,
    on_a_monday,
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


def make_proposal(organization: Organization, *, by: Member) -> Proposal:
    """A plan for a loop of one round."""
    qualify(make_member(organization), round_kind=RoundKind.CODING, stage=Stage.QUALIFIED, by=by)
    return propose(_loop_to_plan(organization, by=by), by=by)


def make_hiring_day(organization: Organization, *, by: Member) -> HiringDay:
    """A day with one candidate, not planned yet."""
    loop = _loop_to_plan(organization, by=by)
    return create_hiring_day(title="Day", days=[on_a_monday(2).date()], rooms=None, loops=[loop], by=by)


def _loop_to_plan(organization: Organization, *, by: Member) -> Loop:
    candidacy = make_candidacy(make_opening(organization, by=by), by=by)
    loop = create_loop(candidacy, title=f"Loop {next(_number)}", by=by)
    make_round(loop, by=by)
    start = on_a_monday(2)
    set_windows(candidacy, windows=[(start, start + timedelta(hours=4))], by=by)
    return loop


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
    # Each on a day of its own: nobody is booked twice, however many of everything there are.
    day = in_days(20 + next(_number))
    loop = make_waived_loop(opening, interviewers=[people[Role.INTERVIEWER]], starts_at=day, by=recruiter)
    debrief = make_debrief(organization, loop=loop, by=recruiter)
    vote = cast_vote(
        debrief, phase=Phase.PRE_VOTE, value="yes", sentence="Clear numbers.", by=people[Role.COMMITTEE]
    )
    decision = decide(debrief, outcome=DecisionOutcome.MORE_EVIDENCE, rationale="One more round.", by=manager)
    packet, _ = request_packet(debrief, by=recruiter)
    for kind in (RoundKind.CODING, RoundKind.ORAL):
        qualify(make_member(organization), round_kind=kind, stage=Stage.SHADOW, by=recruiter)
    path = set_training_path(
        organization,
        round_kind=RoundKind.values[next(_number) % len(RoundKind)],
        shadows=1,
        reverse_shadows=1,
        by=recruiter,
    )
    spared = make_member(organization)
    day = in_days(3).date()
    asked, _token = ask_for_windows(loop.candidacy, first_day=day, last_day=day, by=recruiter)
    [window] = set_windows(loop.candidacy, windows=[(in_days(3, 9), in_days(3, 12))], by=recruiter)
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
        "invitations": round.invitations.get(member=people[Role.INTERVIEWER]),
        "proposals": make_proposal(organization, by=recruiter),
        "hiring-days": make_hiring_day(organization, by=recruiter),
        "interviewers": people[Role.INTERVIEWER],
        "qualifications": Qualification.objects.latest("pk"),
        "training-paths": path,
        "calendars": give_calendar_address(spared, address="https://calendar.example/", by=recruiter),
        "candidate-windows": window,
        "availability-requests": asked,
        "conflicts-of-interest": note_conflict(spared, candidate=loop.candidacy.candidate, by=recruiter),
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
