from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_ID, OnceForm, ProductForm
from interviews.debriefs.models import DecisionOutcome, Phase
from interviews.debriefs.states import DebriefStatus
from interviews.scorecards.models import Recommendation

LONGEST_SENTENCE, LONGEST_RATIONALE = 2_000, 10_000


class Words(forms.CharField):
    """A text that is refused when it is too long, and never cut by the browser."""

    def __init__(self, *, longest: int, rows: int, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(widget=widget, validators=[MaxLengthValidator(longest)], **kwargs)


class WhichForm(forms.Form):
    """Which debriefs a list shows, as its address says."""

    status = forms.ChoiceField(choices=DebriefStatus.choices, required=False)

    @property
    def wanted(self) -> DebriefStatus:
        return DebriefStatus((self.is_valid() and self.cleaned_data["status"]) or DebriefStatus.OPEN)


class OpenForm(forms.Form):
    loop = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
    even_without_missing = forms.BooleanField(required=False)


class VoteForm(ProductForm):
    phase = forms.ChoiceField(choices=Phase.choices, widget=forms.HiddenInput)
    value = forms.ChoiceField(
        label=_("Would you hire them for this opening?"),
        choices=Recommendation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the four.")},
    )
    sentence = Words(
        label=_("In a sentence or two, why"),
        longest=LONGEST_SENTENCE,
        rows=3,
        error_messages={"required": _("Give your vote a sentence of reason.")},
    )


class DecisionForm(OnceForm):
    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=DecisionOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the outcome.")},
    )
    rationale = Words(
        label=_("Rationale"),
        help_text=_("What the evidence says, and what outweighed what. It stands at the top of the debrief."),
        longest=LONGEST_RATIONALE,
        rows=5,
        error_messages={"required": _("Write down why. A decision without a reason helps nobody later.")},
    )
