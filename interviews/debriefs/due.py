"""The list of debriefs: each with what it waits for from its reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from hiring.candidates.models import Opening
from hiring.foundations.capabilities import Capability
from hiring.foundations.paging import Page, page_of
from hiring.people.models import Member
from interviews.debriefs.models import Debrief, Decision, DecisionOutcome, Phase, Vote
from interviews.debriefs.selectors import debriefs_of
from interviews.debriefs.services import is_decider
from interviews.debriefs.states import DebriefStatus
from interviews.scorecards.states import ScorecardStatus
from interviews.staffing.models import Seat


class Due(StrEnum):
    """What a debrief waits for from its reader."""

    PRE_VOTE = auto()
    VOTE = auto()
    DECISION = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class DebriefRow:
    """One debrief of a list: whose it is, what the reader owes it, and how it ended."""

    debrief: Debrief
    scorecards: int
    seats: int
    due: Due
    outcome: str

    @property
    def outcome_label(self) -> str:
        return str(DecisionOutcome(self.outcome).label) if self.outcome else ""


def debriefs_page(member: Member, *, status: DebriefStatus, before: int | None = None) -> Page[DebriefRow]:
    """The debriefs in one state that the member may read, newest first, in two queries."""
    own = Vote.objects.filter(debrief=OuterRef("pk"), member=member)
    seat = Opening.committee.through.objects.filter(
        opening=OuterRef("loop__candidacy__opening"), member=member
    )
    rows = (
        debriefs_of(member)
        .filter(status=status)
        .annotate(
            has_pre_voted=Exists(own.filter(phase=Phase.PRE_VOTE)),
            has_voted=Exists(own.filter(phase=Phase.VOTE)),
            is_on_committee=Exists(seat),
            outcome=Subquery(
                Decision.objects.filter(debrief=OuterRef("pk")).order_by("-number").values("outcome")[:1]
            ),
        )
    )
    page: Page[Any] = page_of(rows, before=before)
    counts = _counts_of([row.pk for row in page.rows])
    return page.showing(
        [
            DebriefRow(row, *counts.get(row.pk, (0, 0)), due=_due(row, member), outcome=row.outcome or "")
            for row in page.rows
        ]
    )


def _counts_of(debriefs: Sequence[int]) -> dict[int, tuple[int, int]]:
    """By debrief, how many scorecards are in and how many seats there are."""
    judging = Seat.objects.judging().filter(round__loop__debrief__in=debriefs)
    submitted = Count("pk", filter=Q(scorecard__status=ScorecardStatus.SUBMITTED))
    counted = judging.values("round__loop__debrief").annotate(seats=Count("pk"), scorecards=submitted)
    return {row["round__loop__debrief"]: (row["scorecards"], row["seats"]) for row in counted}


def _due(row: Any, member: Member) -> Due:
    if row.status != DebriefStatus.OPEN:
        return Due.NOTHING
    if row.is_on_committee and member.may(Capability.SIT_ON_COMMITTEES):
        if not row.has_pre_voted:
            return Due.PRE_VOTE
        if not row.has_voted:
            return Due.VOTE
    return Due.DECISION if is_decider(member, row) else Due.NOTHING
