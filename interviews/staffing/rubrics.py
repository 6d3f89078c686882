"""Which version of its rubric a round is judged by, and moving to the one that is published since."""

from django.db import transaction

from hiring.foundations.capabilities import require
from hiring.foundations.errors import DomainError
from hiring.journal.lifecycle import locked
from hiring.journal.services import record
from hiring.people.models import Member
from interviews.loops.models import Round
from interviews.loops.services import can_plan_loop
from interviews.staffing.models import Seat
from rubrics.scales.models import RubricVersion


def newer_rubric(round: Round) -> RubricVersion | None:
    """The version that is published since the round pinned its own, if there is one."""
    pinned = round.rubric_version
    current = pinned.rubric.current
    return current if current and current.number > pinned.number else None


def is_begun(round: Round) -> bool:
    """Whether somebody has begun a scorecard of the round, so that it stays with its rubric."""
    return Seat.objects.filter(round=round, scorecard__isnull=False).exists()


@transaction.atomic
def move_round_to_current_rubric(round: Round, *, by: Member) -> Round:
    """Judge the round by the published version of its rubric; moving twice is once.

    Refused once a scorecard of the round is begun: what people wrote answers the version they saw.
    """
    require(can_plan_loop(by, round.loop))
    loop, row = locked(round.loop), locked(round)
    if not loop.is_open:
        raise DomainError("This loop is over. Its rounds no longer change.", "loop_closed")
    newer = newer_rubric(row)
    if newer is None:
        return row
    if is_begun(row):
        raise DomainError(
            "Somebody has begun a scorecard for this round, so it stays with the version they saw.",
            "scorecard_begun",
        )
    before, row.rubric_version = row.rubric_version_id, newer
    row.version += 1
    row.save(update_fields=["rubric_version", "version"])
    record(
        "round.rubric_moved",
        row,
        by=by,
        organization_id=loop.organization_id,
        loop=loop.pk,
        before=before,
        after=newer.pk,
    )
    return row
