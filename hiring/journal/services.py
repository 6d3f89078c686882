"""Adding to the journal: the last step of every change, in the change's own transaction."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from hiring.journal.chain import Link, hash_of
from hiring.journal.models import ChainHead, Event

if TYPE_CHECKING:
    from hiring.people.models import Member


def stamp(moment: datetime) -> str:
    """The instant as the chain writes it: UTC, to the microsecond."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def link_of(event: Event) -> Link:
    """The part of the event that its hash covers."""
    return Link(
        organization=event.organization_id,
        sequence=event.sequence,
        kind=event.kind,
        subject_type=event.subject_type,
        subject_id=event.subject_id,
        actor=event.actor_id,
        payload=event.payload,
        occurred_at=stamp(event.occurred_at),
        previous_hash=event.previous_hash,
    )


def record(
    kind: str,
    subject: models.Model,
    *,
    by: "Member | None",
    organization_id: int | None = None,
    **payload: Any,
) -> Event:
    """Append one event about the subject; must run inside the transaction of the change it tells of."""
    owner = organization_id or subject.organization_id  # type: ignore[attr-defined]
    with transaction.atomic():
        ChainHead.objects.get_or_create(organization_id=owner)
        head = ChainHead.objects.select_for_update().get(organization_id=owner)
        event = Event(
            organization_id=owner,
            sequence=head.sequence + 1,
            kind=kind,
            subject_type=subject._meta.model_name or "",
            subject_id=str(subject.pk),
            actor=by,
            payload=payload,
            occurred_at=timezone.now(),
            previous_hash=head.hash,
        )
        event.hash = hash_of(link_of(event))
        event.save(force_insert=True)
        ChainHead.objects.filter(pk=head.pk).update(sequence=event.sequence, hash=event.hash)
    return event
