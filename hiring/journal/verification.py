"""Whether an organization's journal is whole: no event altered, removed, or cut off the end."""

from dataclasses import dataclass

from hiring.journal.chain import first_break
from hiring.journal.models import ChainHead, Event
from hiring.journal.services import link_of


@dataclass(frozen=True)
class Verdict:
    """What was found: how many events, and the first sequence number that does not hold (None: all do)."""

    events: int
    broken_at: int | None


def verify(organization_id: int) -> Verdict:
    """Read the whole chain, and compare its end with the head that is kept apart from it."""
    events = Event.objects.filter(organization=organization_id).order_by("sequence")
    total = events.count()
    broken = first_break((link_of(event), event.hash) for event in events.iterator(chunk_size=2000))
    head = ChainHead.objects.filter(organization=organization_id).first()
    last = events.last()
    kept = (head.sequence, head.hash) if head else (0, "")
    found = (last.sequence, last.hash) if last else (0, "")
    if broken is None and kept != found:
        broken = min(kept[0], found[0]) + 1
    return Verdict(total, broken)
