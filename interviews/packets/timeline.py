"""The loop's history as the packet tells it, each instant in the organization's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hiring.journal.models import Event
from interviews.debriefs import models as debriefs
from interviews.loops.models import Loop
from interviews.packets import snapshot as shown
from interviews.scorecards.models import Scorecard


class Clock:
    """Writes instants in the organization's zone."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)

    def __call__(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).isoformat(timespec="seconds")


def timeline_of(
    loop: Loop,
    debrief: debriefs.Debrief,
    scorecards: list[Scorecard],
    votes: list[debriefs.Vote],
    decision: debriefs.Decision | None,
    at: Clock,
) -> tuple[shown.TimelineEntry, ...]:
    """What happened to the loop and when, oldest first, as far as the scorecards and votes given tell."""
    published = Event.objects.filter(
        organization=loop.organization_id, subject_type="loop", subject_id=str(loop.pk), kind="loop.published"
    ).values_list("occurred_at", flat=True)
    moments: list[tuple[datetime, str]] = [(loop.created_at, "Loop planned")]
    moments += [(moment, "Loop published to its interviewers") for moment in published]
    moments += [
        (
            scorecard.submitted_at,
            f"Scorecard of {scorecard.seat.member.name} submitted ({scorecard.seat.round.title})",
        )
        for scorecard in scorecards
        if scorecard.submitted_at
    ]
    moments.append((debrief.opened_at, "Debrief opened"))
    moments += [(vote.cast_at, f"{vote.get_phase_display()} of {vote.member.name}") for vote in votes]
    if decision:
        moments.append((decision.decided_at, f"Decision: {decision.get_outcome_display()}"))
    return tuple(shown.TimelineEntry(at=at(moment), label=label) for moment, label in sorted(moments))
