from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_ID, LinesField, ManyChoices, OnceForm, VersionedForm
from hiring.foundations.paging import PageForm
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.library.forms import version_in_list
from rubrics.library.models import LEAST_DIFFICULTY, MOST_DIFFICULTY
from rubrics.library.states import QuestionStatus
from rubrics.quizzes import widths
from rubrics.quizzes.drafts import QuizDraft
from rubrics.quizzes.models import MOST_OPTIONS, QuizItem

ANSWERS = [("", _("Nobody knows yet")), *((str(place), str(place)) for place in range(1, MOST_OPTIONS + 1))]


class QuizSearchForm(PageForm):
    words = forms.CharField(
        label=_("Words"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("Prompt or explanation")}),
    )
    status = forms.ChoiceField(
        label=_("State"), choices=[("", _("In use and in work")), *QuestionStatus.choices], required=False
    )


class QuizFields(forms.Form):
    """What an item says; `draft` is that for a service."""

    prompt = forms.CharField(
        label=_("Prompt"), max_length=widths.PROMPT, widget=forms.Textarea(attrs={"rows": 3})
    )
    options = LinesField(label=_("Options"), rows=5, help_text=_("One a line, two to eight."))
    answer = forms.TypedChoiceField(
        label=_("Right answer"),
        choices=ANSWERS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("The line it stands on. A reviewer needs it."),
    )
    explanation = forms.CharField(
        label=_("Why it is right"),
        max_length=widths.EXPLANATION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    difficulty = forms.IntegerField(
        label=_("Difficulty"), min_value=LEAST_DIFFICULTY, max_value=MOST_DIFFICULTY, initial=2
    )
    tags = forms.CharField(
        label=_("Tags"), max_length=400, required=False, help_text=_("With commas between.")
    )

    def offer_competencies(self, member: Member) -> None:
        self.fields["competencies"] = ManyChoices(
            Competency.objects.visible_to(member),
            label=_("Competencies"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def draft(self) -> QuizDraft:
        said = self.cleaned_data
        return QuizDraft(
            prompt=said["prompt"],
            options=said["options"],
            answer=None if said["answer"] is None else said["answer"] - 1,
            explanation=said["explanation"],
            difficulty=said["difficulty"],
            tags=said["tags"].split(","),
            competencies=list(said["competencies"]),
        )

    @staticmethod
    def of(item: QuizItem) -> dict[str, Any]:
        """What the form begins with."""
        return {
            "prompt": item.prompt,
            "options": item.options,
            "answer": "" if item.answer is None else item.answer + 1,
            "explanation": item.explanation,
            "difficulty": item.difficulty,
            "tags": ", ".join(item.tags),
            "competencies": [competency.pk for competency in item.competencies.all()],
        }


class NewQuizItemForm(QuizFields, OnceForm):
    def __init__(self, sent: QueryDict | None, *, member: Member, like: QuizItem | None) -> None:
        super().__init__(sent, initial=self.of(like) if like else None)
        self.offer_competencies(member)


class QuizItemForm(QuizFields, VersionedForm):
    def __init__(self, sent: QueryDict | None, *, member: Member, item: QuizItem) -> None:
        super().__init__(sent, initial=self.begins_with(item))
        self.offer_competencies(member)

    @classmethod
    def begins_with(cls, item: QuizItem) -> dict[str, Any]:
        return {**cls.of(item), "version": item.version}


class LikeForm(forms.Form):
    """The item that a new one is written after."""

    like = forms.IntegerField(min_value=1, max_value=LARGEST_ID)


class TickedForm(forms.Form):
    """Several items, ticked in a list; `versions` are those that stood there, by the item's id."""

    def __init__(self, sent: QueryDict, *, member: Member) -> None:
        super().__init__(sent)
        self.fields["items"] = ManyChoices(
            QuizItem.objects.visible_to(member), error_messages={"required": _("Tick at least one item.")}
        )

    @property
    def versions(self) -> dict[int, int]:
        return {item.pk: version_in_list(self.data, item.pk) for item in self.cleaned_data["items"]}
