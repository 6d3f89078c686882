"""Two organizations with every role and a loop at its end, so that each door can be tried by each person."""

from dataclasses import dataclass, field
from typing import Any

from hiring.connections.models import ApiToken
from hiring.people.models import Member, Organization, Role
from interviews.debriefs.models import Phase
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.loops.models import Loop, LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.packets.services import request_packet
from interviews.staffing.services import qualify
from tests.making import (
    make_candidacy,
    make_candidate,
    make_loop,
    make_member,
    make_opening,
    make_organization,
    make_question,
    make_round,
    make_submission,
    seats_of,
)


@dataclass
class World:
    """One organization: its people by the part they play, its things by name, as ids."""

    organization: Organization
    people: dict[str, Member] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, thing: str) -> Any:
        return self.things[thing]


def make_world() -> World:
    world = World(make_organization())
    _populate(world)
    _plan(world)
    _feed_back(world)
    return world


def _populate(world: World) -> None:
    """Everybody who could come to a door: by role, and with or without a stake in the loops."""
    make = world.organization
    world.people = {
        "admin": make_member(make, Role.ADMIN),
        "recruiter": make_member(make, Role.RECRUITER),
        "own manager": make_member(make, Role.HIRING_MANAGER),
        "other manager": make_member(make, Role.HIRING_MANAGER),
        "own interviewer": make_member(make, Role.INTERVIEWER),
        "blind interviewer": make_member(make, Role.INTERVIEWER),
        "other interviewer": make_member(make, Role.INTERVIEWER),
        "own committee": make_member(make, Role.COMMITTEE),
        "other committee": make_member(make, Role.COMMITTEE),
    }


def _plan(world: World) -> None:
    by, people = world.people["recruiter"], world.people
    opening = make_opening(
        world.organization,
        hiring_manager=people["own manager"],
        committee=[people["own committee"]],
        by=by,
    )
    draft = make_loop(
        world.organization, opening=opening, interviewers=[people["own interviewer"]], published=False, by=by
    )
    planned = make_round(draft, by=by)
    template = LoopTemplate.objects.create(
        organization=world.organization, slug="template", name="Template", level="senior"
    )
    template.current = LoopTemplateVersion.objects.create(template=template, number=1)
    template.save()
    rubric = planned.rubric_version.rubric
    TemplateRound.objects.create(
        version=template.current, position=1, kind=rubric.round_kind, title="Round", minutes=60, rubric=rubric
    )
    qualify(people["own interviewer"], round_kind="coding", stage="qualified", by=by)
    world.things |= {
        "member": people["other interviewer"].pk,
        "opening": opening.pk,
        "candidate": draft.candidacy.candidate_id,
        "candidacy": draft.candidacy_id,
        "free candidate": make_candidate(world.organization, by=by).pk,
        "free candidacy": make_candidacy(opening, by=by).pk,
        "competency": rubric.current.criteria.first().competency_id,
        "red flag": rubric.current.red_flags.get().pk,
        "rubric": rubric.pk,
        "question": make_question(world.organization).pk,
        "template": template.pk,
        "draft loop": draft.pk,
        "draft round": planned.pk,
        "draft seat": seats_of(draft)[0].pk,
        "round question": planned.questions.get().pk,
        "qualification": people["own interviewer"].qualifications.get().pk,
    }


def _feed_back(world: World) -> None:
    """A published loop with one scorecard in and one owed; a loop in debrief; a decided one with its packet."""
    by, people = world.people["recruiter"], world.people
    opening = Loop.objects.get(pk=world["draft loop"]).candidacy.opening
    interviewers = [people["own interviewer"], people["blind interviewer"]]
    running = make_loop(world.organization, opening=opening, interviewers=interviewers, by=by)
    submitted = make_submission(seats_of(running)[0], words="The canary sang at dawn.")
    ready = make_loop(world.organization, opening=opening, interviewers=interviewers[:1], by=by)
    make_submission(seats_of(ready)[0])
    debrief = open_debrief(ready, by=by)
    decided = make_loop(world.organization, opening=opening, interviewers=interviewers[:1], by=by)
    make_submission(seats_of(decided)[0])
    closed = open_debrief(decided, by=by)
    for phase in Phase.values:
        cast_vote(closed, phase=phase, value="yes", sentence="Yes.", by=people["own committee"])
    decide(closed, outcome="hire", rationale="Clear.", by=people["own manager"])
    packet, _ = request_packet(closed, by=by)
    ready_to_open = make_loop(world.organization, opening=opening, interviewers=interviewers[:1], by=by)
    make_submission(seats_of(ready_to_open)[0])
    world.things |= {
        "running loop": running.pk,
        "running round": running.rounds.first().pk,
        "own seat": seats_of(running)[0].pk,
        "owed seat": seats_of(running)[1].pk,
        "scorecard": submitted.pk,
        "finished loop": ready_to_open.pk,
        "debrief": debrief.pk,
        "decided debrief": closed.pk,
        "decision": closed.decisions.get().pk,
        "vote": closed.votes.first().pk,
        "packet": packet.pk,
        "token": ApiToken.objects.create(
            member=people["recruiter"],
            label="Wall",
            prefix="fl_wall",
            digest=f"digest-{world.organization.pk}",
        ).pk,
    }
