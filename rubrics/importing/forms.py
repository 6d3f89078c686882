from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hiring.foundations.forms import LARGEST_INTEGER, ManyChoices, OnceForm
from hiring.people.models import Member
from rubrics.competencies.round_kinds import RoundKind
from rubrics.importing.models import ImportDraft, ImportedDocument
from rubrics.importing.reading.columns import FIELDS
from rubrics.importing.states import DraftKind, DraftStatus
from rubrics.library.forms import version_in_list

MOST_FILES = 10
# What a person calls the fields of a table; options are told by their letter.
FIELD_LABELS = {
    "prompt": _("Question"),
    "answer": _("Answer"),
    "correct": _("Right option"),
    "options": _("All options in one cell"),
    "explanation": _("Explanation"),
    "kind": _("Round kind"),
    "difficulty": _("Difficulty"),
    "minutes": _("Minutes"),
    "title": _("Title"),
    "topic": _("Topic"),
    "context": _("Context"),
    "follow_ups": _("Follow-ups"),
    "strong_signals": _("Strong signals"),
    "weak_signals": _("Weak signals"),
    "competencies": _("Competencies"),
    "red_flags": _("Red flags"),
    "tags": _("Tags"),
    "exposure_limit": _("Exposure limit"),
}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyFilesField(forms.FileField):
    """One file or several, none larger than one may be."""

    widget = ManyFilesInput

    def clean(self, value: Any, initial: Any = None) -> list[UploadedFile]:
        files = (value if isinstance(value, list) else [value]) or [None]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Bring %(most)s files at a time.") % {"most": MOST_FILES})
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(OnceForm):
    documents = ManyFilesField(
        label=_("Files"),
        max_length=200,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file first.")},
    )
    round_kind = forms.ChoiceField(
        label=_("Round kind, where a document names none"),
        choices=RoundKind.choices,
        initial=RoundKind.ML_FOUNDATIONS,
    )


class ReviewForm(forms.Form):
    """Which drafts of a document are shown; it lives in the address."""

    status = forms.ChoiceField(choices=[("", ""), *DraftStatus.choices, ("skipped", "")], required=False)
    kind = forms.ChoiceField(
        label=_("Show"), choices=[("", _("Everything")), *DraftKind.choices], required=False
    )
    order = forms.ChoiceField(
        label=_("Order"),
        choices=[
            ("", _("As in the document")),
            ("unsure", _("Least sure first")),
            ("sure", _("Most sure first")),
        ],
        required=False,
    )
    page = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, required=False)

    def wanted(self) -> dict[str, Any]:
        self.is_valid()
        said = self.cleaned_data
        status = said.get("status") or (DraftStatus.WAITING if "status" not in self.data else "")
        return {
            "status": status,
            "kind": said.get("kind", ""),
            "order": said.get("order", ""),
            "number": said.get("page") or 1,
        }


class ColumnsForm(forms.Form):
    """Which field stands in each column of a table; `columns` is the same the other way round."""

    def __init__(self, sent: QueryDict | None, *, document: ImportedDocument) -> None:
        super().__init__(sent)
        preview = document.preview or {"header": [], "proposed": {}}
        proposed = {column: name for name, column in preview["proposed"].items()}
        choices = [("", _("Leave out")), *((name, label_of(name)) for name in FIELDS)]
        self.header = preview["header"]
        for column, name in enumerate(self.header):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=name or _("Column %(number)s") % {"number": column + 1},
                choices=choices,
                required=False,
                initial=proposed.get(column, ""),
            )

    def clean(self) -> dict[str, Any]:
        chosen = [name for name in self.cleaned_data.values() if name]
        if "prompt" not in chosen:
            raise forms.ValidationError(
                _("Say which column holds the question. Nothing is found without it.")
            )
        for field, name in list(self.cleaned_data.items()):
            if name and chosen.count(name) > 1:
                self.add_error(field, _("Two columns cannot be the same. Choose another for one of them."))
        return self.cleaned_data

    @property
    def columns(self) -> dict[str, int]:
        chosen = self.cleaned_data.items()
        return {name: int(field.removeprefix("column_")) for field, name in chosen if name}


def label_of(field: str) -> Any:
    if field.startswith("option_"):
        return _("Option %(letter)s") % {"letter": field[-1].upper()}
    return FIELD_LABELS[field]


class DecisionForm(forms.Form):
    """The state of a draft that was read when it was decided about."""

    version = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER, required=False)


class TickedDraftsForm(forms.Form):
    """What becomes of the ticked drafts of a document, or of all that wait there."""

    to = forms.ChoiceField(choices=[("accept", ""), ("merge", ""), ("dismiss", ""), ("bring_back", "")])
    every = forms.BooleanField(required=False)

    def __init__(self, sent: QueryDict, *, document: ImportedDocument, member: Member) -> None:
        super().__init__(sent)
        rows = ImportDraft.objects.visible_to(member).filter(document=document)
        self.fields["drafts"] = ManyChoices(rows.light().select_related("match"), required=False)

    def clean(self) -> dict[str, Any]:
        if not self.cleaned_data.get("drafts") and not self.cleaned_data.get("every"):
            raise forms.ValidationError(_("Tick at least one."))
        return self.cleaned_data

    def versions(self, chosen: Sequence[ImportDraft]) -> dict[int, int]:
        """What was read of those chosen; only whoever takes all, ticked or not, takes some unread."""
        in_list = {draft.pk: version_in_list(self.data, draft.pk) for draft in chosen}
        return {pk: seen for pk, seen in in_list.items() if seen or not self.cleaned_data["every"]}
