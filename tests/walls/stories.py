"""One world told in several ways: what a hidden scorecard says, and how the committee decides.

Everything is told within a savepoint and at one frozen moment, so that two stories differ in what was written
and in nothing else: the same ids, the same times.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import connection, transaction

from hiring.background.models import Job, JobStatus
from hiring.candidates.models import Opening
from hiring.journal.models import Event
from hiring.people.models import Member, Role
from interviews.composer.services import publish_loop
from interviews.debriefs.models import Debrief, Phase
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.loops.models import Loop
from interviews.loops.services import create_loop
from interviews.packets import storage
from interviews.packets.models import Packet
from interviews.packets.services import request_packet
from interviews.scorecards.content import Answer, Content
from interviews.scorecards.models import Scorecard
from interviews.scorecards.services import save_scorecard, sheet_of, submit_scorecard
from interviews.staffing.models import Part, Seat
from interviews.staffing.services import seat_member
from tests.making import make_candidacy, make_member, make_opening, make_round, make_submission, seats_of
from tests.walls.worlds import World, make_world

LOOPS = ("running", "debated", "decided")


@dataclass(frozen=True)
class Story:
    """What the hidden scorecards say and what the committee says; `saves` is how often the author paused."""

    value: int
    recommendation: str
    words: str
    raises_flag: bool
    vote: str
    rationale: str
    outcome: str = "hire"
    saves: int = 1
    exists: bool = True
    is_submitted: bool = True


SAYS_A = Story(
    value=1,
    recommendation="strong_no",
    words="Lost the thread twice.",
    raises_flag=True,
    vote="strong_no",
    rationale="Not this time.",
)
SAYS_B = Story(
    value=4,
    recommendation="strong_yes",
    words="Found the race. " * 200,
    raises_flag=False,
    vote="strong_yes",
    rationale="Once and again. " * 9,
    saves=3,
)
IS_ABSENT = replace(SAYS_A, exists=False)
ENDS_OTHERWISE = replace(SAYS_A, outcome="no_hire")
DRAFTS_A = replace(SAYS_A, is_submitted=False)
DRAFTS_B = replace(
    DRAFTS_A, value=4, recommendation="strong_yes", words="Wrote more", raises_flag=False, saves=3
)


@dataclass
class Stage:
    """The world before the stories part: three loops in which everybody who is blind holds a seat."""

    world: World
    blind: dict[str, Member]
    sighted: Member
    manager: Member
    voter: Member
    author: Member
    loops: dict[str, Loop] = field(default_factory=dict)
    things: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Member]:
        return {**self.blind, "sighted recruiter": self.sighted}


def make_stage() -> Stage:
    world = make_world()
    organization, people = world.organization, world.people
    stage = Stage(
        world=world,
        blind={
            "interviewer": people["blind interviewer"],
            "interviewer with one of two in": people["own interviewer"],
            "recruiter": people["recruiter"],
            "admin": people["admin"],
            "hiring manager": people["own manager"],
            "committee member": people["own committee"],
            "trainee": make_member(organization),
        },
        sighted=make_member(organization, Role.RECRUITER),
        manager=make_member(organization, Role.HIRING_MANAGER),
        voter=make_member(organization, Role.COMMITTEE),
        author=make_member(organization),
    )
    opening = make_opening(
        organization,
        hiring_manager=stage.manager,
        committee=[stage.voter, stage.blind["committee member"]],
        by=stage.sighted,
    )
    stage.loops = {name: _staffed(stage, opening) for name in LOOPS}
    return stage


def _staffed(stage: Stage, opening: Opening) -> Loop:
    """A loop with the author and all who are blind in one round, and a second round that is done."""
    by, done = stage.sighted, stage.blind["interviewer with one of two in"]
    loop = create_loop(make_candidacy(opening, by=by), title="Loop", by=by)
    shared, other = make_round(loop, panel_size=6, by=by), make_round(loop, by=by)
    trainees = {stage.blind["trainee"]: Part.SHADOW, done: Part.REVERSE_SHADOW}
    for member in (stage.author, *stage.blind.values()):
        seat_member(shared, member=member, part=trainees.get(member), by=by)
    seat_member(other, member=done, by=by)
    published = publish_loop(loop, by=by)
    make_submission(seats_of(loop)[-1])
    return published


@contextmanager
def told(stage: Stage, story: Story) -> Iterator[None]:
    """The world as this story has it, until the block ends."""
    cache.clear()
    _count_on_from_what_is_there()
    with transaction.atomic():
        _tell(stage, story)
        if not stage.things:
            stage.things = {name: _things_of(stage, loop) for name, loop in stage.loops.items()}
        yield
        transaction.set_rollback(True)


def _count_on_from_what_is_there() -> None:
    """PostgreSQL does not take ids back with a savepoint, and then the next story's would give it away."""
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _tell(stage: Stage, story: Story) -> None:
    if story.exists:
        for loop in stage.loops.values():
            _write(seats_of(loop)[0], story)
    debated = _open_and_vote(stage, story, stage.loops["debated"])
    decide(debated, outcome="more_evidence", rationale=story.rationale, by=stage.manager)
    decided = _open_and_vote(stage, story, stage.loops["decided"])
    decide(decided, outcome=story.outcome, rationale=story.rationale, by=stage.manager)
    for debrief in (debated, decided):
        _print(stage, story, debrief)
    # From here on the opening belongs to somebody who owes a scorecard.
    Opening.objects.filter(hiring_manager=stage.manager).update(hiring_manager=stage.blind["hiring manager"])


def _write(seat: Seat, story: Story) -> Scorecard:
    sheet = sheet_of(seat)
    answer = Answer(value=story.value, evidence=story.words)
    for version in range(story.saves):
        content = Content(
            answers=dict.fromkeys(sheet.criteria, answer),
            red_flags=dict.fromkeys(sheet.red_flags, story.words) if story.raises_flag else {},
            recommendation=story.recommendation,
            summary=story.words + "." * (story.saves - version - 1),
        )
        saved = save_scorecard(
            seat, content=content, version=version, mutation_id=f"story-{version}", by=seat.member
        )
    if not story.is_submitted:
        return saved.scorecard
    return submit_scorecard(saved.scorecard, version=story.saves, by=seat.member)


def _open_and_vote(stage: Stage, story: Story, loop: Loop) -> Debrief:
    debrief = open_debrief(loop, even_without_missing=True, by=stage.sighted)
    for phase in Phase.values:
        cast_vote(debrief, phase=phase, value=story.vote, sentence=story.rationale, by=stage.voter)
    return debrief


def _print(stage: Stage, story: Story, debrief: Debrief) -> None:
    packet, _ = request_packet(debrief, by=stage.sighted)
    content = b"%PDF-1.7 " + story.rationale.encode()
    digest = storage.store(settings.PACKET_STORAGE, content)
    Job.objects.filter(packet=packet).update(status=JobStatus.DONE)
    Packet.objects.filter(pk=packet.pk).update(sha256=digest, pages=len(content), size=len(content))


def _things_of(stage: Stage, loop: Loop) -> dict[str, Any]:
    """The tables' things, as those of this loop; what it does not have stays the other world's."""
    hidden, *_, done = seats_of(loop)
    debrief = Debrief.objects.filter(loop=loop).first()
    packet = debrief and debrief.packets.get().pk
    own = {
        "member": stage.author.pk,
        "opening": loop.candidacy.opening_id,
        "candidate": loop.candidacy.candidate_id,
        "candidacy": loop.candidacy_id,
        "free candidacy": loop.candidacy_id,
        "running loop": loop.pk,
        "draft loop": loop.pk,
        "draft round": hidden.round_id,
        "other round": done.round_id,
        "rubric": hidden.round.rubric_version.rubric_id,
        "owed seat": hidden.pk,
        "scorecard": hidden.scorecard.pk,
        "other scorecard": done.scorecard.pk,
        "debrief": debrief and debrief.pk,
        "vote": debrief and debrief.votes.latest("pk").pk,
        "decision": debrief and debrief.decisions.get().pk,
        "packet": packet,
        "built packet": packet,
        "event": Event.objects.latest("sequence").pk,
    }
    return {**stage.world.things, **{name: pk for name, pk in own.items() if pk}}
