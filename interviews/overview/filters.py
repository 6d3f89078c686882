from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.candidates.models import Opening
from hiring.people.models import Member
from interviews.loops.states import LoopStatus

# A choice among more openings than these is no choice any more; the pages of openings lead to the others.
OPENINGS_TO_CHOOSE_FROM = 200


class LoopFilter(forms.Form):
    """Which loops a list shows, as its address says; what makes no sense counts as not said."""

    status = forms.ChoiceField(
        label=_("Status"), choices=[("", _("All")), *LoopStatus.choices], required=False
    )
    opening = forms.TypedChoiceField(label=_("Opening"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, reader: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        openings = Opening.objects.visible_to(reader).order_by("-pk").values_list("pk", "title")
        field = self.fields["opening"]
        field.choices = [("", _("All")), *openings[:OPENINGS_TO_CHOOSE_FROM]]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        return {"status": self.cleaned_data.get("status", ""), "opening": self.cleaned_data.get("opening")}
