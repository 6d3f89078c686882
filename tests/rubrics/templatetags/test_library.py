from django.template import Context, Template

from rubrics.library.searching.search import Choice


def drawn(source: str, **variables: object) -> str:
    return Template("{% load library %}" + source).render(Context(variables))


def test_difficulty_is_so_many_marks_of_five_and_says_so() -> None:
    marks = drawn("{% difficulty level %}", level=3)

    assert (marks.count("<rect"), marks.count('class="is-on"')) == (5, 3)
    assert 'aria-label="Difficulty 3 of 5"' in marks


def test_a_facet_has_a_choice_for_each_value_and_the_chosen_one_is_checked() -> None:
    choices = [Choice("a", "<A>", 2), Choice("b", "B", 0)]

    drawn_choices = drawn('{% facet_choices "kind" choices "b" %}', choices=choices)

    assert drawn_choices.count('type="radio"') == 2
    assert 'id="id_kind_b" value="b" checked' in drawn_choices
    assert "<span>&lt;A&gt;</span>" in drawn_choices


def test_minutes_are_told_as_a_duration() -> None:
    choices = [Choice("90", "90", 1)]

    assert "1 h 30 min" in drawn('{% facet_choices "minutes" choices "" %}', choices=choices)
