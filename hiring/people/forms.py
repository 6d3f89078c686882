from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_ID, OnceForm, VersionedForm
from hiring.people.models import Member, Role


@cache
def time_zones() -> list[tuple[str, str]]:
    """Every zone that is named after a place, and UTC."""
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [(zone, zone.replace("_", " ")) for zone in ("UTC", *places)]


class TimeZoneField(forms.ChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(choices=time_zones, label=_("Time zone"), **options)


class RolesField(forms.MultipleChoiceField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=Role.choices,
            label=_("Roles"),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one role.")},
            **options,
        )


class NewMemberForm(OnceForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254, help_text=_("They sign in with it."))
    name = forms.CharField(label=_("Name"), max_length=120)
    title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    time_zone = TimeZoneField()
    roles = RolesField()


class MemberForm(VersionedForm):
    title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    time_zone = TimeZoneField()
    roles = RolesField()
    is_active = forms.BooleanField(
        label=_("Active"),
        required=False,
        help_text=_("Who is not active can no longer sign in to this organization. What they wrote stays."),
    )

    @staticmethod
    def of(member: Member) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "title": member.title,
            "time_zone": member.time_zone,
            "roles": [role.value for role in member.roles],
            "is_active": member.is_active,
            "version": member.version,
        }


class SwitchForm(forms.Form):
    organization = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
