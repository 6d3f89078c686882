import pytest
from django import forms
from django.http import QueryDict

from hiring.foundations.errors import DomainError, Invalid, NotAllowed, Stale
from hiring.foundations.forms import LinesField, OnceForm, VersionedForm, refusals_in


class TitleForm(VersionedForm):
    title = forms.CharField(max_length=20)
    parts = forms.MultipleChoiceField(choices=[("a", "First"), ("b", "Second")], required=False)


def sent(**fields: str | list[str]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in fields.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def test_a_refusal_stands_beside_the_field_it_is_about() -> None:
    form = TitleForm(sent(title="Coding", version="1"))
    assert form.is_valid()

    with refusals_in(form):
        raise Invalid("This title is taken.", field="title")

    assert form.errors["title"] == ["This title is taken."]


def test_a_refusal_about_the_whole_or_an_unknown_field_stands_above() -> None:
    form = TitleForm(sent(title="Coding", version="1"))
    assert form.is_valid()

    with refusals_in(form):
        raise DomainError("Publish first.", "early", field="elsewhere")

    assert form.non_field_errors() == ["Publish first."]


def test_what_one_may_not_do_at_all_is_no_mistake_in_a_form() -> None:
    form = TitleForm(sent(title="Coding", version="1"))
    assert form.is_valid()

    with pytest.raises(NotAllowed), refusals_in(form):
        raise NotAllowed


def test_a_stale_form_keeps_what_was_typed_and_shows_what_it_says_now() -> None:
    form = TitleForm(sent(title="Mine", parts=["a"], version="1"))
    assert form.is_valid()

    with refusals_in(form, current={"title": "Theirs", "parts": ["a", "b"], "version": 2}):
        raise Stale

    assert form["title"].value() == "Mine"
    assert form.errors["title"] == ["It now says: Theirs"]
    assert form.errors["parts"] == ["It now says: First, Second"]
    assert form["version"].value() == "2"


def test_a_stale_form_says_nothing_beside_a_field_that_agrees() -> None:
    form = TitleForm(sent(title="Same", version="1"))
    assert form.is_valid()

    with refusals_in(form, current={"title": "Same", "parts": [], "version": 2}):
        raise Stale

    assert "title" not in form.errors


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "\x00"])
def test_a_broken_hidden_field_complains_where_it_is_seen(version: str) -> None:
    form = TitleForm(sent(title="Coding", version=version))

    assert not form.is_valid()
    assert form.non_field_errors() == ["The form arrived incomplete. Reload the page, then send it again."]


def test_a_form_without_a_key_is_sent_as_often_as_it_is_sent() -> None:
    form = OnceForm(sent())
    assert form.is_valid()
    assert form.key == ""


def test_each_new_form_has_a_key_of_its_own() -> None:
    assert OnceForm()["once"].value() != OnceForm()["once"].value()


class ListedForm(forms.Form):
    steps = LinesField()


def test_a_list_is_typed_one_a_line_and_empty_lines_are_none() -> None:
    form = ListedForm({"steps": " first \r\n\r\nsecond   step\n"})

    assert form.is_valid()
    assert form.cleaned_data["steps"] == ["first", "second step"]
    assert "first\nsecond" in str(ListedForm(initial={"steps": ["first", "second"]}))


@pytest.mark.parametrize("typed", ["", " \n \n", "with\0nothing"])
def test_a_list_of_nothing_is_missing(typed: str) -> None:
    assert not ListedForm({"steps": typed}).is_valid()
