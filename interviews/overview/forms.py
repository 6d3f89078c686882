from typing import Any

from django import forms
from django.db.models import Count, Sum
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hiring.foundations.forms import OnceForm
from hiring.people.models import Member
from hiring.templatetags.times import duration
from interviews.loop_templates.models import LoopTemplate


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
            LoopTemplate.objects.on_offer(member)
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
