"""What becomes of a candidacy, and of the interviews that were planned for it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from hiring.candidates.models import Candidacy
from hiring.candidates.services import can_plan, move_candidacy
from hiring.candidates.states import CandidacyStatus
from hiring.foundations.capabilities import require
from hiring.journal.lifecycle import locked
from hiring.people.models import Member
from interviews.exposure.models import Asking
from interviews.exposure.services import release
from interviews.invitations.services import bring_up_to_date
from interviews.loops.models import Loop
from interviews.loops.states import LoopStatus
from interviews.staffing.models import Seat
from interviews.staffing.services import cancel_loop


@transaction.atomic
def note_outcome(candidacy: Candidacy, *, to: CandidacyStatus, by: Member) -> Candidacy:
    """Note that a candidate withdrew or was declined, or is considered again.

    Whoever is no longer considered is interviewed no more: their open loop is cancelled, everybody's time is
    free again, and everybody is told once. A loop whose debrief is open stays for the committee to decide; of
    that one only the rounds that lie ahead are called off.
    """
    require(can_plan(by, candidacy.opening))
    under_way = (LoopStatus.DRAFT, LoopStatus.PUBLISHED)
    loop = Loop.objects.filter(candidacy=candidacy, status__in=under_way).first()
    if loop is None or to == CandidacyStatus.ACTIVE:
        return move_candidacy(candidacy, to=to, by=by)
    loop = locked(loop)
    # All that may move is held before the journal is, as everywhere else.
    locked(candidacy)
    if not Loop.objects.filter(pk=loop.pk, debrief__isnull=False).exists():
        cancel_loop(loop, by=by)
        return move_candidacy(candidacy, to=to, by=by)
    _call_off_what_lies_ahead(loop)
    moved = move_candidacy(candidacy, to=to, by=by)
    bring_up_to_date(loop, by=by)
    return moved


def _call_off_what_lies_ahead(loop: Loop) -> None:
    ahead = loop.rounds.filter(starts_at__gt=timezone.now())
    rounds = list(ahead.values_list("pk", flat=True))
    ahead.update(starts_at=None, version=F("version") + 1)
    Seat.objects.filter(round__in=rounds).update(starts_at=None, ends_at=None)
    release(Asking.objects.filter(round__in=rounds))
