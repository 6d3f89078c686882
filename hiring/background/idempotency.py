"""A form sent twice, by a double click or a nervous network, has one effect."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction

from hiring.background.models import IdempotencyKey

if TYPE_CHECKING:
    from hiring.people.models import User


def once(user: "User", *, key: str, act: Callable[[], str]) -> str:
    """The address that `act` returned when this key was first sent; `act` runs that first time only."""
    if not key:
        with transaction.atomic():
            return act()
    with transaction.atomic():
        entry, is_new = IdempotencyKey.objects.get_or_create(user=user, key=key[:64])
        if is_new:
            entry.location = act()
            entry.save(update_fields=["location"])
    return entry.location


def answer_given(user: "User", *, key: str) -> str:
    """The address that an earlier sending of this key led to; empty when there was none."""
    entry = IdempotencyKey.objects.filter(user=user, key=key[:64]).first() if key else None
    return entry.location if entry else ""
