from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import (
    LARGEST_INTEGER,
    ManyChoices,
    OnceForm,
    ProductForm,
    TextField,
    VersionedForm,
)
from hiring.foundations.paging import PageForm
from hiring.people.models import Member
from rubrics.competencies.round_kinds import RoundKind
from rubrics.scales import widths
from rubrics.scales.criterion_forms import CriteriaRows, text_area
from rubrics.scales.drafts import RubricDraft
from rubrics.scales.models import RedFlag, Rubric, RubricVersion
from rubrics.scales.states import ScaleStatus


class RubricSearchForm(PageForm):
    kind = forms.ChoiceField(
        label=_("Round kind"), choices=[("", _("Every kind")), *RoundKind.choices], required=False
    )
    status = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("In use and in work")), (ScaleStatus.RETIRED.value, ScaleStatus.RETIRED.label)],
        required=False,
    )


class RubricFields(forms.Form):
    """What a rubric says of itself, beside its criteria."""

    name = forms.CharField(
        label=_("Name"), max_length=widths.NAME, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    round_kind = forms.ChoiceField(label=_("Round kind"), choices=RoundKind.choices)
    guidance = TextField(
        label=_("Guidance"),
        max_length=widths.GUIDANCE,
        required=False,
        help_text=_("What whoever interviews should know before they rate: how to ask, what to leave aside."),
        widget=text_area(4),
    )
    note = TextField(
        label=_("What changed, and why"),
        max_length=widths.NOTE,
        required=False,
        help_text=_("Kept with the version."),
        widget=text_area(2),
    )

    def offer_red_flags(self, member: Member, *, held: Any = ()) -> None:
        """Red flags in use, and those that the rubric has already."""
        rows = RedFlag.objects.visible_to(member).filter(Q(status=ScaleStatus.IN_USE) | Q(pk__in=held))
        self.fields["red_flags"] = ManyChoices(
            rows, label=_("Red flags"), required=False, widget=forms.CheckboxSelectMultiple
        )

    def draft(self, criteria: CriteriaRows) -> RubricDraft:
        said = self.cleaned_data
        return RubricDraft(
            name=said["name"],
            round_kind=said["round_kind"],
            guidance=said["guidance"],
            note=said.get("note", ""),
            criteria=tuple(criteria.drafts),
            red_flags=tuple(said["red_flags"]),
        )

    def as_typed(self) -> dict[str, Any]:
        """What was typed, not yet looked at for mistakes."""
        return {name: self[name].value() for name in self.fields}


class NewRubricForm(RubricFields, OnceForm):
    def __init__(
        self, sent: QueryDict | None, *, member: Member, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(sent, initial=dict(initial or {}))
        self.offer_red_flags(member)
        del self.fields["note"]


class RubricForm(RubricFields, VersionedForm):
    """Changes what is in work, or begins the next version of what is in use."""

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        member: Member,
        rubric: Rubric,
        version: RubricVersion,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, initial={**self.of(version), **(initial or {})})
        self.offer_red_flags(member, held=[flag.pk for flag in version.red_flags.all()])
        if rubric.current_id:
            self.fields["round_kind"].disabled = True

    @staticmethod
    def of(version: RubricVersion) -> dict[str, Any]:
        """What the form begins with."""
        draft = RubricDraft.of(version)
        return {
            "name": draft.name,
            "round_kind": draft.round_kind,
            "guidance": draft.guidance,
            "note": draft.note,
            "red_flags": [flag.pk for flag in draft.red_flags],
            "version": version.version if version.is_in_work else 0,
        }


class KindForm(forms.Form):
    """The round kind for which somebody is writing a rubric; any other is none."""

    round_kind = forms.ChoiceField(choices=RoundKind.choices, required=False)

    @property
    def kind(self) -> str:
        return self.cleaned_data["round_kind"] if self.is_valid() else ""


class StateForm(ProductForm):
    """Says which state of the text the reader has read."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)


class FlagFields(forms.Form):
    statement = forms.CharField(
        label=_("Statement"),
        max_length=widths.STATEMENT,
        help_text=_("One line, as an interviewer would say it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    description = TextField(
        label=_("Description"),
        max_length=widths.DESCRIPTION,
        required=False,
        help_text=_("What one sees or hears; a flag is raised with evidence."),
        widget=text_area(3),
    )


class NewFlagForm(FlagFields, OnceForm):
    pass


class FlagForm(FlagFields, VersionedForm):
    def __init__(self, sent: QueryDict | None, *, flag: RedFlag) -> None:
        super().__init__(sent, initial=self.of(flag))

    @staticmethod
    def of(flag: RedFlag) -> dict[str, Any]:
        return {"statement": flag.statement, "description": flag.description, "version": flag.version}
