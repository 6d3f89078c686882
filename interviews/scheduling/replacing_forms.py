from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import ProductForm
from hiring.people.models import Member


class ReplacementForm(ProductForm):
    """Who takes a seat."""

    def __init__(self, sent: QueryDict | None, *, member: Member) -> None:
        super().__init__(sent)
        people = Member.objects.visible_to(member).select_related("user")
        self.fields["member"] = forms.ModelChoiceField(people, label=_("Interviewer"))
