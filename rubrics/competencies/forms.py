from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Level, Opening
from hiring.candidates.states import OpeningStatus
from hiring.foundations.capabilities import Capability
from hiring.foundations.forms import ManyChoices, OnceForm, VersionedForm
from hiring.foundations.paging import PageForm
from hiring.people.models import Member
from rubrics.competencies.models import Competency


class OpeningSearchForm(PageForm):
    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("Every status")), *OpeningStatus.choices], required=False
    )


class OpeningFields(forms.Form):
    """What an opening says of itself; its choices are the acting member's organization's."""

    title = forms.CharField(label=_("Title"), max_length=120)
    level = forms.ChoiceField(label=_("Level"), choices=Level.choices, initial=Level.SENIOR)
    description = forms.CharField(
        label=_("Description"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def offer_people(self, member: Member, *, chosen: Opening | None = None) -> None:
        """Whoever has the role, and whoever is chosen already, even when no longer active."""
        people = Member.objects.visible_to(member).select_related("user").order_by("name", "pk")
        managers = Q(is_active=True, is_hiring_manager=True)
        if not member.may(Capability.PLAN_EVERY_LOOP):
            managers &= Q(pk=member.pk)
        committee = Q(is_active=True, is_committee=True)
        if chosen:
            managers |= Q(pk=chosen.hiring_manager_id)
            committee |= Q(pk__in=chosen.committee.values("pk"))
        self.fields["hiring_manager"] = forms.ModelChoiceField(
            people.filter(managers),
            label=_("Hiring manager"),
            empty_label=_("Choose somebody"),
            help_text=_("Decides in the debrief. Members with the role hiring manager can be chosen."),
        )
        self.fields["committee"] = ManyChoices(
            people.filter(committee),
            label=_("Committee"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("Reads the debrief and votes. Members with the role committee can be chosen."),
        )

    def offer_competencies(self, member: Member) -> None:
        competencies = Competency.objects.visible_to(member)
        self.fields["must_have"] = ManyChoices(
            competencies,
            label=_("Must-have competencies"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("A loop for this opening should judge each of them. You can add them later."),
        )
        self.fields["nice_to_have"] = ManyChoices(
            competencies,
            label=_("Nice to have"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )


class NewOpeningForm(OpeningFields, OnceForm):
    def __init__(self, sent: QueryDict | None, *, member: Member) -> None:
        super().__init__(sent)
        self.offer_people(member)
        self.offer_competencies(member)


class OpeningForm(OpeningFields, VersionedForm):
    def __init__(self, sent: QueryDict | None, *, member: Member, opening: Opening) -> None:
        super().__init__(sent, initial=self.of(opening))
        self.offer_people(member, chosen=opening)
        self.offer_competencies(member)

    @staticmethod
    def of(opening: Opening) -> dict[str, Any]:
        """What the form begins with."""
        requirements = opening.requirements.all()
        return {
            "title": opening.title,
            "level": opening.level,
            "description": opening.description,
            "hiring_manager": opening.hiring_manager_id,
            "committee": [member.pk for member in opening.committee.all()],
            "must_have": [need.competency_id for need in requirements if need.is_must_have],
            "nice_to_have": [need.competency_id for need in requirements if not need.is_must_have],
            "version": opening.version,
        }


class OpeningMoveForm(forms.Form):
    to = forms.ChoiceField(choices=OpeningStatus.choices)
