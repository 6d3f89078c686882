"""Whoever could already read a loop's scorecards judges no more in it, and nobody gives up a seat to read."""

from hiring.candidates.services import can_read_opening
from hiring.foundations.errors import DomainError, Invalid
from hiring.people.models import Member
from interviews.loops.models import Loop
from interviews.staffing.models import Seat


def scorecards_are_in(loop: Loop) -> bool:
    """Whether somebody's submitted scorecard could be read by now."""
    return Seat.objects.judging().filter(round__loop=loop, scorecard__submitted_at__isnull=False).exists()


def could_have_read(member: Member, loop: Loop) -> bool:
    """Whether the member may read the loop's scorecards: it is their business, and they owe it none."""
    own = Seat.objects.filter(round__loop=loop, member=member)
    if own.filter(scorecard__submitted_at__isnull=True).exists():
        return False
    return own.exists() or can_read_opening(member, loop.candidacy.opening)


def refuse_a_reader(member: Member, loop: Loop) -> None:
    """Raise `Invalid` when the member's scorecard could no longer be independent of what is in."""
    if scorecards_are_in(loop) and could_have_read(member, loop):
        raise Invalid(
            f"{member.name} could already read the scorecards that are in. Choose somebody who could not.",
            field="member",
            code="not_independent",
        )


def refuse_stepping_out(seat: Seat, *, by: Member) -> None:
    """Raise when somebody would end their own duty to write in order to read."""
    if seat.member_id == by.pk and scorecards_are_in(seat.round.loop):
        raise DomainError(
            "Scorecards are in already, so you cannot give up your own seat. Ask another planner to do it.",
            "not_independent",
        )
