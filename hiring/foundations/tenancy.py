"""The wall between organizations: rows are reached through `visible_to(member)`, and through nothing else."""

from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

from hiring.foundations.errors import Invalid

if TYPE_CHECKING:
    from hiring.people.models import Member


Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class OwnedQuerySet(models.QuerySet[Row_co]):
    """Rows that name their organization themselves."""

    def visible_to(self, member: "Member") -> Self:
        """Every row of the member's organization; rooms narrow this by role."""
        return self.filter(organization_id=member.organization_id)


class Owned(models.Model):
    """A row that belongs to one organization for ever."""

    organization = models.ForeignKey("hiring.Organization", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


def is_among(rows: "models.QuerySet[Any, Any]", path: str) -> models.Exists:
    """Whether the row at the end of the path is among these.

    It is asked row by row, so that one row costs the same however many there are; `path__in=rows` would
    gather all of them first.
    """
    return models.Exists(rows.filter(pk=models.OuterRef(path)))


def same_organization(*things: Any, as_: Any, field: str) -> None:
    """Raise `Invalid` unless every thing that is given belongs to the organization of `as_`."""
    for thing in things:
        if thing is not None and thing.organization_id != as_.organization_id:
            raise Invalid(
                "There is no such choice in your organization. Pick one from the list.", field=field
            )
