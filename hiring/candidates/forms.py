from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Candidate, Opening
from hiring.candidates.states import CandidacyStatus, OpeningStatus
from hiring.foundations.capabilities import Capability
from hiring.foundations.forms import OnceForm, VersionedForm
from hiring.foundations.paging import PageForm
from hiring.people.forms import TimeZoneField
from hiring.people.models import Member


class CandidateSearchForm(PageForm):
    words = forms.CharField(label=_("Name or e-mail address"), max_length=120, required=False)


class CandidateForm(VersionedForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    time_zone = TimeZoneField()

    @staticmethod
    def of(candidate: Candidate) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "name": candidate.name,
            "email": candidate.email,
            "time_zone": candidate.time_zone,
            "version": candidate.version,
        }


def openings_for(member: Member) -> models.QuerySet[Opening]:
    """The openings that take candidates and that the member plans."""
    return Opening.objects.planned_by(member).filter(status=OpeningStatus.OPEN).order_by("title", "pk")


class NewCandidateForm(OnceForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    time_zone = TimeZoneField()

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opening"] = forms.ModelChoiceField(
            openings_for(member),
            label=_("Opening"),
            empty_label=_("None yet"),
            help_text=_("The opening they are considered for."),
            # Whoever plans only their own openings would lose sight of a candidate considered for none.
            required=not member.may(Capability.PLAN_EVERY_LOOP),
        )


class ConsiderForm(OnceForm):
    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opening"] = forms.ModelChoiceField(
            openings_for(member), label=_("Opening"), empty_label=_("Choose an opening")
        )


class CandidacyMoveForm(forms.Form):
    to = forms.ChoiceField(choices=CandidacyStatus.choices)
