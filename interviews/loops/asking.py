"""What loops know of the questions they ask: when each was asked."""

from django.utils import timezone

from interviews.exposure.models import Asking
from interviews.exposure.services import note_asked
from interviews.loops.models import Loop
from interviews.loops.states import LoopStatus

# A loop in one of these states holds its rounds, or has held them.
HELD = (LoopStatus.PUBLISHED, LoopStatus.DECIDED)


def note_held_rounds(*, of: Loop | None = None) -> int:
    """Write down every asking, or those of one loop, whose round has begun since; returns how many.

    Safe to run at any time. The round's own time says when, not its feedback: who may not read a scorecard
    yet must not learn from the ledger that there is one. A round without a time counts from the day its loop
    was decided.
    """
    now = timezone.now()
    planned = Asking.objects.still_planned().filter(round__loop__status__in=HELD)
    if of is not None:
        planned = planned.filter(round__loop=of)
    begun = planned.filter(round__starts_at__lte=now).values_list("pk", "round__starts_at")
    decided = planned.filter(round__starts_at=None, round__loop__status=LoopStatus.DECIDED)
    moments = dict.fromkeys(decided.values_list("pk", flat=True), now)
    moments |= {pk: starts_at for pk, starts_at in begun if starts_at}
    note_asked(moments)
    return len(moments)
