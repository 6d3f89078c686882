"""Changing a draft before it is accepted: a form for each kind, which begins with what would be written."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import TextField, VersionedForm
from hiring.people.models import Member
from rubrics.competencies.models import Competency
from rubrics.importing.accepting import named_among
from rubrics.importing.models import ImportDraft
from rubrics.importing.proposals import Proposal, tags_of
from rubrics.importing.states import DraftKind
from rubrics.library.draft_forms import QuestionFields
from rubrics.quizzes.forms import QuizFields
from rubrics.scales import widths
from rubrics.scales.models import HIGHEST_LEVEL, LOWEST_LEVEL, RedFlag

LEVELS = range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)


class DraftForm(VersionedForm):
    """A draft's words; `changes` is what a person made of them, by the names of a proposal."""

    def __init__(
        self, sent: QueryDict | None, *, draft: ImportDraft, proposal: Proposal, member: Member
    ) -> None:
        super().__init__(sent, initial={**self.begins_with(proposal, member), "version": draft.version})
        self.offer(member)

    @staticmethod
    def begins_with(proposal: Proposal, member: Member) -> dict[str, Any]:
        return dict(proposal)

    def offer(self, member: Member) -> None:
        """The choices that depend on who reads."""

    @property
    def changes(self) -> Mapping[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ExerciseDraftForm(QuestionFields, DraftForm):
    """Names that the organization does not know stand where accepting would keep them."""

    @staticmethod
    def begins_with(proposal: Proposal, member: Member) -> dict[str, Any]:
        competencies, skills = named_among(Competency.objects.visible_to(member), proposal["competencies"])
        red_flags, signs = named_among(RedFlag.objects.visible_to(member), proposal["red_flags"])
        return {
            **proposal,
            "tags": tags_of([*proposal["tags"], *skills], ""),
            "weak_signals": [*proposal["weak_signals"], *signs],
            "competencies": [competency.pk for competency in competencies],
            "red_flags": [flag.pk for flag in red_flags],
        }

    def offer(self, member: Member) -> None:
        self.offer_choices(member)
        for name in ("form", "is_different"):
            del self.fields[name]
        self.fields["tags"].show_hidden_initial = False

    @property
    def changes(self) -> Mapping[str, Any]:
        named = {
            name: [row.slug for row in self.cleaned_data[name]] for name in ("competencies", "red_flags")
        }
        return {**super().changes, **named}


class QuestionDraftForm(ExerciseDraftForm):
    def offer(self, member: Member) -> None:
        super().offer(member)
        for name in ("materials", "timings"):
            del self.fields[name]


class QuizDraftForm(QuizFields, DraftForm):
    @staticmethod
    def begins_with(proposal: Proposal, member: Member) -> dict[str, Any]:
        answer = proposal["answer"]
        named, _unknown = named_among(Competency.objects.visible_to(member), proposal["competencies"])
        return {
            **proposal,
            "answer": "" if answer is None else answer + 1,
            "tags": ", ".join(proposal["tags"]),
            "competencies": [competency.pk for competency in named],
        }

    def offer(self, member: Member) -> None:
        self.offer_competencies(member)

    @property
    def changes(self) -> Mapping[str, Any]:
        said = self.draft
        return {
            **super().changes,
            "answer": said.answer,
            "tags": tags_of([tag.strip() for tag in said.tags], ""),
            "competencies": [competency.slug for competency in said.competencies],
        }


class CriterionDraftForm(DraftForm):
    name = forms.CharField(label=_("Name"), max_length=widths.NAME)
    description = TextField(
        label=_("Description"),
        max_length=widths.DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @staticmethod
    def begins_with(proposal: Proposal, member: Member) -> dict[str, Any]:
        named, _unknown = named_among(Competency.objects.visible_to(member), [proposal["competency"]])
        return {
            **{f"level_{level}": text for level, text in zip(LEVELS, proposal["levels"], strict=True)},
            "name": proposal["name"],
            "description": proposal["description"],
            "competency": named[0].pk if named else None,
        }

    def offer(self, member: Member) -> None:
        self.fields["competency"] = forms.ModelChoiceField(
            Competency.objects.visible_to(member),
            label=_("Competency that it judges"),
            empty_label=_("Choose one"),
        )
        for level in LEVELS:
            self.fields[f"level_{level}"] = TextField(
                label=_("What a rating of %(level)s looks like") % {"level": level},
                max_length=widths.ANCHOR,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def changes(self) -> Mapping[str, Any]:
        said = self.cleaned_data
        return {
            "name": said["name"],
            "description": said["description"],
            "competency": said["competency"].slug,
            "levels": [said[f"level_{level}"] for level in LEVELS],
        }


class RedFlagDraftForm(DraftForm):
    statement = forms.CharField(label=_("Statement"), max_length=widths.STATEMENT)
    description = TextField(
        label=_("Description"),
        max_length=widths.DESCRIPTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


FORMS: dict[str, type[DraftForm]] = {
    DraftKind.QUESTION: QuestionDraftForm,
    DraftKind.EXCHANGE: QuestionDraftForm,
    DraftKind.EXERCISE: ExerciseDraftForm,
    DraftKind.QUIZ_ITEM: QuizDraftForm,
    DraftKind.CRITERION: CriterionDraftForm,
    DraftKind.RED_FLAG: RedFlagDraftForm,
}
