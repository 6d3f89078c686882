"""What forms share: sent twice is once, a stale one shows what changed, refusals stand beside the field."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import HttpRequest, QueryDict
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from hiring.foundations.errors import DomainError, NotAllowed, Stale

# What fits into the database's integer columns; a larger number is no version and no row of ours.
LARGEST_INTEGER = 2**31 - 1
LARGEST_ID = 2**63 - 1
ID = re.compile(r"[0-9]{1,18}")


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was posted, or nothing while it is only being read."""
    return request.POST if request.method == "POST" else None


class ProductForm(forms.Form):
    """A form whose hidden fields complain where the reader can see it."""

    def clean(self) -> dict[str, Any]:
        for field in self.hidden_fields():
            if field.name in self.errors:
                self.add_error(None, _("The form arrived incomplete. Reload the page, then send it again."))
        return self.cleaned_data


class ManyChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several rows by their ids; an id that no database could hold is an unknown choice like any other."""

    def clean(self, value: Any) -> Any:
        for one in value or ():
            if not ID.fullmatch(str(one)):
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": one}
                )
        return super().clean(value)


class TextField(forms.CharField):
    """A text of several lines, whose ends browsers send in a way of their own."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class LinesField(forms.CharField):
    """A list of texts, typed one a line; empty lines are none."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": rows}), **options})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        ProhibitNullCharactersValidator()(text)
        return list(filter(None, (" ".join(line.split()) for line in text.splitlines())))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != list(initial or ()))


class OnceForm(ProductForm):
    """A form that makes something: sent twice with the same key, it makes one."""

    once = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    @property
    def key(self) -> str:
        """What `hiring.background.idempotency.once` tells a repeated sending by."""
        return str(self.cleaned_data.get("once") or "")


class VersionedForm(ProductForm):
    """A form that changes something others may be changing; it carries the version that its reader saw."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST_INTEGER, widget=forms.HiddenInput)

    def compare_with(self, current: Mapping[str, Any]) -> None:
        """Say beside each field what it says now, and let the next sending go by the current version."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent[self.add_prefix("version")] = str(current["version"])
        self.data = sent
        for name, value in current.items():
            typed = self[name].data
            if name != "version" and self.fields[name].has_changed(value, typed):
                self.add_error(name, _("It now says: %(value)s") % {"value": self._shown(name, value)})

    def _shown(self, name: str, value: Any) -> str:
        if isinstance(value, datetime):
            return formats.localize(timezone.localtime(value))
        labels = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        if isinstance(value, list | tuple):
            return ", ".join(labels.get(str(one), str(one)) for one in value) or "–"
        return labels.get(str(value), str(value)) if value not in (None, "") else "–"


class VersionsForm(forms.Form):
    """Two versions to compare, by their numbers."""

    old = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER)
    new = forms.IntegerField(min_value=1, max_value=LARGEST_INTEGER)


@contextmanager
def refusals_in(form: forms.Form, *, current: Mapping[str, Any] | None = None) -> Iterator[None]:
    """Put a broken rule beside the field it is about, instead of raising it; what was typed stays.

    `current` is what a `VersionedForm` would begin with now. What the reader may not do at all is no mistake
    in a form: `NotAllowed` goes on.
    """
    try:
        yield
    except NotAllowed:
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        if isinstance(error, Stale) and isinstance(form, VersionedForm) and current is not None:
            form.compare_with(current)
