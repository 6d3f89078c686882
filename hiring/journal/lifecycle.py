"""The one place where anything changes its state."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction

from hiring.foundations.errors import DomainError
from hiring.journal.services import record

if TYPE_CHECKING:
    from hiring.people.models import Member


Thing = TypeVar("Thing", bound=models.Model)


def locked(thing: Thing) -> Thing:
    """The same row, fresh, and held until the transaction ends; raises `DomainError` when it is gone."""
    try:
        return type(thing)._base_manager.select_for_update().get(pk=thing.pk)
    except ObjectDoesNotExist:
        says = "This was removed a moment ago. Reload the page to see what is there now."
        raise DomainError(says, "gone") from None


@transaction.atomic
def move(
    thing: Thing, *, to: Any, by: "Member | None", setting: Mapping[str, Any] | None = None, **payload: Any
) -> Thing:
    """Lock the thing, ask its map of moves, save the new state and record it, or raise `DomainError`.

    `setting` holds fields that change in the same UPDATE; `payload` goes into the event: ids and states.
    """
    row: Any = locked(thing)
    before = type(to)(row.status)
    if to not in before.next:
        raise DomainError(
            f"{row._meta.verbose_name.capitalize()} is {before.label.lower()} and cannot become "
            f"{to.label.lower()}. Reload the page to see how it stands now.",
            "move_not_allowed",
        )
    for field, value in {"status": to, **(setting or {})}.items():
        setattr(row, field, value)
    row.save(update_fields=["status", *(setting or {})])
    record(f"{row._meta.model_name}.{to.value}", row, by=by, **{"from": before.value, **payload})
    return cast(Thing, row)
