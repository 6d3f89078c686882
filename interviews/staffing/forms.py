from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import ProductForm, VersionedForm
from hiring.people.models import Member
from interviews.loop_templates.models import LARGEST_PANEL, LONGEST_ROUND_MINUTES, SHORTEST_ROUND_MINUTES
from interviews.loops.models import Round
from interviews.staffing.models import Part
from rubrics.library.forms import QuestionSearchForm
from rubrics.library.models import Question


class RoundForm(VersionedForm):
    title = forms.CharField(label=_("Title"), max_length=120)
    starts_at = forms.DateTimeField(
        label=_("Starts"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=SHORTEST_ROUND_MINUTES, max_value=LONGEST_ROUND_MINUTES
    )
    panel_size = forms.IntegerField(
        label=_("Interviewers"),
        min_value=1,
        max_value=LARGEST_PANEL,
        help_text=_("Who judge. Trainees come on top."),
    )
    conference_url = forms.URLField(
        label=_("Conference link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Everybody who is invited gets it, the candidate too."),
    )
    brief = forms.CharField(
        label=_("Brief"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the interviewers should know before they go in."),
    )

    def __init__(self, sent: QueryDict | None, *, round: Round) -> None:
        super().__init__(sent, initial=self.of(round))
        self.fields["starts_at"].help_text = _("In your time zone. Leave it empty while it is open.")

    @staticmethod
    def of(round: Round) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "title": round.title,
            "starts_at": round.starts_at,
            "minutes": round.minutes,
            "panel_size": round.panel_size,
            "conference_url": round.conference_url,
            "brief": round.brief,
            "version": round.version,
        }


class PickerForm(QuestionSearchForm):
    """Searches the library for questions of the round's kind."""

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        super().__init__(asked, member=member)
        for name in ("kind", "form", "minutes", "state", "tag", "under_limit"):
            del self.fields[name]


class ChoiceForm(ProductForm):
    """The question that was picked."""

    def __init__(self, sent: QueryDict | None, *, member: Member) -> None:
        super().__init__(sent)
        self.fields["question"] = forms.ModelChoiceField(
            Question.objects.visible_to(member).select_related("current"), label=_("Question")
        )


class SeatForm(ProductForm):
    """Who sits in the round, in which part; without a part they lead, or join the panel if somebody leads."""

    part = forms.ChoiceField(
        label=_("Part"), choices=[("", _("Lead, else panel")), *Part.choices], required=False
    )

    def __init__(self, sent: QueryDict | None, *, member: Member, offered: list[Any]) -> None:
        super().__init__(sent)
        field = forms.ModelChoiceField(
            Member.objects.visible_to(member).select_related("user"), label=_("Interviewer")
        )
        # Whoever sits here already is known to the form, for a click that is sent twice, but not on offer.
        field.choices = [("", _("Choose somebody")), *offered]
        self.fields = {"member": field, **self.fields}
