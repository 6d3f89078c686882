from django.template import Context, Template


def drawn(source: str) -> str:
    return Template(source).render(Context())


def test_an_icon_is_as_large_as_asked_and_hidden_where_asked() -> None:
    icon = drawn('{% lucide "plus" size=16 aria_hidden="true" %}')

    assert icon.startswith("<svg")
    assert 'width="16"' in icon
    assert 'aria-hidden="true"' in icon


def test_the_same_icon_in_another_size_is_another_drawing() -> None:
    assert drawn('{% lucide "plus" size=16 %}') != drawn('{% lucide "plus" size=17 %}')
