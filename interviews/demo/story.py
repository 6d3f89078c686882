"""One candidate's way through the demo, act by act, each done by those who would do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from hiring.candidates.models import Candidacy, Opening
from hiring.candidates.services import consider, create_candidate
from hiring.candidates.states import CandidacyStatus
from hiring.people.models import Member, Organization
from interviews.availability.windows import set_windows
from interviews.composer.evaluation import evaluated
from interviews.composer.services import publish_loop, waive_gap
from interviews.debriefs.models import Debrief, Phase
from interviews.debriefs.services import cast_vote, decide, open_debrief
from interviews.demo.calendar import meetings, moment
from interviews.demo.cast import (
    CandidatePlan,
    DebriefPlan,
    DecisionPlan,
    Feedback,
    LoopPlan,
    RoundPlan,
    VotePlan,
    WaiverPlan,
    When,
)
from interviews.loop_templates.models import LoopTemplate
from interviews.loops.models import Loop, Round
from interviews.loops.services import choose_question, create_loop, remove_round
from interviews.packets.services import request_packet
from interviews.scorecards.content import Answer, Content
from interviews.scorecards.services import save_scorecard, submit_scorecard
from interviews.staffing.models import Seat
from interviews.staffing.services import revise_round, seat_member
from interviews.staffing.withdrawing import note_outcome
from rubrics.competencies.models import Competency
from rubrics.library.models import Question


@dataclass(frozen=True, order=True)
class Act:
    """Something that happens at its moment; acts of one moment keep the order in which they were written."""

    at: datetime
    do: Callable[[], object] = field(compare=False)


@dataclass
class Scene:
    """What a story finds in place: the organization, its people and openings by slug, and today."""

    organization: Organization
    members: dict[str, Member]
    recruiter: Member
    now: datetime
    openings: dict[str, Opening] = field(default_factory=dict)

    def moment(self, when: When) -> datetime:
        day, at = when
        return moment(self.now, zone=self.organization.time_zone, day=day, at=at)


class Story:
    """Yields the acts of one candidate's plan. Every act reads its rows afresh, as a request would."""

    def __init__(self, plan: CandidatePlan, scene: Scene) -> None:
        self.plan, self.scene = plan, scene
        self.candidacy_id = self.loop_id = 0

    def acts(self) -> Iterator[Act]:
        yield self._act(self.plan.considered, self.consider)
        if self.plan.withdrew:
            yield self._act(self.plan.withdrew, self.withdraw)
        if loop := self.plan.loop:
            yield self._act(loop.drafted, partial(self.draft, loop))
            for waiver in loop.waived:
                yield self._act(waiver.at, partial(self.waive, waiver))
            if loop.published:
                yield self._act(loop.published, self.publish)
        for feedback in self.plan.feedback:
            yield self._act(feedback.written, partial(self.fill, feedback))
        if debrief := self.plan.debrief:
            yield from self._debrief_acts(debrief)

    def _act(self, when: When, do: Callable[[], object]) -> Act:
        return Act(self.scene.moment(when), do)

    def _debrief_acts(self, debrief: DebriefPlan) -> Iterator[Act]:
        yield self._act(debrief.opened, self.open_debrief)
        for phase, votes in ((Phase.PRE_VOTE, debrief.pre_votes), (Phase.VOTE, debrief.votes)):
            for vote in votes:
                yield self._act(vote.at, partial(self.vote, vote, phase))
        if decision := debrief.decision:
            yield self._act(decision.at, partial(self.decide, decision))
        if debrief.packet_by:
            # Today, so that the reader meets a packet that is just being built.
            yield Act(self.scene.now, partial(self.request_packet, debrief.packet_by))

    # --- What is done ------------------------------------------------------------------------

    def consider(self) -> None:
        by = self.scene.recruiter
        candidate = create_candidate(
            name=self.plan.name, email=self.plan.email, time_zone=self.plan.time_zone, by=by
        )
        candidacy = consider(candidate, opening=self.scene.openings[self.plan.opening], by=by)
        self.candidacy_id = candidacy.pk
        if self.plan.windows:
            windows = meetings(self.plan.windows, now=self.scene.now, zone=self.plan.time_zone)
            set_windows(candidacy, windows=windows, by=by)

    def withdraw(self) -> None:
        candidacy = Candidacy.objects.select_related("opening").get(pk=self.candidacy_id)
        note_outcome(candidacy, to=CandidacyStatus.WITHDRAWN, by=self.scene.recruiter)

    def draft(self, plan: LoopPlan) -> None:
        by = self.scene.recruiter
        template = LoopTemplate.objects.get(organization=self.scene.organization, slug=plan.template)
        candidacy = Candidacy.objects.select_related("opening").get(pk=self.candidacy_id)
        self.loop_id = create_loop(candidacy, template=template, by=by).pk
        for kind in plan.leaves_out:
            remove_round(self.round(kind), by=by)
        for kind, planned in plan.rounds.items():
            self.compose(kind, planned)

    def compose(self, kind: str, plan: RoundPlan) -> None:
        """Questions first, then the time, then the people, who are free at that time or refused."""
        by, planned = self.scene.recruiter, self.round(kind)
        for slug in plan.questions:
            question = Question.objects.select_related("current").get(
                organization=self.scene.organization, slug=slug
            )
            choose_question(planned, question=question, by=by)
        if plan.starts:
            planned = revise_round(
                planned,
                title=planned.title,
                minutes=planned.minutes,
                panel_size=planned.panel_size,
                brief=planned.brief,
                starts_at=self.scene.moment(plan.starts),
                version=planned.version,
                by=by,
            )
        for slug in plan.seats:
            seat_member(planned, member=self.scene.members[slug], by=by)
        for slug, part in plan.trainees.items():
            seat_member(planned, member=self.scene.members[slug], part=part, by=by)

    def waive(self, plan: WaiverPlan) -> None:
        loop = self.loop()
        competency = Competency.objects.get(organization=self.scene.organization, slug=plan.competency)
        gap = next(
            gap
            for gap in evaluated(loop).open_gaps
            if (gap.flaw, gap.competency) == (plan.gap, competency.pk)
        )
        waive_gap(loop, gap=gap.key, reason=plan.reason, by=loop.candidacy.opening.hiring_manager)

    def publish(self) -> None:
        publish_loop(self.loop(), by=self.scene.recruiter)

    def fill(self, feedback: Feedback) -> None:
        by = self.scene.members[feedback.by]
        seat = Seat.objects.select_related("round__loop__candidacy__opening", "round__rubric_version").get(
            round__loop=self.loop_id, round__kind=feedback.round, member=by
        )
        mutation = f"demo-{self.plan.slug}-{feedback.round}-{feedback.by}"
        saved = save_scorecard(
            seat, content=content_of(feedback, seat), version=0, mutation_id=mutation, by=by
        )
        if not feedback.draft:
            submit_scorecard(saved.scorecard, version=saved.scorecard.version, by=by)

    def open_debrief(self) -> None:
        open_debrief(self.loop(), by=self.scene.recruiter)

    def vote(self, plan: VotePlan, phase: Phase) -> None:
        by = self.scene.members[plan.by]
        cast_vote(self.debrief(), phase=phase, value=plan.value, sentence=plan.sentence, by=by)

    def decide(self, plan: DecisionPlan) -> None:
        debrief = self.debrief()
        manager = debrief.loop.candidacy.opening.hiring_manager
        decide(debrief, outcome=plan.outcome, rationale=plan.rationale, by=manager)

    def request_packet(self, slug: str) -> None:
        request_packet(self.debrief(), by=self.scene.members[slug])

    # --- The rows as they stand now ----------------------------------------------------------

    def loop(self) -> Loop:
        return Loop.objects.select_related("candidacy__opening").get(pk=self.loop_id)

    def round(self, kind: str) -> Round:
        return Round.objects.select_related("loop__candidacy__opening").get(loop=self.loop_id, kind=kind)

    def debrief(self) -> Debrief:
        return Debrief.objects.select_related("loop__candidacy__opening").get(loop=self.loop_id)


def content_of(feedback: Feedback, seat: Seat) -> Content:
    """The feedback with the ids of this seat's criteria, red flags and questions in place of names."""
    version = seat.round.rubric_version
    criteria = dict(version.criteria.values_list("name", "pk"))
    red_flags = dict(version.red_flags.values_list("slug", "pk"))
    questions = seat.round.questions.order_by("position").values_list("pk", flat=True)
    return Content(
        answers={
            criteria[name]: Answer(
                value=said.value,
                is_not_assessed=bool(said.not_assessed),
                reason=said.not_assessed,
                evidence=said.evidence,
            )
            for name, said in feedback.answers.items()
        },
        red_flags={red_flags[slug]: evidence for slug, evidence in feedback.red_flags.items()},
        notes={question: note for question, note in zip(questions, feedback.notes, strict=False) if note},
        recommendation=feedback.recommendation,
        summary=feedback.summary,
    )
