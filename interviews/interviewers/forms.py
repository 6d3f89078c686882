from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_INTEGER, ProductForm, VersionedForm
from hiring.people.models import Member
from interviews.interviewers.conflicts import known_candidates
from interviews.interviewers.models import (
    HalfDay,
    InterviewerProfile,
    StaffingPolicy,
    Stage,
)
from interviews.interviewers.rules import PATH_RANGES, POLICY_RANGES, PROFILE_RANGES
from interviews.interviewers.training import Paths
from rubrics.competencies.round_kinds import RoundKind


def _clock(label: Any, **options: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, **options)


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False, **options)


def _number(label: Any, within: tuple[int, int], **options: Any) -> forms.IntegerField:
    least, most = within
    return forms.IntegerField(label=label, min_value=least, max_value=most, **options)


class RosterForm(forms.Form):
    """Who is listed; it lives in the address, and what makes no sense there counts as not said."""

    words = forms.CharField(label=_("Name"), max_length=120, required=False)
    kind = forms.ChoiceField(
        label=_("Trained for"), choices=[("", _("Any kind")), *RoundKind.choices], required=False
    )
    page = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER // 100, required=False)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        return {
            "words": said.get("words", ""),
            "kind": said.get("kind", ""),
            "page": said.get("page") or 1,
        }


class ProfileForm(VersionedForm):
    """When and how much somebody interviews."""

    works_from = _clock(_("Works from"))
    works_to = _clock(_("Works until"), help_text=_("Monday to Friday, on their own clock."))
    daily_limit = _number(_("Interviews a day, at most"), PROFILE_RANGES["daily_limit"])
    weekly_limit = _number(_("Interviews a week, at most"), PROFILE_RANGES["weekly_limit"])
    paused_from = _day(_("Pauses from"))
    paused_to = _day(_("Pauses until"), help_text=_("That day included. Empty: until further notice."))
    avoids = forms.ChoiceField(
        label=_("Rather not"), choices=[("", _("Any time is fine")), *HalfDay.choices], required=False
    )
    dislikes = forms.MultipleChoiceField(
        label=_("Rather not these rounds"),
        choices=RoundKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def of(profile: InterviewerProfile) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(profile, name) for name in ProfileForm.base_fields}


class PolicyForm(VersionedForm):
    """How the organization staffs its loops."""

    break_minutes = _number(_("Minutes between rounds"), POLICY_RANGES["break_minutes"])
    max_rounds_per_day = _number(_("Rounds a day, at most"), POLICY_RANGES["max_rounds_per_day"])
    rooms = _number(
        _("Rooms"),
        POLICY_RANGES["rooms"],
        required=False,
        help_text=_("So many rounds at once. Empty: as many as there are people."),
    )
    lunch_minutes = _number(
        _("Minutes of lunch"), POLICY_RANGES["lunch_minutes"], help_text=_("0: no lunch is kept free.")
    )
    lunch_from = _clock(_("Lunch from"))
    lunch_to = _clock(_("Lunch until"), help_text=_("On the candidate’s clock."))
    fair_from = _number(_("A fair week, at least"), POLICY_RANGES["fair_from"])
    fair_to = _number(
        _("A fair week, at most"), POLICY_RANGES["fair_to"], help_text=_("Interviews by one person.")
    )
    calendar_hours = _number(
        _("Hours for which a calendar is fresh"),
        POLICY_RANGES["calendar_hours"],
        help_text=_("An older one is planned by only if somebody says that it may be."),
    )

    @staticmethod
    def of(policy: StaffingPolicy) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(policy, name) for name in PolicyForm.base_fields}


class PathForm(ProductForm):
    """How long training for one kind of round takes."""

    shadows = _number(_("Shadowed rounds"), PATH_RANGES["shadows"])
    reverse_shadows = _number(_("Reverse-shadowed rounds"), PATH_RANGES["reverse_shadows"])


def path_forms(sent: QueryDict | None, paths: Paths) -> dict[RoundKind, PathForm]:
    """A form for each kind of round."""
    forms_by_kind = {}
    for kind in RoundKind:
        path = paths.path(kind)
        said = {"shadows": path.shadows, "reverse_shadows": path.reverse_shadows}
        forms_by_kind[kind] = PathForm(sent, prefix=kind.value, initial=said)
    return forms_by_kind


class StageForm(ProductForm):
    """How far somebody's training has come, as a planner notes it."""

    round_kind = forms.ChoiceField(label=_("Round kind"), choices=RoundKind.choices)
    stage = forms.ChoiceField(
        label=_("Stage"), choices=[*Stage.choices, ("", _("Not in training"))], required=False
    )


class StepForm(ProductForm):
    """The stage that a mentor ends, as they have read it."""

    stage = forms.ChoiceField(choices=Stage.choices, widget=forms.HiddenInput)


class ConflictForm(ProductForm):
    """Whom the member may not judge."""

    def __init__(self, sent: QueryDict | None, *, reader: Member) -> None:
        super().__init__(sent)
        self.fields["candidate"] = forms.ModelChoiceField(
            known_candidates(reader).order_by("name", "pk"),
            label=_("Candidate"),
            empty_label=_("Choose somebody"),
            help_text=_("Nobody is asked why."),
        )


class CalendarAddressForm(ProductForm):
    address = forms.CharField(
        label=_("Private iCal address"),
        max_length=2000,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "spellcheck": "false",
                "inputmode": "url",
                "placeholder": "https://",
            }
        ),
        help_text=_("From your calendar’s settings. It is kept, and shown to nobody again."),
    )


class CalendarFileForm(ProductForm):
    file = forms.FileField(
        label=_("Or a file (.ics)"),
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
        help_text=_("It is read once, and goes stale."),
    )
