"""The form in which shuffled anchors are given their levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_INTEGER, ProductForm
from rubrics.scales.anchor_sorts import SheetLine
from rubrics.scales.drafts import LEVELS
from rubrics.scales.sorting import is_an_order

CHOICES = [("", _("Level")), *((str(level), str(level)) for level in LEVELS)]


@dataclass(frozen=True)
class SortedLine:
    """A criterion with the fields of its anchors as they stand on the sheet; `fault` where some are amiss."""

    line: SheetLine
    fields: Sequence[forms.BoundField]
    fault: str


class SortForm(ProductForm):
    """A level for each shuffled anchor; the sheet decides which anchor stands where."""

    state = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)

    def __init__(self, sent: QueryDict | None, *, sheet: Sequence[SheetLine], state: int) -> None:
        super().__init__(sent, initial={"state": state})
        self.sheet = sheet
        for line in sheet:
            for name, text in zip(self._names(line), line.texts, strict=True):
                self.fields[name] = forms.TypedChoiceField(
                    label=text, choices=CHOICES, coerce=int, empty_value=None, required=False
                )

    @staticmethod
    def _names(line: SheetLine) -> list[str]:
        return [f"p{line.criterion.position}-{place}" for place in range(1, len(line.texts) + 1)]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for line in self.sheet:
            names = self._names(line)
            levels = [said.get(name) or 0 for name in names]
            if not is_an_order(levels, levels=LEVELS):
                first = next(place for place, level in enumerate(levels) if not _is_fit(level, levels))
                told = _("Give each level once in “%(name)s”.") % {"name": line.criterion.name}
                self.add_error(names[first], told)
        return said

    @property
    def lines(self) -> list[SortedLine]:
        return [self._sorted_line(line) for line in self.sheet]

    def _sorted_line(self, line: SheetLine) -> SortedLine:
        fields = [self[name] for name in self._names(line)]
        return SortedLine(line, fields, next((str(field.errors[0]) for field in fields if field.errors), ""))

    @property
    def given(self) -> dict[int, list[int]]:
        """The levels by the criterion's position, in the order of the sheet."""
        return {
            line.criterion.position: [self.cleaned_data[name] for name in self._names(line)]
            for line in self.sheet
        }


def _is_fit(level: int, levels: Sequence[int]) -> bool:
    return level in LEVELS and levels.count(level) == 1
