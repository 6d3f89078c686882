"""What the page of a loop shows: its rounds, what they cover, how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext

from hiring.candidates.services import can_read_opening
from hiring.people.models import Member
from interviews.composer.evaluation import Evaluated, evaluated
from interviews.composer.selectors import CoverageLine, coverage_line
from interviews.debriefs.models import Debrief
from interviews.invitations.selectors import Said, answers, said
from interviews.loops.evaluating.coverage import Coverage
from interviews.loops.models import Loop, Round, RoundQuestion
from interviews.loops.services import can_plan_loop
from interviews.loops.states import LoopStatus
from interviews.overview.actions import Action, Places, action_for
from interviews.overview.next_step import Eyes, Standing, Step, step_for
from interviews.packets.models import Packet
from interviews.scorecards.models import Scorecard
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Seat
from rubrics.scales.models import Criterion

# More would not fit beside each other in a row of the plan; the rest is counted, and named to screen readers.
CHIPS_AT_ONCE = 2


@dataclass(frozen=True)
class SeatLine:
    """A seat and whether its scorecard is in; what it says is shown elsewhere, to those who may read it."""

    seat: Seat
    is_submitted: bool
    is_own: bool
    readable_scorecard: int | None
    said: Said | None

    @property
    def counts(self) -> bool:
        return not self.seat.is_training


@dataclass(frozen=True)
class RoundRow:
    round: Round
    seats: Sequence[SeatLine]
    candidate_said: Said | None

    @property
    def criteria(self) -> list[Criterion]:
        return list(self.round.rubric_version.criteria.all())

    @property
    def competencies(self) -> list[str]:
        return list(dict.fromkeys(criterion.competency.name for criterion in self.criteria))

    @property
    def questions(self) -> list[RoundQuestion]:
        return list(self.round.questions.all())

    @property
    def judges(self) -> list[SeatLine]:
        return [line for line in self.seats if line.counts]

    @property
    def missing(self) -> int:
        return max(0, self.round.panel_size - len(self.judges))

    @property
    def people(self) -> list[Member]:
        return [line.seat.member for line in self.seats]

    @property
    def first_competencies(self) -> list[str]:
        return self.competencies[:CHIPS_AT_ONCE]

    @property
    def further_competencies(self) -> list[str]:
        return self.competencies[CHIPS_AT_ONCE:]

    @property
    def is_ready(self) -> bool:
        return not self.missing and bool(self.questions)


@dataclass(frozen=True)
class LoopShown:
    loop: Loop
    rows: Sequence[RoundRow]
    evaluated: Evaluated
    may_plan: bool
    reads_opening: bool
    debrief: Debrief | None
    packet: Packet | None

    @property
    def minutes(self) -> int:
        return sum(row.round.minutes for row in self.rows)

    @property
    def has_times(self) -> bool:
        return any(row.round.starts_at for row in self.rows)

    @property
    def wanted(self) -> int:
        return sum(row.round.panel_size for row in self.rows)

    @cached_property
    def judges(self) -> list[SeatLine]:
        return [line for row in self.rows for line in row.judges]

    @property
    def submitted(self) -> int:
        return sum(line.is_submitted for line in self.judges)

    @property
    def awaited(self) -> list[SeatLine]:
        return [line for line in self.judges if not line.is_submitted]

    @property
    def ready_rounds(self) -> int:
        return sum(row.is_ready for row in self.rows)

    @property
    def judged_competencies(self) -> int:
        return sum(line.is_judged for line in self.coverage)

    @cached_property
    def owed_seat(self) -> Seat | None:
        """The reader's own seat whose scorecard is still to be filled."""
        lines = (line for row in self.rows for line in row.seats)
        return next((line.seat for line in lines if line.is_own and not line.is_submitted), None)

    @property
    def coverage_lines(self) -> list[CoverageLine]:
        return [coverage_line(coverage) for coverage in self.coverage]

    @property
    def gaps(self) -> list[str]:
        """What is missing, in sentences."""
        return [finding.says(gettext) for finding in self.evaluated.open_gaps]

    @property
    def waived_gaps(self) -> list[tuple[str, Member]]:
        """What is missing although somebody answers for it, in sentences, and who that is."""
        waivers = self.evaluated.waivers
        return [
            (finding.states(gettext), waivers[finding.key].waived_by)
            for finding in self.evaluated.evaluation.gaps
            if finding.key in waivers
        ]

    @property
    def coverage(self) -> Sequence[Coverage]:
        return self.evaluated.evaluation.coverage

    @property
    def may_open_early(self) -> bool:
        """Whether the reader may lay before the committee what is in, although some is missing."""
        is_waiting = self.step == Step.WAIT_FOR_SCORECARDS and self.debrief is None
        return self.may_plan and is_waiting and self.submitted > 0

    @property
    def standing(self) -> Standing:
        return Standing(
            status=self.loop.status,
            rounds=len(self.rows),
            rounds_without_questions=sum(not row.questions for row in self.rows),
            missing_interviewers=sum(row.missing for row in self.rows),
            scorecards=len(self.judges),
            submitted=self.submitted,
            has_debrief=self.debrief is not None,
            is_decided=self.loop.status == LoopStatus.DECIDED,
            has_packet=self.packet is not None,
        )

    @cached_property
    def step(self) -> Step:
        eyes = Eyes(
            may_plan=self.may_plan,
            may_read_opening=self.reads_opening,
            sees_debrief=self.debrief is not None,
            owes_scorecard=self.owed_seat is not None,
        )
        return step_for(eyes, self.standing)

    @property
    def action(self) -> Action | None:
        unasked = next((row.round.pk for row in self.rows if not row.questions), None)
        return action_for(
            self.step,
            Places(
                loop=self.loop.pk,
                round_without_questions=unasked,
                own_seat=self.owed_seat.pk if self.owed_seat else None,
                debrief=self.debrief.pk if self.debrief else None,
                packet=self.packet.pk if self.packet else None,
            ),
        )


def loop_shown(loop: Loop, *, reader: Member) -> LoopShown:
    """The loop as this reader may know it, in a fixed number of queries."""
    criteria = Criterion.objects.select_related("competency").order_by("position")
    questions = RoundQuestion.objects.select_related("question_version").order_by("position")
    readable = Scorecard.objects.readable_by(reader).filter(seat=OuterRef("pk"))
    seats = Seat.objects.select_related("member__user", "scorecard").annotate(
        is_readable=Exists(readable), **answers(member="member", round="round")
    )
    rounds = loop.rounds.select_related("rubric_version").prefetch_related(
        Prefetch("rubric_version__criteria", criteria),
        Prefetch("questions", questions.prefetch_related("question_version__competencies")),
        Prefetch("seats", seats.defer("scorecard__content", "scorecard__summary").order_by("pk")),
    )
    may_plan = can_plan_loop(reader, loop)
    rows = [
        RoundRow(
            round,
            [_seat_line(seat, reader, may_plan=may_plan) for seat in round.seats.all()],
            candidate_said=said(round) if may_plan else None,
        )
        for round in rounds.annotate(**answers(round="pk")).order_by("position")
    ]
    debrief = Debrief.objects.visible_to(reader).filter(loop=loop).first()
    packets = Packet.objects.visible_to(reader).filter(debrief=debrief).defer("snapshot").order_by("-number")
    return LoopShown(
        loop=loop,
        rows=rows,
        evaluated=evaluated(loop),
        may_plan=may_plan,
        reads_opening=can_read_opening(reader, loop.candidacy.opening),
        debrief=debrief,
        packet=packets.first() if debrief else None,
    )


def _seat_line(seat: Any, reader: Member, *, may_plan: bool) -> SeatLine:
    scorecard: Scorecard | None = getattr(seat, "scorecard", None)
    is_submitted = scorecard is not None and scorecard.status == ScorecardStatus.SUBMITTED
    return SeatLine(
        seat=seat,
        is_submitted=is_submitted,
        is_own=seat.member_id == reader.pk,
        readable_scorecard=scorecard.pk if scorecard and is_submitted and seat.is_readable else None,
        said=said(seat) if may_plan else None,
    )
