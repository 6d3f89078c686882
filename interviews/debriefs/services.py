"""Opening a debrief, voting, deciding."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from hiring.candidates.services import settle_candidacy
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.capabilities import Capability, require
from hiring.foundations.errors import DomainError
from hiring.journal.lifecycle import locked, move
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.debriefs.models import Debrief, Decision, DecisionOutcome, Phase, Vote
from interviews.debriefs.states import DebriefStatus
from interviews.loops.models import Loop
from interviews.loops.services import can_plan_loop
from interviews.loops.states import LoopStatus
from interviews.scorecards.models import Scorecard
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Seat

CANDIDACY_AFTER = {
    DecisionOutcome.HIRE: CandidacyStatus.HIRED,
    DecisionOutcome.NO_HIRE: CandidacyStatus.DECLINED,
}


def can_vote(member: Member, debrief: Debrief) -> bool:
    """Whether the member sits on the committee of the debrief's opening."""
    opening = debrief.loop.candidacy.opening
    return member.may(Capability.SIT_ON_COMMITTEES) and member in opening.committee.all()


def is_decider(member: Member, debrief: Debrief) -> bool:
    """Whether the opening is the member's own; deciding also takes the right to read."""
    opening = debrief.loop.candidacy.opening
    return member.may(Capability.PLAN_OWN_LOOPS) and opening.hiring_manager_id == member.pk


def can_decide(member: Member, debrief: Debrief) -> bool:
    """Whether the debrief is the member's to decide."""
    return is_decider(member, debrief) and _may_read(member, debrief)


def _may_read(member: Member, debrief: Debrief) -> bool:
    return Debrief.objects.visible_to(member).filter(pk=debrief.pk).exists()


def seats_without_scorecard(loop: Loop) -> list[Seat]:
    """Judging seats whose scorecard is not submitted."""
    return list(
        Seat.objects.judging()
        .filter(round__loop=loop)
        .exclude(scorecard__status=ScorecardStatus.SUBMITTED)
        .select_related("member__user", "round")
        .order_by("round__position", "pk")
    )


@transaction.atomic
def open_debrief(loop: Loop, *, even_without_missing: bool = False, by: Member) -> Debrief:
    """Lay the loop's scorecards before the committee; opening twice is once.

    With scorecards missing it is refused, unless the planner says that the committee shall read without them.
    """
    require(can_plan_loop(by, loop))
    row = locked(loop)
    if debrief := Debrief.objects.filter(loop=row).first():
        return debrief
    if row.status != LoopStatus.PUBLISHED:
        raise DomainError("Publish the loop and collect its scorecards first.", "loop_not_published")
    if not Scorecard.objects.counted().filter(seat__round__loop=row).exists():
        raise DomainError("No scorecard is in yet. A debrief needs at least one.", "no_scorecards")
    if (missing := seats_without_scorecard(row)) and not even_without_missing:
        names = ", ".join(f"{seat.member.name} ({seat.round.title})" for seat in missing)
        raise DomainError(
            f"Scorecards are missing from {names}. Wait for them, or open the debrief without them.",
            "scorecards_missing",
        )
    debrief = Debrief.objects.create(
        organization_id=row.organization_id, loop=row, opened_by=by, opened_at=timezone.now()
    )
    record("debrief.opened", debrief, by=by, loop=row.pk)
    return debrief


@transaction.atomic
def cast_vote(debrief: Debrief, *, phase: str, value: str, sentence: str, by: Member) -> Vote:
    """Give one's voice, once in each phase; the pre-vote comes first and neither can be taken back."""
    require(can_vote(by, debrief), "Only the committee of this opening votes.")
    require(_may_read(by, debrief), "You still owe a scorecard for this loop. Submit it, then vote.")
    row = locked(debrief)
    if earlier := Vote.objects.filter(debrief=row, member=by, phase=phase).first():
        if (earlier.value, earlier.sentence) == (value, sentence):
            return earlier
        raise DomainError(
            "You have voted already, and a vote is not changed. It stands below.", "voted_already"
        )
    if row.status != DebriefStatus.OPEN:
        raise DomainError("The decision has been made; voting is over.", "debrief_decided")
    if phase == Phase.VOTE and not Vote.objects.filter(debrief=row, member=by, phase=Phase.PRE_VOTE).exists():
        raise DomainError("Give your pre-vote first: what you think before the discussion.", "pre_vote_first")
    try:
        with transaction.atomic():
            vote = Vote.objects.create(
                debrief=row, member=by, phase=phase, value=value, sentence=sentence, cast_at=timezone.now()
            )
    except IntegrityError as error:
        raise DomainError("You have voted already, and a vote is not changed.", "voted_already") from error
    record("vote.cast", vote, by=by, organization_id=row.organization_id, debrief=row.pk, phase=phase)
    return vote


@transaction.atomic
def decide(debrief: Debrief, *, outcome: str, rationale: str, by: Member) -> Decision:
    """Record the outcome with its rationale; all but “more evidence” close the debrief and its loop."""
    require(can_decide(by, debrief), "The hiring manager of this opening decides.")
    # All that may move is locked before the journal is, as everywhere else: nobody waits in a circle.
    loop, row = locked(debrief.loop), locked(debrief)
    candidacy = locked(debrief.loop.candidacy)
    if row.status != DebriefStatus.OPEN:
        raise DomainError("This debrief is decided already. The decision stands above.", "debrief_decided")
    last = row.decisions.aggregate(last=Max("number"))["last"] or 0
    decision = Decision.objects.create(
        debrief=row,
        number=last + 1,
        outcome=outcome,
        rationale=rationale,
        decided_by=by,
        decided_at=timezone.now(),
    )
    # Which outcome it is stays out of the journal: its readers may still owe this loop a scorecard.
    record("decision.made", decision, by=by, organization_id=row.organization_id, debrief=row.pk)
    if outcome != DecisionOutcome.MORE_EVIDENCE:
        move(row, to=DebriefStatus.DECIDED, by=by)
        move(loop, to=LoopStatus.DECIDED, by=by)
        after = CANDIDACY_AFTER.get(DecisionOutcome(outcome))
        if after and candidacy.status == CandidacyStatus.ACTIVE:
            settle_candidacy(candidacy, to=after, by=by)
    return decision
