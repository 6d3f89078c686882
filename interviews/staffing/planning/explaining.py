"""Why a candidate cannot be planned beside the others, and what would help."""

from collections.abc import Sequence

from interviews.staffing.naming import Names
from interviews.staffing.planning.changes import apply
from interviews.staffing.planning.conflicts import Loop, smallest_conflict
from interviews.staffing.planning.instance import Instance
from interviews.staffing.planning.meter import Meter
from interviews.staffing.planning.offers import offer
from interviews.staffing.planning.plan import Booking, Change, Conflict
from interviews.staffing.planning.remedies import Remedies
from interviews.staffing.planning.seat_moves import Move
from interviews.staffing.planning.sentences import Explanation

__all__ = ["alternatives", "apply", "explain"]

# How many changes somebody would want to choose from, and how many at once.
_MOST_OFFERED, _MOST_AT_ONCE = 3, 2

Explained = tuple[Conflict, tuple[Change, ...], int]


def explain(
    instance: Instance, *, candidate: str, others: Sequence[Booking] = (), names: Names | None = None
) -> Explained:
    """Rules that clash, given everybody else's bookings, the cheapest changes that help, and the work.

    The candidate must be one who cannot be planned beside these bookings. There are no changes where none
    that may be offered would do.
    """
    meter = Meter(0)
    loop = Loop(instance, candidate, others, meter)
    rules = smallest_conflict(loop)
    names = names or Names()
    says = Explanation(loop, rules, names).says()
    conflict = Conflict(candidate=candidate, rules=tuple(rules), says=says)
    move = Remedies(loop, rules).cheapest() or ()
    return conflict, _worded(loop, move, names), meter.steps


def alternatives(
    instance: Instance, *, candidate: str, others: Sequence[Booking] = (), names: Names | None = None
) -> tuple[tuple[Change, ...], ...]:
    """Up to three sets of one or two changes, each of which helps, of different kinds, the cheapest first.

    The first is what `explain` offers, if it is as few changes as that.
    """
    loop = Loop(instance, candidate, others, Meter(0))
    remedies = Remedies(loop, smallest_conflict(loop))
    found = remedies.choices(most=_MOST_OFFERED, at_once=_MOST_AT_ONCE)
    return tuple(_worded(loop, move, names or Names()) for move in found)


def _worded(loop: Loop, move: Move, names: Names) -> tuple[Change, ...]:
    name = loop.candidate.id
    return tuple(
        draft.worded(name, offer(loop.instance, draft, candidate=name, names=names)) for draft in move
    )
