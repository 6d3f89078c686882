from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.paging import PageForm
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY


class QuestionSearchForm(PageForm):
    """What the library is searched by; it lives in the address, so that a search can be shared."""

    words = forms.CharField(
        label=_("Words"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Title or prompt")}),
    )
    kind = forms.ChoiceField(
        label=_("Round kind"), choices=[("", _("Every kind")), *RoundKind.choices], required=False
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        choices=[
            ("", _("Any difficulty")),
            *((str(level), str(level)) for level in range(LEAST_DIFFICULTY, MOST_DIFFICULTY + 1)),
        ],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        super().__init__(asked)
        self.fields["competency"] = forms.ModelChoiceField(
            Competency.objects.visible_to(member),
            label=_("Competency"),
            empty_label=_("Every competency"),
            required=False,
        )
