"""The scorecard as a form: its fields are the lines of the round's rubric, and the round's questions."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.foundations.forms import LARGEST_INTEGER, ProductForm
from interviews.scorecards.content import LEVELS, Answer, Content, Fault, Sheet
from interviews.scorecards.models import Recommendation

NOT_ASSESSED = "not_assessed"
RATINGS = [(str(level), str(level)) for level in LEVELS] + [(NOT_ASSESSED, gettext_lazy("Not assessed"))]
# What the names of the fields begin with that stand for one line of the sheet.
OF_A_LINE = re.compile(r"(rating|evidence|reason|flag|flag-evidence|note)-(.*)", re.DOTALL)


def as_fields(content: Content) -> dict[str, Any]:
    """The content as the form's values, by the names of its fields."""
    fields: dict[str, Any] = {"recommendation": content.recommendation, "summary": content.summary}
    for criterion, answer in content.answers.items():
        rating = NOT_ASSESSED if answer.is_not_assessed else str(answer.value or "")
        fields |= {
            f"rating-{criterion}": rating,
            f"evidence-{criterion}": answer.evidence,
            f"reason-{criterion}": answer.reason,
        }
    fields |= {f"flag-evidence-{flag}": words for flag, words in content.set_aside.items()}
    for flag, words in content.red_flags.items():
        fields |= {f"flag-{flag}": True, f"flag-evidence-{flag}": words}
    return fields | {f"note-{question}": note for question, note in content.notes.items()}


def differences(mine: Content, theirs: Content) -> dict[str, Any]:
    """What theirs says where the two differ, by the names of the fields."""
    my_fields, their_fields = as_fields(mine), as_fields(theirs)
    return {
        name: their_fields.get(name, "")
        for name in my_fields.keys() | their_fields.keys()
        if (my_fields.get(name) or "") != (their_fields.get(name) or "")
    }


class ScorecardForm(ProductForm):
    """What an author types about one round; every field may be empty, for a draft is saved as it stands."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)
    mutation_id = forms.CharField(max_length=64, initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for question in sheet.questions:
            self.fields[f"note-{question}"] = self._text(_("Notes"))
        for criterion, name in sheet.criteria.items():
            self.fields |= self._answer_fields(criterion, name)
        for flag, statement in sheet.red_flags.items():
            label = _("Evidence for “%(name)s”") % {"name": statement}
            self.fields[f"flag-{flag}"] = forms.BooleanField(label=statement, required=False)
            self.fields[f"flag-evidence-{flag}"] = self._text(label, rows=2)
        self.fields["recommendation"] = forms.ChoiceField(
            label=_("Recommendation"),
            choices=Recommendation.choices,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose one of the four recommendations.")},
        )
        self.fields["summary"] = self._text(_("In a sentence or two, why"))

    def _answer_fields(self, criterion: int, name: str) -> dict[str, forms.Field]:
        named = {"name": name}
        rating = forms.ChoiceField(
            label=_("Rating of “%(name)s”") % named,
            choices=RATINGS,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Choose a rating from 1 to 4, or “Not assessed”.")},
        )
        return {
            f"evidence-{criterion}": self._text(_("Evidence for “%(name)s”") % named),
            f"rating-{criterion}": rating,
            f"reason-{criterion}": self._text(_("Why “%(name)s” was not assessed") % named, rows=2),
        }

    @staticmethod
    def _text(label: str, rows: int = 3) -> forms.CharField:
        # Without a longest length, for then browsers cut what is pasted; the service says what is too long.
        return forms.CharField(
            label=label, required=False, strip=False, widget=forms.Textarea(attrs={"rows": rows})
        )

    def clean(self) -> dict[str, Any]:
        typed = {name for name in self.data if name not in self.fields and self.data[name]}
        if any(OF_A_LINE.fullmatch(name) for name in typed):
            self.add_error(
                None,
                _("This page has lines that are not in the round's rubric. Copy your text, then reload."),
            )
        return super().clean()

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Put what the service found beside the fields it concerns."""
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.says)

    @property
    def seen_version(self) -> int:
        """The version that the author had on the page; none where the form does not tell."""
        seen = (self.cleaned_data or {}).get("version") if self.is_bound else None
        return seen or 0

    @property
    def content(self) -> Content:
        """What was typed, as a value."""
        raised = {flag: self.cleaned_data[f"flag-evidence-{flag}"] for flag in self.sheet.red_flags}
        return Content(
            answers={criterion: self._answer(criterion) for criterion in self.sheet.criteria},
            red_flags={flag: words for flag, words in raised.items() if self.cleaned_data[f"flag-{flag}"]},
            set_aside={
                flag: words
                for flag, words in raised.items()
                if words and not self.cleaned_data[f"flag-{flag}"]
            },
            notes={question: self.cleaned_data[f"note-{question}"] for question in self.sheet.questions},
            recommendation=self.cleaned_data["recommendation"],
            summary=self.cleaned_data["summary"],
        )

    def _answer(self, criterion: int) -> Answer:
        rating = self.cleaned_data[f"rating-{criterion}"]
        return Answer(
            value=int(rating) if rating and rating != NOT_ASSESSED else None,
            is_not_assessed=rating == NOT_ASSESSED,
            reason=self.cleaned_data[f"reason-{criterion}"],
            evidence=self.cleaned_data[f"evidence-{criterion}"],
        )
