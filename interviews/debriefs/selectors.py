"""What a debrief shows, as the reader's eyes may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Exists, OuterRef, QuerySet

from hiring.foundations.capabilities import Capability
from hiring.people.models import Member
from interviews.composer.models import Waiver
from interviews.debriefs.matrix import Column, Disagreement, Line, Mark, Matrix, disagreements_in, matrix_of
from interviews.debriefs.models import Debrief, Decision, Phase, Vote
from interviews.debriefs.services import is_decider
from interviews.debriefs.states import DebriefStatus
from interviews.loops.models import Loop, Round
from interviews.scorecards.models import Recommendation, Scorecard
from interviews.scorecards.selectors import judgements_in
from interviews.staffing.models import Seat
from rubrics.competencies.models import Requirement
from rubrics.scales.models import Criterion, RedFlag

STEPS = {value: step for step, value in enumerate(Recommendation.values)}


@dataclass(frozen=True)
class RaisedFlag:
    """A red flag, whose scorecard raises it, and that author's words."""

    red_flag: RedFlag
    scorecard: Scorecard
    evidence: str


@dataclass(frozen=True)
class Ballot:
    """One committee member's voices; a hidden one is None, and `has_…` still tells that it was given."""

    member: Member
    is_own: bool
    has_pre_voted: bool
    has_voted: bool
    pre_vote: Vote | None
    vote: Vote | None

    @property
    def shift(self) -> int | None:
        """Steps from pre-vote to vote along the four recommendations, -3 to 3; None until both are seen."""
        if self.pre_vote is None or self.vote is None:
            return None
        return STEPS[self.vote.value] - STEPS[self.pre_vote.value]

    @property
    def steps_down(self) -> int:
        """How far the vote lies below the pre-vote, 0 to 3."""
        return max(0, -(self.shift or 0))


@dataclass(frozen=True)
class Standing:
    """The scorecards that give one recommendation."""

    recommendation: Recommendation
    scorecards: list[Scorecard]


@dataclass(frozen=True)
class DebriefPage:
    """One debrief, whole: page, API and packet show nothing that is not in here."""

    debrief: Debrief
    waivers: list[Waiver]
    scorecards: list[Scorecard]
    missing: list[Seat]
    matrix: Matrix
    disagreements: list[Disagreement]
    red_flags: list[RaisedFlag]
    ballots: list[Ballot]
    open_phase: Phase | None
    decisions: list[Decision]
    may_decide: bool

    @property
    def decision(self) -> Decision | None:
        """The one that stands."""
        return self.decisions[-1] if self.decisions else None

    @property
    def earlier_decisions(self) -> list[Decision]:
        """Those that stood before, newest first."""
        return self.decisions[-2::-1]

    @property
    def standings(self) -> list[Standing]:
        """The interviewers' recommendations, strongest yes first, each with who gives it."""
        return [
            Standing(value, [row for row in self.scorecards if row.recommendation == value])
            for value in reversed(Recommendation)
        ]

    @property
    def votes(self) -> list[Vote]:
        """The voices that the reader may hear, in the order in which they were given."""
        voices = [voice for ballot in self.ballots for voice in (ballot.pre_vote, ballot.vote) if voice]
        return sorted(voices, key=lambda voice: voice.pk)


def debriefs_of(member: Member) -> QuerySet[Debrief]:
    """The debriefs that the member may read, each with its loop, candidate and opening."""
    # Few loops have waivers; a debrief without any need not ask for them.
    has_waivers = Exists(Waiver.objects.filter(loop=OuterRef("loop")))
    return (
        Debrief.objects.visible_to(member)
        .select_related(
            "loop__candidacy__candidate",
            "loop__candidacy__opening__hiring_manager__user",
            "opened_by__user",
        )
        .annotate(has_waivers=has_waivers)
    )


def debrief_page(debrief: Debrief, *, eyes_of: Member) -> DebriefPage:
    """Everything the member may read about a debrief that is visible to them, in seven or eight queries.

    A committee member who still has to cast a phase's vote sees nobody else's of that phase.
    """
    scorecards, missing = _scorecards_of(debrief.loop, eyes_of)
    matrix, red_flags = _judgements(debrief.loop, scorecards)
    votes = list(debrief.votes.select_related("member__user").order_by("pk"))
    committee = sorted(debrief.loop.candidacy.opening.committee.all(), key=attrgetter("name", "pk"))
    open_phase = _open_phase(debrief, votes, eyes_of if eyes_of in committee else None)
    return DebriefPage(
        debrief=debrief,
        waivers=_waivers_of(debrief),
        scorecards=scorecards,
        missing=missing,
        matrix=matrix,
        disagreements=disagreements_in(matrix),
        red_flags=red_flags,
        ballots=_ballots(votes, committee, open_phase, eyes_of),
        open_phase=open_phase,
        decisions=list(debrief.decisions.select_related("decided_by__user").order_by("number")),
        may_decide=debrief.status == DebriefStatus.OPEN and is_decider(eyes_of, debrief),
    )


def _waivers_of(debrief: Debrief) -> list[Waiver]:
    if not vars(debrief).get("has_waivers", True):
        return []
    return list(debrief.loop.waivers.select_related("waived_by__user"))


def _scorecards_of(loop: Loop, eyes_of: Member) -> tuple[list[Scorecard], list[Seat]]:
    """The scorecards that count and that the member may read, and the judging seats that owe one."""
    own = Scorecard.objects.filter(seat=OuterRef("pk"))
    seats = (
        Seat.objects.judging()
        .filter(round__loop=loop)
        .annotate(
            is_submitted=Exists(own.counted()),
            is_readable=Exists(own.counted().readable_by(eyes_of)),
        )
        .select_related("round__rubric_version", "member__user", "scorecard")
        .defer("scorecard__content")
        .order_by("round__position", "pk")
    )
    readable: list[Scorecard] = []
    missing: list[Seat] = []
    for seat in seats:
        if seat.is_readable:
            seat.scorecard.seat = seat
            readable.append(seat.scorecard)
        elif not seat.is_submitted:
            missing.append(seat)
    return readable, missing


def _judgements(loop: Loop, scorecards: Sequence[Scorecard]) -> tuple[Matrix, list[RaisedFlag]]:
    """What the scorecards say on each criterion of the loop, and the red flags they raise."""
    by_id = {row.pk: row for row in scorecards}
    columns = {row.pk: _column(row) for row in scorecards}
    lines = _lines_of(loop)
    judgements, raised = judgements_in(by_id)
    marks = [
        Mark(
            line=lines[said.criterion_id],
            column=columns[said.scorecard_id],
            value=said.value,
            evidence=said.evidence,
            anchor=said.anchor,
            reason=said.reason,
        )
        for said in judgements
    ]
    flags = [RaisedFlag(flag.red_flag, by_id[flag.scorecard_id], flag.evidence) for flag in raised]
    return matrix_of(list(lines.values()), list(columns.values()), marks), flags


def _lines_of(loop: Loop) -> dict[int, Line]:
    """The criteria of the loop's rounds, what the opening must have first."""
    asked_for = Requirement.objects.filter(
        opening=loop.candidacy.opening_id, competency=OuterRef("competency"), is_must_have=True
    )
    criteria = (
        Criterion.objects.filter(version__in=Round.objects.filter(loop=loop).values("rubric_version"))
        .annotate(is_must_have=Exists(asked_for))
        .select_related("competency")
        .order_by("-is_must_have", "competency__name", "competency", "version", "position")
    )
    return {
        row.pk: Line(row.pk, row.name, row.competency_id, row.competency.name, row.is_must_have, row.weight)
        for row in criteria
    }


def _column(scorecard: Scorecard) -> Column:
    seat = scorecard.seat
    return Column(scorecard.pk, seat.member.name, seat.member.initials, seat.round.title)


def _open_phase(debrief: Debrief, votes: Sequence[Vote], voter: Member | None) -> Phase | None:
    """The phase in which this committee member may vote now."""
    if debrief.status != DebriefStatus.OPEN or voter is None or not voter.may(Capability.SIT_ON_COMMITTEES):
        return None
    cast = {vote.phase for vote in votes if vote.member_id == voter.pk}
    return next((phase for phase in (Phase.PRE_VOTE, Phase.VOTE) if phase not in cast), None)


def _ballots(
    votes: Sequence[Vote], committee: Sequence[Member], open_phase: Phase | None, eyes_of: Member
) -> list[Ballot]:
    cast = {(vote.member_id, vote.phase): vote for vote in votes}
    # Whoever has left the committee since then keeps their voice.
    voters = {member.pk: member for member in [*committee, *(vote.member for vote in votes)]}
    hidden = {None: set(), Phase.PRE_VOTE: {Phase.PRE_VOTE, Phase.VOTE}, Phase.VOTE: {Phase.VOTE}}[open_phase]

    def seen(member: Member, phase: Phase) -> Vote | None:
        return cast.get((member.pk, phase)) if member == eyes_of or phase not in hidden else None

    return [
        Ballot(
            member=member,
            is_own=member == eyes_of,
            has_pre_voted=(member.pk, Phase.PRE_VOTE) in cast,
            has_voted=(member.pk, Phase.VOTE) in cast,
            pre_vote=seen(member, Phase.PRE_VOTE),
            vote=seen(member, Phase.VOTE),
        )
        for member in voters.values()
    ]
