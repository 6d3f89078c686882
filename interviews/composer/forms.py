import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import ID, ManyChoices, OnceForm, ProductForm, VersionedForm
from hiring.people.models import Member
from interviews.loop_templates.round_forms import number_field
from interviews.loops.models import Round
from rubrics.competencies.models import Competency
from rubrics.scales.models import Rubric
from rubrics.scales.states import ScaleStatus

MOVE = re.compile(r"([0-9]{1,18}):(up|down)")


class RoundForm(VersionedForm):
    """What a round of a draft is meant to be."""

    title = forms.CharField(label=_("Title"), max_length=120)
    minutes = number_field("minutes", _("Minutes"))
    break_minutes = number_field("break_minutes", _("Break after it"))
    panel_size = number_field("panel_size", _("Interviewers"))
    question_count = number_field("question_count", _("Questions"))
    difficulty = number_field("difficulty", _("Difficulty"))

    def __init__(self, sent: QueryDict | None, *, round: Round) -> None:
        super().__init__(sent, initial=self.of(round), auto_id=f"round-{round.pk}-%s")
        self.round = round
        judged = {criterion.competency for criterion in round.rubric_version.criteria.all()}
        choices = sorted(judged | set(round.competencies.all()), key=lambda competency: competency.name)
        field = ManyChoices(
            Competency.objects.filter(pk__in=[competency.pk for competency in choices]),
            label=_("Must be asked about"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        field.choices = [(competency.pk, competency.name) for competency in choices]
        self.fields["competencies"] = field

    @staticmethod
    def of(round: Round) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "title": round.title,
            "minutes": round.minutes,
            "break_minutes": round.break_minutes,
            "panel_size": round.panel_size,
            "question_count": round.question_count,
            "difficulty": round.difficulty,
            "competencies": [competency.pk for competency in round.competencies.all()],
            "version": round.version,
        }


class NewRoundForm(OnceForm):
    """One more interview; everything else about it follows from its rubric, and can be changed then."""

    def __init__(self, sent: QueryDict | None, *, member: Member, missing: Collection[int]) -> None:
        """`missing` are the ids of competencies that the loop does not judge well enough yet."""
        super().__init__(sent)
        rubrics = (
            Rubric.objects.visible_to(member)
            .filter(status=ScaleStatus.IN_USE)
            .exclude(current=None)
            .prefetch_related("current__criteria")
            .order_by("name", "pk")
        )
        field = forms.ModelChoiceField(rubrics, label=_("Rubric of the new round"))
        field.choices = [("", _("Choose a rubric")), *_grouped(rubrics, missing)]
        self.fields = {"rubric": field, **self.fields}


def _grouped(rubrics: Any, missing: Collection[int]) -> list[Any]:
    """Rubrics by what they would bring: first those that judge what is missing."""
    helpful: list[Any] = []
    others: list[Any] = []
    for rubric in rubrics:
        judged = rubric.current.judged
        (helpful if judged.intersection(missing) else others).append((rubric.pk, rubric.name))
    if not helpful:
        return others
    groups = [(_("Judge what is missing"), helpful), (_("Others"), others)]
    return [group for group in groups if group[1]]


class WaiverForm(ProductForm):
    """Why a loop may be published with a gap."""

    gap = forms.CharField(max_length=100, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why the loop may do without"),
        max_length=1000,
        help_text=_("The committee reads it, and it is printed in the packet."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


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


class LockForm(forms.Form):
    """Whether composing keeps a question."""

    is_locked = forms.BooleanField(required=False)
