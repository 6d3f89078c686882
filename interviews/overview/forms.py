import re
from typing import Any

from django import forms
from django.db.models import Count, Sum
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hiring.foundations.forms import ID, OnceForm
from hiring.people.models import Member
from hiring.templatetags.times import duration
from interviews.loop_templates.models import (
    LARGEST_PANEL,
    LONGEST_ROUND_MINUTES,
    SHORTEST_ROUND_MINUTES,
    LoopTemplate,
)
from rubrics.scales.models import Rubric
from rubrics.scales.states import ScaleStatus

MOVE = re.compile(r"([0-9]{1,18}):(up|down)")


class TemplateChoice(forms.ModelChoiceField):
    def label_from_instance(self, template: Any) -> str:
        rounds = ngettext("%(count)d round", "%(count)d rounds", template.round_count)
        words = (template.get_level_display(), rounds % {"count": template.round_count})
        return f"{template.name} ({', '.join(words)}, {duration(template.minutes or 0)})"


class NewLoopForm(OnceForm):
    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the loop is called after its template."),
    )

    def __init__(self, sent: QueryDict | None, *, member: Member, level: str) -> None:
        super().__init__(sent)
        templates = (
            LoopTemplate.objects.visible_to(member)
            .exclude(current=None)
            .annotate(round_count=Count("current__rounds"), minutes=Sum("current__rounds__minutes"))
            .order_by("name", "pk")
        )
        fitting = next((template.pk for template in templates if template.level == level), None)
        choice = TemplateChoice(
            templates,
            label=_("Template"),
            required=False,
            empty_label=_("Start empty"),
            blank=True,
            initial=fitting,
            widget=forms.RadioSelect,
        )
        self.fields = {"template": choice, **self.fields}


class NewRoundForm(OnceForm):
    """One more interview; its kind is its rubric's."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the round is called after its rubric."),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=SHORTEST_ROUND_MINUTES,
        max_value=LONGEST_ROUND_MINUTES,
        initial=60,
    )
    panel_size = forms.IntegerField(
        label=_("Interviewers"),
        min_value=1,
        max_value=LARGEST_PANEL,
        initial=1,
        help_text=_("Who judge. Trainees come on top."),
    )
    brief = forms.CharField(
        label=_("Brief"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the interviewers should know before they go in."),
    )

    def __init__(self, sent: QueryDict | None, *, member: Member) -> None:
        super().__init__(sent)
        rubric = forms.ModelChoiceField(
            Rubric.objects.visible_to(member).filter(status=ScaleStatus.IN_USE).exclude(current=None),
            label=_("Rubric"),
            empty_label=_("Choose a rubric"),
            help_text=_("It says what kind of round this is, and what is judged in it."),
        )
        self.fields = {"rubric": rubric, **self.fields}


class OrderForm(forms.Form):
    """The order of a loop's rounds as the page shows it, and the one step that a round makes in it."""

    move = forms.RegexField(MOVE, required=False, max_length=24)

    def clean(self) -> dict[str, Any]:
        given = self.data.getlist("order") if isinstance(self.data, QueryDict) else []
        if not given or not all(ID.fullmatch(one) for one in given):
            raise forms.ValidationError(_("The order arrived incomplete."), code="incomplete")
        return {**self.cleaned_data, "order": [int(one) for one in given]}

    def order(self) -> list[int]:
        """The ids in the order that is wanted."""
        order: list[int] = self.cleaned_data["order"]
        if step := MOVE.fullmatch(self.cleaned_data["move"]):
            moved = int(step[1])
            if moved in order:
                place = order.index(moved)
                order.insert(max(0, place - 1 if step[2] == "up" else place + 1), order.pop(place))
        return order
