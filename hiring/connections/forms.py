from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import OnceForm


class TokenForm(OnceForm):
    label = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("For instance: weekly report, or our ATS.")
    )
    days = forms.TypedChoiceField(
        label=_("Ends"),
        choices=[
            ("30", _("in 30 days")),
            ("90", _("in 90 days")),
            ("365", _("in a year")),
            ("", _("when revoked")),
        ],
        coerce=int,
        empty_value=None,
        initial="90",
        required=False,
    )

    @property
    def expires_at(self) -> datetime | None:
        days = self.cleaned_data["days"]
        return timezone.now() + timedelta(days=days) if days else None
