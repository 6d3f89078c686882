"""Long lists, newest first, a page at a time; a page costs the same however deep it lies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.db.models import QuerySet

from hiring.foundations.forms import LARGEST_ID

PAGE_SIZE = 50

Row = TypeVar("Row")
Other = TypeVar("Other")


class PageForm(forms.Form):
    """The part of a list's address that says where its page begins."""

    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)

    def wanted(self) -> dict[str, Any]:
        """What the address asks for; a part that makes no sense counts as not said, and has its error."""
        self.is_valid()
        unsaid = {name: field.clean("") for name, field in self.fields.items() if name in self.errors}
        return {**self.cleaned_data, **unsaid}


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list; `older` is the `before` of the next page, None on the last one."""

    rows: Sequence[Row]
    older: int | None = None

    def showing(self, rows: Sequence[Other]) -> "Page[Other]":
        """The same page, its rows told in another way."""
        return Page(rows=rows, older=self.older)


def page_of(rows: "QuerySet[Any]", *, before: int | None = None, size: int = PAGE_SIZE) -> Page[Any]:
    """The newest rows with an id below `before`."""
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(rows=found[:size], older=found[size - 1].pk if len(found) > size else None)
