from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_INTEGER, OnceForm, ProductForm
from interviews.invitations.models import Answer


class AnswerForm(ProductForm):
    """Whether somebody comes; the note is asked of those who do not."""

    answer = forms.ChoiceField(choices=Answer.choices, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("What should the planner know?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only whoever plans this interview reads it."),
    )


class OwnAnswerForm(AnswerForm):
    """The same from a page on which the member is signed in; it names the state of things it answers."""

    sequence = forms.IntegerField(min_value=0, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)


class NewFeedForm(OnceForm):
    """Asks for a new private address; sent twice it makes one."""
