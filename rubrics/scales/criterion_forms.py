"""The criteria of a rubric as rows of one form: each its own fields, in the order that was sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import TextField
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.scales import widths
from rubrics.scales.checks import CriterionText
from rubrics.scales.drafts import (
    LEVELS,
    MOST_CRITERIA,
    CriterionDraft,
)
from rubrics.scales.models import LEAST_WEIGHT, MOST_WEIGHT

ROWS_TO_BEGIN_WITH = 3
ROW = re.compile(r"[0-9]{1,3}")
MOVE = re.compile(r"([0-9]{1,3}):(up|down)")
Offered = Mapping[str, Competency]
WEIGHTS = [("", _("None")), *((str(n), str(n)) for n in range(LEAST_WEIGHT, MOST_WEIGHT + 1))]


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class CriterionForm(forms.Form):
    """One criterion; a row in which nothing was typed is none."""

    name = forms.CharField(
        label=_("Name"), max_length=widths.NAME, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    description = TextField(
        label=_("Description"), max_length=widths.DESCRIPTION, required=False, widget=text_area(2)
    )
    weight = forms.TypedChoiceField(
        label=_("Weight"), choices=WEIGHTS, coerce=int, empty_value=None, required=False
    )

    def __init__(
        self, sent: QueryDict | None, *, number: int, offered: Offered, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(sent, prefix=f"c{number}", initial=dict(initial), use_required_attribute=False)
        self.number = number
        self.fields["competency"] = forms.TypedChoiceField(
            label=_("Judges"),
            choices=[("", _("Choose a competency")), *((key, row.name) for key, row in offered.items())],
            coerce=offered.__getitem__,
        )
        for level in LEVELS:
            self.fields[anchor_field(level)] = TextField(
                label=_("Level %(level)d") % {"level": level},
                max_length=widths.ANCHOR,
                required=False,
                widget=text_area(3),
            )

    @staticmethod
    def of(criterion: CriterionDraft) -> dict[str, Any]:
        """What the row begins with."""
        levels = zip(LEVELS, criterion.anchors, strict=True)
        return {
            "name": criterion.name,
            "description": criterion.description,
            "weight": criterion.weight or "",
            "competency": str(criterion.competency.pk),
            **{anchor_field(level): text for level, text in levels},
        }

    @property
    def anchors(self) -> list[forms.BoundField]:
        return [self[anchor_field(level)] for level in LEVELS]

    @property
    def title(self) -> str:
        """What the row is called in a list that is put in order."""
        return str(self["name"].value() or "") or str(_("New criterion"))

    @property
    def is_blank(self) -> bool:
        return not any(str(self[name].value() or "").strip() for name in self.fields)

    @property
    def draft(self) -> CriterionDraft:
        said = self.cleaned_data
        return CriterionDraft(
            name=said["name"],
            description=said["description"],
            weight=said["weight"],
            competency=said["competency"],
            anchors=tuple(said[anchor_field(level)] for level in LEVELS),
        )


class CriteriaRows:
    """The rows of one form, each with a number of its own; `order` says which, and how they follow."""

    def __init__(
        self, sent: QueryDict | None, *, member: Member, begins_with: Sequence[CriterionDraft] = ()
    ) -> None:
        competencies = Competency.objects.visible_to(member)
        self.offered = {str(competency.pk): competency for competency in competencies}
        if sent is None:
            begun = [CriterionForm.of(criterion) for criterion in begins_with] or [{}] * ROWS_TO_BEGIN_WITH
            self.rows = [self._row(None, number, initial) for number, initial in enumerate(begun, start=1)]
        else:
            self.rows = [self._row(sent, number, {}) for number in _numbers(sent)]

    def _row(self, sent: QueryDict | None, number: int, initial: Mapping[str, Any]) -> CriterionForm:
        return CriterionForm(sent, number=number, offered=self.offered, initial=initial)

    def __iter__(self) -> Iterator[CriterionForm]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def written(self) -> list[CriterionForm]:
        return [row for row in self.rows if not row.is_blank]

    @property
    def is_full(self) -> bool:
        return len(self.rows) >= MOST_CRITERIA

    def is_valid(self) -> bool:
        return not self.faulty

    @property
    def faulty(self) -> list[CriterionForm]:
        """The rows in which something has to be mended."""
        return [row for row in self.written if row.is_bound and row.errors]

    @property
    def drafts(self) -> list[CriterionDraft]:
        return [row.draft for row in self.written]

    @property
    def texts(self) -> list[CriterionText]:
        """What was typed so far, as the checks read it; nothing has to be right yet."""
        return [self._text(row) for row in self.written]

    def _text(self, row: CriterionForm) -> CriterionText:
        judged = self.offered.get(str(row["competency"].value() or ""))
        return CriterionText(
            name=row.title[: widths.NAME],
            anchors=[str(field.value() or "")[: widths.ANCHOR] for field in row.anchors],
            competency=judged.pk if judged else None,
            competency_name=judged.name if judged else "",
        )

    def rearrange(self, sent: QueryDict) -> bool:
        """Add, remove or move a row as a button without a script asks; whether one did. Nothing is judged."""
        rows = {row.number: row for row in self.rows}
        focus = 0
        if "add" in sent:
            focus = max(rows, default=0) + 1
            if not self.is_full:
                self.rows.append(self._row(None, focus, {}))
        elif (removed := _number(sent.get("remove", ""))) in rows:
            self.rows.remove(rows[removed])
        elif (move := MOVE.fullmatch(sent.get("move", ""))) and int(move[1]) in rows:
            focus = int(move[1])
            self._move(rows[focus], by=-1 if move[2] == "up" else 1)
        else:
            return False
        self.rows = [self._as_typed(row) for row in self.rows]
        for row in self.rows:
            if row.number == focus:
                row.fields["name"].widget.attrs["autofocus"] = True
        return True

    def _move(self, row: CriterionForm, *, by: int) -> None:
        place = self.rows.index(row)
        self.rows.remove(row)
        self.rows.insert(max(0, place + by), row)

    def _as_typed(self, row: CriterionForm) -> CriterionForm:
        """The row with what was typed, not yet looked at for mistakes."""
        return self._row(None, row.number, {name: row[name].value() for name in row.fields})


def anchor_field(level: int) -> str:
    return f"level_{level}"


def _numbers(sent: QueryDict) -> list[int]:
    """The rows that were sent, each once, in their order."""
    numbers = [_number(text) for text in sent.getlist("order")]
    return [number for number in dict.fromkeys(numbers) if number is not None][: 2 * MOST_CRITERIA]


def _number(text: str) -> int | None:
    return int(text) if ROW.fullmatch(text) else None
