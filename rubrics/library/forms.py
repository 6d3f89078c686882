from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_INTEGER, ManyChoices, ProductForm
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.competencies.round_kinds import RoundKind
from rubrics.library import widths
from rubrics.library.drafts import LONGEST_TAG
from rubrics.library.many import MOST_AT_ONCE
from rubrics.library.models import LEAST_DIFFICULTY, LONGEST_MINUTES, MOST_DIFFICULTY, Question
from rubrics.library.searching.faces import STATE_LABELS
from rubrics.library.searching.wanted import STATES, Wanted
from rubrics.library.states import QuestionForm

LONGEST_WORDS, LONGEST_CURSOR = 120, 40


def _any(label: Any, choices: Any) -> list[Any]:
    return [("", label), *choices]


class QuestionSearchForm(forms.Form):
    """What the library is searched by; it lives in the address, so that a search can be shared."""

    words = forms.CharField(
        label=_("Words"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Title, prompt, signals, tags")}),
    )
    kind = forms.ChoiceField(
        label=_("Round kind"), choices=_any(_("Every kind"), RoundKind.choices), required=False
    )
    form = forms.ChoiceField(
        label=_("Form"), choices=_any(_("Either form"), QuestionForm.choices), required=False
    )
    competency = forms.ModelChoiceField(
        Competency.objects.none(),
        label=_("Competency"),
        empty_label=_("Every competency"),
        required=False,
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        choices=_any(
            _("Any difficulty"),
            [(level, str(level)) for level in range(LEAST_DIFFICULTY, MOST_DIFFICULTY + 1)],
        ),
        coerce=int,
        empty_value=None,
        required=False,
    )
    minutes = forms.IntegerField(
        label=_("Minutes at most"), min_value=1, max_value=LONGEST_MINUTES, required=False
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=_any(_("Not retired"), [(state, STATE_LABELS[state]) for state in STATES]),
        required=False,
    )
    tag = forms.CharField(label=_("Tag"), max_length=LONGEST_TAG, required=False)
    under_limit = forms.BooleanField(label=_("Under its exposure limit"), required=False)
    after = forms.CharField(max_length=LONGEST_CURSOR, required=False, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict, *, member: Member) -> None:
        super().__init__(asked)
        competencies: Any = self.fields["competency"]
        competencies.queryset = Competency.objects.visible_to(member)

    def said(self) -> dict[str, Any]:
        """What the address asks for; a part that makes no sense counts as not said, and has its error."""
        self.is_valid()
        unsaid = {name: field.clean("") for name, field in self.fields.items() if name in self.errors}
        return {**self.cleaned_data, **unsaid}

    @property
    def wanted(self) -> Wanted:
        return wanted_of(self.said())

    @property
    def after_this(self) -> str:
        """Where the page begins."""
        return str(self.said()["after"])


def wanted_of(said: dict[str, Any]) -> Wanted:
    """The search for what forms and filters have read; names that are not among it are not asked for."""
    competency = said.get("competency")
    return Wanted(
        words=said.get("words") or "",
        kind=said.get("kind") or "",
        form=said.get("form") or "",
        competency=competency.pk if competency else None,
        difficulty=said.get("difficulty"),
        longest=said.get("minutes"),
        state=said.get("state") or "",
        tag=said.get("tag") or "",
        under_limit=bool(said.get("under_limit")),
    )


class NoteForm(ProductForm):
    """Sends a version back into work."""

    note = forms.CharField(
        label=_("What should change"),
        max_length=widths.NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class ApprovalForm(ProductForm):
    """Says which state of the text the reviewer has read."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)


class LeakForm(ProductForm):
    reason = forms.CharField(
        label=_("Where it was seen"),
        max_length=widths.NOTE,
        help_text=_("An address, or who told you. Nobody asks the question until this is settled."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class LiftForm(ProductForm):
    reason = forms.CharField(
        label=_("Why it may be asked again"),
        max_length=widths.NOTE,
        help_text=_("Kept with the report."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class SimilarForm(forms.Form):
    """What somebody has written of a question so far; whatever cannot be compared yet is no mistake."""

    prompt = forms.CharField(max_length=widths.PROMPT)

    def __init__(self, sent: QueryDict, *, member: Member) -> None:
        super().__init__(sent)
        self.fields["leave_out"] = forms.ModelChoiceField(Question.objects.visible_to(member), required=False)


class TickedForm(forms.Form):
    """Questions ticked in a list, what is to be done with them, and the tag if it is about one."""

    DOINGS = ("approve", "add_tag", "remove_tag", "export", "retire")

    do = forms.ChoiceField(choices=[(name, name) for name in DOINGS])
    tag = forms.CharField(label=_("Tag"), max_length=LONGEST_TAG, required=False)

    def __init__(self, sent: QueryDict, *, member: Member) -> None:
        super().__init__(sent)
        self.fields["question"] = ManyChoices(
            Question.objects.visible_to(member).order_by("pk"),
            label=_("Questions"),
            error_messages={"required": _("Tick at least one question, then try again.")},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if len(cleaned.get("question", ())) > MOST_AT_ONCE:
            says = _("Tick %(most)d questions at most.") % {"most": MOST_AT_ONCE}
            self.add_error("question", says)
        if cleaned.get("do") in {"add_tag", "remove_tag"} and not cleaned.get("tag"):
            self.add_error("tag", _("Write the tag beside the button, then try again."))
        return cleaned

    def seen_version(self, question: Question) -> int:
        """The state of the text that stood in the list."""
        return version_in_list(self.data, question.pk)


def version_in_list(sent: Mapping[str, Any], pk: int) -> int:
    """The version of the row that stood in the list it was ticked in; 0 when none did."""
    seen = sent.get(f"version-{pk}", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
