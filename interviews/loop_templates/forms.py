from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Level
from hiring.foundations.forms import OnceForm, VersionedForm
from hiring.foundations.paging import PageForm
from interviews.loop_templates.models import LoopTemplate
from interviews.loop_templates.services import LONGEST_NAME, LONGEST_NOTE

RETIRED = "retired"


class TemplateSearchForm(PageForm):
    level = forms.ChoiceField(
        label=_("Level"), choices=[("", _("Every level")), *Level.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("In use")), (RETIRED, _("Retired"))], required=False
    )


class TemplateFields(forms.Form):
    """What a template says of itself, beside its rounds."""

    name = forms.CharField(
        label=_("Name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.SENIOR)

    def as_typed(self) -> dict[str, Any]:
        """What was typed, not yet looked at for mistakes."""
        return {name: self[name].value() for name in self.fields}


class NewTemplateForm(TemplateFields, OnceForm):
    pass


class TemplateForm(TemplateFields, VersionedForm):
    """Writes the next version; it carries the number of the one that its reader saw."""

    note = forms.CharField(
        label=_("What is new, and why"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("Kept with the version."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        template: LoopTemplate,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, initial={**self.of(template), **(initial or {})})

    @staticmethod
    def of(template: LoopTemplate) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "name": template.name,
            "level": template.level,
            "version": template.current.number if template.current else 0,
        }
