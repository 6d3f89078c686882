from hiring.templatetags.forms import send_once


def test_each_page_carries_its_own_key() -> None:
    first, second = send_once(), send_once()

    assert first.startswith('<input type="hidden" name="idempotency_key" value="')
    assert first != second
