"""The one form in which a question is written and changed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.foundations.forms import (
    LARGEST_INTEGER,
    LinesField,
    ManyChoices,
    OnceForm,
    TextField,
    VersionedForm,
)
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library import widths
from rubrics.library.drafts import QuestionDraft
from rubrics.library.models import (
    LEAST_DIFFICULTY,
    LONGEST_MINUTES,
    MOST_DIFFICULTY,
    Question,
    QuestionVersion,
)
from rubrics.library.states import QuestionForm as Form
from rubrics.scales.models import RedFlag

PART = re.compile(
    r"(?P<minutes>[0-9]{1,3})\s*(?:minutes|mins?|m|′|')?\.?\s*[:·–—-]?\s+(?P<activity>\S.*)", re.IGNORECASE
)
ONE_A_LINE = gettext_lazy("One a line.")
DIFFICULTIES = [(level, str(level)) for level in range(LEAST_DIFFICULTY, MOST_DIFFICULTY + 1)]


class PartsField(LinesField):
    """How the time of an exercise goes: “10 Clarify the brief”, one part a line."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "\n".join(f"{part['minutes']} {part['activity']}" for part in value)
        return value

    def to_python(self, value: Any) -> Any:
        return [self._part(line) for line in super().to_python(value)]

    def _part(self, line: str) -> dict[str, Any]:
        found = PART.fullmatch(line)
        if found is None:
            says = _("“%(line)s” does not begin with its minutes. Write it as “10 Clarify the brief”.")
            raise forms.ValidationError(says, params={"line": Truncator(line).chars(60)})
        return {"minutes": int(found["minutes"]), "activity": found["activity"]}


class TagsField(forms.CharField):
    """Tags with commas between."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return super().to_python(", ".join(value) if isinstance(value, list) else value)

    def clean(self, value: Any) -> list[str]:
        return self.apart(super().clean(value))

    @staticmethod
    def apart(text: str) -> list[str]:
        return [tag for tag in (part.strip() for part in text.split(",")) if tag]


class QuestionFields(forms.Form):
    """What a question says of itself; `draft` is that for a service."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=widths.TITLE,
        help_text=gettext_lazy("What colleagues find it by; candidates do not see it."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    round_kind = forms.ChoiceField(label=gettext_lazy("Round kind"), choices=RoundKind.choices)
    form = forms.ChoiceField(label=gettext_lazy("Form"), choices=Form.choices, initial=Form.QUESTION)
    prompt = TextField(
        label=gettext_lazy("Prompt"),
        max_length=widths.PROMPT,
        help_text=gettext_lazy("What the candidate hears or reads."),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    context = TextField(
        label=gettext_lazy("Context to give"),
        max_length=widths.CONTEXT,
        required=False,
        help_text=gettext_lazy("What the interviewer may tell when asked."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    follow_ups = LinesField(label=gettext_lazy("Follow-ups"), required=False, rows=3, help_text=ONE_A_LINE)
    strong_signals = LinesField(
        label=gettext_lazy("Strong signals"),
        required=False,
        rows=5,
        help_text=gettext_lazy("What one can hear or see, one a line. A reviewer needs at least one."),
    )
    weak_signals = LinesField(
        label=gettext_lazy("Weak signals"),
        required=False,
        rows=5,
        help_text=gettext_lazy("The same for an answer that falls short."),
    )
    sample_answer = TextField(
        label=gettext_lazy("Sample answer"),
        max_length=widths.SAMPLE_ANSWER,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    materials = LinesField(
        label=gettext_lazy("Materials"),
        required=False,
        rows=3,
        help_text=gettext_lazy("Of an exercise: what to hand out or set up, one a line."),
    )
    timings = PartsField(
        label=gettext_lazy("Timings"),
        required=False,
        rows=4,
        help_text=gettext_lazy("Of an exercise: one part a line, such as “10 Clarify the brief”."),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        help_text=gettext_lazy("With its follow-ups."),
    )
    difficulty = forms.TypedChoiceField(
        label=gettext_lazy("Difficulty"),
        choices=DIFFICULTIES,
        coerce=int,
        initial=3,
        help_text=gettext_lazy("1 is easy, 5 is for the few."),
    )
    exposure_limit = forms.IntegerField(
        label=gettext_lazy("Exposure limit"),
        min_value=1,
        max_value=LARGEST_INTEGER,
        required=False,
        help_text=gettext_lazy("How many candidates may meet it in half a year."),
    )
    tags = TagsField(
        label=gettext_lazy("Tags"),
        max_length=900,
        required=False,
        show_hidden_initial=True,
        help_text=gettext_lazy("With commas between."),
    )

    def offer_choices(self, member: Member) -> None:
        self.fields["competencies"] = ManyChoices(
            Competency.objects.visible_to(member),
            label=gettext_lazy("Competencies"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("What an answer lets one judge. A reviewer needs at least one."),
        )
        self.fields["red_flags"] = ManyChoices(
            RedFlag.objects.visible_to(member),
            label=gettext_lazy("Red flags to watch for"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["is_different"] = forms.BooleanField(
            label=gettext_lazy("It is another question: save it all the same"), required=False
        )

    def draft(self, source_refs: Sequence[str] = ()) -> QuestionDraft:
        beside = {"tags", "is_different", "version", "once"}
        said = {name: value for name, value in self.cleaned_data.items() if name not in beside}
        return QuestionDraft(**said, source_refs=source_refs)


class NewQuestionForm(QuestionFields, OnceForm):
    def __init__(self, sent: QueryDict | None, *, member: Member, initial: Mapping[str, Any]) -> None:
        super().__init__(sent, initial=dict(initial))
        self.offer_choices(member)


class QuestionForm(QuestionFields, VersionedForm):
    """Changes what is in work, or begins the next version of what is asked."""

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        member: Member,
        question: Question,
        version: QuestionVersion,
        may_tag: bool,
    ) -> None:
        super().__init__(sent, initial=self.of(question, version))
        self.offer_choices(member)
        if not may_tag:
            del self.fields["tags"]
        if question.current_id:
            for name in ("round_kind", "form"):
                self.fields[name].disabled = True

    @staticmethod
    def of(question: Question, version: QuestionVersion) -> dict[str, Any]:
        """What the form begins with."""
        draft = QuestionDraft.of(version)
        return {
            **draft.columns(),
            "round_kind": question.round_kind,
            "form": question.form,
            "competencies": [competency.pk for competency in draft.competencies],
            "red_flags": [flag.pk for flag in draft.red_flags],
            "tags": question.tags,
            "version": version.version if version.is_in_work else 0,
        }

    @property
    def current(self) -> dict[str, Any]:
        """What a stale form is compared with: the text; tags are put on and taken off one by one."""
        return {name: value for name, value in self.initial.items() if name in self.fields and name != "tags"}

    def tag_changes(self) -> dict[str, list[str]]:
        """The tags that the author put on, and those that they took off of what they saw."""
        if "tags" not in self.fields:
            return {}
        seen = TagsField.apart(self.data.get(self.add_initial_prefix("tags"), ""))
        now = self.cleaned_data["tags"]
        return {
            "add_tags": [tag for tag in now if tag not in seen],
            "remove_tags": [tag for tag in seen if tag not in now],
        }

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(self.fields[name], LinesField):
            return str(self.fields[name].prepare_value(value)) or "–"
        return super()._shown(name, value)
