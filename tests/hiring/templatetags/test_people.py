import pytest
from django.template import Context, Template

from hiring.people.names import NON_JOINER, initials_of
from hiring.templatetags.people import TINTS, avatars, tint


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mara Okafor", "MO"),
        ("  ada  de la cruz ", "AC"),
        ("Prince", "P"),
        ("Łukasz Żółtowski", "ŁŻ"),
        ("e\u0301mile zola", "ÉZ"),
        ("王小明", "王"),
        ("عمر الفاروق", f"ع{NON_JOINER}ا"),
        ("ნინო ბერიძე", "ნბ"),
        ("(Jun) 'Kim'", "JK"),
        ("ßen Weiß", "SW"),
        ("🙂", "?"),
        ("", "?"),
    ],
)
def test_initials_come_from_the_first_and_the_last_word_in_any_script(name: str, expected: str) -> None:
    assert initials_of(name) == expected


def test_a_person_keeps_one_colour_and_people_differ() -> None:
    names = [f"Person {number}" for number in range(50)]

    assert tint("Mara Okafor") == 1
    assert {tint(name) for name in names} == set(range(TINTS))


def test_a_stack_of_avatars_says_everybody_and_the_empty_seats() -> None:
    shown = avatars(["Ada", "Jun", "Mara", "Noah", "Omar"], missing=2, most=3)

    assert shown["names"] == ["Ada", "Jun", "Mara"]
    assert shown["more"] == 2
    assert shown["says"] == "Ada, Jun, Mara, Noah, Omar, 2 seats empty"


def test_a_stack_of_nobody_says_so() -> None:
    assert avatars([])["says"] == "Nobody yet"


def test_a_name_is_shown_as_text_and_never_as_markup() -> None:
    page = Template(
        '{% load people %}{% person name note=note %}{% avatar name "small" %}{% avatars people %}'
    )

    html = page.render(Context({"name": "<b>Mara</b> Okafor", "note": "<i>x</i>", "people": ['"><script>']}))

    assert "<b>" not in html
    assert "<i>" not in html
    assert "<script>" not in html
    assert "&lt;b&gt;Mara&lt;/b&gt; Okafor" in html
