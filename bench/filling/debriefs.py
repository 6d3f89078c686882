"""Debriefs with their votes, and a decision on those that are over."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bench.filling.house import House
from bench.filling.loops import PlannedLoop
from bench.filling.words import Pen
from interviews.debriefs.models import Debrief, Decision, DecisionOutcome, Phase, Vote
from interviews.debriefs.states import DebriefStatus
from interviews.scorecards.content import RECOMMENDATIONS


def add_debriefs(house: House, loops: Sequence[PlannedLoop], pen: Pen) -> list[Debrief]:
    """One for each loop: decided with all votes, or open with the pre-votes of all but one."""
    debriefs = Debrief.objects.bulk_create(
        Debrief(
            organization=house.organization,
            loop=planned.loop,
            status=DebriefStatus.OPEN if planned.is_open else DebriefStatus.DECIDED,
            opened_by=house.recruiter,
            opened_at=planned.ends_at + timedelta(days=1),
        )
        for planned in loops
    )
    pairs = list(zip(debriefs, loops, strict=True))
    Vote.objects.bulk_create(
        vote for debrief, planned in pairs for vote in _votes(house, debrief, planned, pen)
    )
    Decision.objects.bulk_create(
        Decision(
            debrief=debrief,
            number=1,
            outcome=DecisionOutcome.NO_HIRE,
            rationale=pen.note(),
            decided_by=planned.loop.candidacy.opening.hiring_manager,
            decided_at=debrief.opened_at + timedelta(days=1),
        )
        for debrief, planned in pairs
        if not planned.is_open
    )
    return debriefs


def _votes(house: House, debrief: Debrief, planned: PlannedLoop, pen: Pen) -> Iterator[Vote]:
    committee = house.committees[planned.number % len(house.committees)]
    heard = [(Phase.PRE_VOTE, committee[1:])] if planned.is_open else [(phase, committee) for phase in Phase]
    for phase, members in heard:
        for member in members:
            yield Vote(
                debrief=debrief,
                member=member,
                phase=phase,
                value=pen.chance.choice(RECOMMENDATIONS),
                sentence=pen.sentence(),
                cast_at=debrief.opened_at + timedelta(hours=2 if phase == Phase.PRE_VOTE else 4),
            )
