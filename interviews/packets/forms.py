from django import forms

from hiring.foundations.forms import LARGEST_ID


class RequestForm(forms.Form):
    debrief = forms.IntegerField(min_value=1, max_value=LARGEST_ID)
