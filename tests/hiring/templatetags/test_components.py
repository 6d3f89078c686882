"""The components keep what their forms and their readers count on."""

import pytest
from django import forms
from django.template.loader import render_to_string


class OpeningForm(forms.Form):
    title = forms.CharField(help_text="As the candidate will read it.", max_length=10)
    kind = forms.ChoiceField(choices=[("coding", "Coding")], widget=forms.RadioSelect)
    note = forms.CharField(required=False)


def test_a_field_says_its_error_beside_what_was_typed_and_ties_both_together() -> None:
    form = OpeningForm({"title": "مهندس <b>machine learning", "kind": "coding"})

    html = render_to_string("components/field.html", {"field": form["title"]})

    assert 'value="مهندس &lt;b&gt;machine learning"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert "at most 10 characters" in html


def test_only_fields_that_may_stay_empty_are_marked() -> None:
    form = OpeningForm()

    assert "optional" in render_to_string("components/field.html", {"field": form["note"]})
    assert "optional" not in render_to_string("components/field.html", {"field": form["title"]})


def test_choices_stand_in_a_fieldset_with_their_question() -> None:
    html = render_to_string("components/field.html", {"field": OpeningForm()["kind"]})

    assert "<legend>Kind</legend>" in html
    assert 'for="id_kind_0"' in html


def test_the_summary_of_errors_leads_to_each_field() -> None:
    html = render_to_string("components/form_errors.html", {"form": OpeningForm({"kind": "coding"})})

    assert 'href="#id_title"' in html
    assert "This field is required." in html


def test_the_summary_is_silent_while_nothing_is_wrong() -> None:
    assert not render_to_string("components/form_errors.html", {"form": OpeningForm()}).strip()


@pytest.mark.parametrize("value", [3, "3"])
def test_a_rating_keeps_its_choice_whether_it_comes_from_a_row_or_from_a_form(value: object) -> None:
    anchors = [{"level": 2, "text": "Tests one cause."}, {"level": 3, "text": "Tests each cause."}]

    html = render_to_string(
        "components/rating.html",
        {"name": "rating-7", "legend": "Framing", "anchors": anchors, "value": value},
    )

    assert html.count("checked") == 1
    assert 'name="rating-7" value="3" checked' in html


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ({"value": 4}, "of 4"),
        ({"state": "not_assessed"}, "Not assessed"),
        ({"state": "awaiting"}, "Not submitted yet"),
        ({"state": "hidden"}, "Hidden until you submit your own scorecard"),
    ],
)
def test_a_score_is_told_in_words_too(shown: dict[str, object], said: str) -> None:
    assert said in render_to_string("components/score.html", shown)


def test_pagination_appears_only_when_there_is_more() -> None:
    assert not render_to_string("components/pagination.html", {}).strip()
    assert 'rel="next"' in render_to_string("components/pagination.html", {"next_url": "?cursor=a"})


@pytest.mark.parametrize("page", ["400.html", "403_csrf.html", "404.html", "500.html"])
def test_error_pages_need_nobody_and_no_query(page: str) -> None:
    html = render_to_string(page)

    assert html.count("<h1>") == 1
    assert "NOTPROVIDED" not in html
