"""Two organizations with every role and a loop at its end, so that each door can be tried by each person."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from hiring.background.models import Job, JobStatus
from hiring.candidates.models import Candidate, Opening
from hiring.connections.services import issue_token
from hiring.journal.models import Event
from hiring.people.models import Member, Organization, Role
from interviews.availability.calendars import give_calendar_address, upload_calendar
from interviews.availability.windows import ask_for_windows, set_windows
from interviews.composer.models import Composing, Outcome
from interviews.composer.services import waive_gap
from interviews.debriefs.models import Phase
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.interviewers.conflicts import note_conflict
from interviews.interviewers.services import qualify, set_training_path
from interviews.invitations.models import Invitation
from interviews.loop_templates.models import LoopTemplate, LoopTemplateVersion, TemplateRound
from interviews.loops.evaluating.findings import Finding, Flaw
from interviews.loops.models import Loop, Round
from interviews.loops.services import create_loop
from interviews.packets import storage
from interviews.packets.models import Packet
from interviews.packets.services import request_packet
from interviews.scheduling.hiring_days import create_hiring_day, propose_day
from interviews.scheduling.proposals import plan_in_worker, propose
from rubrics.importing.models import ImportDraft
from rubrics.importing.reviewing import dismiss_draft
from rubrics.library.models import Question
from rubrics.library.quarantine import report_leak
from rubrics.quizzes.services import submit_quiz_item
from rubrics.scales.flags import add_flag, retire_flag
from rubrics.scales.models import Rubric
from rubrics.scales.services import retire_rubric
from tests.making import (
    in_days,
    make_candidacy,
    make_candidate,
    make_import,
    make_loop,
    make_member,
    make_opening,
    make_organization,
    make_question,
    make_quiz_item,
    make_round,
    make_submission,
    on_a_monday,
    seats_of,
)
from tests.rubrics.library.writing import proposed_by, submitted_by
from tests.rubrics.scales import writing as scales


@dataclass
class World:
    """One organization: its people by the part they play, its things by name, as ids."""

    organization: Organization
    people: dict[str, Member] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, thing: str) -> Any:
        return self.things[thing]

    @property
    def canary(self) -> str:
        """A name that only this organization's pages may show."""
        return f"Nightingale {self.organization.pk}x"

    def filled(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body with every `@thing` replaced by its id, at the end of names too."""
        return {self._named(name): self._filled(value) for name, value in body.items()}

    def _named(self, name: str) -> str:
        stem, _, thing = name.partition("@")
        return f"{stem}{self.things[thing]}" if thing else name

    def _filled(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self._filled(inner) for inner in value]
        if isinstance(value, dict):
            return self.filled(value)
        is_thing = isinstance(value, str) and value.startswith("@")
        return self.things[value[1:]] if is_thing else value


def make_world() -> World:
    world = World(make_organization())
    _populate(world)
    _plan(world)
    _feed_back(world)
    _bring_along(world)
    _schedule(world)
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
    _train(world, draft)
    _judge(world, rubric)
    _compose(world, draft, planned)
    leaked = make_question(world.organization)
    report_leak(leaked, reason="On a forum", by=by)
    author = people["other interviewer"]
    world.things |= {
        "draft question": proposed_by(author).pk,
        "reviewed question": submitted_by(author).pk,
        "leaked question": leaked.pk,
        "first": 1,
        "organization": world.organization.pk,
        "member": people["other interviewer"].pk,
        "manager": people["own manager"].pk,
        "committee member": people["own committee"].pk,
        "opening": opening.pk,
        "candidate": draft.candidacy.candidate_id,
        "candidacy": draft.candidacy_id,
        "free candidate": make_candidate(world.organization, by=by).pk,
        "free candidacy": make_candidacy(opening, by=by).pk,
        "competency": rubric.current.criteria.first().competency_id,
        "rubric": rubric.pk,
        "question": make_question(world.organization).pk,
        "template": template.pk,
        "draft loop": draft.pk,
        "draft round": planned.pk,
        "seated round": seats_of(draft)[0].round_id,
        "draft seat": seats_of(draft)[0].pk,
        "round question": planned.questions.get().pk,
        "qualification": people["own interviewer"].qualifications.get().pk,
    }


def _train(world: World, draft: Loop) -> None:
    """Somebody whose first step waits for a mentor's word, and somebody who may not judge the candidate."""
    by, people = world.people["recruiter"], world.people
    path = set_training_path(world.organization, round_kind="coding", shadows=0, reverse_shadows=1, by=by)
    qualify(people["other interviewer"], round_kind="coding", stage="shadow", by=by)
    calendar = upload_calendar(people["other interviewer"], content=b"BEGIN:VCALENDAR\nEND:VCALENDAR", by=by)
    by_address = give_calendar_address(people["other committee"], address="https://calendar.example/", by=by)
    [window] = set_windows(draft.candidacy, windows=[(in_days(3, hour=9), in_days(3, hour=12))], by=by)
    day = in_days(3).date()
    asked, token = ask_for_windows(draft.candidacy, first_day=day, last_day=day, by=by)
    conflict = note_conflict(people["other committee"], candidate=draft.candidacy.candidate, by=by)
    world.things |= {
        "calendar": calendar.pk,
        "calendar by address": by_address.pk,
        "member with an address": people["other committee"].pk,
        "window": window.pk,
        "availability request": asked.pk,
        "availability token": token,
        "training path": path.pk,
        "training": people["other interviewer"].qualifications.get().pk,
        "conflict": conflict.pk,
    }


def _compose(world: World, draft: Loop, planned: Round) -> None:
    """A draft that could not be composed, with a gap that its manager answers for."""
    competency = planned.rubric_version.criteria.first().competency_id
    planned.competencies.add(competency)
    gap = Finding(Flaw.NOT_ASKED_HERE, round=planned.pk, competency=competency).key
    waiver = waive_gap(draft, gap=gap, reason="Asked by mail.", by=world.people["own manager"])
    Composing.objects.create(
        organization=world.organization,
        loop=draft,
        outcome=Outcome.IMPOSSIBLE,
        says="The library has none.",
        asked_by=world.people["recruiter"],
    )
    world.things |= {"gap": gap, "waiver": waiver.pk}


def _judge(world: World, rubric: Rubric) -> None:
    """Rubrics and red flags at each stage of theirs."""
    by, author = world.people["recruiter"], world.people["other interviewer"]
    reworked, retired = (scales.published(by) for _ in range(2))
    scales.next_version(reworked, by=author, guidance="Ask for a figure early.")
    retire_rubric(retired, by=by)
    flag = add_flag(statement=f"Blames others in {world.organization.pk}", by=by)
    retire_flag(flag, by=by)
    world.things |= {
        "drafted rubric": scales.proposed_by(author).pk,
        "reworked rubric": reworked.pk,
        "retired rubric": retired.pk,
        "red flag": rubric.current.red_flags.get().pk,
        "retired flag": flag.pk,
    }


def _feed_back(world: World) -> None:
    """A loop with one scorecard in and one owed; one in debrief; a decided one with its packets."""
    by, people = world.people["recruiter"], world.people
    opening = Opening.objects.get(pk=world["opening"])
    both = [people["own interviewer"], people["blind interviewer"]]
    running, ready, decided, finished = (
        make_loop(world.organization, opening=opening, interviewers=interviewers, by=by)
        for interviewers in (both, both[:1], both[:1], both[:1])
    )
    scorecard, *_ = [make_submission(seats_of(loop)[0]) for loop in (running, ready, decided, finished)]
    debrief, closed = open_debrief(ready, by=by), open_debrief(decided, by=by)
    for phase in Phase.values:
        cast_vote(closed, phase=phase, value="yes", sentence="Yes.", by=people["own committee"])
    publishable = make_loop(
        world.organization, opening=opening, interviewers=both[:1], published=False, by=by
    )
    invited = make_loop(
        world.organization, opening=opening, interviewers=both[1:], starts_at=on_a_monday(3), by=by
    )
    undelivered = Invitation.objects.get(round__loop=invited, member=None)
    Job.objects.filter(mail=undelivered.mail).update(status=JobStatus.FAILED)
    failed, _ = request_packet(closed, by=by)
    Job.objects.filter(packet=failed).update(status=JobStatus.FAILED)
    decide(closed, outcome="hire", rationale="Clear.", by=people["own manager"])
    built, _ = request_packet(closed, by=by)
    digest = storage.store(settings.PACKET_STORAGE, b"%PDF-1.7 of the wall")
    Job.objects.filter(packet=built).update(status=JobStatus.DONE)
    Packet.objects.filter(pk=built.pk).update(sha256=digest, pages=1, size=20)
    packet, _ = request_packet(debrief, by=by)
    Candidate.objects.filter(candidacies__loops__in=[running.pk, world["draft loop"]]).update(
        name=world.canary
    )
    world.things |= {
        "invitation": Invitation.objects.get(round__loop=invited, member=both[1]).pk,
        "undelivered invitation": undelivered.pk,
        "invited round": invited.rounds.get().pk,
        "invited seat": seats_of(invited)[0].pk,
        "stand-in": both[0].pk,
        "running loop": running.pk,
        "owed seat": seats_of(running)[1].pk,
        "scorecard": scorecard.pk,
        "publishable loop": publishable.pk,
        "finished loop": finished.pk,
        "debrief": debrief.pk,
        "event": Event.objects.filter(organization=world.organization).latest("sequence").pk,
        "decision": closed.decisions.get().pk,
        "vote": closed.votes.first().pk,
        "packet": packet.pk,
        "failed packet": failed.pk,
        "built packet": built.pk,
        "token": issue_token(label="Wall", by=people["recruiter"])[0].pk,
    }


def _bring_along(world: World) -> None:
    """Documents in every state, with drafts to decide about; quiz items in work and in review."""
    by = world.people["own interviewer"]
    document = make_import(by, f"Q: Why {world.canary}?\nA: So.\n\nQ: Why not?\nA: No.\n")
    draft, left_out = document.drafts.order_by("position")
    ImportDraft.objects.filter(pk=draft.pk).update(
        match=Question.objects.get(pk=world["question"]), match_percent=80
    )
    world.things |= {
        "import": document.pk,
        "import draft": draft.pk,
        "left out draft": dismiss_draft(left_out, by=by).pk,
        "table import": make_import(by, "question,answer\nWhy {n}?,So.\n", name="bank.csv").pk,
        "failed import": make_import(by, '{"n": {n}', name="broken.json").pk,
        "quiz item": make_quiz_item(by).pk,
        "quiz item in review": submit_quiz_item(make_quiz_item(by), by=by).pk,
    }


def _schedule(world: World) -> None:
    """A loop with a plan, one that cannot be planned, and a hiring day with a plan of its own."""
    by = world.people["recruiter"]
    opening = Opening.objects.get(pk=world["opening"])
    start = on_a_monday(2, hour=9)
    # Nobody but a trainee knows of MLOps: somebody could note that they are through with it.
    qualify(world.people["other manager"], round_kind="mlops", stage="shadow", by=by)
    planned, on_the_day, clashing, clashing_too = (
        create_loop(make_candidacy(opening, by=by), title="Loop", by=by) for _ in range(4)
    )
    for loop in (planned, on_the_day, clashing, clashing_too):
        make_round(loop, kind="coding" if loop in {planned, on_the_day} else "mlops", by=by)
        set_windows(loop.candidacy, windows=[(start, start + timedelta(hours=6))], by=by)
    told = {"stale_reason": "They told me.", "by": by}
    proposal, clash = propose(planned, **told), propose(clashing, **told)
    both = [on_the_day, clashing_too]
    day = create_hiring_day(title=world.canary, days=[start.date()], rooms=None, loops=both, by=by)
    of_day = propose_day(day, **told)
    plan_in_worker(str(of_day.job_id))
    (booking,) = proposal.plans[0]["plan"]["bookings"]
    world.things |= {
        "plannable loop": planned.pk,
        "clashing loop": clashing.pk,
        "loop of the day": on_the_day.pk,
        "proposal": proposal.pk,
        "clash": clash.pk,
        "hiring day": day.pk,
        "plan of the day": of_day.pk,
        "planned round": int(booking["round"]),
        "planned interviewer": int(booking["panel"][0]),
        "planned start": booking["start"],
        "planned time": timezone.localtime(
            datetime.fromisoformat(booking["start"]), world.people["recruiter"].zone
        ).strftime("%Y-%m-%dT%H:%M"),
    }
